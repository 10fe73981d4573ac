"""A place among the tokens of a text, and the numbers read there."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from align.facts.tokens import EDGE, Token
from align.facts.values import Evidence, Number
from align.facts.words import Vocabulary
from align.types import Span

DASHES = frozenset("-‐‑‒–—−")
# "Two" to "twelve" are written in words by every style guide, and are easily left out.
SMALL = 12
Form = Literal["cardinal", "ordinal", "part", "times", "decade"]


@dataclass(slots=True)
class Numeral:
    """A number as it stands: tokens `first` to `last`, `last` not included.

    `form` is how it is written; `unit` is what the same word says of it; `scaled` where a scale
    word stands in it, `scale` that word's value if a figure stands before it alone; `code` where
    it is glued to letters; `also` are other values it can have.
    """

    first: int
    last: int
    value: Number
    form: Form
    evidence: Evidence
    figures: Span | None = None
    word: str = ""
    scale: int = 1
    scaled: bool = False
    unit: str = ""
    also: tuple[Number, ...] = ()
    code: bool = False


@dataclass(slots=True)
class Cursor:
    """Questions about the tokens of a text, by their numbers; beyond its ends is the edge."""

    text: str
    tokens: list[Token]
    words: Vocabulary
    english: bool = field(init=False)

    def __post_init__(self) -> None:
        self.english = self.words.language == "en"

    def at(self, index: int) -> Token:
        """A token, or the edge of the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else EDGE

    def word(self, index: int) -> str:
        """Its folded word."""
        return self.at(index).word

    def glued(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < index < len(self.tokens) and self.at(index - 1).end == self.at(index).start

    def hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen glued to both neighbours."""
        return self.word(index) in DASHES and self.glued(index) and self.glued(index + 1)

    def has(self, index: int, role: str) -> bool:
        """Whether a token is a word of a role."""
        return role in self.at(index).sense.roles


def plain(value: Number) -> Number:
    """A whole number as such."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def of_words(value: Number) -> Evidence:
    """How surely a number in words has to come through, by its size."""
    if value <= 1:
        return Evidence.HINT
    return Evidence.SMALL if value <= SMALL else Evidence.WORDS
