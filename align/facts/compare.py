"""What facts of an original its release lacks, what facts it adds, and which it changes.

`match` pairs the values of a bead's two sides, `differences` tells what is left over. Between the
two a caller may let beads that stand beside each other exchange what is left over (`exchange`): a
number may come a sentence earlier or later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from align.facts.cursor import SMALL
from align.facts.likeness import NUMERIC, alike, converted, exchanged, same_unit
from align.facts.matching import MOST, MOVED, REPEATED, Matching, Slot, absorb, left, match
from align.facts.values import Evidence, Fact, FactKind, Part

DifferenceKind = Literal["changed", "unit", "converted", "missing", "added", "order", "bound"]
Pair = tuple[int, int]

# How well two values left over stand for each other, 0 best. Up to the first rank they are of one
# kind beyond doubt, and one of the two may stand there once more; up to the second they stand for
# each other; up to the last they may.
_CLOSE, _SURE, _LAST = 2, 3, 6
# Roles of which one may be taken for another where nothing but a figure stands.
_BARE = frozenset(("number", "day", "year"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the original and the release say differently.

    Parameters
    ----------
    kind
        ``changed``: another value; ``unit``: another unit; ``converted``: both, and they agree;
        ``missing`` from the release; ``added`` there; ``order``: two equal values changed places,
        the first of the original and the first of the release are told; ``bound``: at least that
        much for at most.
    original, release
        Numbers of the facts among those given; None where there is none.
    parts
        The two values, the original's first.
    whole
        Whether nothing else of the facts is left in common: False where of a date only the year
        is missing.
    sure
        Whether the two values stand for each other without doubt.
    twice
        Whether a value that is missing or added only converts one beside it.
    """

    kind: DifferenceKind
    original: int | None
    release: int | None
    parts: tuple[Part | None, Part | None]
    whole: bool = True
    sure: bool = True
    twice: bool = False

    @property
    def evidence(self) -> Evidence:
        """How sure the less sure of the values is."""
        return min(part.evidence for part in self.parts if part)


def compare(original: Sequence[Fact], release: Sequence[Fact]) -> tuple[Difference, ...]:
    """What two texts that render each other say differently.

    Examples
    --------
    >>> from align.facts import read
    >>> facts = read("5 процентов", "ru"), read("50 percent", "en")
    >>> [(d.kind, d.original, d.release) for d in compare(*facts)]
    [('changed', 0, 0)]
    """
    return differences(match(original, release))


def differences(found: Matching) -> tuple[Difference, ...]:
    """What is said differently, in the order of the release; one for each pair of facts."""
    open_ = any(
        slot.mate is None or slot.mate == REPEATED for slots in found.sides for slot in slots
    )
    if not (open_ or found.converted or found.misfits or found.unitless):
        return ()
    changed = list(_pair_changed(found))
    absorb(found)
    told: dict[tuple[str, int | None, int | None], Difference] = {}
    for difference in _told(found, changed):
        key = difference.kind, difference.original, difference.release
        old = told.get(key)
        if old is None or old.evidence < difference.evidence:
            told[key] = difference
    return tuple(sorted(told.values(), key=_order))


def _told(found: Matching, changed: list[tuple[Pair, bool]]) -> Iterator[Difference]:
    pairs = [pair for pair, _ in changed] + found.misfits
    settled = []
    for side, slots in enumerate(found.sides):
        apart = {pair[side] for pair in pairs}
        settled.append(
            {
                slot.fact
                for n, slot in enumerate(slots)
                if slot.mate not in (None, REPEATED) and n not in apart
            }
        )

    def tell(
        kind: DifferenceKind, one: int | None, other: int | None, sure: bool = True
    ) -> Difference:
        a = None if one is None else found.original[one]
        b = None if other is None else found.release[other]
        whole = not (a and a.fact in settled[0]) and not (b and b.fact in settled[1])
        twice = kind in ("missing", "added") and _told_twice(*_place(found, one, other))
        facts = a.fact if a else None, b.fact if b else None
        parts = a.part if a else None, b.part if b else None
        return Difference(kind, *facts, parts, whole, sure, twice)

    yield from (tell("changed", *pair, sure) for pair, sure in changed)
    yield from (tell("unit", *pair) for pair in found.misfits)
    yield from (tell("unit", *pair, False) for pair in found.unitless)
    yield from (tell("converted", *pair) for pair in found.converted)
    yield from (tell("missing", n, None) for n in left(found.original))
    yield from (tell("added", None, n) for n in left(found.release))


