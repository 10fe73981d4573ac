"""Which words of a text are somebody's own: what stands between quotation marks, by sentence.

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

Place = tuple[int, int]
"""Number of a sentence, and an offset in it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """How much of a sentence is quoted.

    Parameters
    ----------
    inside, words
        Words between quotation marks, and all words.
    longest
        Words of the longest stretch between marks: names and single words in quotation marks are
        no quotations.
    """

    inside: int
    words: int
    longest: int

    @property
    def share(self) -> float:
        """Part of the words that are quoted."""
        return self.inside / self.words if self.words else 0.0


def quoted(sentences: Sequence[str]) -> list[Quoted]:
    """How much of each sentence of a document is quoted, in order.

    Examples
    --------
    >>> [one.inside for one in quoted(["He said: “We agree.", "It is so.”", "“They left."])]
    [2, 3, 0]
    """
    stretches: list[list[tuple[int, int]]] = [[] for _ in sentences]
    for (first, start), (last, end) in _pairs(sentences):
        for number in range(first, last + 1):
            begin = start if number == first else 0
            stretches[number].append((begin, end if number == last else len(sentences[number])))
    return [_counted(text, inside) for text, inside in zip(sentences, stretches, strict=True)]


def _counted(text: str, inside: list[tuple[int, int]]) -> Quoted:
    spans = words(text)
    if not inside:
        return Quoted(0, len(spans), 0)
    counts = [sum(a <= start < b for start, _ in spans) for a, b in inside]
    return Quoted(min(len(spans), sum(counts)), len(spans), max(counts))


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
