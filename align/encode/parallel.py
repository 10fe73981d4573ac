"""Parallel texts: a folder of files, a language each, that render one another line by line."""

import re
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError

# Work grows with the square: what took 3.5 s a pair of languages at 6,000 lines (384 dimensions,
# one core) takes 40 s here.
MOST_LINES = 20_000

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
