"""Values of an original and its release paired: equal ones, then what is one in other words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from align.facts.likeness import NUMERIC, converted, equal, fits, keys, measured
from align.facts.values import Date, Evidence, Fact, FactKind, Part, Value

# Values left over on a side that are compared one by one with those of the other: a bead with more
# is a table or a list.
MOST = 40
# Marks of a value that is not left over but has no mate of its own.
MOVED, REPEATED = -1, -2
# Letters between two numbers of which one says what both count: "5% to about 7". Clean documents
# (ntrex-easy, kremlin) have no alarm at any distance from 0 to 60; 8 leaves ", exports $10 billion"
# apart.
_NEAR = 8
# What a number may not lose on its way: percent, money.
_KEPT = frozenset(("percent", "money"))


@dataclass(slots=True)
class Slot:
    """A value and what became of it.

    Parameters
    ----------
    fact, kind
        Number of its fact among those of its side, and what that says.
    part
        The value.
    whole
        What the whole fact says.
    mate
        Number of the slot that it was paired with on the other side; `MOVED` where it stands in a
        sentence beside, `REPEATED` where it only stands here once more; None where it is left over.
    """

    fact: int
    kind: FactKind
    part: Part
    whole: Value
    mate: int | None = None


@dataclass(slots=True)
class Matching:
    """The values of both sides of a bead, paired.

    Parameters
    ----------
    original, release
        The values of the sides.
    converted
        Pairs of measures that are one in different units.
    misfits
        Pairs equal but for what they count: percent and percentage points.
    unitless
        Pairs of which one counts percent or money and the other nothing.
    """

    original: list[Slot]
    release: list[Slot]
    converted: list[tuple[int, int]] = field(default_factory=list)
    misfits: list[tuple[int, int]] = field(default_factory=list)
    unitless: list[tuple[int, int]] = field(default_factory=list)

    @property
    def sides(self) -> tuple[list[Slot], list[Slot]]:
        """Both sides, the original first."""
        return self.original, self.release

    def pair(self, one: int, other: int) -> None:
        """Make a slot of the original and one of the release mates."""
        self.original[one].mate, self.release[other].mate = other, one


def left(slots: list[Slot], mark: int | None = None) -> list[int]:
    """Slots that are left over, or have a mark."""
    return [n for n, slot in enumerate(slots) if slot.mate == mark]


def match(original: Sequence[Fact], release: Sequence[Fact]) -> Matching:
    """Pair the values of two texts that render each other.

    What may be no number ("both", "one") is paired with such alone: `absorb` does the rest when
    nothing better has come.
    """
    found = Matching(_slots(original), _slots(release))
    if not original or not release:
        return found
    for same in (_whole, _of_one_month, _alike, _same, _of_one_value, _fitting):
        for _ in _pair_equal(found, _surely(same)):
            pass
    for _ in _pair_alike(found, equal):
        pass
    found.converted.extend(_pair_alike(found, converted))
    found.misfits.extend(_pair_equal(found, _misfit))
    found.unitless.extend(_unitless(found))
    _repeated(found)
    return found


def absorb(found: Matching) -> None:
    """Let "both" stand for two, "half" for a half."""
    for same in (_of_one_value, _fitting):
        for _ in _pair_equal(found, same):
            pass


def exchange(one: Matching, other: Matching) -> None:
    """Let two beads beside each other settle what is left over in both: the value has moved."""
    for mine, yours in ((one.original, other.release), (one.release, other.original)):
        there: dict[object, list[Slot]] = {}
        for slot in yours:
            if slot.mate is None:
                for key in keys(slot.part):
                    there.setdefault(key, []).append(slot)
        for slot in mine if there else ():
            if slot.mate is not None:
                continue
            found = [s for key in keys(slot.part) for s in there.get(key, ())[:MOST]]
            fitting = [s for s in found if s.mate is None and fits(slot.part, s.part)]
            if fitting:
                slot.mate = fitting[0].mate = MOVED


def _slots(facts: Iterable[Fact]) -> list[Slot]:
    return [
        Slot(n, fact.kind, part, fact.value) for n, fact in enumerate(facts) for part in fact.parts
    ]


# When two values are the same, ever more loosely.


def _whole(one: Slot, other: Slot) -> bool:
    return one.whole == other.whole and _same(one, other)


def _of_one_month(one: Slot, other: Slot) -> bool:
    """The first of July is the first of July, though the first of January stands before it."""
    a, b = one.whole, other.whole
    if not (isinstance(a, Date) and isinstance(b, Date) and _same(one, other)):
        return False
    return a.month is not None and a.month == b.month


def _alike(one: Slot, other: Slot) -> bool:
    return one.kind == other.kind and _same(one, other)


def _same(one: Slot, other: Slot) -> bool:
    a, b = one.part, other.part
    return a.role == b.role and a.unit == b.unit and a.value == b.value


def _of_one_value(one: Slot, other: Slot) -> bool:
    return fits(one.part, other.part) and one.part.value == other.part.value


def _fitting(one: Slot, other: Slot) -> bool:
    return fits(one.part, other.part)


def _misfit(one: Slot, other: Slot) -> bool:
    return one.part.role == other.part.role and not fits(one.part, other.part)


def _surely(same: Callable[[Slot, Slot], bool]) -> Callable[[Slot, Slot], bool]:
    """The same, but not of what may be no number and what is one."""

    def both(one: Slot, other: Slot) -> bool:
        hints = (one.part.evidence is Evidence.HINT) == (other.part.evidence is Evidence.HINT)
        return hints and same(one, other)

    return both


# Pairing.


def _pair_equal(found: Matching, same: Callable[[Slot, Slot], bool]) -> Iterator[tuple[int, int]]:
    """Pair slots left over that share a key and are the same; in order on both sides."""
    by_key: dict[object, list[int]] = {}
    for n in reversed(left(found.release)):
        for key in keys(found.release[n].part):
            by_key.setdefault(key, []).append(n)
    for n in left(found.original) if by_key else ():
        slot = found.original[n]
        for key in keys(slot.part):
            waiting = by_key.get(key, [])
            while waiting and found.release[waiting[-1]].mate is not None:
                waiting.pop()
            # Of equal values few are the same in part only; looking at some keeps this linear.
            for m in reversed(waiting[-MOST:]):
                if found.release[m].mate is None and same(slot, found.release[m]):
                    found.pair(n, m)
                    yield n, m
                    break
            if slot.mate is not None:
                break


def _pair_alike(found: Matching, same: Callable[[Part, Part], bool]) -> Iterator[tuple[int, int]]:
    """Pair slots left over that are the same without having a key in common."""
    others = left(found.release)[:MOST]
    for n in left(found.original)[:MOST] if others else ():
        for m in others:
            slots = found.original[n], found.release[m]
            if slots[1].mate is None and same(slots[0].part, slots[1].part):
                found.pair(n, m)
                yield n, m
                break


def _unitless(found: Matching) -> Iterator[tuple[int, int]]:
    """Pairs of which one counts percent or money and the other nothing.

    "From 5 to 7 percent" is right for "от 5 % до 7 %": what is said once holds for its neighbours.
    A release may say it more often than the original; where it says it less, it has to stand near.
    """
    said = {measured(slot.part.unit) for slot in found.original}
    for n, slot in enumerate(found.original):
        if slot.mate is None or slot.mate < 0 or slot.part.role not in NUMERIC:
            continue
        other = found.release[slot.mate]
        for one, two, lost in ((slot, other, True), (other, slot, False)):
            kind = measured(one.part.unit)
            if kind not in _KEPT or one.part.unit == "point":
                continue
            if _said_beside(found.release, slot.mate, kind) if lost else kind in said:
                continue
            equal_ = one.part.value == two.part.value and one.part.evidence is Evidence.FIGURES
            if equal_ and two.part.role == "number" and not two.part.unit:
                yield n, slot.mate


def _said_beside(slots: list[Slot], at: int, kind: str) -> bool:
    """Whether a number a few letters from another says what both count: "5 to 7 percent"."""
    here = slots[at].part.span
    for slot in (*slots[max(0, at - 2) : at], *slots[at + 1 : at + 3]):
        span = slot.part.span
        gap = max(span.start - here.end, here.start - span.end)
        if measured(slot.part.unit) == kind and gap <= _NEAR:
            return True
    return False


def _repeated(found: Matching) -> None:
    """What is left over and stands on the other side, paired already, is said once more."""
    for mine, yours in (found.sides, found.sides[::-1]):
        there: dict[object, Part] = {}
        for slot in yours:
            for key in keys(slot.part):
                there.setdefault(key, slot.part)
        for slot in mine:
            if slot.mate is None and any(
                fits(slot.part, there[key]) for key in keys(slot.part) if key in there
            ):
                slot.mate = REPEATED
