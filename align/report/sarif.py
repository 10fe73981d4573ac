"""SARIF 2.1.0 (OASIS, errata 01), for code scanning and editors.

Columns count code points. The original's words, and the entry of the glossary, are related
locations; what is suppressed stays, marked. Edits are offered as fixes in text files alone: lines
of a word-processor file are its paragraphs.
"""

from collections import Counter
from pathlib import PurePath
from typing import Any

from align.findings import Checked, Edit, Finding, Location, Report, RuleInfo, Suppression
from align.formats.jsonl import dumped
from align.formats.visible import visible
from align.report.passages import shortened
from align.report.places import uri
from align.report.tally import exit_code, named

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "recommendation"}
_PAGED = frozenset((".docx", ".docm", ".odt"))

Object = dict[str, Any]


def render(report: Report) -> str:
    """The report as a log of one run."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return dumped(log, indent=1) + "\n"


def _run(report: Report) -> Object:
    numbers = {rule.code: number for number, rule in enumerate(report.rules)}
    # Where one result says whether it is suppressed, all must (3.27.23).
    hushed = any(len(one.told) < len(one.findings) for one in report.checked)
    seen: Counter[tuple[str, str]] = Counter()
    results = []
    for checked in report.checked:
        for finding in checked.findings:
            key = finding.at.location.path, finding.fingerprint
            seen[key] += 1
            results.append(_result(finding, checked, numbers, seen[key], hushed))
    return {
        "tool": {
            "driver": {
                "name": "align check",
                "fullName": f"Sverka {report.version}",
                "version": report.version,
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "language": "en",
        "invocations": [_invocation(report)],
        "results": results,
        "properties": {
            "releases": [
                {"original": c.original, "release": c.release, "signature": c.signature}
                for c in report.checked
            ]
        },
    }


def _rule(rule: RuleInfo) -> Object:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary or rule.name},
        "fullDescription": {"text": rule.summary or rule.name},
        "help": {"text": rule.text or rule.summary, "markdown": rule.text or rule.summary},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": [rule.code.rstrip("0123456789")],
            "precision": rule.precision,
            "problem.severity": _LEVELS[rule.severity.value],
        },
    }


def _invocation(report: Report) -> Object:
    code = exit_code(report)
    notices = []
    for checked in report.checked:
        told = [("error", checked.problem)] if checked.problem else []
        for level, text in (*told, *(("warning", text) for text in checked.warnings)):
            notice: Object = {"level": level, "message": {"text": visible(text)}}
            if checked.release:
                notice["locations"] = [{"physicalLocation": _file(checked.release)}]
            notices.append(notice)
    return {
        "executionSuccessful": code < 2,
        "exitCode": code,
        "toolExecutionNotifications": notices,
    }


def _result(
    finding: Finding, checked: Checked, numbers: dict[str, int], copy: int, hushed: bool
) -> Object:
    found: Object = {"ruleId": finding.rule}
    if finding.rule in numbers:
        found["ruleIndex"] = numbers[finding.rule]
    found |= {
        "level": finding.severity.value,
        "message": {"text": visible(finding.message) or named(finding)},
        "locations": [{"physicalLocation": _physical(finding.at.location, finding.at.text)}],
        "relatedLocations": _related(finding, checked),
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.fingerprint}:{copy}",
            "sentences/v1": finding.fingerprint,
        },
    }
    if hushed:
        why = finding.suppression
        found["suppressions"] = [_suppression(why)] if why else []
    fixes = _fixes(finding)
    if fixes:
        found["fixes"] = fixes
    found["properties"] = {
        "side": finding.side,
        "sentence": shortened(finding.target_sentence, ())[0],
        "sourceSentence": shortened(finding.source_sentence, ())[0],
        "concept": finding.concept,
        "probability": round(finding.probability, 4),
    }
    return found


def _related(finding: Finding, checked: Checked) -> list[Object]:
    """Other places: the original's sentence and the entry of the glossary among them."""
    found: list[Object] = []
    for related in finding.related:
        quote = related.quote
        sentence = shortened(quote.sentence, (quote.span,))[0]
        told = f"{related.label}: “{sentence}”" if sentence else related.label
        place = {"physicalLocation": _physical(quote.location, quote.text)}
        found.append({"message": {"text": visible(told)}, **place})
    source = finding.source_sentence
    said = finding.side == "source" or any(
        one.quote.location.path == checked.original for one in finding.related
    )
    if source and checked.original and not said:
        told = f"the original: “{shortened(source, ())[0]}”"
        place = {"physicalLocation": _file(checked.original)}
        found.append({"message": {"text": visible(told)}, **place})
    if finding.concept:
        told = f"the glossary's concept {finding.concept}"
        logical = [{"fullyQualifiedName": finding.concept, "kind": "resource"}]
        found.append({"message": {"text": visible(told)}, "logicalLocations": logical})
    return [{"id": number, **place} for number, place in enumerate(found, 1)]


def _suppression(why: Suppression) -> Object:
    found: Object = {
        "kind": "inSource" if why.kind == "inline" else "external",
        "status": "accepted",
        "justification": visible(why.reason) or why.kind,
    }
    if why.location is not None:
        found["location"] = {"physicalLocation": _physical(why.location, "")}
    return found


def _fixes(finding: Finding) -> list[Object]:
    """All edits of a finding make one fix; none where a place in the file is not known."""
    if not finding.edits:
        return []
    replacements = []
    path = ""
    for edit in finding.edits:
        if edit.at is None or PurePath(edit.at.location.path).suffix.lower() in _PAGED:
            return []
        path = edit.at.location.path
        text = _written(edit, path)
        region = _region(edit.at.location)
        replacements.append({"deletedRegion": region, "insertedContent": {"text": text}})
    safe = all(edit.safe for edit in finding.edits)
    words = visible(", ".join(f"“{edit.text}”" for edit in finding.edits))
    told = f"Put {words}" + ("" if safe else ", after a look")
    changes = [{"artifactLocation": {"uri": uri(path)}, "replacements": replacements}]
    return [{"description": {"text": told}, "artifactChanges": changes}]


def _written(edit: Edit, path: str) -> str:
    if PurePath(path).suffix.lower() in (".html", ".htm", ".xhtml"):
        return edit.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return edit.text


def _physical(location: Location, words: str) -> Object:
    region = _region(location)
    if words:
        region["snippet"] = {"text": shortened(words, ())[0]}
    return {**_file(location.path), "region": region}


def _region(location: Location) -> Object:
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _file(path: str) -> Object:
    return {"artifactLocation": {"uri": uri(path)}}
