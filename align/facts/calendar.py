"""Dates, times of day and days of the week among the items of a text."""

from align.facts import clocks, days, years
from align.facts.cursor import Numeral
from align.facts.items import Dated, Items, Spread, Timed
from align.facts.making import Made, make
from align.facts.tokens import Token
from align.facts.values import Evidence, FactKind, Part
from align.types import Span


def read(items: Items, at: int) -> Made | None:
    """The date, time or weekday that begins at an item."""
    item = items.at(at)
    if isinstance(item, Dated):
        return days.in_figures(items, at, item)
    if isinstance(item, Timed):
        return clocks.in_figures(items, at, item)
    if isinstance(item, Token):
        if item.sense.month:
            return days.month_first(items, at)
        if item.sense.weekday:
            return _weekday(items, at, item)
        return clocks.in_a_word(items, at, item)
    return days.day_first(items, at) or years.read(items, at) or clocks.hour_first(items, at)


def _weekday(items: Items, at: int, token: Token) -> Made:
    evidence = Evidence.WORDS
    if token.sense.unsure:
        beside = items.at(at + 1 + (items.word(at + 1) == ","))
        dated = isinstance(beside, Numeral | Spread | Dated)
        if not (items.has(at - 1, "date") or dated):
            evidence = Evidence.HINT
    elif items.english and not items.text[token.start].isupper():
        evidence = Evidence.SMALL
    span = Span(token.start, token.end)
    part = Part("weekday", token.sense.weekday, "", span, None, 1, evidence)
    return make(items, FactKind.WEEKDAY, token.sense.weekday, "", at, at + 1, [part])
