"""What the dictionaries say about a word, without its forms: little enough to be kept for all.

Reading a Russian word takes half a millisecond, mostly for its forms, and a glossary of 5,000
concepts asks for the same words six times.
"""

from dataclasses import dataclass
from functools import lru_cache

from align.morphology import fold, is_acronym
from align.morphology.english import lemmas as english_lemmas
from align.morphology.phrases import readings
from align.morphology.values import Kind, Name
from align.types import Language

# Longer words are none; the longest of the starter glossaries has 27 letters.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Fact:
    """One reading of a word.

    Parameters
    ----------
    kind, name
        Part of speech; whether it is a name.
    lemma
        The dictionary's entry form, folded.
    written
        The same, as the dictionary writes it.
    nominative
        Whether the word is a nominative of it, or has no case.
    caseless
        Whether some form that looks like the word has no case.
    guessed
        Whether the dictionary does not have it.
    """

    kind: Kind
    name: Name
    lemma: str
    written: str
    nominative: bool
    caseless: bool
    guessed: bool


@lru_cache(maxsize=1 << 17)
def facts(word: str, language: Language) -> tuple[Fact, ...]:
    """The readings of a Russian or Belarusian word as it stands in a term; none of a giant one."""
    if len(word) > LONGEST:
        return ()
    found = dict.fromkeys(
        Fact(
            reading.kind,
            reading.name,
            fold(reading.lemma, language),
            reading.lemma,
            any(form.case == "N" for form in reading.here),
            any(not form.case for form in reading.here),
            reading.guessed,
        )
        for reading in readings(word, language)
    )
    return tuple(found)


def known(word: str, language: Language) -> bool:
    """Whether the dictionary of a language has a word."""
    return any(not fact.guessed for fact in facts(word, language))


@lru_cache(maxsize=1 << 17)
def lemmas(word: str, language: Language) -> frozenset[str]:
    """All lemmas of a word, folded; an acronym is its own."""
    folded = fold(word, language)
    if is_acronym(word):
        return frozenset((folded,))
    if language == "en" and len(word) <= LONGEST:
        return frozenset(english_lemmas(folded))
    return frozenset(fact.lemma for fact in facts(word, language)) or frozenset((folded,))
