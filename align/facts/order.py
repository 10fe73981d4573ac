"""Values that changed places: "$7 million … $5 million" for "5 млн … 7 млн"."""

from collections.abc import Iterator
from itertools import pairwise

from align.facts.compare import Difference, Pair
from align.facts.matching import Matching, Slot
from align.facts.values import Date, Evidence, FactKind

# Kinds whose order a translation keeps: two pairs of neighbours changed places by right in 150,000
# words of clean documents (kremlin, NTREX, FLORES, TICO-19). Bare numbers do so freely.
_KINDS = frozenset((FactKind.MONEY, FactKind.PERCENT, FactKind.POINTS, FactKind.MEASURE))


def turned(found: Matching) -> Iterator[Difference]:
    """The first two values of one kind and unit that stand in the other order in the release.

    Where values of more than one kind do so, the words have moved with them.
    """
    groups: dict[tuple[FactKind, str], list[Pair]] = {}
    for n, slot in enumerate(found.original):
        if slot.mate is not None and slot.mate >= 0 and _in_order(slot):
            groups.setdefault((slot.kind, slot.part.unit), []).append((n, slot.mate))
    crossed = [pairs for pairs in groups.values() if _crossing(found, pairs)]
    if len(crossed) == 1:
        one, other = _crossing(found, crossed[0])[0]
        first, second = found.original[one], found.release[other]
        yield Difference("order", first.fact, second.fact, (first.part, second.part))


def _in_order(slot: Slot) -> bool:
    """Whether a value is one whose place tells something: a sum, a share, a year."""
    if slot.part.evidence is not Evidence.FIGURES:
        return False
    year = isinstance(slot.whole, Date) and not slot.whole.month and slot.part.role == "year"
    return year or (slot.kind in _KINDS and slot.part.role == "number")


def _crossing(found: Matching, pairs: list[Pair]) -> list[Pair]:
    """Values of the original, each with what stands in the place of its mate."""
    return [
        (n, after)
        for (n, mate), (m, after) in pairwise(pairs)
        if after < mate
        and found.original[n].part.value != found.original[m].part.value
        and found.original[n].fact != found.original[m].fact
    ]
