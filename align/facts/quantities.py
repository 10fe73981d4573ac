"""Numbers with what they count: percent, money, measures; ranges, fractions, ordinals, times."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from align.facts import bounds, figures
from align.facts.cursor import Numeral
from align.facts.items import Items, Spread
from align.facts.making import Made, make, part_of
from align.facts.tokens import Kind
from align.facts.values import Evidence, Fact, FactKind, Part, Range, Value
from align.facts.words import common, currencies
from align.types import Span

_MULTIPLIED = frozenset("·⋅∙•*×.-‐‑ ")


@cache
def _composed() -> Mapping[str, str]:
    found: dict[str, str] = common()["composed"]
    return found


def kind_of_unit(unit: str) -> FactKind:
    """What a number with a unit is."""
    if unit in ("percent", "permille"):
        return FactKind.PERCENT
    if unit == "points":
        return FactKind.POINTS
    if unit == "times":
        return FactKind.TIMES
    if unit in currencies():
        return FactKind.MONEY
    return FactKind.MEASURE if unit else FactKind.NUMBER


def read(items: Items, at: int) -> Made | None:
    """The number, or range, that begins at an item, with its unit."""
    item = items.at(at)
    if isinstance(item, Numeral):
        numerals = [item]
    elif isinstance(item, Spread):
        numerals = [item.low, item.high]
    else:
        return None
    main = numerals[-1]
    first, last, unit = at, at + 1, main.unit
    if (not unit and main.form == "cardinal") or main.form == "part":
        first, sign = _before(items, at)
        # "Half an hour", "a quarter of an inch".
        step = at + 1
        if items.english and main.form == "part":
            step += items.has(step, "of")
            step += items.has(step, "article")
        unit, last = _behind(items, step)
        last = last if unit else at + 1
        if sign and not (unit and unit not in currencies()):
            unit, last = sign, last if unit else at + 1
    elif main.form == "ordinal" and items.has(at + 1, "anniversary"):
        unit, last = "year", at + 2
    if len(numerals) == 1 and _numbers_a_list(items, at, main):
        main.evidence = Evidence.HINT
    if unit == "percent" and main.value == 100 and not main.figures:
        # "I am a hundred percent sure."
        main.evidence = Evidence.HINT
    kind = _kind(main, unit, len(numerals) == 2)
    parts = [part_of(items, numeral, "number", unit=unit) for numeral in numerals]
    if unit or main.scaled:
        parts = [_decimal(part, numeral) for part, numeral in zip(parts, numerals, strict=True)]
    if not unit:
        parts = [_also_clock(part, numeral) for part, numeral in zip(parts, numerals, strict=True)]
    value: Value = main.value
    if len(numerals) == 1 and (bound := bounds.before(items, first)):
        parts = [replace(parts[0], bound=bound)]
    if len(numerals) == 2:
        value = Range(numerals[0].value, main.value)
    return make(items, kind, value, unit, first, last, parts)


def _decimal(part: Part, numeral: Numeral) -> Part:
    """What is measured in Russian with a decimal comma: 2,640 км; but 3,000 км are thousands."""
    if "," in numeral.word and not numeral.word.endswith("000"):
        return replace(part, also=())
    return part


def _also_clock(part: Part, numeral: Numeral) -> Part:
    """A number that may be a time: 0230 hours."""
    if len(numeral.word) == 4 and numeral.word[0] == "0" and numeral.word.isdecimal():
        hour, minute = int(numeral.word[:2]), int(numeral.word[2:])
        clock = figures.as_clock(hour, minute) if minute < 60 else None
        if clock:
            return replace(part, also=(*part.also, clock))
    return part


def _kind(numeral: Numeral, unit: str, spread: bool) -> FactKind:
    if unit:
        return kind_of_unit(unit)
    if spread:
        return FactKind.RANGE
    if numeral.form == "ordinal":
        return FactKind.ORDINAL
    if numeral.form == "times":
        return FactKind.TIMES
    return FactKind.FRACTION if numeral.form == "part" else FactKind.NUMBER


def _numbers_a_list(items: Items, at: int, numeral: Numeral) -> bool:
    """Whether a number only counts the points of a list or the pictures of a page: "1.", "- 9"."""
    if not numeral.figures or numeral.scaled or len(numeral.word) > 2:
        return False
    if at > 1 or (at == 1 and items.word(0) not in ("-", "–", "—", "(", "•")):
        return False
    return (items.at(at + 1) is not items.at(-1) and items.word(at + 1) in (".", ")")) or (
        at + 1 >= len(items.all) and at == 1
    )


# Units before a number.


def _before(items: Items, at: int) -> tuple[int, str]:
    """Where a currency before a number begins, and which it is: $5, US$5, BYN 5, Br5."""
    token = items.token(at - 1)
    unit = token.sense.unit
    if unit not in currencies():
        return at, ""
    if token.kind is Kind.WORD:
        # A code or "Br"; in words the currency stands behind.
        if len(token.word) == 3 and items.text[token.start : token.end].isupper():
            return at - 1, unit
        if token.word == "br" and items.glued(at):
            return at - 1, unit
        return at, ""
    if unit == "dollar" and items.glued(at - 1):
        land = common()["dollars"].get(items.word(at - 2))
        if land:
            return at - 2, str(land)
        if items.word(at - 2) == "." and items.word(at - 3) == "s":
            return at - 2, "USD"
    return at - 1, unit


# Units behind a number.


def _behind(items: Items, at: int) -> tuple[str, int]:
    """The unit behind a number, and where it ends; an empty one where there is none."""
    step = at + 1 if items.hyphen(at) else at
    found = _percent_points(items, step) or _modified(items, step) or _simple(items, step)
    if not found and items.has(step, "described"):
        # "Ten working days", "3 полных месяца"; currencies have adjectives of their own.
        found = _modified(items, step + 1) or _simple(items, step + 1)
        if found and found[0] not in common()["units"]:
            found = None
    if not found:
        return "", at
    unit, last = found
    return _compound(items, unit, last)


def _percent_points(items: Items, at: int) -> tuple[str, int] | None:
    """п. п.; p.p.; per cent."""
    word = items.word(at)
    if word == "per" and items.word(at + 1) == "cent":
        if items.token(at + 2).sense.unit == "point":
            return "points", at + 3
        return "percent", at + 2
    if word in ("п", "p") and items.word(at + 1) == "." and items.word(at + 2) == word:
        return "points", at + 3 + (items.word(at + 3) == ".")
    return None


def _modified(items: Items, at: int) -> tuple[str, int] | None:
    """Square kilometres; кв. м; белорусских рублей; процентных пункта."""
    modifier = items.token(at).sense.modifier
    if not modifier:
        return None
    step = at + 1
    if items.word(step) in (".", "-"):
        step += 1
    unit = items.token(step).sense.unit
    composed = _composed().get(f"{modifier} {unit}")
    if composed is None or items.token(step).kind is not Kind.WORD:
        return None
    return composed, _full_stop(items, step)


def _simple(items: Items, at: int) -> tuple[str, int] | None:
    token = items.token(at)
    unit = token.sense.unit
    if not unit:
        return None
    if (
        token.kind is Kind.WORD
        and len(token.word) == 1
        and items.word(at + 1) == "."
        and (items.token(at + 2).kind is Kind.WORD and items.glued(at + 2))
    ):
        # "5 т.е."
        return None
    power = items.at(at + 1)
    if isinstance(power, Numeral) and power.value in (2, 3) and items.glued(at + 1):
        # km2
        composed = _composed().get(f"{'square' if power.value == 2 else 'cubic'} {unit}")
        if composed:
            return composed, at + 2
    return unit, _full_stop(items, at)


def _full_stop(items: Items, at: int) -> int:
    """Behind a unit, and the full stop of its abbreviation unless it ends the sentence."""
    abbreviated = len(items.word(at)) <= 4 and items.word(at + 1) == "."
    after = items.token(at + 2)
    if abbreviated and after.kind is Kind.WORD and not items.text[after.start].isupper():
        return at + 2
    return at + 1


def _compound(items: Items, unit: str, at: int) -> tuple[str, int]:
    """What makes another unit of one: km/h, кВт·ч, долларов США, градусов Цельсия, %-points."""
    token = items.token(at)
    if unit == "percent" and not items.english and token.sense.unit == "point":
        return "points", at + 1
    if unit == "degree":
        letter = {"c": "C", "с": "C", "ц": "C", "f": "F", "ф": "F"}.get(token.word)
        if letter and (items.glued(at) or items.english):
            return letter, at + 1
        if token.sense.unit in ("C", "F"):
            return token.sense.unit, at + 1
        step = at + items.has(at, "to")
        if items.token(step).sense.unit in ("C", "F"):
            return items.token(step).sense.unit, step + 1
    if token.sense.modifier:
        composed = _composed().get(f"{token.sense.modifier} {unit}")
        if composed and (unit in currencies() or unit == "pound"):
            return composed, at + 1
    if unit in ("w", "kw", "mw", "gw"):
        step = at + 1 if token.word in _MULTIPLIED else at
        hour = items.token(step).sense
        if "h" in (hour.unit, hour.head) or items.has(step, "per_hour"):
            return unit + "h", step + 1
    return _speed(items, unit, at)


def _speed(items: Items, unit: str, at: int) -> tuple[str, int]:
    if unit not in ("km", "m", "mile", "foot"):
        return unit, at
    if items.word(at) != "/" and not items.has(at, "per"):
        return unit, at
    below = "h" if items.has(at + 1, "per_hour") else "s" if items.has(at + 1, "per_second") else ""
    if f"{unit}/{below}" not in common()["units"]:
        return unit, at
    return f"{unit}/{below}", at + 2


def whole_fact(kind: FactKind, value: str, span: Span, text: str) -> Fact:
    """A fact of one part: a link, an address, a phone number."""
    # A short number may be taken for one that counts something: "call 101".
    also = (int(value),) if kind is FactKind.PHONE and len(value) <= 7 else ()
    part = Part("contact", value, kind.value, span, None, 1, Evidence.FIGURES, also)
    return Fact(kind, value, "", span, span.of(text), (part,))
