"""Which words of an original and of its rendering stand for each other: one table for each bead.

A word is near another when the network's vectors of their pieces are, when a dictionary gives the
one for the other, when they sound alike or are the same number, and when they stand at the same
height in the bead. The table is read in both directions, as posteriors with a place for "nothing":
to which words of the release a word of the original goes, and from which it comes (symmetric soft
alignment, Dou and Neubig 2021).

References
----------
Dou and Neubig (2021), "Word alignment by fine-tuning embeddings on parallel corpora",
arXiv:2101.08231.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.keys.names import LONGEST, sounds
from align.keys.numbers import TOKEN, number_keys
from align.keys.words import stem
from align.morphology import words
from align.types import Language

Table = NDArray[np.float64]
Dictionary = Callable[[str], Sequence[tuple[str, float]]]
"""English stems for a Russian or Belarusian one (`align.keys.words.stem`), each with its weight."""

# Added to the cosine for what the dictionary gives and for what sounds alike. With any value from
# 0.2 to 0.5 tests/bench/bench_instead.py finds the same of 578 occurrences, but for one or two.
_GIVEN = _HEARD = 0.3
# Without vectors they stand alone and count for more: 73 % of the occurrences are exact, not 60 %.
_ALONE = 2.0
# Sound alone, without a capital on both sides, says half as much.
_COMMON = 0.5
_SAME_NUMBER, _OTHER_NUMBER = 0.5, -0.5
# Taken off where a word begins its bead and the other ends it: of a word that stands twice on both
# sides the first is the first. With it 91 % of the occurrences are exact, without 90 %.
_DISTANCE = 0.1
# Width of the softmax over cosines, and the cosine at which "nothing" is as likely as a word. Half
# as wide again, or a tenth more for "nothing", makes 1 % of the occurrences less exact.
_WIDTH, _NOTHING = 0.05, 0.3
# Consonants that two words must share to sound alike, and that are looked at.
_SKELETON, _PREFIX = 3, 4
# Words of a bead that are looked at: no sentence has as many, a page without full stops may.
MOST_WORDS = 1000
_MOST_LETTERS = 20 * MOST_WORDS


_POSSESSIVE = ("'s", "’s")


class Pieces(Protocol):
    """Pieces of a text: where each stands, (pieces, 2), and unit vectors of what it means there."""

    @property
    def spans(self) -> NDArray[np.int64]: ...
    @property
    def vectors(self) -> NDArray[np.float32]: ...


class TokenEncoder(Protocol):
    """What is needed of an encoder: vectors of pieces, and the mean vector of a language."""

    def tokens(self, texts: Sequence[str]) -> Sequence[Pieces]: ...
    def centre(self, language: str) -> NDArray[np.float32] | None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text.

    Parameters
    ----------
    text
        The text.
    spans
        Where its words stand.
    vectors
        Unit rows, one for each word; zero rows where there are no vectors.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]

    @property
    def forms(self) -> list[str]:
        """The words, without a possessive ending."""
        return [without_possessive(self.text[start:end]) for start, end in self.spans]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """How the words of the two sides of a bead stand for each other.

    Parameters
    ----------
    source, target
        The words.
    nearness
        Of each word of the original to each of the release.
    going
        How likely each word of the original is rendered by each of the release; what a row lacks to
        1 is the share of "nothing".
    coming
        How likely each word of the release renders each of the original; the same for columns.
    """

    source: Words
    target: Words
    nearness: Table
    going: Table
    coming: Table


class Linker:
    """Links the words of beads; every text is encoded once.

    Parameters
    ----------
    encoder
        Gives vectors of pieces (``align.encode.load_encoder()``); without one, names, numbers and
        the dictionary remain, which find less and are less sure of it.
    dictionary
        English stems for a stem, such as ``align.encode.lexicon.load().renderings``.
    """

    def __init__(self, encoder: TokenEncoder | None, dictionary: Dictionary | None = None) -> None:
        self._encoder, self._dictionary = encoder, dictionary

    def link(self, pairs: Sequence[tuple[str, str]], language: Language) -> list[Links]:
        """Links for the two texts of each pair, the original first.

        Parameters
        ----------
        pairs
            Texts of beads. Words after the first `MOST_WORDS` of a text are left aside.
        language
            Of the originals.
        """
        ours = self._read([source for source, _ in pairs], language)
        theirs = self._read([target for _, target in pairs], "en")
        return [linked(ours[source], theirs[target], self._dictionary) for source, target in pairs]

    def _read(self, texts: Sequence[str], language: Language) -> dict[str, Words]:
        distinct = list(dict.fromkeys(texts))
        if self._encoder is None:
            return {text: word_vectors(text, None) for text in distinct}
        centre = self._encoder.centre(language)
        pieces = self._encoder.tokens([text[:_MOST_LETTERS] for text in distinct])
        return {
            text: word_vectors(text, found, centre)
            for text, found in zip(distinct, pieces, strict=True)
        }


def word_vectors(
    text: str, pieces: Pieces | None, centre: NDArray[np.float32] | None = None
) -> Words:
    """The words of a text, each with the mean of its pieces' vectors.

    Parameters
    ----------
    text
        The text.
    pieces
        Its pieces; None for a text that was not encoded.
    centre
        Mean vector of its language, which is taken off: what all words share tells nothing.
    """
    spans = _spans(text[:_MOST_LETTERS])
    if pieces is None or not spans or not len(pieces.spans):
        return Words(text, spans, np.zeros((len(spans), 1), np.float32))
    bounds = np.array(spans)
    at = np.searchsorted(bounds[:, 1], pieces.spans[:, 0], side="right")
    at = np.minimum(at, len(spans) - 1)
    inside = (bounds[at, 0] < pieces.spans[:, 1]) & (pieces.spans[:, 0] < bounds[at, 1])
    sums = np.zeros((len(spans), pieces.vectors.shape[1]), np.float32)
    vectors = pieces.vectors if centre is None else pieces.vectors - centre
    np.add.at(sums, at[inside], _unit(vectors[inside]))
    return Words(text, spans, _unit(sums))


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where words stand; letters with a full stop each (U.S., т.е.) are one."""
    found: list[tuple[int, int]] = []
    for start, end in words(text)[:MOST_WORDS]:
        before = found[-1] if found else (0, 0)
        if end == start + 1 and text[end : end + 1] == "." and text[start].isalpha():
            dotted = before[1] == start and text[start - 1 : start] == "."
            if dotted or text[end + 1 : end + 2].isalpha():
                end += 1
                if dotted:
                    start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def without_possessive(word: str) -> str:
    """An English word, or words, without the possessive of the last: Minsk's, ministers'."""
    return word[:-2] if word.lower().endswith(_POSSESSIVE) else word


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1)).astype(np.float32)


