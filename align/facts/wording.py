"""A value written as English writes it, to put in the place of another."""

from fractions import Fraction
from functools import cache

from align.facts.likeness import same_unit
from align.facts.values import Part
from align.facts.words import names
from align.types import Span

# From five digits on, thousands are always parted; with four, where the text does so.
_GROUPED = 10_000
# More places than this are no correction that anyone would write.
_PLACES = 4


def in_english(wanted: Part, written: Part, text: str) -> tuple[Span, str] | None:
    """What to put in the place of which words of a release; None where it is not plain.

    Parameters
    ----------
    wanted
        The value of the original.
    written
        What stands in the release for it.
    text
        The sentence of the release.
    """
    if written.role != wanted.role or not same_unit(written.unit, wanted.unit):
        return None
    if written.role in ("month", "weekday"):
        return _name(wanted, written, text)
    if not written.figures or written.code or not isinstance(wanted.value, int | Fraction):
        return None
    value = Fraction(wanted.value) / written.scale
    if written.scale > 1 and not Fraction(1, 100) <= value < 1000:
        return None
    old = written.figures.of(text)
    figure = _figure(value, "," in old or value >= _GROUPED)
    if figure is None or not old.replace(",", "").replace(".", "").isdecimal():
        return None
    if written.role in ("year", "decade"):
        figure = figure.replace(",", "")
    rest = text[written.figures.end : written.span.end]
    if rest[:2] in ("st", "nd", "rd", "th"):
        span = Span(written.figures.start, written.figures.end + 2)
        return span, figure + _ending(int(value))
    return written.figures, figure


def weekday_name(number: int) -> str:
    """The English name of a day of the week, 1 for Monday."""
    return _english("weekdays")[number]


def _name(wanted: Part, written: Part, text: str) -> tuple[Span, str] | None:
    if not isinstance(wanted.value, int) or not written.span.of(text).isalpha():
        return None
    table = _english("months" if written.role == "month" else "weekdays")
    name = table.get(wanted.value)
    if name is None:
        return None
    old = written.span.of(text)
    if old.casefold() not in {entry.casefold() for entry in table.values()}:
        return None
    return written.span, name


@cache
def _english(what: str) -> dict[int, str]:
    return {number: name.capitalize() for number, name in names("en", what).items()}


def _figure(value: Fraction, grouped: bool) -> str | None:
    for places in range(_PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            whole, rest = digits[: len(digits) - places], digits[len(digits) - places :]
            whole = f"{int(whole):,}" if grouped else whole
            return f"{whole}.{rest}" if rest else whole
    return None


def _ending(value: int) -> str:
    if 10 <= value % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
