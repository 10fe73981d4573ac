"""Numbers, percent, money and measures."""

from align.checks.factual import FactRule
from align.facts import FactKind


class Numbers(FactRule):
    """A number, ordinal, fraction or range is changed, missing or added."""

    code = "FCT001"
    kinds = frozenset(
        (FactKind.NUMBER, FactKind.ORDINAL, FactKind.FRACTION, FactKind.RANGE, FactKind.TIMES)
    )


class Percent(FactRule):
    """A percentage is changed, missing or added, or percent and percentage points are mixed up."""

    code = "FCT002"
    kinds = frozenset((FactKind.PERCENT, FactKind.POINTS))


class Money(FactRule):
    """A sum of money or its currency is changed, missing or added."""

    code = "FCT003"
    kinds = frozenset((FactKind.MONEY,))


class Measures(FactRule):
    """A measure or its unit is changed, missing or added."""

    code = "FCT004"
    kinds = frozenset((FactKind.MEASURE,))
