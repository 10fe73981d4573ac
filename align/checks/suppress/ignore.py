"""A suppression as it was written."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from align.checks.documentation import pages
from align.findings import Finding, Location

CODE = "SUP001"
"""The rule under which faults of suppressions are told."""

Place = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A suppression as it was written.

    Parameters
    ----------
    kind
        ``inline`` or ``sidecar``.
    rules
        The rules as they are named.
    location
        Where it stands.
    words
        The suppression itself on one line, for findings about it.
    reason
        Why; one without a reason suppresses nothing.
    until
        The last day on which it holds.
    text
        Words that must stand in what is suppressed, or in its sentence.
    fingerprint
        Of what is suppressed.
    reach
        First and last place in the release where what it suppresses may begin; None for all.
    faults
        What is wrong with it: a sentence each. One with faults suppresses nothing.
    """

    kind: Literal["inline", "sidecar"]
    rules: tuple[str, ...]
    location: Location
    words: str
    reason: str = ""
    until: date | None = None
    text: str = ""
    fingerprint: str = ""
    reach: tuple[Place, Place] | None = None
    faults: tuple[str, ...] = ()

    def holds(self, today: date) -> bool:
        """Whether it suppresses anything: with any fault it does not."""
        expired = self.until is not None and self.until < today
        sound = bool(self.reason) and not self.faults and all(map(meant, self.rules))
        return sound and not expired

    def fits(self, finding: Finding, release: str) -> bool:
        """Whether a finding is meant, but for its rule."""
        if self.fingerprint and finding.fingerprint != self.fingerprint:
            return False
        if self.text and not any(
            self.text.casefold() in words.casefold()
            for words in (finding.at.sentence, finding.target_sentence, finding.source_sentence)
        ):
            return False
        if self.reach is None:
            return True
        at = finding.at.location
        first, last = self.reach
        return at.path == release and first <= (at.line, at.column) <= last


@cache
def meant(written: str) -> frozenset[str]:
    """Codes of the rules that are meant, as in ``align.toml``: by code, its beginning, or name."""
    return frozenset(
        code
        for code, about in pages().items()
        if code != CODE
        and (written == about.name or (written and code.startswith(written.upper())))
    )
