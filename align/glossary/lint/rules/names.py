"""Names of people and places in Latin letters: by some scheme, or by none."""

from collections.abc import Iterator

from align.glossary.concepts import Concept
from align.glossary.lint.characters import is_cyrillic
from align.glossary.lint.context import SOURCES, Context, named, tokens
from align.glossary.lint.values import Hit
from align.keys.names import skeletons
from align.keys.romanisation import romanised, spells
from align.morphology import is_acronym
from align.types import Language

DOMAINS = frozenset(("people", "places"))
_LEAST_LETTERS = 3
_LEAST_STEM = 4
_ENDING = 3  # letters of an ending that English leaves off: -кая of Минская


def transliteration(context: Context) -> Iterator[Hit]:
    """GLS019: a name that sounds like the original but follows no known romanisation.

    A spelling with a ``source:`` is settled; one of other consonants (Xi, Georgia) is no
    romanisation at all.
    """
    settled = {c.id for c in context.glossary.concepts if _by_its_own_language(c)}
    for concept, term in context.allowed("en"):
        if concept.domain not in DOMAINS or term.source or concept.id in settled:
            continue
        for word in tokens(term.text):
            if not word[:1].isupper() or is_acronym(word) or len(word) < _LEAST_LETTERS:
                continue
            twin = _unread(concept, word)
            if twin:
                yield Hit(
                    f"{named(term)} spells “{twin[0]}” as “{word}”, which no known romanisation "
                    f"does; write “{twin[1]}”, or say under “source:” who spells it so.",
                    concept,
                    term,
                )
                break


def _unread(concept: Concept, word: str) -> tuple[str, str] | None:
    """A Cyrillic word that `word` sounds like but does not spell, and its usual spelling."""
    sounds = set(skeletons(word))
    near: list[tuple[str, Language]] = []
    for term in concept.terms:
        if term.language not in SOURCES or not term.status.allowed:
            continue
        for original in tokens(term.text):
            if any(map(is_cyrillic, original)) and original[:1].isupper():
                if spells(word, original, term.language) or _ends_otherwise(
                    word, original, term.language
                ):
                    return None
                if sounds & set(skeletons(original)):
                    near.append((original, term.language))
    return (near[0][0], romanised(*near[0])) if near else None


def _by_its_own_language(concept: Concept) -> bool:
    """Whether a name has marks (Vučić): it is spelled as in its own language."""
    return any(not c.isascii() and c.isalpha() for t in concept.in_language("en") for c in t.text)


def _ends_otherwise(latin: str, cyrillic: str, language: Language) -> bool:
    """Whether a name follows a scheme but for its ending: Minsk, Минская; Ukraine, Украина."""
    stems = range(len(cyrillic) - 1, max(_LEAST_STEM, len(cyrillic) - _ENDING) - 1, -1)
    return any(
        spells(latin[: len(latin) - cut], cyrillic[:size], language)
        for size in stems
        for cut in range(3)
    )
