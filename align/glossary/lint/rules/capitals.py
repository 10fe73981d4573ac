"""Capitals: the same words written in two ways, and abbreviations that lost theirs."""

from collections.abc import Iterator

from align.glossary.concepts import Case, Concept, Term
from align.glossary.lint.context import Context, data, folded, named, together, tokens
from align.glossary.lint.values import Hit
from align.morphology import is_acronym

# Fewer letters are too often a word that is spelled by chance.
_LEAST_LETTERS = 3


def casing_conflict(context: Context) -> Iterator[Hit]:
    """GLS013: preferred terms of two concepts that differ in capitals alone, which do not count."""
    seen: dict[tuple[object, ...], tuple[Concept, Term]] = {}
    for concept, term in context.preferred():
        if any(map(is_acronym, tokens(term.text))):
            continue
        other, twin = seen.setdefault((term.language, folded(term)), (concept, term))
        if other.id == concept.id or twin.text == term.text or not together(term, twin):
            continue
        if Case.EXACT in (term.case, twin.case):
            continue
        yield Hit(
            f"{named(term)} differs in capitals alone from “{twin.text}” of {other.id}; write both "
            "alike, or add “case: exact” to the one with capitals.",
            concept,
            term,
        )


def acronym_not_in_capitals(context: Context) -> Iterator[Hit]:
    """GLS014: an abbreviation by first letters that is not written in capitals."""
    for concept in context.glossary.concepts:
        for language in concept.languages:
            terms = [t for t in concept.in_language(language) if t.status.allowed]
            initials = {_initials(t): t for t in reversed(terms) if len(tokens(t.text)) > 1}
            capital = {t.text.upper() for t in terms if is_acronym(t.text)}
            for term in terms:
                word = term.text
                if len(tokens(word)) > 1 or len(word) < _LEAST_LETTERS or not _plain(word):
                    continue
                # Unesco beside UNESCO is a choice; Unesco alone is a slip.
                full = initials.get(word.lower())
                if full is not None and word.upper() not in capital:
                    yield Hit(
                        f"{named(term)} is made of the first letters of “{full.text}” and is found "
                        f"in that form alone when written in capitals; write “{word.upper()}”.",
                        concept,
                        term,
                    )


def _plain(word: str) -> bool:
    """Whether a word is in small letters, but perhaps for the first."""
    return word.isalpha() and word[1:].islower()


def _initials(term: Term) -> str:
    """First letters of a term's words, small words left out."""
    small = frozenset(data("words.toml")["small"][term.language].split())
    parts = (part for word in folded(term) for part in word.split("-") if part)
    return "".join(part[0] for part in parts if part not in small)
