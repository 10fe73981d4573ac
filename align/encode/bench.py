"""How often an encoder's nearest neighbour of a sentence is not its rendering (xsim).

References
----------
Artetxe and Schwenk (2019), "Margin-based parallel corpus mining", arXiv:1811.01136.
Wilson (1927), "Probable inference, the law of succession, and statistical inference".
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.errors import InputError

NEIGHBOURS = 4  # Artetxe and Schwenk (2019), section 4.1
# A pair of languages takes 40 s on one core at this number (384 dimensions; 3.5 s at 6,000).
MOST_LINES = 20_000
CONFIDENCE = 1.959964  # the normal distribution holds 95 % within so many standard deviations

# Cosines in memory at once: 32 MB in double precision, and twice that while they are divided.
_CELLS = 4_000_000
# Products of double precision differ by 1e-16 with the shape of a block. A lead below this is none.
_TIE = 1e-9
# The ratio says nothing where a neighbourhood is no nearer than this, and turns round below 0.
_LEAST_NEARNESS = 1e-3

_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\Z")
# Endings of other files that lie beside parallel texts.
_NO_LANGUAGES = frozenset(
    {"csv", "doc", "gz", "htm", "ids", "log", "md", "pdf", "py", "sh", "tmx", "tsv", "txt"}
    | {"xml", "xlf", "xz", "zip"}
)
_NAMING = "Name the files NAME.LANGUAGE, such as news.en and news.ru, a sentence a line."


@dataclass(frozen=True, slots=True)
class ParallelTexts:
    """Sentences that render each other line by line.

    Parameters
    ----------
    name
        What the names of the files have in common.
    languages
        Their endings, in alphabetical order.
    sides
        The sentences of each language, all of the same number.
    repeated
        Lines left out because one of their sentences stands in an earlier line.
    """

    name: str
    languages: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    repeated: int

    @property
    def sentences(self) -> int:
        """Number of sentences in each language."""
        return len(self.sides[0])

    @property
    def words(self) -> float:
        """Mean number of words a sentence, all languages together."""
        words = sum(len(sentence.split()) for side in self.sides for sentence in side)
        return words / (self.sentences * len(self.sides))


def read_texts(folder: Path, sentences: int | None = None) -> ParallelTexts:
    r"""Read the files ``NAME.LANGUAGE`` of a folder.

    Parameters
    ----------
    folder
        Line n of each file renders line n of the others. Lines end at ``\n`` alone; a carriage
        return before it is dropped, and so are lines that are empty in every language. A sentence
        that comes twice has no single rendering to be found: its first line alone is kept.
    sentences
        Read only so many lines; by default all, which may be 20,000 at most.

    Raises
    ------
    InputError
        The folder holds no such files, or files that do not go together.
    """
    paths = _paths(folder)
    lines = [_lines(path) for path in paths]
    shortest = min(range(len(paths)), key=lambda n: len(lines[n]))
    longest = max(range(len(paths)), key=lambda n: len(lines[n]))
    if len(lines[shortest]) < len(lines[longest]):
        raise InputError(
            str(paths[shortest]),
            f"the file ends here, but {paths[longest].name} has {len(lines[longest]):,} lines.",
            "Line for line the files must render each other.",
            line=len(lines[shortest]),
        )
    if sentences is None and len(lines[0]) > MOST_LINES:
        raise InputError(
            str(paths[0]),
            f"{len(lines[0]):,} lines are more than the {MOST_LINES:,} that are compared "
            "unasked, each with all others.",
            f"Take the first ones with --sentences {MOST_LINES}.",
        )
    kept, repeated = _distinct(paths, list(zip(*lines, strict=True))[:sentences])
    if len(kept) < 2:
        raise InputError(
            str(folder),
            f"the files of {paths[0].stem} hold too few different sentences to choose from.",
            "Give some hundreds.",
        )
    languages = tuple(path.suffix[1:] for path in paths)
    return ParallelTexts(paths[0].stem, languages, tuple(zip(*kept, strict=True)), repeated)


def _paths(folder: Path) -> list[Path]:
    """The files of the one text in `folder` that is there in several languages."""
    if not folder.is_dir():
        raise InputError(str(folder), "there is no such folder.", "Name one with parallel texts.")
    texts: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        ending = _LANGUAGE.search(path.name)
        if ending and ending[1] not in _NO_LANGUAGES and path.stem[0] != "." and path.is_file():
            texts.setdefault(path.stem, []).append(path)
    several = {name: paths for name, paths in texts.items() if len(paths) > 1}
    if not texts:
        raise InputError(str(folder), "there are no parallel texts here.", _NAMING)
    if not several:
        path = next(iter(texts.values()))[0]
        raise InputError(
            str(path), f"there is no {path.stem} in a second language beside it.", _NAMING
        )
    if len(several) > 1:
        names = " and ".join(list(several)[:2])
        raise InputError(
            str(folder), f"here are several texts, {names}.", "Give each a folder of its own."
        )
    return next(iter(several.values()))


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            str(path), "not UTF-8.", "Save the file in this encoding.", line=line
        ) from error
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


def _distinct(paths: list[Path], rows: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], int]:
    """Rows with a sentence in every language, none of which came before; number of the others."""
    seen: list[set[str]] = [set() for _ in paths]
    kept, repeated = [], 0
    for number, row in enumerate(rows, start=1):
        row = tuple(sentence.strip() for sentence in row)
        if not any(row):
            continue
        if not all(row):
            path = paths[row.index("")]
            raise InputError(
                str(path),
                "the line is empty here and has a sentence in another language.",
                "Give every sentence its rendering, or delete the line in every file.",
                line=number,
            )
        new = not any(sentence in side for sentence, side in zip(row, seen, strict=True))
        for sentence, side in zip(row, seen, strict=True):
            side.add(sentence)
        kept += [row] if new else []
        repeated += not new
    return kept, repeated


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Sentences of one language, and back, whose nearest neighbour is not their rendering.

    Parameters
    ----------
    languages
        From the first to the second is `forth`.
    forth, back
        Number of wrong neighbours.
    sentences
        Of how many.
    """

    languages: tuple[str, str]
    forth: int
    back: int
    sentences: int

    @property
    def mean(self) -> float:
        """Wrong neighbours in the mean of both directions."""
        return (self.forth + self.back) / 2


