"""Findings: what an editor should look at in a release, complete in itself, and reports of them.

A finding carries its words, its sentences and its places in the files, so that whoever renders it
needs nothing else.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from align.types import Span

_NO_WORDS = Span(0, 0)
Side = Literal["source", "target", "glossary"]


class Severity(StrEnum):
    """How much a finding matters: an error, a warning, a note that is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return list(Severity).index(self)

    def softer(self, steps: int = 1) -> "Severity":
        """A severity some steps down; never silent for that."""
        return list(Severity)[min(len(Severity) - 1, self.rank + steps)]

    def reaches(self, level: str) -> bool:
        """Whether it is at or above a level: ``error``, ``warning``, ``note`` or ``never``."""
        return level != "never" and self.rank <= Severity(level).rank


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file as editors show it: lines and columns from 1, the end excluded.

    Columns count code points. `path` is as the user named the file, ``-`` for standard input.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a sentence, shown in it.

    Parameters
    ----------
    location
        Where the words stand in the file.
    sentence
        The sentence on one line; empty where there is none, as in a glossary file.
    span
        Range of the words in `sentence`.
    """

    location: Location
    sentence: str = ""
    span: Span = _NO_WORDS

    @property
    def text(self) -> str:
        """The words."""
        return self.span.of(self.sentence)


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """Another place that a finding is about, and what it has to do with it: ``the original``."""

    label: str
    quote: Quote


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of a range of the release.

    Parameters
    ----------
    span
        Range in the normalised text of the document (`align.types.Document.text`).
    text
        The new words.
    safe
        Whether it may be made without a person having looked at it.
    at
        The words that go, as a reader sees them; None where nobody is to be shown them.
    """

    span: Span
    text: str
    safe: bool
    at: Quote | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is not told: in the text, in a file beside it, in the baseline; the reason."""

    kind: Literal["inline", "sidecar", "baseline"]
    reason: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a release that ought to be looked at.

    Parameters
    ----------
    rule, name
        Such as FCT001 and number.
    severity
        How much it matters here.
    message
        One sentence for an editor.
    side
        Which file it points to.
    at
        The words it points to.
    related
        Other places, the original's words first.
    target_sentence, source_sentence
        The release's and the original's sentences of the bead, each side joined by blanks; empty
        where there are none.
    concept
        Id of the glossary's concept it is about, if any.
    edits
        What mends it, if the program knows.
    probability
        Of the pairing it rests on, from 0 to 1; 1 where it rests on none.
    fingerprint
        The same for the same finding when lines move: of the rule, the concept, the words and the
        sentences; 16 hexadecimal digits.
    suppression
        Why it is not told, if so.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    side: Side
    at: Quote
    related: tuple[Related, ...] = ()
    target_sentence: str = ""
    source_sentence: str = ""
    concept: str = ""
    edits: tuple[Edit, ...] = ()
    probability: float = 1.0
    fingerprint: str = ""
    suppression: Suppression | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one release (or, with no release, in the glossary files).

    Parameters
    ----------
    original, release
        Paths as the user named them; both empty for the glossary.
    findings
        In the order of the release; suppressed ones included, marked.
    words
        Words of the release that were looked at.
    sentences
        Sentences of the original and of the release.
    signature
        What made it: pairing, rules, glossary. Reports compare only where these agree.
    warnings
        What the user should know, a sentence each.
    problem
        Why it could not be checked, one sentence; empty where it could.
    """

    original: str
    release: str
    findings: tuple[Finding, ...] = ()
    words: int = 0
    sentences: tuple[int, int] = (0, 0)
    signature: str = ""
    warnings: tuple[str, ...] = ()
    problem: str = ""

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that are not suppressed."""
        return tuple(f for f in self.findings if f.suppression is None)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as reports describe it.

    Parameters
    ----------
    code, name
        Such as FCT001 and number.
    severity
        Its severity by default.
    summary
        What it looks for, in one sentence.
    text
        Its page, in Markdown.
    precision
        How often it is right: ``high`` (9 of 10 and more), ``medium``, ``low`` (under a half).
    fixable
        Whether it offers edits, at least sometimes.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    text: str
    precision: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a number of releases.

    Parameters
    ----------
    checked
        One for each pair, in the order they were given.
    rules
        Every rule that ran, by code.
    level
        From which severity on the check fails: ``error``, ``warning``, ``note`` or ``never``.
    version
        Of the program.
    """

    checked: tuple[Checked, ...]
    rules: tuple[RuleInfo, ...]
    level: str
    version: str

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that are not suppressed."""
        return tuple(finding for one in self.checked for finding in one.told)

    @property
    def failed(self) -> bool:
        """Whether there is a finding at or above the level."""
        return any(finding.severity.reaches(self.level) for finding in self.findings)
