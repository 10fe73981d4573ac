"""Dates, times of day and days of the week."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from align.checks.context import Context
from align.checks.factual import FactRule
from align.checks.rule import Hit, Words
from align.facts import Date, Fact, FactKind
from align.facts.wording import weekday_name
from align.findings import Severity

# What may stand between a weekday and its date: "Tuesday, 13 July 2021", "13 July 2021 (Tuesday)".
_BETWEEN = 5


class Dates(FactRule):
    """A date is changed, missing or added."""

    code = "FCT005"
    kinds = frozenset((FactKind.DATE,))


class Times(FactRule):
    """A time of day is changed, missing or added."""

    code = "FCT006"
    kinds = frozenset((FactKind.TIME,))


class Weekdays(FactRule):
    """A day of the week is not that of the original, or not that of its date."""

    code = "FCT007"
    kinds = frozenset((FactKind.WEEKDAY,))

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Weekdays against the original, and against the dates beside them in the release."""
        hits = list(super().check(context, options))
        told = {hit.at for hit in hits if hit.severity is not Severity.NOTE}
        wrong = {hit.at: hit for hit in _against_dates(context) if hit.at not in told}
        yield from (hit for hit in hits if hit.at not in wrong)
        yield from wrong.values()


def _against_dates(context: Context) -> Iterator[Hit]:
    """Weekdays that are not those of their dates."""
    for sentence in context.body("target"):
        for one, other in pairwise(context.facts("target", sentence.index)):
            if other.span.start - one.span.end > _BETWEEN:
                continue
            for weekday, day in ((one, other), (other, one)):
                wanted = _weekday(weekday, day)
                if wanted:
                    yield Hit(
                        Words("target", sentence.index, weekday.span),
                        f"“{day.text}” is a {weekday_name(wanted)}, not a {weekday.text}.",
                        context.bead_of.get(("target", sentence.index)),
                    )


def _weekday(weekday: Fact, day: Fact) -> int | None:
    """The weekday of a date if it is not the one that is said."""
    value = day.value
    if weekday.kind is not FactKind.WEEKDAY or not isinstance(value, Date):
        return None
    if not (value.year and value.month and value.day):
        return None
    try:
        wanted = date(value.year, value.month, value.day).isoweekday()
    except ValueError:
        return None
    return None if wanted == weekday.value else wanted
