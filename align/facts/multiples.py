"""What makes a number greater: sums in words, halves, thousands and millions."""

from fractions import Fraction

from align.facts import figures
from align.facts.cursor import DASHES, Cursor, Numeral
from align.facts.tokens import Kind
from align.facts.words import common, currencies

_HALF, _THIRD, _QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)
# Letters glued to a figure that are no code: scales; units and halves of the day have none.
GLUED = {"m": 10**6, "b": 10**9, "k": 1000, "am": 0, "pm": 0, "a": 0, "p": 0, "h": 0}
# As far before "7m" as its currency can stand: "$5m-7m".
_BACK = 5
# Letters of a currency code.
_CODE = 3


def add_up(text: Cursor, first: int) -> tuple[int, int, bool] | None:
    """A number below a thousand in words: its value, where it ends, and if it is an ordinal."""
    at, total, room = first, 0, 1000
    while text.at(at).kind is Kind.WORD:
        sense = text.at(at).sense
        if sense.number is not None and (sense.number or at == first):
            said = int(sense.number)
            if sense.hint and said != 1:
                # "Dozen", "пара" stand alone or behind a number: "two dozen".
                if at == first:
                    return said, at + 1, False
                if said >= 10 and 2 <= total <= 9 and at in (first + 1, first + 2):
                    return total * said, at + 1, False
                break
            if said >= room:
                break
            total += said
            room = 100 if said >= 100 else 10 if said >= 20 else 0
        elif sense.ordinal and sense.ordinal < room:
            return total + sense.ordinal, at + 1, True
        elif text.english and sense.scale == 100 and 0 < total < 100:
            total, room = total * 100, 100
            at += _joined(text, at + 1)
        else:
            break
        at += 1
        at += text.english and _hyphened(text, at, room)
    return (total, at, False) if at > first else None


def _joined(text: Cursor, at: int) -> bool:
    """Whether "and" stands before the rest of a number: two hundred and five."""
    following = text.at(at + 1).sense
    number = following.number and (following.number == 1 or not following.hint)
    return text.has(at, "and") and bool(number or following.ordinal)


def _hyphened(text: Cursor, at: int, room: int) -> bool:
    """Whether a hyphen stands before the rest of a number: twenty-one, two-dozen."""
    if not text.hyphen(at):
        return False
    following = text.at(at + 1).sense
    if following.hint and following.number == 12:
        return True
    return room == 10 and (following.number or following.ordinal or 10) < 10


def multiply(text: Cursor, found: Numeral) -> None:
    """Halves, scales and smaller numbers behind a number: 2 million 500 thousand."""
    at, half = half_behind(text, found.last)
    if half and found.value != 0:
        found.value, found.last = found.value + half, at
        found.figures = None
    if half_of_unit(text, found):
        return
    scale, at = scale_at(text, _more(text, found.last))
    if not scale:
        return
    found.value, found.last, found.scaled = found.value * scale, at, True
    found.also = tuple(other * scale for other in found.also)
    if found.figures:
        found.scale = scale
    go_on(text, found, scale)


def go_on(text: Cursor, found: Numeral, scale: int) -> None:
    """What stands behind a number's scale: "a million and a half", "thousand three hundred"."""
    at, half = half_behind(text, found.last)
    if half:
        found.value, found.last = found.value + half * scale, at
        return
    while scale:
        scale = _smaller(text, found, scale)


