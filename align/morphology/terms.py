"""What a matcher needs: the lemmas of a word, and every form of a term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.morphology.folding import fold, is_acronym, keeps_capitals, words
from align.types import Language


@dataclass(frozen=True, slots=True)
class TermForms:
    """A term, ready to be looked for.

    Parameters
    ----------
    words
        The words of the citation form as written.
    sequences
        Every form as folded words, sorted, the citation form among them. Forms may differ in the
        number of words (policy-making, policy making).
    acronyms
        Folded acronyms of the term: they match only tokens in capitals (`fits`), whatever the
        term's own wish about capitals.
    """

    words: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    acronyms: frozenset[str] = frozenset()

    def fits(self, tokens: Sequence[str], language: Language, *, exact: bool = False) -> bool:
        """Whether the capitals of found tokens are those that the term asks for.

        Parameters
        ----------
        tokens
            Words of a text, as they stand, whose folded forms are one of `sequences`.
        language
            Language of the term.
        exact
            Ask also for the capitals that the citation form's other words begin with.
        """
        if self.acronyms and any(
            fold(token, language) in self.acronyms and not token.isupper() for token in tokens
        ):
            return False
        if not exact:
            return True
        if len(tokens) != len(self.words):
            # Spelled together or apart: the beginning tells.
            return keeps_capitals(self.words[0], tokens[0])
        return all(map(keeps_capitals, self.words, tokens))


@lru_cache(maxsize=1 << 12)
def term_forms(text: str, language: Language, extra_forms: tuple[str, ...] = ()) -> TermForms:
    """Every form in which a term can stand in a text.

    Parameters
    ----------
    text
        The citation form: nominative, singular where there is one.
    language
        Its language.
    extra_forms
        Forms that the dictionaries do not know; they are added as they are.
    """
    cited = tuple(text[a:b] for a, b in words(text))
    found: set[tuple[str, ...]] = set()
    for sequence in _sequences(cited, language):
        found.add(tuple(fold(word, language) for word in sequence))
    for extra in extra_forms:
        found.add(tuple(fold(extra[a:b], language) for a, b in words(extra)))
    found.discard(())
    acronyms = frozenset(fold(word, language) for word in cited if is_acronym(word))
    return TermForms(cited, tuple(sorted(found)), acronyms)


def _sequences(cited: tuple[str, ...], language: Language) -> Iterable[tuple[str, ...]]:
    if not cited:
        return ()
    if language == "en":
        from align.morphology import english

        return english.sequences(cited)
    from align.morphology import phrases

    return phrases.sequences(cited, language)


@lru_cache(maxsize=1 << 14)
def lemmas(word: str, language: Language) -> tuple[str, ...]:
    """All lemmas a word can be a form of, folded and sorted; an acronym is its own."""
    folded = fold(word, language)
    if is_acronym(word) or not folded:
        return (folded,)
    if language == "en":
        from align.morphology import english

        return english.lemmas(folded)
    from align.morphology import phrases

    found = {fold(r.lemma, language) for r in phrases.readings(word, language, forms=False)}
    return tuple(sorted(found)) or (folded,)