def retrieval(texts: ParallelTexts, vectors: list[NDArray[np.float32]]) -> list[Retrieval]:
    """The errors of every pair of languages; `vectors` has unit rows for each side of `texts`."""
    return [
        Retrieval((texts.languages[one], texts.languages[two]), *errors, texts.sentences)
        for one, two in combinations(range(len(texts.languages)), 2)
        for errors in [xsim(vectors[one], vectors[two])]
    ]


def xsim(
    a: NDArray[np.floating],
    b: NDArray[np.floating],
    k: int = NEIGHBOURS,
    *,
    block: int | None = None,
) -> tuple[int, int]:
    """Count the rows whose nearest neighbour on the other side is not their counterpart.

    Nearness is the ratio margin: the cosine of two rows, divided by the mean of what each has on
    average with its `k` nearest on the other side. A row that others come as near to as its
    counterpart counts as wrong, so that an encoder that gives every text the same vector finds
    nothing. One side given twice need not be without errors: a row at the edge of a crowd can be
    nearer, by margin, than the row itself.

    Parameters
    ----------
    a, b
        Unit rows, (sentences, dimensions); row n of one is the counterpart of row n of the other.
    k
        Neighbours that make up a neighbourhood; all there are, where there are fewer.
    block
        Rows compared at once, by default what keeps memory at 64 MB, beside a copy of the rows in
        double precision. It changes nothing in the result.

    Returns
    -------
    Number of wrong neighbours from `a` to `b`, and from `b` to `a`.
    """
    if a.shape != b.shape:
        raise ValueError(f"rows of both sides must correspond: {a.shape} and {b.shape}")
    # In double precision the shape of a block decides no comparison.
    one, two = a.astype(np.float64), b.astype(np.float64)
    step = block or max(1, _CELLS // max(1, len(a)))
    near_one, near_two = _nearness(one, two, k, step), _nearness(two, one, k, step)
    forth = _wrong(one, two, near_one, near_two, step)
    return forth, _wrong(two, one, near_two, near_one, step)


def _blocks(rows: int, step: int) -> Iterator[slice]:
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _nearness(
    a: NDArray[np.float64], b: NDArray[np.float64], k: int, step: int
) -> NDArray[np.float64]:
    """Mean cosine of each row of `a` with its `k` nearest in `b`, (rows,)."""
    k = min(k, len(b))
    means = np.zeros(len(a))
    for part in _blocks(len(a), step):
        cosine = a[part] @ b.T
        cosine.partition(len(b) - k, axis=1)
        # In order, so that the sum is the same whatever order the partition leaves.
        means[part] = np.sort(cosine[:, len(b) - k :], axis=1).mean(axis=1)
    return means


def _wrong(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    near_a: NDArray[np.float64],
    near_b: NDArray[np.float64],
    step: int,
) -> int:
    wrong = 0
    for part in _blocks(len(a), step):
        margin = a[part] @ b.T
        nearness = np.add.outer(near_a[part], near_b)
        nearness /= 2
        margin /= np.maximum(nearness, _LEAST_NEARNESS, out=nearness)
        rows = np.arange(len(margin))
        own = margin[rows, rows + part.start].copy()
        margin[rows, rows + part.start] = -np.inf
        # Written so that a vector that is no number counts as wrong.
        wrong += int(np.count_nonzero(~(own > margin.max(axis=1) + _TIE)))
    return wrong


def wilson(errors: float, trials: int) -> tuple[float, float]:
    """95 % interval of a share, from 0 to 1, when `errors` of `trials` were wrong."""
    share, square = errors / trials, CONFIDENCE**2 / trials
    middle = share + square / 2
    spread = CONFIDENCE * math.sqrt((share * (1 - share) + square / 4) / trials)
    low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
    return max(0.0, low) if errors else 0.0, min(1.0, high) if errors < trials else 1.0
