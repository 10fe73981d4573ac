"""What the rules look at: the glossary, and what several of them need worked out once."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from align.glossary.concepts import Case, Concept, Glossary, Status, Term
from align.glossary.store import Source
from align.morphology import fold, words
from align.types import LANGUAGE_NAMES, Language

_SHOWN = 120  # letters; the longest term of the starter glossaries has 92
SOURCES: tuple[Language, ...] = ("ru", "be")


@dataclass(frozen=True, slots=True)
class File:
    """A glossary file that can be read: its text and its own concepts."""

    source: Source
    concepts: tuple[Concept, ...]


class Context:
    """A glossary under the lint.

    Parameters
    ----------
    glossary
        All concepts, overrides applied.
    sources
        The files it is from, where rules are to look at their form too.
    archive
        Texts by language, in which terms ought to be found; None where nobody asked.
    """

    def __init__(
        self,
        glossary: Glossary,
        sources: Sequence[File] = (),
        archive: Mapping[Language, Sequence[str]] | None = None,
    ) -> None:
        self.glossary, self.files, self.archive = glossary, sources, archive

    def terms(self, *languages: Language) -> Iterator[tuple[Concept, Term]]:
        """Every term of these languages (of all by default) with its concept."""
        for concept in self.glossary.concepts:
            for term in concept.terms:
                if not languages or term.language in languages:
                    yield concept, term

    def allowed(self, *languages: Language) -> Iterator[tuple[Concept, Term]]:
        """Every term that a release may use."""
        return ((c, t) for c, t in self.terms(*languages) if t.status.allowed)

    def preferred(self, *languages: Language) -> Iterator[tuple[Concept, Term]]:
        """Every preferred term."""
        return ((c, t) for c, t in self.terms(*languages) if t.status is Status.PREFERRED)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the glossary has any terms in."""
        found = {term.language for _, term in self.terms()}
        return tuple(language for language in LANGUAGE_NAMES if language in found)

    @cached_property
    def sources_of(self) -> dict[str, frozenset[tuple[Language, tuple[str, ...]]]]:
        """The Russian and Belarusian terms of each concept that may be used, folded."""
        found: dict[str, set[tuple[Language, tuple[str, ...]]]] = {}
        for concept, term in self.allowed(*SOURCES):
            found.setdefault(concept.id, set()).add((term.language, folded(term)))
        return {name: frozenset(keys) for name, keys in found.items()}


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a term as they are written."""
    return tuple(text[a:b] for a, b in words(text))


def folded(term: Term) -> tuple[str, ...]:
    """The words of a term as they are compared."""
    return tuple(fold(word, term.language) for word in tokens(term.text))


def alike(one: Term, other: Term) -> bool:
    """Whether a text can have both: their words are the same, and so are capitals that matter."""
    if folded(one) != folded(other):
        return False
    return Case.EXACT not in (one.case, other.case) or one.text == other.text


def together(one: Term, other: Term) -> bool:
    """Whether there is a day on which both hold."""
    return not (
        (one.until and other.since and one.until < other.since)
        or (other.until and one.since and other.until < one.since)
    )


def named(term: Term) -> str:
    """A term as messages call it.

    Examples
    --------
    >>> named(Term("Union State", "en"))
    'the English term “Union State”'
    """
    return f"the {LANGUAGE_NAMES[term.language]} term “{shown(term.text)}”"


def shown(text: str) -> str:
    """A text as messages quote it: nobody reads a term of a thousand letters."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of the lint."""
    text = files("align.glossary.lint").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)
