"""Tokens with their numbers read: what dates, times and quantities are made of."""

from dataclasses import dataclass
from fractions import Fraction

from align.facts import figures, numerals
from align.facts.cursor import DASHES, Cursor, Numeral
from align.facts.tokens import EDGE, Kind, Token
from align.facts.values import Date, Evidence, Number
from align.facts.words import Vocabulary
from align.types import Span


@dataclass(slots=True)
class Spread:
    """From one number to another: 5–7, between five and seven; `score` where it is one: 2:1."""

    low: Numeral
    high: Numeral
    score: bool = False


@dataclass(slots=True)
class Dated:
    """A date in figures alone; `turned` is what it is with the month first, if it can be that."""

    token: Token
    value: Date
    turned: Date | None


@dataclass(slots=True)
class Timed:
    """A time in figures, with a colon."""

    token: Token
    hour: int
    minute: int


Item = Token | Numeral | Spread | Dated | Timed


class Items:
    """The items of a text, and questions about them.

    Parameters
    ----------
    text, tokens, words
        The text, its tokens and the words of its language.
    """

    def __init__(self, text: str, tokens: list[Token], words: Vocabulary) -> None:
        self.text, self.tokens, self.words = text, tokens, words
        self.english = words.language == "en"
        self.cursor = Cursor(text, tokens, words)
        self.all = self._joined(self._read())

    def _read(self) -> list[Item]:
        """Numbers, dates and times for the tokens that say them; idioms left out."""
        out: list[Item] = []
        at, tokens, idioms = 0, self.tokens, self.words.idioms
        while at < len(tokens):
            token = tokens[at]
            if token.word in idioms:
                length = self._idiom(at)
                if length:
                    at += length
                    continue
            found: Item | None = None
            if token.kind is Kind.FIGURE:
                found = self._of_figure(token, at) or numerals.read(self.cursor, at)
            elif (
                token.sense.starts
                and token.kind is Kind.WORD
                and not (token.sense.fixed and _counted(out, token))
            ):
                found = numerals.read(self.cursor, at)
            out.append(found or token)
            at = found.last if isinstance(found, Numeral) else at + 1
        return out

    def _idiom(self, at: int) -> int:
        """How many tokens of a phrase begin here whose numbers are none."""
        for phrase in self.words.idioms.get(self.tokens[at].word, ()):
            if len(phrase) <= len(self.tokens) - at and all(
                self.tokens[at + n].word == word for n, word in enumerate(phrase)
            ):
                return len(phrase)
        return 0

    def _of_figure(self, token: Token, at: int) -> Item | None:
        made = figures.date(token.word)
        if made:
            return Dated(token, made[0], made[1])
        time = figures.clock(token.word)
        if time:
            return Timed(token, *time)
        found = figures.pair(token.word)
        if not found:
            return None
        low, sign, high = found
        if sign == "/" and 0 < low < high <= 100:
            part = self._plain(at, Fraction(low, high), Span(token.start, token.end))
            part.form = "part"
            return part
        cut = token.start + token.word.index(sign)
        spread = self._spread(
            self._plain(at, low, Span(token.start, cut)),
            self._plain(at, high, Span(cut + 1, token.end)),
        )
        spread.score = True
        return spread

    def _plain(self, at: int, value: Number, span: Span) -> Numeral:
        word = self.text[span.start : span.end]
        return Numeral(at, at + 1, value, "cardinal", Evidence.FIGURES, span, word)

    # Ranges.

    def _joined(self, items: list[Item]) -> list[Item]:
        """Two numbers with a dash or "to" between them made one item."""
        out: list[Item] = []
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, Numeral) and at + 2 < len(items):
                between, high = items[at + 1], items[at + 2]
                if (
                    isinstance(between, Token)
                    and isinstance(high, Numeral)
                    and self._joins(items, at, item, between, high)
                ):
                    out.append(self._spread(item, high))
                    at += 3
                    continue
            out.append(item)
            at += 1
        return out

    def _joins(
        self, items: list[Item], at: int, low: Numeral, between: Token, high: Numeral
    ) -> bool:
        if low.unit or low.form in ("times", "part", "decade") or high.form in ("times", "part"):
            return False
        if between.word in DASHES:
            close = self._end(low) == between.start and between.end == self._start(high)
            # A dash with blanks parts a sentence too: "in 2023 – 5 million".
            if close:
                return not low.code
            years = figures.is_year(low.value), figures.is_year(high.value)
            return low.value < high.value and years[0] == years[1] and not low.scaled
        roles = between.sense.roles
        if "to" in roles:
            return low.value < high.value or "from" in self._roles_before(items, at)
        return "and" in roles and "between" in self._roles_before(items, at)

    def _roles_before(self, items: list[Item], at: int) -> frozenset[str]:
        before = items[at - 1] if at else EDGE
        return before.sense.roles if isinstance(before, Token) else frozenset()

    def _spread(self, low: Numeral, high: Numeral) -> Spread:
        if high.scaled and not low.scaled and high.form == "cardinal":
            # "5 to 7 million" are millions both.
            scale = _scale_of(high)
            if low.value < high.value / scale:
                low.value, low.scaled = low.value * scale, True
                low.also = (*low.also, low.value // scale)
        if figures.is_year(low.value) and len(high.word) == 2 and high.word.isdecimal():
            # 1941–45
            year = int(low.value) // 100 * 100 + int(high.value)
            if year > low.value and high.form == "cardinal":
                high.also, high.value = (high.value,), year
        return Spread(low, high)

    # Places.

    def _start(self, numeral: Numeral) -> int:
        return self.tokens[numeral.first].start

    def _end(self, numeral: Numeral) -> int:
        return self.tokens[numeral.last - 1].end

    def span(self, numeral: Numeral) -> Span:
        """Words of a number."""
        word = self.tokens[numeral.first].word
        if numeral.figures and ("/" in word or ":" in word):
            return numeral.figures
        return Span(self._start(numeral), self._end(numeral))

    def at(self, index: int) -> Item:
        """An item, or the edge of the text."""
        return self.all[index] if 0 <= index < len(self.all) else EDGE

    def token(self, index: int) -> Token:
        """A token that is no number, or the edge."""
        item = self.at(index)
        return item if isinstance(item, Token) else EDGE

    def word(self, index: int) -> str:
        """Its folded word."""
        return self.token(index).word

    def has(self, index: int, *roles: str) -> bool:
        """Whether an item is a word of one of some roles."""
        return not self.token(index).sense.roles.isdisjoint(roles)

    def start(self, index: int) -> int:
        """Where an item begins in the text."""
        item = self.all[index]
        if isinstance(item, Token):
            return item.start
        if isinstance(item, Dated | Timed):
            return item.token.start
        return self.span(item if isinstance(item, Numeral) else item.low).start

    def end(self, index: int) -> int:
        """Where an item ends in the text."""
        item = self.all[index]
        if isinstance(item, Token):
            return item.end
        if isinstance(item, Dated | Timed):
            return item.token.end
        return self.span(item if isinstance(item, Numeral) else item.high).end

    def glued(self, index: int) -> bool:
        """Whether nothing stands between an item and the one before it."""
        return 0 < index < len(self.all) and self.end(index - 1) == self.start(index)

    def hyphen(self, index: int) -> bool:
        """Whether an item is a hyphen glued to both neighbours."""
        return self.word(index) in DASHES and self.glued(index) and self.glued(index + 1)

    def capital(self, index: int) -> bool:
        """Whether an item begins with a capital letter and not the text."""
        return index > 0 and self.text[self.start(index)].isupper()


def _counted(before: list[Item], token: Token) -> bool:
    """Whether a word such as "decade" is the unit of the number before it."""
    if not token.sense.unit or not before:
        return False
    last = before[-1]
    if isinstance(last, Token) and last.word in DASHES and len(before) > 1:
        last = before[-2]
    return isinstance(last, Numeral) and not last.unit


def _scale_of(numeral: Numeral) -> int:
    """The scale word's value of a number such as "7 million"."""
    if numeral.scale > 1:
        return numeral.scale
    scale = 1
    for step in (1000, 10**6, 10**9, 10**12):
        if numeral.value >= step:
            scale = step
    return scale
