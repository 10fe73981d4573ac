"""GitLab's Code Quality report: findings in the changes of a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import hashlib
from collections import Counter
from typing import Any

from align.findings import Report, Severity
from align.formats.jsonl import dumped
from align.formats.visible import visible
from align.report.places import in_repository
from align.report.tally import named

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """A list with an object for each finding, and for each release that could not be checked."""
    seen: Counter[tuple[str, str]] = Counter()
    found: list[dict[str, Any]] = []
    for checked in report.checked:
        if checked.problem:
            told = f"not checked: {checked.problem}"
            found.append(_entry(told, "align check", "blocker", checked.release, 1, 1, "problem"))
        for finding in checked.told:
            at = finding.at.location
            key = at.path, finding.fingerprint
            seen[key] += 1
            # Of entries with one fingerprint a single one is shown.
            own = f"{finding.fingerprint}:{seen[key]}"
            severity = _SEVERITIES[finding.severity]
            name = named(finding)
            found.append(
                _entry(finding.message, name, severity, at.path, at.line, at.end_line, own)
            )
    return dumped(found, indent=1) + "\n"


def _entry(
    told: str, name: str, severity: str, path: str, line: int, end: int, own: str
) -> dict[str, Any]:
    where = in_repository(path)
    digest = hashlib.sha256(f"{where}\n{own}".encode("utf-8", "replace")).hexdigest()
    return {
        "description": visible(told) or name,
        "check_name": name,
        "fingerprint": digest[:32],
        "severity": severity,
        "location": {"path": where, "lines": {"begin": line, "end": end}},
    }