def _smaller(text: Cursor, found: Numeral, above: int) -> int:
    """Add one more part of a number, smaller than the scale before; its scale, 0 at the end."""
    at = found.last
    if text.english and text.has(at, "and"):
        at += 1
    token = text.at(at)
    if token.kind is Kind.FIGURE:
        read = figures.plain(token.word, text.words.language)
        scale, after = scale_at(text, at + 1)
        if at != found.last or not read or not scale or scale >= above:
            return 0
        found.value += read[0] * scale
        found.last, found.scale, found.figures = after, 1, None
        return scale
    read_sum = add_up(text, at)
    if read_sum is None:
        single, after = scale_at(text, at)
        if not (single < above and token.sense.single):
            return 0
        found.value, found.last = found.value + single, after
        return single
    value, after, ordinal = read_sum
    scale, behind = (0, after) if ordinal else scale_at(text, after)
    if max(scale, 1, value) >= above or (found.figures and not scale and not ordinal):
        return 0
    found.value += value * (scale or 1)
    found.last, found.scale, found.figures = behind, 1, None
    if ordinal:
        found.form = "ordinal"
    return scale


def _more(text: Cursor, at: int) -> int:
    """Behind "and more" or a plus: 50 и более миллионов, 300+ billion."""
    if text.word(at) == "+" and text.glued(at):
        return at + 1
    if (text.has(at, "and") or text.has(at, "or")) and text.has(at + 1, "more"):
        return at + 2
    return at


def half_of_unit(text: Cursor, found: Numeral) -> bool:
    """Take "years and a half" into the number before it; whether it stands there."""
    unit = text.at(found.last).sense.unit
    if (
        not text.english
        or text.at(found.last).kind is not Kind.WORD
        or unit not in common()["units"]
    ):
        return False
    last, half = half_behind(text, found.last + 1)
    if not half:
        return False
    found.value, found.last, found.unit = found.value + half, last, unit
    found.figures = None
    return True


def half_behind(text: Cursor, at: int) -> tuple[int, Fraction | None]:
    """The words "and a half" behind a number, hyphened or not, and where they end."""
    if not text.english:
        if text.has(at, "with"):
            for role, said in (("half", _HALF), ("quarter", _QUARTER), ("third", _THIRD)):
                if text.has(at + 1, role):
                    return at + 2, said
        return at, None
    step = at + text.hyphen(at)
    for role in ("and", "article"):
        if not text.has(step, role):
            return at, None
        step += 1 + text.hyphen(step + 1)
    part = text.at(step).sense.part
    return (step + 1, part) if part in (_HALF, _QUARTER) else (at, None)


def _money(text: Cursor, at: int) -> bool:
    """Whether a token is a currency: "rubles", "Belarusian rubles", "$"."""
    step = at + bool(text.at(at).sense.modifier and not text.at(at).sense.unit)
    token = text.at(step)
    # "5m $4" are metres.
    return token.sense.unit in currencies() and (token.kind is Kind.WORD or text.glued(step))


def _money_before(text: Cursor, at: int) -> bool:
    """Whether a sign or code of a currency stands before a figure, or before its range."""
    for step in range(at - 2, at - 2 - _BACK, -1):
        token = text.at(step)
        if token.sense.unit in currencies():
            # In words the currency stands behind: "four dollars 5m away".
            return token.kind is Kind.SIGN or len(token.word) <= _CODE
        if token.word not in DASHES and token.kind is not Kind.FIGURE and token.word not in GLUED:
            return False
    return False


def scale_at(text: Cursor, at: int) -> tuple[int, int]:
    """The scale word at a token and where it ends; 0 where there is none."""
    step = at + text.hyphen(at)
    token = text.at(step)
    scale = token.sense.scale
    if not scale and text.english and token.word in GLUED:
        # £5m, "5m rubles" are money; 5m may be metres, 2b a group.
        glued = text.glued(at) and (token.word == "k" or _money(text, at + 1))
        if glued or _money_before(text, at):
            scale = GLUED[token.word]
    if not scale:
        return 0, at
    step += 1
    if text.word(step) == "." and text.glued(step) and len(token.word) <= 4:
        # An abbreviation's full stop, not that of the sentence.
        after = text.at(step + 1)
        if after.kind is Kind.WORD and not text.text[after.start].isupper():
            step += 1
    following = text.at(step).sense.scale
    if following > scale:
        # "Сто тысяч миллионов", "a hundred thousand million".
        return scale * following, step + 1
    return scale, step
