"""What the lint says: problems, and how loud they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from align.findings import Severity
from align.glossary.concepts import Concept, Place, Term

__all__ = ["Hit", "Problem", "Rule", "Severity"]

if TYPE_CHECKING:
    from align.glossary.lint.context import Context


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a glossary that ought to be looked at.

    Parameters
    ----------
    path, line
        Where it is; lines count from 1.
    code
        Of the rule, such as GLS003.
    message
        One sentence: which concept and term, what is wrong, what to do.
    severity
        How much it matters.
    name
        Of the rule, such as duplicate-source-term.
    concept, term
        What it is about, empty where it is about the file.
    fixable
        Whether the program can repair it.
    """

    path: str
    line: int
    code: str
    message: str
    severity: Severity
    name: str
    concept: str = ""
    term: str = ""
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: where, what is wrong, and, if it is not the rule's own, how loud it is.

    `message` is the rest of a sentence that names the concept and the term.
    """

    message: str
    concept: Concept | None = None
    term: Term | None = None
    place: Place | None = None
    severity: Severity | None = None
    fixable: bool = False


Rule: TypeAlias = "Callable[[Context], Iterator[Hit]]"
