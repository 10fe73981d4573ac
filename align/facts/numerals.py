"""Numbers at a token: "3 млрд", "34-го", "20-летие", "21st", "XXI"; in words see `in_words`."""

from align.facts import figures, in_words
from align.facts.cursor import SMALL, Cursor, Numeral, of_words, plain
from align.facts.multiples import GLUED, multiply
from align.facts.tokens import Kind
from align.facts.values import Evidence
from align.types import Span


def read(text: Cursor, first: int) -> Numeral | None:
    """The number that begins at a token, if one does; dates and times in figures do not."""
    token = text.at(first)
    if token.kind is Kind.FIGURE:
        return _figure(text, first)
    if token.kind is not Kind.WORD:
        return None
    sense = token.sense
    if sense.roman:
        return _roman(text, first)
    if text.has(first, "per_second") and text.word(first - 1) in ("per", "/"):
        return None
    if sense.fixed:
        value, unit = sense.fixed
        # "Двусторонний" is bilateral.
        hint = sense.hint or value < 2 or (not unit and value <= SMALL)
        evidence = Evidence.HINT if hint else of_words(value)
        return Numeral(first, first + 1, value, "cardinal", evidence, unit=unit)
    if text.english and sense.decade:
        return Numeral(first, first + 1, sense.decade, "decade", Evidence.SMALL)
    if sense.times:
        evidence = Evidence.HINT if sense.times <= 2 else Evidence.SMALL
        return Numeral(first, first + 1, plain(sense.times), "times", evidence, unit="times")
    return in_words.read(text, first)


def _figure(text: Cursor, first: int) -> Numeral | None:
    token = text.at(first)
    value = figures.plain(token.word, text.words.language)
    if value is None:
        return None
    span = Span(token.start, token.end)
    found = Numeral(first, first + 1, value[0], "cardinal", Evidence.FIGURES, span, token.word)
    found.also = value[1]
    before = text.at(first - 1)
    if text.glued(first) and before.kind is Kind.WORD and not before.sense.unit:
        found.code = True
    elif text.hyphen(first - 1) and text.at(first - 2).kind is Kind.WORD:
        # "5m-7m" is a range.
        ranged = text.glued(first - 2) and text.at(first - 3).kind is Kind.FIGURE
        found.code = not (ranged or text.at(first - 2).sense.tells)
    if text.glued(found.last) and text.at(found.last).kind is Kind.WORD:
        _letters(text, found)
    elif text.english:
        _apostrophe(text, found)
    elif text.hyphen(found.last) and text.at(found.last + 1).kind is Kind.WORD:
        _ending(text, found)
    if found.form == "cardinal" and not found.code and not found.unit:
        multiply(text, found)
    return found


def _letters(text: Cursor, found: Numeral) -> None:
    """Letters glued to a figure: 21st, 1990s, 5½; what is nothing else makes it a code: 5G."""
    at = found.last
    token = text.at(at)
    sense = token.sense
    if text.english and token.word in text.words.ordinal:
        found.form, found.last = "ordinal", at + 1
    elif text.english and token.word in text.words.decade:
        if found.value % 10 == 0:
            found.form, found.last = "decade", at + 1
    elif sense.part and found.value != 0:
        found.value, found.last = found.value + sense.part, at + 1
    elif not (sense.scale or sense.unit or sense.head or sense.modifier or token.word in GLUED):
        found.code, found.last = True, at + 1


def _apostrophe(text: Cursor, found: Numeral) -> None:
    """1990's."""
    at = found.last
    glued = text.glued(at) and text.glued(at + 1) and text.word(at) == "'"
    if glued and text.word(at + 1) in text.words.decade and found.value % 10 == 0:
        found.form, found.last = "decade", at + 2


def _ending(text: Cursor, found: Numeral) -> None:
    """A word behind a figure and a hyphen: 34-го, 90-е, 20-летие, 5-тысячный."""
    ending = text.at(found.last + 1)
    unit = ending.sense.head
    if unit is not None and unit.startswith("*"):
        found.scale = int(unit[1:])
        found.value, found.scaled = found.value * found.scale, True
    elif unit is not None:
        found.unit = unit
    elif ending.word in text.words.decade and _decade_like(text, found):
        found.form = "decade"
    elif ending.word in text.words.ordinal:
        found.form = "ordinal"
    elif ending.word not in text.words.cardinal:
        return
    found.last += 2


def _decade_like(text: Cursor, found: Numeral) -> bool:
    """Whether a figure is a decade: 1990-е, 90-е годы; 10-х is "of ten", 80-е место a place."""
    word = found.word
    if not word.isdecimal() or word[-1] != "0":
        return False
    if len(word) == 4:
        return True
    behind = found.last + 2
    said = text.has(behind, "years") or text.at(behind).kind is not Kind.WORD
    return said and len(word) == 2 and (word >= "20" or word == "00")


def _roman(text: Cursor, first: int) -> Numeral | None:
    """XXI, II; a single letter only before a century or behind a war."""
    token = text.at(first)
    if not text.text[token.start : token.end].isupper():
        return None
    before = text.at(first - 1)
    if text.glued(first) and (before.kind is not Kind.SIGN or before.word in ".&'"):
        return None
    if text.at(first + 1).kind is Kind.FIGURE and text.glued(first + 1):
        return None
    if len(token.word) == 1 and not (
        text.has(first - 1, "numbered")
        or text.has(first + 1, "century")
        or (token.word != "і" and text.has(first + 1, "centuries") and text.word(first + 2) == ".")
    ):
        return None
    value = token.sense.roman
    return Numeral(first, first + 1, value, "ordinal", of_words(value), word=token.word)
