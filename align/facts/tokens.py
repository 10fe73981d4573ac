"""A text cut into figures, words and signs, each with what it can say.

Every pattern here reads on from where the last one ended and looks a bounded distance ahead: the
time is linear in the length of the text.
"""

import re
from enum import IntEnum
from typing import NamedTuple

from align.facts.words import NOTHING, Sense, Vocabulary, word_start

# A word, which in Belarusian can have an apostrophe within. Then figures: a date by the calendar of
# machines, the parts of a date or a fraction, groups of three, a time as machine translation parts
# it (21: 08), decimal places. Then single signs.
_TOKEN = re.compile(
    r"([^\W\d_]+(?:'(?=[\u0400-\u04ff])[^\W\d_]+)*)"
    r"|(\d{4}-\d\d-\d\d(?!\d)"
    r"|\d{1,4}/\d{1,4}(?:/\d{1,4})?(?![\d/]|[.,]\d|[ \u00a0\u2009\u202f]\d{3}(?!\d))"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|(?:[01]?\d|2[0-3]): [0-5]\d(?![\w:]|[.,]\d)"
    r"|\d+(?:[.,:]\d+)*|(?<![\w.])\.\d+)"
    r"|[^\w\s]"
)
_WORD = re.compile(r"[^\W\d_]+(?:'(?=[\u0400-\u04ff])[^\W\d_]+)*")
_FIGURE = re.compile(r"\d")


class Kind(IntEnum):
    """What a token is."""

    FIGURE = 0
    WORD = 1
    SIGN = 2


class Token(NamedTuple):
    """A figure, a word or a sign; `word` is folded."""

    kind: Kind
    start: int
    end: int
    word: str
    sense: Sense


# Stands before the first token and behind the last.
EDGE = Token(Kind.SIGN, -1, -1, "", NOTHING)


def worth_reading(folded: str, words: Vocabulary) -> bool:
    """Whether a folded text can hold a fact at all; most sentences cannot."""
    if _FIGURE.search(folded):
        return True
    return any(map(words.telling.__getitem__, _WORD.findall(folded)))


def tokenise(folded: str, words: Vocabulary) -> list[Token]:
    """The tokens of a folded text."""
    senses = words.senses
    out = []
    for match in _TOKEN.finditer(folded):
        found, (start, end), group = match[0], match.span(), match.lastindex
        if group == 1:
            if found[0] == "ў":
                found = word_start(found)
            out.append(Token(Kind.WORD, start, end, found, senses[found]))
        elif group == 2:
            out.append(Token(Kind.FIGURE, start, end, found.replace(": ", ":"), NOTHING))
        else:
            out.append(Token(Kind.SIGN, start, end, found, senses.get(found, NOTHING)))
    return out
