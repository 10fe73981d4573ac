"""Numbers in words: "two and a half million", "двадцать первого", "две трети"."""

from fractions import Fraction

from align.facts.cursor import Cursor, Numeral, of_words, plain
from align.facts.multiples import add_up, go_on, half_of_unit, multiply, scale_at
from align.facts.values import Evidence, Number

_HALF = Fraction(1, 2)


def read(text: Cursor, first: int) -> Numeral | None:
    """The number in words that begins at a token, if one does."""
    if text.english and text.has(first, "article"):
        return _with_article(text, first)
    part = text.at(first).sense.part
    if part and not text.at(first).sense.ordinal:
        return _part(text, first, first, 1, part)
    summed = add_up(text, first)
    if summed is None:
        return _scale_alone(text, first)
    value, at, ordinal = summed
    if ordinal:
        evidence = Evidence.HINT if value == 1 else of_words(value)
        return _ordinal(text, Numeral(first, at, value, "ordinal", evidence))
    return _fraction(text, first, at, value) or _cardinal(text, first, at, value)


def _cardinal(text: Cursor, first: int, at: int, value: int) -> Numeral:
    # "One", "dozen", "two dozen".
    last = text.at(at - 1).sense
    hint = last.hint and (at == first + 1 or last.number != 1)
    found = Numeral(first, at, value, "cardinal", Evidence.HINT if hint else of_words(value))
    if text.english and 18 <= value <= 20 and not hint:
        year = add_up(text, at)
        if year and not year[2] and 10 <= year[0] <= 99:
            # "Nineteen forty-five"
            found.value, found.last = value * 100 + year[0], year[1]
            found.evidence, found.word = Evidence.WORDS, str(found.value)
            return found
    multiply(text, found)
    if found.scaled:
        found.evidence = Evidence.WORDS
    elif found.last > at and value == 1:
        found.evidence = Evidence.SMALL
    return found


def _scale_alone(text: Cursor, first: int) -> Numeral | None:
    """Миллион, тысяча; "тысячи" are thousands, or one of them after "более"."""
    scale, after = scale_at(text, first)
    either = text.has(first, "thousand")
    if not scale or not (text.at(first).sense.single or either) or text.hyphen(first):
        return None
    if text.has(first - 1, "vague"):
        return None
    evidence = Evidence.HINT if either else Evidence.WORDS
    found = Numeral(first, after, scale, "cardinal", evidence, scaled=True)
    go_on(text, found, scale)
    return found


def _with_article(text: Cursor, first: int) -> Numeral | None:
    """A hundred and five, a million, a third of."""
    token = text.at(first + 1)
    sense = token.sense
    if sense.ordinal and sense.ordinal > 2 and text.has(first + 2, "of"):
        part = Fraction(1, sense.ordinal)
        return Numeral(first, first + 2, part, "part", Evidence.SMALL, also=(sense.ordinal,))
    if sense.unit and not sense.scale:
        # "A year and a half"
        found = Numeral(first, first + 1, 1, "cardinal", Evidence.SMALL)
        return found if half_of_unit(text, found) else None
    if not sense.scale or token.word.endswith("s"):
        return None
    if sense.scale == 100:
        found = Numeral(first, first + 2, 100, "cardinal", Evidence.WORDS)
        rest = add_up(text, first + 3) if text.has(first + 2, "and") else None
        if rest and rest[0] < 100 and (rest[0] == 1 or not text.at(first + 3).sense.hint):
            found.value, found.last = 100 + rest[0], rest[1]
        multiply(text, found)
    else:
        scale, after = scale_at(text, first + 1)
        found = Numeral(first, after, scale, "cardinal", Evidence.WORDS, scaled=True)
        go_on(text, found, scale)
    if found.value in (100, 1000) and text.at(found.last).sense.unit == "times":
        # "A thousand times no."
        found.evidence = Evidence.HINT
    return found


# Fractions and ordinals.


def _part(text: Cursor, first: int, at: int, count: Number, part: Fraction) -> Numeral:
    """Half, two thirds, полтора; with a scale behind it a number: half a million."""
    value = plain(count * part)
    quarter = text.english and part == Fraction(1, 4)
    evidence = Evidence.HINT if value == _HALF or quarter else Evidence.SMALL
    at += 1
    found = Numeral(first, at, value, "part" if value < 1 else "cardinal", evidence)
    step = at
    if text.english:
        step += text.has(step, "of")
        step += text.has(step, "article")
    scale, after = scale_at(text, step)
    if scale and not (text.english and text.word(step).endswith("s")):
        found.value, found.last, found.form = plain(value * scale), after, "cardinal"
        found.evidence, found.scaled = Evidence.WORDS, True
    elif value > 1 and text.at(at).sense.hint and text.at(at).sense.number == 10:
        # "Полтора десятка"
        found.value, found.last = plain(value * 10), at + 1
    return found


def _fraction(text: Cursor, first: int, at: int, value: int) -> Numeral | None:
    """Two-thirds, one third of, две пятых, пять целых две десятых."""
    if text.has(at, "whole"):
        step = at + 1 + text.has(at + 1, "and")
        rest = add_up(text, step)
        lower = text.at(rest[1]).sense.ordinal if rest and not rest[2] else None
        if rest and lower in (10, 100, 1000):
            total = plain(value + Fraction(rest[0], lower or 1))
            return Numeral(first, rest[1] + 1, total, "cardinal", Evidence.WORDS)
    step = at + text.hyphen(at)
    sense = text.at(step).sense
    if sense.part and 0 < value < 100 and sense.part < 1:
        if text.english and sense.part == _HALF and value == 1 and step == at:
            return None
        return _part(text, first, step, value, sense.part)
    ordinal = sense.ordinal or 0
    if text.english:
        if value == 1 and ordinal > 2 and (step > at or text.has(step + 1, "of")):
            return Numeral(first, step + 1, Fraction(1, ordinal), "part", Evidence.SMALL)
    elif ordinal >= 5 and 0 < value < 10 and step == at:
        endings = ("ых", "их") if value > 1 else ("ая", "ой", "ую", "ай")
        if text.word(step).endswith(endings):
            return Numeral(first, step + 1, Fraction(value, ordinal), "part", Evidence.SMALL)
    return None


def _ordinal(text: Cursor, found: Numeral) -> Numeral:
    """An ordinal that may be a fraction as well: a third, третью."""
    if found.value == 3 and (text.english or text.has(found.first, "third")):
        found.also = (Fraction(1, 3),)
    elif text.english and 3 < found.value <= 10:
        found.also = (Fraction(1, int(found.value)),)
    return found
