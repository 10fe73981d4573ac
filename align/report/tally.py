"""What every report says of the whole: how many findings of each severity, and the verdict."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.findings import Checked, Finding, Report, Severity

PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a report, or of one release.

    Parameters
    ----------
    by_severity
        Findings that are told, loudest first, those that are nought included.
    suppressed
        Findings that are not told.
    fixable, safe
        Findings told that come with an edit, and those of them whose edits are all safe.
    """

    by_severity: tuple[tuple[Severity, int], ...]
    suppressed: int
    fixable: int
    safe: int

    @property
    def total(self) -> int:
        """All findings that are told."""
        return sum(number for _, number in self.by_severity)

    @property
    def words(self) -> str:
        """``2 errors, 1 warning``; ``nothing found`` where there is none."""
        found = [counted(n, severity.value) for severity, n in self.by_severity if n]
        return ", ".join(found) or "nothing found"


def tally(checked: Iterable[Checked]) -> Tally:
    """Count the findings of some releases."""
    counts: Counter[Severity] = Counter()
    suppressed = fixable = safe = 0
    for one in checked:
        suppressed += len(one.findings) - len(one.told)
        for finding in one.told:
            counts[finding.severity] += 1
            fixable += bool(finding.edits)
            safe += bool(finding.edits) and all(edit.safe for edit in finding.edits)
    return Tally(tuple((s, counts[s]) for s in Severity), suppressed, fixable, safe)


def counted(number: int, word: str) -> str:
    """``1 error``, ``2,000 errors``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def verdict(report: Report) -> str:
    """Whether it passes, in a sentence."""
    unread = len({one.release for one in report.checked if one.problem})
    counts = tally(report.checked).by_severity
    loud = [counted(n, s.value) for s, n in counts if n and s.reaches(report.level)]
    told = f"failed: {', '.join(loud)}" if loud else ""
    if unread:
        told += ("; " if told else "") + f"{counted(unread, 'release')} could not be checked"
    told = told or "passed"
    return f"{told[0].upper()}{told[1:]}."


def exit_code(report: Report) -> int:
    """What the command ends with: 0 passed, 1 failed, 2 something could not be checked."""
    return 2 if any(one.problem for one in report.checked) else int(report.failed)


def scope(report: Report) -> str:
    """What was looked at: ``3 releases, 1,204 words``; empty where nothing was.

    A release with two originals is one release.
    """
    looked = [one for one in report.checked if not one.problem]
    releases: dict[str, int] = {}
    for one in looked:
        if one.release:
            releases[one.release] = max(one.words, releases.get(one.release, 0))
    parts = [counted(len(releases), "release")] if releases else []
    if not all(one.release for one in looked):
        parts.append("the glossary")
    words = sum(releases.values())
    return " and ".join(parts) + (f", {counted(words, 'word')}" if words else "")


def file_name(path: str) -> str:
    """A path as people are told it."""
    return "standard input" if path == "-" else path


def heading(checked: Checked) -> str:
    """What the findings are about: the release's path, or the glossary."""
    return file_name(checked.release) if checked.release else "Glossary"


def headings(checked: Sequence[Checked]) -> list[str]:
    """`heading` of each; of releases with several originals the original too."""
    names = Counter(one.release for one in checked)
    return [
        f"{heading(one)}, of {file_name(one.original)}"
        if names[one.release] > 1 and one.original
        else heading(one)
        for one in checked
    ]


def named(finding: Finding) -> str:
    """``FCT001 number``."""
    return f"{finding.rule} {finding.name}".rstrip()
