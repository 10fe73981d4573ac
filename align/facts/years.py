"""Years, decades and centuries among the items of a text."""

from dataclasses import replace

from align.facts import figures
from align.facts.cursor import Numeral
from align.facts.items import Items, Spread
from align.facts.making import Made, make, part_of
from align.facts.tokens import Kind, Token
from align.facts.values import Date, Evidence, FactKind, Range


def read(items: Items, at: int) -> Made | None:
    """The century, decade or year that begins at an item."""
    return _century(items, at) or _decade(items, at) or _year(items, at)


def year_at(items: Items, at: int) -> Numeral | None:
    """A year that needs no word to say so, at an item."""
    item = items.at(at)
    if not isinstance(item, Numeral) or not figures.is_year(item.value):
        return None
    if item.code or item.unit or item.form not in ("cardinal", "ordinal"):
        return None
    return item if len(item.word) in (0, 4) else None


def year_behind(items: Items, at: int) -> tuple[Numeral | None, int]:
    """The year behind a day or month, and where the date ends."""
    step = at
    if items.word(step) == "," or (items.english and items.has(step, "of")):
        step += 1
    year = year_at(items, step)
    if not year:
        return None, at
    if not items.english and step > at and not items.has(step + 1, "year"):
        # "13 июля, 2021 человек"
        return None, at
    if year.figures and counts(items, step + 1) and not items.has(step + 1, "year"):
        return None, at
    return year, behind_year(items, step + 1)


def behind_year(items: Items, at: int) -> int:
    """Where a year ends: its word, "г." and "гг." among them."""
    if items.english or not items.has(at, "year"):
        return at
    word = items.word(at)
    if word in ("г", "гг") and items.word(at + 1) == ".":
        if word == "г" and items.word(at + 2) == "г" and items.word(at + 3) == ".":
            return at + 4
        return at + 2
    return at + 1


def counts(items: Items, at: int) -> bool:
    """Whether an item says that the number before it counts something: "in May 20 percent"."""
    sense = items.token(at).sense
    return (
        bool(sense.scale)
        or sense.unit in ("percent", "times", "points")
        or (
            items.token(at).kind is Kind.WORD
            and bool(sense.unit)
            and not items.has(at, "and", "to")
        )
    )


def _year(items: Items, at: int) -> Made | None:
    """2021; 2021 год; 2021–2025 годы; две тысячи двадцать первый год."""
    item = items.at(at)
    years = [item.low, item.high] if isinstance(item, Spread) else [item]
    for year in years:
        if not isinstance(year, Numeral) or not figures.is_year(year.value):
            return None
        if year.unit or year.code or year.form not in ("cardinal", "ordinal"):
            return None
        if year.figures and not year.word.isdecimal():
            return None
    said = not items.english and items.has(at + 1, "year")
    if len(years) == 2:
        low, high = years
        assert isinstance(low, Numeral)  # noqa: S101
        assert isinstance(high, Numeral)  # noqa: S101
        if low.value >= high.value or not (said or figures.bare_year(str(low.value))):
            return None
    elif not said and not _stands_as_year(items, at, years[0]):
        return None
    if not said and (items.token(at - 1).sense.unit or counts(items, at + 1)):
        return None
    numbers = [year for year in years if isinstance(year, Numeral)]
    parts = [part_of(items, year, "year") for year in numbers]
    dates = [Date(int(year.value)) for year in numbers]
    value: Date | Range = dates[0] if len(dates) == 1 else Range(dates[0], dates[1])
    return make(items, FactKind.DATE, value, "", at, behind_year(items, at + 1), parts)


def _stands_as_year(items: Items, at: int, year: object) -> bool:
    """Whether a number of four digits is a year by where it stands."""
    if not isinstance(year, Numeral) or not figures.bare_year(year.word):
        return False
    if items.english:
        return True
    if items.token(at + 1).kind is Kind.WORD and not items.has(at + 1, "and", "to", "or"):
        return items.has(at - 1, "from") and items.has(at + 1, "year")
    return (
        year.form == "ordinal"
        or items.has(at - 1, "from", "to", "at", "date")
        or (items.word(at - 1) == "(")
    )


def _decade(items: Items, at: int) -> Made | None:
    """1990s; 90-е годы; девяностые годы; the nineties."""
    item = items.at(at)
    if isinstance(item, Token) and item.sense.decade:
        return None
    if not isinstance(item, Numeral):
        return None
    value = int(item.value)
    in_words = item.form == "ordinal" and not item.figures and items.has(at + 1, "years")
    if in_words and not (20 <= value <= 90 and value % 10 == 0):
        return None
    if item.form != "decade" and not in_words:
        return None
    if items.english and value < 100 and not _said_decade(items, at):
        # "Temperatures in 80s"
        hint = replace(part_of(items, item, "number"), evidence=Evidence.HINT)
        return make(items, FactKind.NUMBER, value, "", at, at + 1, [hint])
    if items.english and items.has(at - 1, "own"):
        # "In his forties": an age.
        part = replace(part_of(items, item, "number"), also=(value + 10,))
        return make(items, FactKind.NUMBER, value, "", at, at + 1, [part])
    year = value if value >= 100 else (1900 if value >= 30 else 2000) + value
    part = replace(part_of(items, item, "decade", year), also=(year % 100,))
    last = behind_year(items, at + 1)
    return make(items, FactKind.DATE, Date(decade=year), "", at, last, [part])


def _said_decade(items: Items, at: int) -> bool:
    """Whether two digits with an s are a decade: the 80s, '80s, mid-80s; or an age."""
    item = items.at(at)
    in_words = isinstance(item, Numeral) and not item.figures
    return in_words or items.has(at - 1, "decade", "own") or items.word(at - 1) in ("'", "-")


def _century(items: Items, at: int) -> Made | None:
    """XXI век; the 21st century; XX–XXI вв."""
    item = items.at(at)
    if isinstance(item, Spread):
        centuries = [item.low, item.high]
    elif isinstance(item, Numeral):
        centuries = [item]
    else:
        return None
    for century in centuries:
        if not isinstance(century.value, int) or century.unit or century.scaled:
            return None
        if century.form not in ("ordinal", "cardinal") or not 1 <= century.value <= 30:
            return None
    step = at + 1
    if items.hyphen(step):
        step += 1
    abbreviated = items.word(step) in ("в", "вв", "ст") and items.word(step + 1) == "."
    if not abbreviated and not items.has(step, "century"):
        return None
    if abbreviated and items.english:
        return None
    if centuries[0].form == "cardinal" and items.word(step) not in _ONE_CENTURY:
        return None
    if abbreviated and centuries[-1].form != "ordinal":
        return None
    parts = [part_of(items, century, "century") for century in centuries]
    dates = [Date(century=int(century.value)) for century in centuries]
    value: Date | Range = dates[0] if len(dates) == 1 else Range(dates[0], dates[1])
    last = step + 2 if abbreviated else step + 1
    return make(items, FactKind.DATE, value, "", at, last, parts)


# "21 век" is a century; "21 века", "two centuries" is a time.
_ONE_CENTURY = frozenset(("век", "веке", "веку", "веком", "стагоддзе", "стагоддзі", "century"))
