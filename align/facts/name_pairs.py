"""Which name of a release stands for which of the original's, by their sound."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.facts.name_sounds import cyrillic, latin, per_letter
from align.facts.name_spelling import is_scheme
from align.facts.names import Mention
from align.keys.names import skeletons
from align.types import Language

# Cost of a letter below which a name surely is the original's (of 1,500 names of news 98 % cost
# less, of others 2 %), and up to which it may be, misspelt.
SURE, MAYBE = 1.3, 2.6
# Letters of a word in small letters that a name may be heard in.
_WORD = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """A name of the release and the word of the original that it sounds like most.

    Parameters
    ----------
    original, name
        Their places in the lists of mentions.
    letter
        Cost of a letter (`align.facts.name_sounds.per_letter`).
    exact
        Whether it is written as some romanisation has it.
    """

    original: int
    name: int
    letter: float
    exact: bool

    @property
    def sure(self) -> bool:
        """Whether the one renders the other."""
        return self.exact or self.letter < SURE


def paired(
    originals: Sequence[Mention], names: Sequence[Mention], language: Language
) -> dict[int, Pair]:
    """For each name of the release the word of the original that it sounds like most, if any."""
    found: dict[int, Pair] = {}
    for place, name in enumerate(names):
        best = (
            min((_sound(original.text, name.text), n) for n, original in enumerate(originals))
            if originals
            else (MAYBE, 0)
        )
        if best[0] < MAYBE:
            letter, n = best
            exact = is_same(originals[n].text, name.text, language)
            found[place] = Pair(n, place, letter, exact)
    return found


def is_same(original: str, name: str, language: Language) -> bool:
    """Whether a name is written as some romanisation has it, or as in the original."""
    if not cyrillic(original):
        return latin(original) == latin(name)
    return is_scheme(original, name, language)


def sounds_like(original: str, word: str) -> bool:
    """Whether a word of any kind surely is a name of the original."""
    return len(latin(word) or cyrillic(word)) >= _WORD and _sound(original, word) < SURE


def _sound(original: str, name: str) -> float:
    if not cyrillic(original):
        return 0.0 if latin(original) == latin(name) else MAYBE
    return per_letter(original, name) if _shares(original, name) else MAYBE


@lru_cache(maxsize=1 << 15)
def _consonants(word: str) -> frozenset[str]:
    return frozenset(letter for reading in skeletons(word) for letter in reading)


def _shares(original: str, name: str) -> bool:
    """Whether two words have half of their consonants in common; it saves comparing most."""
    ours, theirs = _consonants(original), _consonants(name)
    return 2 * len(ours & theirs) >= max(len(ours), len(theirs))
