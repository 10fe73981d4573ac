"""Facts as the tables of cases write them."""

from align.facts import Clock, Date, Range


def shown(fact):
    """Kind, value and unit of a fact on one line."""
    return " ".join(filter(None, (str(fact.kind), value_shown(fact.value), fact.unit)))


def value_shown(value):
    if isinstance(value, Range):
        return f"{value_shown(value.low)}..{value_shown(value.high)}"
    if isinstance(value, Clock):
        return f"{'' if value.sure else '~'}{value.hour}:{value.minute:02}"
    if isinstance(value, Date):
        if value.decade is not None:
            return f"{value.decade}s"
        if value.century is not None:
            return f"{value.century}c"
        return "-".join("?" if part is None else str(part) for part in
                        (value.year, value.month, value.day))  # fmt: skip
    return str(value)
