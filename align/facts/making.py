"""Facts made from items."""

from collections.abc import Sequence
from typing import NamedTuple

from align.facts.cursor import Numeral
from align.facts.items import Items
from align.facts.values import Fact, FactKind, Number, Part, Role, Value
from align.types import Span


class Made(NamedTuple):
    """A fact, and the item behind it."""

    fact: Fact
    last: int


def make(
    items: Items,
    kind: FactKind,
    value: Value,
    unit: str,
    first: int,
    last: int,
    parts: Sequence[Part],
) -> Made:
    """A fact of the items `first` to `last`, `last` not included."""
    span = Span(items.start(first), items.end(last - 1))
    return Made(Fact(kind, value, unit, span, span.of(items.text), tuple(parts)), last)


def part_of(
    items: Items,
    numeral: Numeral,
    role: Role,
    value: Number | None = None,
    unit: str = "",
) -> Part:
    """A number as a part of a fact."""
    return Part(
        role,
        numeral.value if value is None else value,
        unit,
        items.span(numeral),
        numeral.figures,
        numeral.scale,
        numeral.evidence,
        numeral.also,
        numeral.code,
    )
