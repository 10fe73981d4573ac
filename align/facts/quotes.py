"""Which passages of a text are somebody's own words: what stands between quotation marks.

A quotation goes on over sentences until it is closed. In English every paragraph of a long one
opens it again and only the last closes it. A mark that is never answered quotes nothing: what is
forgotten must not swallow the rest of the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.morphology import words

# Sentences that one quotation may have. Of the quotations of the development news, 2,400 of them,
# six have more than ten.
LONGEST = 12
_OPENING, _CLOSING, _EITHER = frozenset("«„‹"), frozenset("»”›"), frozenset("\"“'‘’")
_SINGLE = frozenset("'‘’")
_BEFORE = frozenset(" \t\u00a0\u202f([{/—–-«“„\"'‘")

# Part of the words of a title that have a capital: more than in any quotation of the development
# news.
_TITLE = 0.6

Place = tuple[int, int]
"""Number of a sentence, and an offset in it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands between two marks.

    Parameters
    ----------
    first, last
        Numbers of the sentences in which it begins and ends.
    words
        How many it has.
    is_title
        Whether most of them have a capital: the name of a book, a law, a campaign.
    """

    first: int
    last: int
    words: int
    is_title: bool


def passages(sentences: Sequence[str]) -> list[Passage]:
    """Every quotation of a document, in order.

    Examples
    --------
    >>> passages(["He said: “We agree.", "It is so.”"])
    [Passage(first=0, last=1, words=5, is_title=False)]
    """
    found = []
    for (first, start), (last, end) in _pairs(sentences):
        parts = [
            sentences[n][start if n == first else 0 : end if n == last else None]
            for n in range(first, last + 1)
        ]
        said = [part[a:b] for part in parts for a, b in words(part)]
        capitals = sum(word[0].isupper() for word in said)
        found.append(Passage(first, last, len(said), capitals > _TITLE * len(said)))
    return found


def has_marks(text: str) -> bool:
    """Whether there is any quotation mark; an apostrophe within a word is none."""
    return any(
        sign in _OPENING or sign in _CLOSING or sign in _EITHER - _SINGLE
        or (sign in _SINGLE and (_opens(text, at) or (at and not text[at - 1].isalnum())))
        for at, sign in enumerate(text)
    )  # fmt: skip


def _pairs(sentences: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """Where quotations begin and end."""
    opened: Place | None = None
    single = False
    for number, text in enumerate(sentences):
        if opened and number - opened[0] >= LONGEST:
            opened = None
        for at, sign in enumerate(text):
            if sign in _SINGLE and (opened is None or single):
                opens = _opens(text, at)
                if opened is None and opens:
                    opened, single = (number, at), True
                elif opened and not opens and _closes(text, at):
                    yield opened, (number, at)
                    opened = None
            elif sign in _OPENING or (sign in _EITHER - _SINGLE and _opens(text, at)):
                # The next paragraph of a quotation opens it again.
                if opened is None or single or (sign != '"' and at):
                    opened, single = (number, at), False
            elif opened and not single and (sign in _CLOSING or sign in _EITHER - _SINGLE):
                yield opened, (number, at)
                opened = None


def _opens(text: str, at: int) -> bool:
    """Whether a mark that may open or close stands where one opens."""
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2]
    return before in _BEFORE and bool(after) and not after.isspace() and after not in ".,;:!?"


def _closes(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not after.isalnum()
