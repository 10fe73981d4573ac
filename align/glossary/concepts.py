"""What a glossary holds: concepts, each with its terms in three languages.

The words are those of terminology work (ISO 30042, TBX): a *concept* is one idea; a *term* names it
in one language; a term's *status* says whether it is the one to use.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from align.types import LANGUAGES, Language


class Status(StrEnum):
    """Whether a term is the one to use (administrative status, ISO 30042).

    ``proposed`` terms wait for a decision and are never enforced. ``forbidden`` has no counterpart
    in TBX: it is exported as deprecated, with a note.
    """

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"
    FORBIDDEN = "forbidden"
    PROPOSED = "proposed"

    @property
    def allowed(self) -> bool:
        """Whether a release may use the term."""
        return self in (Status.PREFERRED, Status.ADMITTED)

    @property
    def barred(self) -> bool:
        """Whether a release must not use the term."""
        return self in (Status.DEPRECATED, Status.SUPERSEDED, Status.FORBIDDEN)


class Enforce(StrEnum):
    """How loud a release that breaks the concept's rule is told so."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class Case(StrEnum):
    """Whether capitals matter where a term is looked for."""

    EXACT = "exact"
    ANY = "any"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a glossary file: its path and line, counted from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """A name of a concept in one language.

    Parameters
    ----------
    text
        Citation form: nominative, singular where there is one.
    language
        Language of the term.
    status
        Whether it is the one to use.
    case
        Whether capitals matter where it is looked for.
    forms
        Forms that the dictionaries do not know; they match beside the computed ones.
    since, until
        First and last day on which the term holds (keys ``from`` and ``until``); None: no limit.
    replacement
        The term to use instead, for one that must not be used.
    note, source
        For people: remarks, and where the rendering is official.
    place
        Where the term is written; None for one made by a program. It does not count when terms
        are compared.
    """

    text: str
    language: Language
    status: Status = Status.PREFERRED
    case: Case = Case.ANY
    forms: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    replacement: str = ""
    note: str = ""
    source: str = ""
    place: Place | None = field(default=None, compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether the term's dates include `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea and its terms.

    Parameters
    ----------
    id
        Name for machines, unique in the glossary: small Latin letters, digits, hyphens.
    terms
        All terms, in the order English, Russian, Belarusian and, within a language, of the file.
    domain, definition, note
        For people: the field it belongs to, what it means, remarks.
    enforce
        How loud a broken rule is told.
    gap
        Words that may stand between the words of a multi-word term: 0 or 1.
    override
        Reason for which a file replaces the concept of the same id in an earlier one; empty
        where it replaces none.
    place
        Where the concept begins; None for one made by a program.
    """

    id: str
    terms: tuple[Term, ...]
    domain: str = ""
    definition: str = ""
    note: str = ""
    enforce: Enforce = Enforce.WARNING
    gap: int = 0
    override: str = ""
    place: Place | None = field(default=None, compare=False)

    def in_language(self, language: Language) -> tuple[Term, ...]:
        """The terms of one language, in the order of the file."""
        return tuple(term for term in self.terms if term.language == language)

    def preferred(self, language: Language) -> Term | None:
        """The first preferred term of a language, None where there is none."""
        named = (t for t in self.in_language(language) if t.status is Status.PREFERRED)
        return next(named, None)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages that have a term."""
        return tuple(language for language in LANGUAGES if self.in_language(language))


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts of one or several files, overrides applied.

    Parameters
    ----------
    concepts
        In the order of the files, every id once.
    paths
        The files, in the order given.
    digest
        SHA-256, in hexadecimal, of everything that matching depends on.
    """

    concepts: tuple[Concept, ...]
    paths: tuple[str, ...] = ()
    digest: str = ""

    def concept(self, identifier: str) -> Concept | None:
        """The concept of this id, None where there is none."""
        return next((c for c in self.concepts if c.id == identifier), None)
