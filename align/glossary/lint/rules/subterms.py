"""Terms that are a part of longer ones and are rendered otherwise there."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from align.glossary.concepts import Concept, Term
from align.glossary.lint.context import Context, named, tokens
from align.glossary.lint.dictionary import lemmas
from align.glossary.lint.values import Hit
from align.types import Language

Lemmas = tuple[frozenset[str], ...]
Entry = tuple[Concept, Term]
Index = dict[tuple[str, str, str], list[tuple[Concept, Term, Lemmas]]]
# Words that English puts anywhere or nowhere.
_LOOSE = frozenset(("the", "a", "an", "of", "for", "in", "on", "s"))


def incompatible_sub_term(context: Context) -> Iterator[Hit]:
    """GLS017: a source term inside a longer one, rendered by words that the longer one lacks."""
    index: Index = {}
    longer: list[tuple[Concept, Term, Lemmas]] = []
    for concept, term in context.preferred("ru", "be"):
        found = _lemmas(term.text, term.language)
        if len(found) < 2:
            continue
        longer.append((concept, term, found))
        for key in product((term.language,), found[0], found[1]):
            index.setdefault(key, []).append((concept, term, found))
    for concept, term, words in longer:
        parts = _longest(concept, term, words, index)
        # Of several concepts with the same source term one is enough.
        if not parts or any(_compatible(concept, inner) for inner, _ in parts):
            continue
        inner, part = parts[0]
        english, short = concept.preferred("en"), inner.preferred("en")
        yield Hit(
            f"{named(term)} holds “{part.text}” of {inner.id}, but “"
            f"{english.text if english else ''}” has not the words of “"
            f"{short.text if short else ''}”; let the two renderings agree.",
            concept,
            term,
        )


@lru_cache(maxsize=1 << 15)
def _lemmas(text: str, language: Language) -> Lemmas:
    return tuple(lemmas(word, language) for word in tokens(text))


def _longest(concept: Concept, term: Term, words: Lemmas, index: Index) -> list[Entry]:
    """The concepts whose term is the longest one inside another term."""
    found: dict[int, dict[str, Entry]] = {}
    for at in range(len(words) - 1):
        for key in product((term.language,), sorted(words[at]), sorted(words[at + 1])):
            for inner, part, wanted in index.get(key, ()):
                shorter = inner.id != concept.id and len(wanted) < len(words)
                if shorter and _stands(words[at:], wanted):
                    found.setdefault(len(wanted), {})[inner.id] = (inner, part)
    return list(found[max(found)].values()) if found else []


def _stands(words: Lemmas, wanted: Lemmas) -> bool:
    return len(words) >= len(wanted) and all(a & b for a, b in zip(words, wanted, strict=False))


def _compatible(concept: Concept, inner: Concept) -> bool:
    """Whether some rendering of the longer term has all words of some rendering of the shorter."""
    long = [_lemmas(t.text, "en") for t in concept.in_language("en") if t.status.allowed]
    short = [_lemmas(t.text, "en") for t in inner.in_language("en") if t.status.allowed]
    return not long or not short or any(_has(a, b) for a in long for b in short)


def _has(long: Lemmas, short: Lemmas) -> bool:
    known = frozenset().union(*long)
    return all(word & known for word in short if not word <= _LOOSE)