def linked(source: Words, target: Words, dictionary: Dictionary | None = None) -> Links:
    """How the words of two texts stand for each other.

    Parameters
    ----------
    source, target
        The words of the original and of the release.
    dictionary
        As for `Linker`.
    """
    n, m = len(source.spans), len(target.spans)
    nearness = np.zeros((n, m))
    ours, theirs = source.forms, target.forms
    if dictionary is not None:
        _add_given(nearness, ours, theirs, dictionary)
    _add_heard(nearness, ours, theirs)
    if source.vectors.any() and target.vectors.any():
        nearness += source.vectors @ target.vectors.T
    else:
        nearness *= _ALONE
    _add_numbers(nearness, ours, theirs)
    height = (np.arange(n) + 0.5)[:, None] / max(n, 1) - (np.arange(m) + 0.5)[None] / max(m, 1)
    weights = np.exp((nearness - _DISTANCE * np.abs(height) - _NOTHING) / _WIDTH)
    going = weights / (weights.sum(1, keepdims=True) + 1)
    coming = weights / (weights.sum(0, keepdims=True) + 1)
    return Links(source, target, nearness, going, coming)


def _places(keys: Sequence[Sequence[str] | frozenset[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, some in enumerate(keys):
        for key in some:
            found.setdefault(key, []).append(place)
    return found


def _add_given(
    table: Table, ours: Sequence[str], theirs: Sequence[str], dictionary: Dictionary
) -> None:
    there = _places([(stem(word[:LONGEST]),) for word in theirs])
    for i, word in enumerate(ours):
        for english, weight in dictionary(stem(word[:LONGEST])):
            if english in there:
                table[i, there[english]] += _GIVEN * min(1.0, weight)


def _add_heard(table: Table, ours: Sequence[str], theirs: Sequence[str]) -> None:
    there = _places([sounds(word[:LONGEST], _SKELETON, _PREFIX) for word in theirs])
    for i, word in enumerate(ours):
        alike = {
            j for key in sounds(word[:LONGEST], _SKELETON, _PREFIX) for j in there.get(key, ())
        }
        for j in sorted(alike):
            named = word[0].isupper() and theirs[j][0].isupper()
            table[i, j] += _HEARD if named else _HEARD * _COMMON


def _add_numbers(table: Table, ours: Sequence[str], theirs: Sequence[str]) -> None:
    there = [frozenset(number_keys(TOKEN.findall(word[:LONGEST]))) for word in theirs]
    for i, word in enumerate(ours):
        here = frozenset(number_keys(TOKEN.findall(word[:LONGEST])))
        if not here:
            continue
        for j, other in enumerate(there):
            if other:
                table[i, j] += _SAME_NUMBER if here & other else _OTHER_NUMBER
