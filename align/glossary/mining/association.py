"""How strongly a term and a run of English words go together.

Two kinds of evidence. Beads: how much oftener the two stand in one bead than they would by chance
(log-likelihood ratio, Dunning 1993). Words: whether every word of the one has a counterpart in the
other, by a dictionary, by sound, or because the two words share their beads (Dice).

References
----------
Dunning (1993), "Accurate methods for the statistics of surprise and coincidence", Computational
Linguistics 19(1).
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from align.glossary.instead import is_light
from align.keys.names import LONGEST, sounds
from align.keys.words import stem

Dictionary = Callable[[str], Sequence[tuple[str, float]]]
"""English stems for a Russian or Belarusian one (`align.keys.words.stem`), each with its weight."""

# Chi-square of one degree of freedom: one chance in a thousand.
SURPRISING = 10.83
# Consonants that two words must share to sound alike, and that are looked at; how much it counts.
_SKELETON, _PREFIX, _HEARD = 3, 5, 1.0
# A word of a dictionary is one of several for another: a third of the weight is as good as sure.
_SURE = 1 / 3
# Dice of two words that stood once, together, would be 1: as many beads apart are added.
_DOUBT = 3
# A word that renders two of the other side counts half for the second.
_SHARED = 0.5
# Below this two words that share their beads tell nothing: they are in the same sentences.
_NOISE = 0.2


def surprise(both: int, first: int, second: int, total: int) -> float:
    """Log-likelihood ratio of two things in one bead; 0 where they rather avoid each other.

    Parameters
    ----------
    both, first, second
        Beads with both, with the one, with the other.
    total
        All beads.
    """
    if both * total <= first * second:
        return 0.0
    cells = (both, first - both, second - both, total - first - second + both)
    rows, columns = (first, total - first), (second, total - second)
    ratio = sum(_entropy(c) for c in cells) - sum(_entropy(c) for c in (*rows, *columns))
    return max(0.0, 2 * (ratio + _entropy(total)))


def _entropy(count: int) -> float:
    return count * math.log(count) if count > 0 else 0.0


class Kinship:
    """Whether words render each other; every pair is looked at once.

    Parameters
    ----------
    dictionary
        Renderings of stems; None where there is no dictionary.
    ours, theirs
        Beads in which each stem of the originals and of the releases stands.
    """

    def __init__(
        self,
        dictionary: Dictionary | None,
        ours: Mapping[str, frozenset[int]],
        theirs: Mapping[str, frozenset[int]],
    ) -> None:
        self._dictionary, self._ours, self._theirs = dictionary, ours, theirs
        self._known: dict[tuple[str, str], float] = {}
        self._given: dict[str, dict[str, float]] = {}

    def words(self, ours: str, theirs: str) -> float:
        """How surely two words render each other, from 0 to 1."""
        pair = ours, theirs
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._related(ours, theirs)
        return found

    def _related(self, ours: str, theirs: str) -> float:
        here, there = stem(ours[:LONGEST]), stem(theirs[:LONGEST])
        if here not in self._given:
            some = self._dictionary(here) if self._dictionary else ()
            self._given[here] = {english: min(1.0, weight / _SURE) for english, weight in some}
        best = self._given[here].get(there, 0.0)
        if best < _HEARD and _sound(ours) & _sound(theirs):
            best = _HEARD
        first, second = self._ours.get(here, frozenset()), self._theirs.get(there, frozenset())
        shared = 2 * len(first & second) / (len(first) + len(second) + _DOUBT)
        return max(best, shared if shared >= _NOISE else 0.0)

    def cover(
        self, ours: Sequence[str], theirs: Iterable[str], *, abbreviated: bool = False
    ) -> float:
        """How well the words of a term and of a rendering account for each other, from 0 to 1.

        Parameters
        ----------
        ours, theirs
            The words.
        abbreviated
            Whether the term is an abbreviation: one word that stands for several.
        """
        english = _parts(word for word in theirs if not is_light(word))
        russian = _parts(ours)
        if not english or not russian:
            return 0.0
        table = [[self.words(a, b) for b in english] for a in russian]
        shared = 1.0 if abbreviated else _SHARED
        own = (1 - shared) * _matched(table)
        going = shared * sum(map(max, table)) + own
        coming = shared * sum(map(max, zip(*table, strict=True))) + own
        return math.sqrt(going / len(russian) * coming / len(english))


def _matched(table: Sequence[Sequence[float]]) -> float:
    """Weight of the best way to give each row a column of its own."""
    best: dict[int, float] = {0: 0.0}
    for row in table:
        further = dict(best)
        for taken, weight in best.items():
            for column, value in enumerate(row):
                bit = 1 << column
                if value and not taken & bit:
                    both = taken | bit
                    further[both] = max(further.get(both, 0.0), weight + value)
        best = further
    return max(best.values())


def _parts(several: Iterable[str]) -> list[str]:
    """Words, and the parts of hyphenated ones: a prime minister is one word in Russian."""
    return [part for word in several for part in word.split("-") if part]


@lru_cache(maxsize=1 << 16)
def _sound(word: str) -> frozenset[str]:
    return sounds(word[:LONGEST], _SKELETON, _PREFIX)
