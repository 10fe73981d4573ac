"""Runs of English words that may render a term.

No tagger: a run neither begins nor ends with a light word, holds only light words that join names
inside (Ministry of Foreign Affairs), and reaches over no punctuation. Runs that stand once are
found only where a term asks for them. Longer runs are counted only where their parts stand twice
(Agrawal and Srikant 1994), so that the memory follows what repeats and not what is written.

References
----------
Agrawal and Srikant (1994), "Fast algorithms for mining association rules", VLDB.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.glossary.instead import is_light
from align.glossary.mining.grammar import listed
from align.morphology import fold, is_acronym, words
from align.morphology.english import lemmas, plurals

MOST_WORDS = 6
# How often a run must stand before it is counted by itself.
_LEAST = 2
_BLANKS = frozenset(" \u00a0\u202f\u2009")
_SENTENCE_ENDS = frozenset(".!?…:\n")


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """A word as renderings are compared: folded, without possessive, in the singular."""
    folded = fold(word, "en")
    bare = folded[:-2] if folded.endswith("'s") else folded.rstrip("'")
    if is_acronym(word) or len(bare) < 4 or not bare.endswith(("s", "men", "children")):
        return bare
    singular = [lemma for lemma in lemmas(bare) if lemma != bare and bare in plurals(lemma)]
    return min(singular, key=lambda lemma: (-len(lemma), lemma)) if singular else bare


@lru_cache(maxsize=1 << 16)
def opens(word: str) -> bool:
    """Whether a rendering may begin or end with the word."""
    folded = normal(word)
    return (
        len(folded) > 1
        and not is_light(word)
        and (folded not in listed("en_outside") or is_acronym(word))
        and not any(map(str.isdigit, folded))
    )


@lru_cache(maxsize=1 << 16)
def _joins(word: str) -> bool:
    return fold(word, "en") in listed("en_inside") or not is_light(word)


class English:
    """A text of a release: its words, divided where a rendering cannot go on.

    Parameters
    ----------
    text
        Any text.
    """

    __slots__ = ("_begin", "normals", "stretches", "tokens")

    def __init__(self, text: str) -> None:
        spans = words(text)
        self.tokens = [text[a:b] for a, b in spans]
        self.normals = [normal(token) for token in self.tokens]
        self.stretches: list[tuple[int, int]] = []
        self._begin = {0}  # Words that a sentence begins with.
        first = 0
        for k in range(1, len(spans) + 1):
            gap = text[spans[k - 1][1] : spans[k][0]] if k < len(spans) else ""
            if not _SENTENCE_ENDS.isdisjoint(gap):
                self._begin.add(k)
            if not gap or not _BLANKS.issuperset(gap):
                self.stretches.append((first, k))
                first = k

    def runs(self) -> Iterator[tuple[int, int]]:
        """Every run that may render something: half-open ranges of words."""
        opening = [opens(token) for token in self.tokens]
        for start, end in self.stretches:
            for first in range(start, end):
                if not opening[first]:
                    continue
                for after in range(first + 1, min(end, first + MOST_WORDS) + 1):
                    if not _joins(self.tokens[after - 1]):
                        break
                    if opening[after - 1]:
                        yield first, after

    def between(self, places: Sequence[int]) -> Iterator[str]:
        """Keys of the runs that begin and end with a word at one of the places, ascending."""
        good = [place for place in places if opens(self.tokens[place])]
        for n, first in enumerate(good):
            end = next(end for start, end in self.stretches if start <= first < end)
            for last in good[n:]:
                if last >= min(end, first + MOST_WORDS):
                    break
                if all(map(_joins, self.tokens[first : last + 1])):
                    yield self.key(first, last + 1)

    def key(self, first: int, after: int) -> str:
        """What runs of the same words in either number share."""
        return " ".join(self.normals[first:after])

    def written(self, key: str) -> Iterator[tuple[str, bool]]:
        """The runs that have this key as they are written, and whether a sentence begins there.

        A possessive at the end is left out.
        """
        parts = key.split(" ")
        for start, end in self.stretches:
            for first in range(start, end - len(parts) + 1):
                if self.normals[first : first + len(parts)] == parts:
                    text = " ".join(self.tokens[first : first + len(parts)])
                    bare = text[:-2] if text.endswith(("'s", "’s")) else text.rstrip("'’")
                    yield bare, first in self._begin


@dataclass(frozen=True, slots=True)
class Repeated:
    """Runs that stand in several texts.

    Parameters
    ----------
    runs
        Their keys; a run's number is its place.
    inside
        For each text the numbers of the runs in it, every run once.
    counts
        For each run the number of texts it is in.
    """

    runs: tuple[str, ...]
    inside: tuple["array[int]", ...]
    counts: tuple[int, ...]


def repeated(texts: Sequence[English]) -> Repeated:
    """The runs that stand in two texts and more."""
    kept: set[str] = set()
    for length in range(1, MOST_WORDS + 1):
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(_windows(text.normals, text.stretches, length, kept)))
        more = {run for run, count in counts.items() if count >= _LEAST}
        if not more:
            break
        kept |= more
    numbers: dict[str, int] = {}
    inside: list[array[int]] = []
    for text in texts:
        keys = dict.fromkeys(text.key(*run) for run in text.runs())
        inside.append(
            array("l", [numbers.setdefault(key, len(numbers)) for key in keys if key in kept])
        )
    found = [0] * len(numbers)
    for some in inside:
        for number in some:
            found[number] += 1
    return Repeated(tuple(numbers), tuple(inside), tuple(found))


def _windows(
    normals: Sequence[str], stretches: Sequence[tuple[int, int]], length: int, kept: set[str]
) -> Iterator[str]:
    for start, end in stretches:
        for first in range(start, end - length + 1):
            if length == 1:
                yield normals[first]
                continue
            before = " ".join(normals[first : first + length - 1])
            if before in kept and " ".join(normals[first + 1 : first + length]) in kept:
                yield before + " " + normals[first + length - 1]
