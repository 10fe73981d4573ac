"""How a sentence is found again in a document that has changed since.

A digest of its words finds a sentence wherever it now stands. Where a document says the same words
several times, the sentences around each copy tell it from the others; and as long as there are as
many copies as there were, so does their order.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from unicodedata import category, normalize

from align.text import one_line
from align.types import SegmentedText

# Bytes of a sentence's digest. In the largest document that is read (50,000 sentences) another
# sentence has the same five bytes once in 20 million times; the neighbours would then tell.
_SENTENCE = 5
_AROUND = 3  # Bytes of a digest that is compared among a few copies alone.
# Sentences looked at on each side to tell copies apart. One is nearly always enough; repeated
# refrains and runs of photo counters need more.
_REACH = 4
# Characters of a sentence that the file shows; 99.7 % of those in examples/ have no more.
QUOTED = 200
# Share of common words from which a sentence is offered as what has become of another.
_NEAR = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A sentence of a document, as the file of corrections names it.

    Parameters
    ----------
    digest
        Ten hexadecimal digits from the sentence's words.
    after, before
        Six digits from the sentences that stand just before it, and just after it: as few as tell
        it from the other copies. Empty where four do not.
    copy, copies
        It was copy number `copy` (from 1) of `copies` with the same words.
    text
        The sentence for people to read; it decides nothing.
    """

    digest: str
    after: str = ""
    before: str = ""
    copy: int = 1
    copies: int = 1
    text: str = ""


def quote(text: str, width: int = QUOTED) -> str:
    """The beginning of `text` on one line, without characters that act instead of showing.

    Examples
    --------
    >>> quote("one two  three", 8)
    'one two…'
    """
    # Format characters (soft hyphens, marks of direction) go, control characters become blanks.
    cut = (c for c in text[: 4 * width] if category(c) != "Cf")
    shown = one_line("".join(c if c.isprintable() else " " for c in cut))
    if len(shown) > width or len(text) > 4 * width:
        return shown[: width - 1].rstrip() + "…"
    return shown


def digest(text: str) -> str:
    """Ten hexadecimal digits from the words of a sentence.

    White space and the two ways to write a letter with a mark (NFC, NFD) make no difference.
    """
    return _hash(normalize("NFC", one_line(text)), _SENTENCE)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:QUOTED].casefold()))


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


class Index:
    """The sentences of one side, to be found by their words and their neighbours."""

    def __init__(self, side: SegmentedText) -> None:
        self.side = side
        self._digests = [digest(sentence.text) for sentence in side.sentences]
        self._copies: defaultdict[str, list[int]] = defaultdict(list)
        for n, found in enumerate(self._digests):
            self._copies[found].append(n)
        self._runs = lru_cache(maxsize=None)(self._surroundings)

    def copies(self, anchor: Anchor) -> list[int]:
        """Numbers of the sentences with the words of `anchor`."""
        return self._copies.get(anchor.digest, [])

    def anchor(self, number: int) -> Anchor:
        """What finds sentence `number` again."""
        copies = self._copies[self._digests[number]]
        others = [n for n in copies if n != number]
        after, before = (
            next(
                (
                    run
                    for length, run in enumerate(self._runs(number, step))
                    if all(self._runs(n, step)[length] != run for n in others)
                ),
                "",
            )
            for step in (-1, 1)
        )
        text = quote(self.side.sentences[number].text)
        digits = self._digests[number]
        return Anchor(digits, after, before, copies.index(number) + 1, len(copies), text)

    def find(self, anchor: Anchor) -> int | None:
        """Number of the sentence that `anchor` means; None where there is none or no telling."""
        copies = self.copies(anchor)
        most = bool(anchor.after) + bool(anchor.before)
        if len(copies) == anchor.copies:
            # Unless a copy came and another went, which the neighbours would show.
            number = copies[anchor.copy - 1]
            agreed = self._agreement(anchor, number)
            if agreed == most or all(self._agreement(anchor, n) <= agreed for n in copies):
                return number
            return None
        if not most:
            return None
        agreements = {n: self._agreement(anchor, n) for n in copies}
        best = max(agreements.values(), default=0)
        alike = [n for n, agreed in agreements.items() if agreed == best]
        return alike[0] if best and len(alike) == 1 else None

    def nearest(self, text: str) -> int | None:
        """Number of the sentence with the most words of `text`, if it has half of them (Dice)."""
        wanted = _words(text)
        shares = [
            2 * len(wanted & words) / max(1, len(wanted) + len(words)) for words in self._vocabulary
        ]
        best = max(shares, default=0.0)
        return shares.index(best) if best >= _NEAR else None

    @cached_property
    def _vocabulary(self) -> list[frozenset[str]]:
        return [_words(sentence.text) for sentence in self.side.sentences]

    def _agreement(self, anchor: Anchor, number: int) -> int:
        """On how many sides, of two, sentence `number` has the neighbours of `anchor`."""
        return (anchor.after in self._runs(number, -1)) + (anchor.before in self._runs(number, 1))

    def _surroundings(self, number: int, step: int) -> tuple[str, ...]:
        """Digests of the one, two, … sentences on from `number` in direction `step`."""

        def longer() -> Iterator[str]:
            run = ""
            for n in range(number + step, number + step * (_REACH + 1), step):
                inside = 0 <= n < len(self._digests)
                run += f"{self._digests[n] if inside else 'edge'}\n"
                yield _hash(run, _AROUND)

        return tuple(longer())
