"""How good an alignment is, judged by one made by hand.

All figures are sums over documents before they are shares, so that documents pool by addition and
an interval comes from drawing documents again.

References
----------
Sennrich and Volk (2011), "Iterative, MT-based sentence alignment of parallel texts", W11-4624:
strict and lax precision and recall of beads.
Naeini, Cooper and Hauskrecht (2015), "Obtaining well calibrated probabilities using Bayesian
binning": the calibration error.
Efron (1979), "Bootstrap methods: another look at the jackknife"; Koehn (2004), "Statistical
significance tests for machine translation evaluation": intervals from a thousand drawings.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from random import Random

from align.errors import InputError
from align.types import Bead

# Sentences of the original and of the release that render each other.
Pair = tuple[tuple[int, ...], tuple[int, ...]]

BINS = 15  # of equal width, as usual since Guo et al. (2017)
ACCEPTED = 0.9  # share of the beads that a reader would take unread
RESAMPLES = 1000  # Koehn (2004)
FEWEST_DOCUMENTS = 5  # fewer say too little about how documents differ
SEED = 0
_DIGITS = 9  # of a sentence number; more are no number of a sentence


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that make precision and recall; they add up.

    Parameters
    ----------
    given, right
        What the aligner gave, and how much of it is right.
    wanted, found
        What is to be found, and how much of it was.
    """

    given: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.given + other.given,
            self.right + other.right,
            self.wanted + other.wanted,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        """Share of the given that is right; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found; 0 where nothing was wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted of a document, or of several together.

    Parameters
    ----------
    documents
        How many.
    strict, lax
        Beads. Null beads count for precision and not for recall; a lax bead is right when it
        shares a pair of sentences with a bead of the other alignment.
    links
        Pairs of a source sentence and a target sentence in one bead.
    omitted, added
        Source sentences and target sentences that have no counterpart.
    probabilities
        Of every bead with two sides: what the aligner gave it, and whether it is strictly right.
    """

    documents: int = 0
    strict: Tally = Tally()
    lax: Tally = Tally()
    links: Tally = Tally()
    omitted: Tally = Tally()
    added: Tally = Tally()
    probabilities: tuple[tuple[float, bool], ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        return pooled((self, other))

    @property
    def calibration_error(self) -> float | None:
        """Expected distance of a bead's probability from the share that is right of its like.

        None where no bead has two sides.
        """
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
        for probability, right in self.probabilities:
            bins[min(BINS - 1, int(probability * BINS))].append((probability, right))
        if not self.probabilities:
            return None
        off = (abs(sum(p for p, _ in part) - sum(right for _, right in part)) for part in bins)
        return sum(off) / len(self.probabilities)

    @property
    def accepted(self) -> float | None:
        """Share strictly right of the most probable nine tenths of the beads with two sides.

        None where there are none.
        """
        best = sorted(self.probabilities, reverse=True)[: int(len(self.probabilities) * ACCEPTED)]
        return sum(right for _, right in best) / len(best) if best else None


def pooled(counts: Iterable[Counts]) -> Counts:
    """The counts of several documents as of one."""
    parts = tuple(counts)
    return Counts(
        sum(part.documents for part in parts),
        sum((part.strict for part in parts), Tally()),
        sum((part.lax for part in parts), Tally()),
        sum((part.links for part in parts), Tally()),
        sum((part.omitted for part in parts), Tally()),
        sum((part.added for part in parts), Tally()),
        tuple(chain.from_iterable(part.probabilities for part in parts)),
    )


def judge(beads: Sequence[Bead], gold: Sequence[Pair]) -> Counts:
    """Count what is right in the beads of one document, where `gold` is right.

    No sentence is in two beads of the same alignment.
    """
    test = {(bead.source, bead.target) for bead in beads}
    true = set(gold)
    given, wanted = {b for b in test if all(b)}, {b for b in true if all(b)}
    in_test, in_true = _homes(test), _homes(true)
    shared = {bead: _shared(bead, in_true) for bead in test}
    right, found = len(test & true), len(given & wanted)
    return Counts(
        documents=1,
        strict=Tally(len(test), right, len(wanted), found),
        lax=Tally(
            len(test),
            sum(bead in true or shared[bead] > 0 for bead in test),
            len(wanted),
            sum(_shared(bead, in_test) > 0 for bead in wanted),
        ),
        links=_agreement(_links(test), sum(shared.values()), _links(true)),
        omitted=_nulls(test, true, 0),
        added=_nulls(test, true, 1),
        probabilities=tuple(
            (bead.probability, (bead.source, bead.target) in true)
            for bead in beads
            if bead.source and bead.target
        ),
    )


def _homes(beads: Iterable[Pair]) -> tuple[dict[int, int], dict[int, int]]:
    """A number for the bead of each source sentence and of each target sentence."""
    parts = tuple(enumerate(beads))
    return {n: k for k, b in parts for n in b[0]}, {n: k for k, b in parts for n in b[1]}


def _shared(bead: Pair, homes: tuple[dict[int, int], dict[int, int]]) -> int:
    """How many links of a bead the beads of the other alignment have too.

    Counted by bead, not link by link: a bead of thousands of sentences has millions of links.
    """
    source, target = (
        Counter(home[n] for n in side if n in home) for side, home in zip(bead, homes, strict=True)
    )
    return sum(count * target[other] for other, count in source.items())


def _links(beads: Iterable[Pair]) -> int:
    return sum(len(source) * len(target) for source, target in beads)


def _nulls(test: Iterable[Pair], true: Iterable[Pair], side: int) -> Tally:
    """Sentences of a side whose bead has nothing on the other."""
    given, wanted = (
        {n for b in beads if not b[1 - side] for n in b[side]} for beads in (test, true)
    )
    return _agreement(len(given), len(given & wanted), len(wanted))


def _agreement(given: int, both: int, wanted: int) -> Tally:
    return Tally(given, both, wanted, both)


def interval(
    documents: Sequence[Tally], figure: Callable[[Tally], float]
) -> tuple[float, float] | None:
    """95 % interval of a figure, from documents drawn again with replacement.

    The same documents in the same order give the same interval. None for fewer than
    `FEWEST_DOCUMENTS`.
    """
    if len(documents) < FEWEST_DOCUMENTS:
        return None
    columns = [
        [t.given for t in documents], [t.right for t in documents],
        [t.wanted for t in documents], [t.found for t in documents],
    ]  # fmt: skip
    # Random.random alone promises the same numbers in every version of Python.
    draw = Random(SEED).random  # noqa: S311 - statistics, not secrets
    values = []
    for _ in range(RESAMPLES):
        chosen = [int(draw() * len(documents)) for _ in documents]
        values.append(figure(Tally(*(sum(map(c.__getitem__, chosen)) for c in columns))))
    values.sort()
    outside = RESAMPLES // 40
    return values[outside], values[-1 - outside]


def read_gold(path: Path, sentences: tuple[int, int]) -> tuple[Pair, ...]:
    """Read beads made by hand, a bead a line: ``[source numbers]:[target numbers]``.

    Numbers count sentences from 0 and ascend; ``[3]:[]`` is an omission, ``[]:[5]`` an addition.
    Every sentence stands in exactly one line. Lines without words are passed over.

    Parameters
    ----------
    path
        The file.
    sentences
        How many there are in the original and in the release.

    Raises
    ------
    InputError
        The file cannot be read, a line is of another form, or a sentence is named twice, never,
        or does not exist.
    """
    from align.readers.source import read_bytes

    name = str(path)
    try:
        text = read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(name, "this is no text in UTF-8.", "Save it as such.", line) from error
    beads: list[Pair] = []
    lines: tuple[dict[int, int], dict[int, int]] = {}, {}
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        bead = _bead(row.strip(), name, number)
        for side in (0, 1):
            _enter(bead[side], lines[side], sentences, side, name, number)
        beads.append(bead)
    for side, (found, count) in enumerate(zip(lines, sentences, strict=True)):
        missing = next((n for n in range(count) if n not in found), None)
        if missing is not None:
            alone = f"[{missing}]:[]" if side == 0 else f"[]:[{missing}]"
            raise InputError(
                name, f"sentence {missing} of the {_SIDES[side]} stands in no line.",
                f"Write {alone} if nothing renders it.",
            )  # fmt: skip
    return tuple(beads)


_SIDES = ("original", "release")


def _bead(row: str, name: str, line: int) -> Pair:
    parts = row.removeprefix("[").removesuffix("]").split("]:[")
    wrong = InputError(
        name, "this is no bead.",
        'Write it as "[0, 1]:[2]": sentences of the original, sentences of the release.', line,
    )  # fmt: skip
    if len(parts) != 2 or row[0] != "[" or row[-1] != "]":
        raise wrong
    sides = []
    for part in parts:
        numbers = [number.strip(" ") for number in part.split(",")] if part.strip(" ") else []
        for n in numbers:
            if not (n.isascii() and n.isdigit() and len(n) <= _DIGITS):
                raise wrong
        sides.append(tuple(map(int, numbers)))
    if not any(sides):
        raise InputError(name, "this bead holds no sentence.", "Delete the line.", line)
    return sides[0], sides[1]


def _enter(
    numbers: tuple[int, ...],
    lines: dict[int, int],
    sentences: tuple[int, int],
    side: int,
    name: str,
    line: int,
) -> None:
    """Note the line that each sentence stands in; complain where it cannot."""
    if any(one >= two for one, two in pairwise(numbers)):
        raise InputError(name, "the numbers of a side must ascend.", "Sort them.", line)
    for n in numbers:
        if n >= sentences[side]:
            raise InputError(
                name, f"there is no sentence {n}: the {_SIDES[side]} has {sentences[side]:,}, "
                "counted from 0.", "Count lines with words alone.", line,
            )  # fmt: skip
        if n in lines:
            raise InputError(
                name, f"sentence {n} of the {_SIDES[side]} stands in line {lines[n]} too.",
                "Name every sentence once.", line,
            )  # fmt: skip
        lines[n] = line