def _place(found: Matching, one: int | None, other: int | None) -> tuple[list[Slot], int]:
    return (found.release, other or 0) if one is None else (found.original, one)


def _told_twice(slots: list[Slot], n: int) -> bool:
    """Whether a value left over only converts one beside it: "300 km (190 miles)"."""
    part = slots[n].part
    return any(
        converted(part, slot.part, loose=True) or exchanged(part, slot.part)
        for slot in slots[max(0, n - 2) : n + 3]
        if slot.mate is not None
    )


def _order(difference: Difference) -> tuple[int, int, str]:
    release = 1 << 30 if difference.release is None else difference.release
    original = 1 << 30 if difference.original is None else difference.original
    return release, original, difference.kind


# What is left over on both sides.


def _pair_changed(found: Matching) -> Iterator[tuple[Pair, bool]]:
    """Pair values left over that stand for each other; whether they do so without doubt.

    A value that stands there once more, or was found in a sentence beside, comes second: of
    "5 … 5" and "5 … 6" the six is wrong.
    """
    one, other = (left(slots)[:MOST] for slots in found.sides)
    again, moved = (
        [left(slots, mark)[:MOST] for slots in found.sides] for mark in (REPEATED, MOVED)
    )
    linked = {
        (slot.fact, found.release[slot.mate].fact)
        for slot in found.original
        if slot.mate is not None and slot.mate >= 0
    }
    candidates = []
    for firsts, seconds, worst in (
        (one, other, _LAST),
        (again[0], other, _CLOSE),
        (one, again[1], _CLOSE),
        (again[0], again[1], _CLOSE),
        (moved[0], other, _SURE),
        (one, moved[1], _SURE),
    ):
        for i, a in enumerate(firsts):
            for j, b in enumerate(seconds):
                rank = _rank(found.original[a], found.release[b], linked)
                if rank is not None and rank <= worst:
                    candidates.append((worst != _LAST, rank, abs(i - j), a, b))
    alone = len(one) == 1 and len(other) == 1
    taken: tuple[set[int], set[int]] = set(), set()
    for _, rank, _, a, b in sorted(candidates):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            found.pair(a, b)
            yield (a, b), rank <= _SURE or alone


def _rank(one: Slot, other: Slot, linked: set[Pair]) -> int | None:
    """How well two values left over stand for each other; None where they cannot."""
    a, b = one.part, other.part
    if a.value == b.value and same_unit(a.unit, b.unit):
        return None
    if not (_stands(a, b) and _stands(b, a)):
        return None
    if a.role == b.role and (one.fact, other.fact) in linked:
        return 0 if same_unit(a.unit, b.unit) or alike(a.unit, b.unit) else None
    if a.role not in NUMERIC or b.role not in NUMERIC:
        return 2 if a.role == b.role and (a.role != "contact" or a.unit == b.unit) else None
    if a.role != b.role and (a.unit or b.unit or not {a.role, b.role} <= _BARE):
        # A year may be a number, but no percentage.
        return None
    if a.unit and b.unit:
        return 1 if same_unit(a.unit, b.unit) else 4 if alike(a.unit, b.unit) else None
    if a.unit != b.unit:
        return 6
    if a.role != b.role:
        return 5
    words = a.evidence is b.evidence is Evidence.SMALL
    return 2 if words or one.kind == other.kind != FactKind.NUMBER else 3


def _stands(hint: Part, other: Part) -> bool:
    """Whether what may be no number can stand for another: "one" for "three", no more."""
    if hint.evidence is not Evidence.HINT:
        return True
    small = isinstance(hint.value, int | Fraction) and hint.value <= SMALL
    return other.evidence <= Evidence.SMALL and (small or other.evidence is Evidence.HINT)
