"""A baseline: the findings that were there when a project began to check, not told from then on.

The file is JSON, sorted, made to be kept under version control. It names findings by fingerprint
and counts them for each release; the rule and the words are there for people. It only shrinks:
written anew, it loses what is mended, and takes nothing in unless it is asked to.
"""

import json
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from align.atomic import write_text
from align.errors import ConfigError
from align.findings import Checked, Finding, Report, Suppression

_VERSION = 1
_ABOUT = (
    "Findings that were there when this file was made; align check does not tell them."
    " align baseline writes it."
)
# A finding takes about 200 bytes.
_LIMIT = 64 * 1024 * 1024
_REMEDY = "Write it anew with align baseline, or take it from version control."
_QUOTED = 80  # Characters of the words that are shown.


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding of a baseline: its rule and words for people, and how often each release has it."""

    rule: str
    text: str
    releases: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings that are not to be told, by fingerprint."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many findings it has."""
        return sum(sum(entry.releases.values()) for entry in self.entries.values())


def make(report: Report, root: Path) -> Baseline:
    """The baseline that has all that a report tells; `root` is the folder that it is kept in."""
    entries: dict[str, Entry] = {}
    for checked in report.checked:
        release = _name(checked, root)
        for finding in _kept(checked):
            known = entries.get(finding.fingerprint)
            counts = Counter(known.releases if known else {})
            counts[release] += 1
            text = _words(finding)
            entries[finding.fingerprint] = Entry(finding.rule, text, dict(sorted(counts.items())))
    return Baseline(dict(sorted(entries.items())))


def apply(report: Report, baseline: Baseline, root: Path) -> Report:
    """Mark what the baseline has as suppressed: of each finding as many as it counts."""
    # A release with two originals is one release.
    seen: dict[str, Counter[str]] = {}
    return replace(
        report,
        checked=tuple(
            _applied(checked, baseline, name, seen.setdefault(name, Counter()))
            for checked in report.checked
            for name in [_name(checked, root)]
        ),
    )


def _applied(checked: Checked, baseline: Baseline, release: str, seen: Counter[str]) -> Checked:
    """Mark in one release what the baseline has as suppressed; `seen` counts on."""
    findings: list[Finding] = []
    for finding in checked.findings:
        entry = baseline.entries.get(finding.fingerprint)
        allowed = entry.releases.get(release, 0) if entry else 0
        if finding.suppression is None and seen[finding.fingerprint] < allowed:
            seen[finding.fingerprint] += 1
            why = Suppression("baseline", "It was there when the baseline was made.")
            finding = replace(finding, suppression=why)
        findings.append(finding)
    return replace(checked, findings=tuple(findings))


def ratcheted(old: Baseline, report: Report, root: Path, *, add: bool = False) -> Baseline:
    """The baseline without what is gone.

    Parameters
    ----------
    old
        The baseline as it is.
    report
        What there is now. Releases that it does not have, or that could not be checked, stay.
    root
        The folder that the baseline is kept in.
    add
        Take in what is new as well.
    """
    new = make(report, root)
    broken = {_name(checked, root) for checked in report.checked if checked.problem}
    seen = {_name(checked, root) for checked in report.checked} - broken
    entries: dict[str, Entry] = {}
    for fingerprint in sorted({*old.entries, *new.entries}):
        before, now = old.entries.get(fingerprint), new.entries.get(fingerprint)
        counts = dict(before.releases if before else {})
        for release in seen:
            there = now.releases.get(release, 0) if now else 0
            counts[release] = there if add else min(there, counts.get(release, 0))
        counts = {release: count for release, count in sorted(counts.items()) if count}
        about = now or before
        if counts and about:
            entries[fingerprint] = Entry(about.rule, about.text, counts)
    return Baseline(entries)


def read(path: Path) -> Baseline:
    """The baseline in a file.

    Raises
    ------
    ConfigError
        There is no such file, or it is no baseline that this version understands.
    """
    text = _text(path)
    if text.startswith("<<<<<<<") or "\n<<<<<<<" in text:
        raise ConfigError(str(path), "git left the marks of a conflict here.", _REMEDY)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ConfigError(str(path), "this is not valid JSON.", _REMEDY, line) from None
    version = data.get("version") if isinstance(data, dict) else None
    if version is None:
        raise ConfigError(str(path), "this is no baseline: it has no version.", _REMEDY)
    if version != _VERSION:
        problem = f"it was written by another version: {_VERSION} is understood, this is {version}."
        raise ConfigError(str(path), problem, "Write it anew with align baseline.")
    entries = data.get("findings")
    if not isinstance(entries, dict):
        raise ConfigError(str(path), "this is no baseline: it has no findings.", _REMEDY)
    return Baseline({key: _entry(path, key, entries[key]) for key in sorted(entries)})


def written(baseline: Baseline) -> str:
    """The text of the file; the same for the same baseline."""
    findings = {
        fingerprint: {"rule": entry.rule, "text": entry.text, "releases": dict(entry.releases)}
        for fingerprint, entry in baseline.entries.items()
    }
    data = {"about": _ABOUT, "version": _VERSION, "findings": findings}
    # What cannot be written as UTF-8, a lone surrogate, goes.
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode() + "\n"


def write(path: Path, baseline: Baseline) -> None:
    """Make a file hold a baseline; until all is written, it stays as it was.

    Raises
    ------
    ConfigError
        It cannot be written.
    """
    try:
        write_text(path, written(baseline))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problem = f"the baseline cannot be written ({reason})."
        raise ConfigError(str(path), problem, "Check the folder.") from error


def _kept(checked: Checked) -> list[Finding]:
    """What a baseline of a release holds: what is told, and what an older one holds already."""
    return [
        finding
        for finding in checked.findings
        if finding.suppression is None or finding.suppression.kind == "baseline"
    ]


def _name(checked: Checked, root: Path) -> str:
    """A release as seen from the folder of the baseline, wherever the program runs."""
    path = checked.release
    if path in ("", "-"):
        return path
    with suppress(ValueError):  # On another drive of Windows.
        path = os.path.relpath(path, root)
    return PurePath(path).as_posix()


def _words(finding: Finding) -> str:
    text = finding.at.text or finding.at.sentence or finding.message
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"


def _entry(path: Path, key: str, data: Any) -> Entry:
    releases = data.get("releases") if isinstance(data, dict) else None
    if not isinstance(releases, dict) or not all(
        isinstance(count, int) and count > 0 for count in releases.values()
    ):
        raise ConfigError(str(path), f"the finding '{key}' has no releases.", _REMEDY)
    return Entry(
        str(data.get("rule", "")), str(data.get("text", "")), dict(sorted(releases.items()))
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except FileNotFoundError:
        remedy = "Make it with align baseline."
        raise ConfigError(str(path), "there is no such baseline.", remedy) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(str(path), f"it cannot be read ({reason}).", "Check the file.") from None
    if len(data) > _LIMIT:
        problem = f"a baseline of more than {_LIMIT // (1024 * 1024)} MB is not read."
        raise ConfigError(str(path), problem, "Check that this is the right file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(str(path), "this is not UTF-8.", _REMEDY) from None
