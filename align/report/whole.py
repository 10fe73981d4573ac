"""JSON: the whole report as one object, suppressed findings and the rules that ran included."""

from typing import Any

from align.findings import Checked, Report, RuleInfo
from align.formats.jsonl import dumped
from align.report.records import record
from align.report.tally import PLURALS, exit_code, tally


def render(report: Report) -> str:
    """The report, indented for reading."""
    counts = tally(report.checked)
    whole = {
        "version": report.version,
        "level": report.level,
        "failed": report.failed,
        "exit_code": exit_code(report),
        "counts": {
            **{PLURALS[severity]: number for severity, number in counts.by_severity},
            "suppressed": counts.suppressed,
            "fixable": counts.fixable,
        },
        "checked": [_checked(one) for one in report.checked],
        "rules": [_rule(rule) for rule in report.rules],
    }
    return dumped(whole, indent=1) + "\n"


def _checked(checked: Checked) -> dict[str, Any]:
    source, target = checked.sentences
    return {
        "original": checked.original,
        "release": checked.release,
        "problem": checked.problem,
        "words": checked.words,
        "sentences": {"source": source, "target": target},
        "signature": checked.signature,
        "warnings": list(checked.warnings),
        "findings": [record(finding) for finding in checked.findings],
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "precision": rule.precision,
        "fixable": rule.fixable,
        "summary": rule.summary,
    }
