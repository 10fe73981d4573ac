"""Facts of a text: quantities, dates and contacts, each with one value whatever its language."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Literal

from align.types import Span

# Whole numbers are kept as such: a Fraction is equal to them and has the same hash, but is slow.
Number = int | Fraction


class FactKind(StrEnum):
    """What a fact says."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    RANGE = "range"
    TIMES = "times"
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    MEASURE = "measure"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    PHONE = "phone"
    LINK = "link"
    EMAIL = "e-mail"


class Evidence(IntEnum):
    """How surely a fact stands there and has to come through.

    HINT: "one", "both", "half", "first", "a decade", and what may be no number at all. SMALL: a
    number up to twelve in words. WORDS: a greater one in words. FIGURES: written in figures.
    """

    HINT = 0
    SMALL = 1
    WORDS = 2
    FIGURES = 3


@dataclass(frozen=True, slots=True)
class Range:
    """From one value to another, both included; a score is one too, in the order of the text."""

    low: "Number | Date"
    high: "Number | Date"


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month, a year, any of them together; a decade by its first year; a century."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: int | None = None
    century: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `sure` where the half of the day is said, or the hour says it."""

    hour: int
    minute: int
    sure: bool

    def fits(self, other: "Clock") -> bool:
        """Whether both can be the same time: 3:30 and 15:30 where one may be either."""
        if self.minute != other.minute:
            return False
        if self.sure and other.sure:
            return self.hour == other.hour
        return (self.hour - other.hour) % 12 == 0


Value = Number | Range | Date | Clock | str
Role = Literal["number", "day", "month", "year", "decade", "century", "clock", "weekday", "contact"]


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a fact: an end of a range, the month of a date.

    Parameters
    ----------
    role
        What it is; a weekday is a number from 1, Monday.
    value
        The value, the same in all languages.
    unit
        Of a number: ``km``, ``percent``, ``RUB``; empty where it has none.
    span
        Its words, the unit left out.
    figures
        The digits among them, if it is written in figures.
    scale
        What the word behind the figure multiplies it by: 1,000,000 in "3 million".
    evidence
        How surely it stands there.
    also
        Other values that the same words can have.
    code
        Part of a name or a code: S-400, G20.
    bound
        1 where it is said to be at least that much, -1 at most, else 0.
    """

    role: Role
    value: Number | Clock | str
    unit: str
    span: Span
    figures: Span | None
    scale: int
    evidence: Evidence
    also: tuple[Number | Clock, ...] = ()
    code: bool = False
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity, a date, a time or a contact in a text.

    Parameters
    ----------
    kind
        What it says.
    value
        The same whatever the language; amounts of money and measures as written, with their unit
        beside it.
    unit
        Of a measure (``km``) or of money (``RUB``, or ``ruble`` where the country is not said);
        ``percent`` and ``points``; else empty.
    span, text
        Its words in the text.
    parts
        Its values one by one.
    """

    kind: FactKind
    value: Value
    unit: str
    span: Span
    text: str
    parts: tuple[Part, ...]

    @property
    def evidence(self) -> Evidence:
        """How surely it stands there: that of its surest part."""
        return max(part.evidence for part in self.parts)
