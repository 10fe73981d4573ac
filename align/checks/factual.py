"""Facts of a release held against those of its original: what the rules on facts share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, Literal
from weakref import WeakKeyDictionary

from align.checks.context import Context
from align.checks.rule import Change, Hit, Rule, Words
from align.facts import (
    Date,
    Difference,
    Evidence,
    Fact,
    FactKind,
    Matching,
    contrary,
    differences,
    exchange,
    match,
    turned,
)
from align.facts.likeness import alike, exchanged, keys, one_money, rounded, same_unit
from align.facts.values import Value
from align.facts.wording import in_english
from align.facts.words import says_near
from align.findings import Severity
from align.types import LineKind

# What a difference between facts of two kinds is a matter of: the kind that says more.
_TELLING = (
    FactKind.PHONE, FactKind.LINK, FactKind.EMAIL, FactKind.WEEKDAY, FactKind.POINTS,
    FactKind.PERCENT, FactKind.MONEY, FactKind.MEASURE, FactKind.TIME, FactKind.DATE,
    FactKind.RANGE, FactKind.TIMES, FactKind.FRACTION, FactKind.ORDINAL, FactKind.NUMBER,
)  # fmt: skip
_CONTACTS = frozenset((FactKind.PHONE, FactKind.LINK, FactKind.EMAIL))
Side = Literal["source", "target"]
Placed = tuple[int, Fact]


@dataclass(frozen=True, slots=True)
class Told:
    """A difference in its bead.

    Parameters
    ----------
    bead
        Number of the bead.
    difference
        What is different.
    original, release
        The facts with the numbers of their sentences; None where there is none.
    explained
        Whether a sentence beside, the date of the release, or a word such as "last year" says what
        is missing or added.
    """

    bead: int
    difference: Difference
    original: Placed | None
    release: Placed | None
    explained: bool

    @property
    def kind(self) -> FactKind:
        """What it is a matter of."""
        there = [placed[1].kind for placed in (self.original, self.release) if placed]
        return min(there, key=_TELLING.index)


_TOLD: WeakKeyDictionary[Context, tuple[Told, ...]] = WeakKeyDictionary()


def told(context: Context) -> tuple[Told, ...]:
    """All differences of facts in a paired release; worked out once for all rules."""
    found = _TOLD.get(context)
    if found is None:
        found = _TOLD[context] = tuple(_told(context))
    return found


def _told(context: Context) -> Iterator[Told]:
    beads = range(len(context.alignment.beads))
    facts = [_facts(context, number) for number in beads]
    matched = [match(*([fact for _, fact in side] for side in sides)) for sides in facts]
    for here, beside in pairwise(matched):
        exchange(here, beside)
    days = tuple(
        {fact.value for sides in facts for _, fact in sides[n] if _is_day(fact)} for n in (0, 1)
    )
    elsewhere = _said(context)
    for number, _ in context.paired:
        sides = facts[number]
        equal = *contrary(matched[number]), *turned(matched[number])
        for difference in (*differences(matched[number]), *equal):
            first, second = difference.original, difference.release
            original = None if first is None else sides[0][first]
            release = None if second is None else sides[1][second]
            explained = _beside(context, number, matched, difference)
            if original and not release:
                explained |= original[1].value in days[1]
            if release and not original:
                explained |= release[1].value in days[0]
                # A headline has the figure that the text tells later.
                units = elsewhere.get((release[1].kind, release[1].value), ())
                explained |= any(same_unit(release[1].unit, unit) for unit in units)
            yield Told(number, difference, original, release, explained)


def _said(context: Context) -> dict[tuple[FactKind, Value], set[str]]:
    """All that the original says anywhere, with the units that it is said in."""
    found: dict[tuple[FactKind, Value], set[str]] = {}
    for number in range(len(context.side("source").sentences)):
        for _, fact in _placed(context, "source", (number,)):
            found.setdefault((fact.kind, fact.value), set()).add(fact.unit)
    return found


def _is_day(fact: Fact) -> bool:
    """Whether a fact is one day of one year."""
    return isinstance(fact.value, Date) and bool(fact.value.day and fact.value.year)


def _facts(context: Context, number: int) -> tuple[list[Placed], list[Placed]]:
    """Facts of both sides of a bead with the numbers of their sentences."""
    bead = context.alignment.beads[number]
    return _placed(context, "source", bead.source), _placed(context, "target", bead.target)


def _placed(context: Context, side: Side, numbers: tuple[int, ...]) -> list[Placed]:
    sentences = context.side(side).sentences
    return [
        (number, fact)
        for number in numbers
        if sentences[number].kind is not LineKind.FURNITURE
        for fact in context.facts(side, number)
    ]


def _beside(context: Context, number: int, matched: list[Matching], difference: Difference) -> bool:
    """Whether a sentence beside, or a word such as "last year", says what is missing or added."""
    one, other = difference.parts
    part = one or other
    if part is None or difference.kind not in ("missing", "added"):
        return False
    wanted = set(keys(part))
    beads = context.alignment.beads
    for near in (number - 1, number + 1) if other else ():
        if 0 <= near < len(beads):
            slots = matched[near].original
            if any(not wanted.isdisjoint(keys(slot.part)) for slot in slots):
                return True
    if part.role in ("day", "month", "year", "decade"):
        alignment, bead = context.alignment, beads[number]
        if one:
            return says_near(alignment.target_text(bead), "en")
        return says_near(alignment.source_text(bead), context.language)
    return False


# Findings.


class FactRule(Rule):
    """A rule on facts of some kinds."""

    kinds: ClassVar[frozenset[FactKind]]

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """What of these kinds is changed, missing or added."""
        for one in told(context):
            if one.kind in self.kinds:
                severity = self.severity(one)
                if severity:
                    yield _hit(context, one, severity)

    def severity(self, one: Told) -> Severity | None:
        """How much a difference matters; None where it is not worth a word."""
        difference = one.difference
        if difference.kind in ("converted", "order"):
            return Severity.NOTE
        if difference.kind == "bound":
            return Severity.WARNING
        if difference.kind in ("changed", "unit"):
            return _changed(one)
        return _alone(one)


def _changed(told_: Told) -> Severity:
    """Of a fact that says something else: surest where one of the two is written in figures."""
    difference = told_.difference
    one, other = difference.parts
    if not (one and other):
        return Severity.NOTE
    if difference.kind == "unit":
        if not difference.sure:
            return Severity.WARNING
        return Severity.ERROR if alike(one.unit, other.unit) else Severity.NOTE
    if one.role == "month" and not difference.whole:
        # Another month of the same day or year.
        return Severity.ERROR
    if exchanged(one, other):
        return Severity.NOTE
    fractions = told_.kind is FactKind.FRACTION and isinstance(one.value, Fraction)
    if difference.evidence is Evidence.HINT and not fractions:
        return Severity.NOTE
    figures = Evidence.FIGURES in (one.evidence, other.evidence)
    # What is converted may be rounded with a heavy hand; BYN is the rouble of a Belarusian release.
    kept = one.unit == other.unit or not alike(one.unit, other.unit) or one_money(one, other)
    sure = figures and kept and not rounded(one, other)
    level = Severity.ERROR if sure else Severity.WARNING
    return level if difference.sure else level.softer()


def _alone(one: Told) -> Severity | None:
    """Of a fact that the other side does not have."""
    difference = one.difference
    part = difference.parts[0] or difference.parts[1]
    if part is None:
        return None
    if part.evidence is Evidence.HINT:
        return None
    if one.kind is FactKind.WEEKDAY or (one.kind in _CONTACTS and not one.original):
        # News are told with the day, and without; an English page has contacts of its own.
        return Severity.NOTE
    if part.evidence is Evidence.SMALL or part.code or one.explained or difference.twice:
        return Severity.NOTE
    if not difference.whole and part.role in ("month", "year"):
        # A date that is given in part.
        return Severity.NOTE
    return Severity.WARNING


def _hit(context: Context, one: Told, severity: Severity) -> Hit:
    placed: list[tuple[Side, Placed | None]] = [("target", one.release), ("source", one.original)]
    words = [Words(side, fact[0], fact[1].span) for side, fact in placed if fact]
    related = tuple(("the original", original) for original in words[1:])
    return Hit(words[0], _message(one), one.bead, related, severity, changes=_changes(context, one))


def _message(one: Told) -> str:
    original = f"“{one.original[1].text}”" if one.original else ""
    release = f"“{one.release[1].text}”" if one.release else ""
    kind = one.difference.kind
    if kind == "missing":
        return f"{original} of the original is not in the release."
    if kind == "added":
        return f"{release} is not in the original."
    if kind == "converted":
        return f"{original} in the original is converted to {release} here."
    if kind == "bound":
        limits = ("at least", "at most")
        if one.difference.parts[0] and one.difference.parts[0].bound < 0:
            limits = limits[::-1]
        return f"{original} is {limits[0]} that much in the original, {limits[1]} here."
    if kind == "order":
        return f"{original} comes first in the original, {release} here."
    return f"{original} in the original, {release} here."


def _changes(context: Context, one: Told) -> tuple[Change, ...]:
    wanted, written = one.difference.parts
    if one.difference.kind != "changed" or not (wanted and written and one.release):
        return ()
    sentence = one.release[0]
    if wanted.role == "contact" and one.original:
        words = Words("target", sentence, one.release[1].span)
        return (Change(words, one.original[1].text),)
    text = context.alignment.target.sentences[sentence].text
    found = in_english(wanted, written, text)
    return (Change(Words("target", sentence, found[0]), found[1]),) if found else ()
