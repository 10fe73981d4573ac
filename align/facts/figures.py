"""What a token of digits says: a number, a date, a time, a fraction, a score."""

import re
from fractions import Fraction

from align.facts.values import Clock, Date, Number
from align.types import Language

# Longer figures are codes: they are compared as they stand, not calculated with.
_DIGITS = 18

_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_POINT_CLOCK = re.compile(r"(\d{1,2})\.(\d\d)")
_PAIR = re.compile(r"(\d+)([/:])(\d+)")
FIRST_YEAR, LAST_YEAR = 1000, 2199
_FIRST_BARE, _LAST_BARE = 1900, 2100


def is_year(value: object) -> bool:
    """Whether a number can be a year written with four digits."""
    return isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR


def bare_year(word: str) -> bool:
    """Whether a figure is a year even where nothing says so."""
    return len(word) == 4 and word.isdecimal() and _FIRST_BARE <= int(word) <= _LAST_BARE


def plain(word: str, language: Language) -> tuple[Number, tuple[Number, ...]] | None:
    """Value of a figure with its groups and decimal places, and other values it can have.

    A comma before three digits parts thousands in English and decimals in Russian. Where a Russian
    writer may have thought in another language, the other value is told too; a point in English
    parts decimals, whatever the writer thought: "20.000" are twenty.
    """
    digits = _BLANKS.sub("", word)
    if digits[0] == ".":
        digits = "0" + digits
    if len(digits) > _DIGITS:
        return None
    if _COMMA_GROUPS.fullmatch(digits):
        grouped = _decimal(digits.replace(",", ""))
        if language == "en" or digits.count(",") > 1 or "." in digits:
            return grouped, ()
        return _decimal(digits.replace(",", ".")), (grouped,)
    if _POINT_GROUPS.fullmatch(digits):
        grouped = _decimal(digits.replace(".", "").replace(",", "."))
        if digits.count(".") > 1 or "," in digits:
            return grouped, ()
        return _decimal(digits), () if language == "en" else (grouped,)
    if _DECIMAL.fullmatch(digits):
        return _decimal(digits.replace(",", ".")), ()
    return None


def _decimal(digits: str) -> Number:
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    return Fraction(int(whole + rest), 10 ** len(rest)) if rest else int(whole)


def date(word: str) -> tuple[Date, Date | None] | None:
    """A date in figures alone, and what it is with the month first, where it can be that."""
    match = _ISO.fullmatch(word)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _DAY_FIRST.fullmatch(word)
    if match:
        return _date(int(match[4]), int(match[3]), int(match[1]))
    return None


def _date(year: int, month: int, day: int) -> tuple[Date, Date | None] | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and day and month):
        return None
    usual = Date(year, month, day) if month <= 12 and day <= 31 else None
    turned = Date(year, day, month) if day <= 12 and month <= 31 else None
    if usual is None:
        return (turned, None) if turned else None
    return usual, turned if turned != usual else None


def clock(word: str) -> tuple[int, int] | None:
    """Hour and minute of a figure such as 15:30."""
    match = _CLOCK.fullmatch(word)
    return _time(match) if match else None


def point_clock(word: str) -> tuple[int, int] | None:
    """Hour and minute of a figure such as 15.30, which may be a decimal."""
    match = _POINT_CLOCK.fullmatch(word)
    return _time(match) if match else None


def _time(match: re.Match[str]) -> tuple[int, int] | None:
    hour, minute = int(match[1]), int(match[2])
    return (hour, minute) if hour <= 24 and minute < 60 else None


def as_clock(hour: int, minute: int, half: str = "") -> Clock | None:
    """A time from hour and minute; `half` is am, pm or nothing."""
    if half and not 1 <= hour <= 12:
        half = "am" if hour <= 12 else "pm"
    if half:
        return Clock(hour % 12 + (12 if half == "pm" else 0), minute, True)
    return Clock(hour % 24, minute, hour > 12 or hour == 0)


def pair(word: str) -> tuple[int, str, int] | None:
    """Two numbers and the sign between them: 1/2, 2024/25, 2:1."""
    match = _PAIR.fullmatch(word)
    if match and len(word) <= _DIGITS:
        return int(match[1]), match[2], int(match[3])
    return None
