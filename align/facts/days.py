"""Days and months among the items of a text."""

from align.facts.cursor import Numeral
from align.facts.items import Dated, Items, Spread
from align.facts.making import Made, make, part_of
from align.facts.tokens import Kind, Token
from align.facts.values import Date, Evidence, FactKind, Part, Range
from align.facts.years import counts, year_at, year_behind
from align.types import Span

_LAST_DAY = 31


def in_figures(items: Items, at: int, item: Dated) -> Made:
    token, value = item.token, item.value
    span = Span(token.start, token.end)
    turned = item.turned
    parts = [
        Part("day", value.day or 0, "", span, None, 1, Evidence.FIGURES,
             (turned.day or 0,) if turned else ()),
        Part("month", value.month or 0, "", span, None, 1, Evidence.FIGURES,
             (turned.month or 0,) if turned else ()),
        Part("year", value.year or 0, "", span, None, 1, Evidence.FIGURES),
    ]  # fmt: skip
    return make(items, FactKind.DATE, value, "", at, at + 1, parts)


def _days(items: Items, at: int) -> list[Numeral]:
    """The day, or the first and the last, that an item can be."""
    item = items.at(at)
    if isinstance(item, Spread) and not item.score:
        days = [item.low, item.high]
    elif isinstance(item, Numeral):
        days = [item]
    else:
        return []
    for day in days:
        if not (isinstance(day.value, int) and 1 <= day.value <= _LAST_DAY):
            return []
        if day.scaled or day.unit or day.code or day.form not in ("cardinal", "ordinal"):
            return []
        if not day.figures and day.form == "cardinal":
            return []
    return days


def _month(items: Items, at: int) -> Token | None:
    token = items.token(at)
    if not token.sense.month:
        return None
    if items.english and token.sense.unsure and not items.text[token.start].isupper():
        return None
    return token


def day_first(items: Items, at: int) -> Made | None:
    """13 July 2021; 13–15 июля 2021 года; the 13th of July."""
    days = _days(items, at)
    if not days:
        return None
    step = at + 1
    if items.english and items.has(step, "of"):
        step += 1
    month = _month(items, step)
    if month is None:
        return None
    return _dated(items, at, step + 1, days, month)


def month_first(items: Items, at: int) -> Made | None:
    """July 13, 2021; July 2021; в июле 2021 года; July."""
    month = _month(items, at)
    if month is None:
        return None
    if items.english:
        # "Dec. 26"
        step = at + 1 + (items.word(at + 1) == "." and len(month.word) <= 4)
        days = _days(items, step)
        if days and not counts(items, step + 1):
            return _dated(items, at, step + 1, days, month)
    sure = bool(year_at(items, at + 1)) or _sure_month(items, at, month)
    return _dated(items, at, at + 1, [], month, sure)


def _sure_month(items: Items, at: int, month: Token) -> bool:
    """Whether a word is a month, and no name or another word."""
    if not items.english:
        if month.sense.unsure:
            return items.has(at - 1, "date") and "short" not in month.sense.roles
        # Months have no capital in Russian and Belarusian: the emperor Август.
        return not items.capital(at)
    if not month.sense.unsure:
        return True
    before = at - 2 if items.hyphen(at - 1) else at - 1
    if "name" in month.sense.roles and items.capital(at):
        after = items.token(at + 1)
        return after.kind is not Kind.WORD or not items.text[after.start].isupper()
    return items.capital(at) and (items.has(before, "date") or items.token(before).sense.month > 0)


def _dated(
    items: Items, first: int, after: int, days: list[Numeral], month: Token, sure: bool = True
) -> Made:
    year, last = year_behind(items, after)
    parts = [part_of(items, day, "day") for day in days]
    span = Span(month.start, month.end)
    evidence = Evidence.WORDS if sure or days or year else Evidence.HINT
    if "adjective" in month.sense.roles:
        evidence = Evidence.SMALL
    parts.append(Part("month", month.sense.month, "", span, None, 1, evidence))
    number = None
    if year:
        parts.append(part_of(items, year, "year"))
        number = int(year.value)
    dates = [Date(number, month.sense.month, int(day.value)) for day in days]
    if not dates:
        value: Date | Range = Date(number, month.sense.month)
    else:
        value = dates[0] if len(dates) == 1 else Range(dates[0], dates[1])
    return make(items, FactKind.DATE, value, "", first, last, parts)
