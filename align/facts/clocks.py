"""Times of day among the items of a text."""

from dataclasses import replace

from align.facts import figures
from align.facts.cursor import Numeral
from align.facts.items import Dated, Items, Timed
from align.facts.making import Made, make
from align.facts.tokens import Token
from align.facts.values import Clock, Evidence, FactKind, Part
from align.types import Span


def in_figures(items: Items, at: int, item: Timed) -> Made | None:
    """15:30; 3:30 pm."""
    clock = _half(items, at + 1, item.hour, item.minute)
    if clock and not items.english:
        # In Russian and Belarusian figures with a colon count to 24.
        clock = clock[0], replace(clock[1], sure=True)
    evidence = Evidence.HINT if _stamped(items, at) else Evidence.FIGURES
    return _clock(items, at, *clock, evidence) if clock else None


def in_a_word(items: Items, at: int, item: Token) -> Made | None:
    """Noon; полночь; в час дня."""
    if items.has(at, "noon", "midnight"):
        hour = 12 if items.has(at, "noon") else 0
        return _clock(items, at, at + 1, Clock(hour, 0, True), Evidence.HINT)
    return _one_hour(items, at) if item.sense.unit == "h" else None


def _stamped(items: Items, at: int) -> bool:
    """Whether a time only says when a page was made: "13 июля 2021 года 15:20 Минск"."""
    before = items.at(at - 1 - (items.word(at - 1) == ","))
    return (
        isinstance(before, Dated)
        or items.has(at - 1, "year")
        or (isinstance(before, Numeral) and figures.is_year(before.value))
    )


def _half(
    items: Items, at: int, hour: int, minute: int, *, said: bool = True
) -> tuple[int, Clock] | None:
    """Where a time ends and what it is, by what stands behind its hour; None if no time."""
    half, last = _said_half(items, at, hour)
    if not half and not said:
        return None
    clock = figures.as_clock(hour, minute, half)
    return (last, clock) if clock else None


def _said_half(items: Items, at: int, hour: int) -> tuple[str, int]:
    """The half of the day that is said behind a time, and where it ends."""
    if items.english:
        word = items.word(at)
        if word in ("am", "pm"):
            return word, at + 1
        if word in ("a", "p") and items.word(at + 1) == "." and items.word(at + 2) == "m":
            return word + "m", at + 3 + (items.word(at + 3) == ".")
        if items.word(at) == "in" and items.word(at + 1) == "the":
            part = {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(items.word(at + 2))
            if part:
                return part, at + 3
        return "", at
    if items.has(at, "morning"):
        return "am", at + 1
    if items.has(at, "evening"):
        return "pm", at + 1
    if items.has(at, "day"):
        return "am" if hour == 11 else "pm", at + 1
    if items.has(at, "night"):
        return "pm" if 9 <= hour <= 11 else "am", at + 1
    return "", at


def hour_first(items: Items, at: int) -> Made | None:
    """3 pm; 3.30 pm; 10 o'clock; в 10 часов 30 минут; в три часа ночи; half past two."""
    item = items.at(at)
    if not isinstance(item, Numeral) or item.scaled or item.unit or item.code:
        return None
    point = figures.point_clock(item.word) if item.figures else None
    hour, minute = point or (item.value if isinstance(item.value, int) else -1, 0)
    if not 0 <= hour <= 24 or item.form != "cardinal":
        return _nth_hour(items, at, item, hour) or _past(items, at, item)
    step = at + 1
    if point:
        return _pointed(items, at, item, hour, minute)
    if items.english:
        if items.word(step) in ("o", "’", "'") and items.has(step + 2, "clock"):
            made = _half(items, step + 3, hour, 0)
            return _clock(items, at, *made, item.evidence) if made else None
        made = _half(items, step, hour, 0, said=False)
        return _clock(items, at, *made, item.evidence) if made else _past(items, at, item)
    return _russian_hour(items, at, item, hour)


def _pointed(items: Items, at: int, item: Numeral, hour: int, minute: int) -> Made | None:
    """3.30 pm; в 15.20."""
    made = _half(items, at + 1, hour, minute, said=False)
    if not made and not (
        items.has(at - 1, "at") and "." in item.word and not _measured(items, at + 1)
    ):
        return None
    if not made and items.english and (minute % 5 or items.word(at - 1) not in ("at", "until")):
        return None
    made = made or _half(items, at + 1, hour, minute)
    return _clock(items, at, *made) if made else None


def _measured(items: Items, at: int) -> bool:
    token = items.token(at)
    return bool(token.sense.unit or token.sense.scale or token.sense.modifier)


def _russian_hour(items: Items, at: int, item: Numeral, hour: int) -> Made | None:
    step = at + 1
    if items.token(step).sense.unit != "h":
        if item.figures and items.has(step, "morning", "evening", "night"):
            made = _half(items, step, hour, 0)
            return _clock(items, at, *made, item.evidence) if made else None
        return None
    step += 1
    if items.word(step) == "." and items.token(step + 2).sense.unit == "min":
        step += 1
    minute = 0
    minutes = items.at(step)
    if isinstance(minutes, Numeral) and items.token(step + 1).sense.unit == "min":
        if not (isinstance(minutes.value, int) and minutes.value < 60):
            return None
        minute, step = minutes.value, step + 2
        made = _half(items, step, hour, minute, said=items.has(at - 1, "at"))
    else:
        made = _half(items, step, hour, minute, said=False)
    return _clock(items, at, *made, item.evidence) if made else None


def _nth_hour(items: Items, at: int, item: Numeral, hour: int) -> Made | None:
    """А шостай гадзіне вечара; а 18-й гадзіне: Belarusian counts the hours by ordinals."""
    if items.words.language != "be" or item.form != "ordinal" or not 0 <= hour <= 24:
        return None
    said = items.word(at + 1) in ("гадзіне", "гадзіны", "гадзіну")
    step = at + 1 + said
    made = _half(items, step, hour, 0, said=said and items.has(at - 1, "at"))
    return _clock(items, at, *made, item.evidence) if made else None


def _past(items: Items, at: int, item: Numeral) -> Made | None:
    """Half past two; quarter past two; в половине третьего."""
    if item.form != "part":
        return None
    hour = items.at(at + 1 + items.has(at + 1, "past"))
    if not isinstance(hour, Numeral) or not isinstance(hour.value, int) or hour.value > 12:
        return None
    minute = int(item.value * 60)
    if items.english:
        if not items.has(at + 1, "past") or hour.form != "cardinal":
            return None
        return _clock(items, at, at + 3, Clock(hour.value, minute, False), Evidence.SMALL)
    if hour.form != "ordinal" or minute != 30 or hour.value < 1:
        return None
    return _clock(items, at, at + 2, Clock(hour.value - 1, minute, False), Evidence.SMALL)


def _one_hour(items: Items, at: int) -> Made | None:
    """В час дня."""
    if items.english or items.word(at) not in ("час", "часа", "гадзіну", "гадзіне"):
        return None
    if not items.has(at - 1, "at"):
        return None
    made = _half(items, at + 1, 1, 0, said=False)
    return _clock(items, at, *made, Evidence.SMALL) if made else None


def _clock(
    items: Items, first: int, last: int, clock: Clock, evidence: Evidence = Evidence.FIGURES
) -> Made:
    span = Span(items.start(first), items.end(last - 1))
    part = Part("clock", clock, "", span, None, 1, evidence)
    return make(items, FactKind.TIME, clock, "", first, last, [part])
