"""Findings about terms: for reading, and a JSON object a line for programs."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from align.formats.jsonl import dumped
from align.formats.visible import visible
from align.glossary.check import Fault, Place
from align.glossary.concepts import Enforce
from align.glossary.findings import TermFinding
from align.text import in_lines
from align.types import Alignment, Position, SegmentedText

FORMATS = ("text", "jsonl")
CODES: Mapping[Fault, str] = {
    Fault.MISSING: "TRM001",
    Fault.BARRED: "TRM002",
    Fault.CAPITALS: "TRM003",
}
_LOUDEST = (Enforce.ERROR, Enforce.WARNING, Enforce.NOTE)


def message(finding: TermFinding) -> str:
    """A finding in one sentence."""
    fault = finding.fault
    terms = " or ".join(f"“{term}”" for term in fault.expected[:3])
    if fault.fault is Fault.MISSING:
        said = f"“{fault.source.text}” should be rendered {terms}" if fault.source else terms
        if finding.instead:
            return f"{said}; “{finding.instead.text}” stands there instead."
        return f"{said}; no rendering of it was found."
    there = fault.target.text if fault.target else ""
    if fault.fault is Fault.CAPITALS:
        return f"“{there}” is written {terms}."
    status = fault.barred.status.value if fault.barred else "not to be used"
    better = fault.barred.replacement if fault.barred else ""
    say = f"“{better}”" if better else terms
    if fault.source is None:
        return f"“{there}” is {status}, though the original does not speak of it here; say {say}."
    return f"“{there}” is {status} for “{fault.source.text}”; say {say}."


def position(side: SegmentedText, place: Place, *, end: bool = False) -> Position:
    """Line and column in the file where a place begins, or ends."""
    sentence = side.sentences[place.sentence]
    inside = in_lines(sentence.span.of(side.document.text), place.span.start)
    if end:
        inside = in_lines(sentence.span.of(side.document.text), place.span.end)
    return side.document.position(sentence.span.start + inside)


def as_text(alignment: Alignment, findings: Iterable[TermFinding]) -> str:
    """The findings for reading: place, message, both sentences, and how many there are."""
    rows: list[str] = []
    counts: Counter[Enforce] = Counter()
    for finding in findings:
        fault = finding.fault
        counts[fault.severity] += 1
        side, place = _where(alignment, finding)
        at = position(side, place)
        path = side.document.path
        name = "standard input" if path == "-" else path
        head = f"{name}:{at.line}:{at.column}: {fault.severity.value}"
        rows.append(visible(f"{head} {CODES[fault.fault]} {message(finding)}") + "\n")
        bead = alignment.beads[fault.bead]
        if bead.source:
            rows.append(f"    original  {visible(alignment.source_text(bead))}\n")
        rows.append(f"    release   {visible(alignment.target_text(bead))}\n")
        if finding.edit:
            rows.append(f"    say       {visible(finding.edit.text)}\n")
    told = [
        f"{counts[level]} {level.value}{'s' if counts[level] != 1 else ''}"
        for level in _LOUDEST
        if counts[level]
    ]
    rows.append((", ".join(told) or "All terms are rendered as agreed") + ".\n")
    return "".join(rows)


def as_jsonl(alignment: Alignment, findings: Iterable[TermFinding]) -> str:
    """One JSON object a line: rule, severity, message, place, both sentences, concept, edit."""
    return "".join(dumped(_record(alignment, finding)) + "\n" for finding in findings)


def _where(alignment: Alignment, finding: TermFinding) -> tuple[SegmentedText, Place]:
    """The release's words, or the original's where nothing stands for them."""
    if finding.place:
        return alignment.target, finding.place
    assert finding.fault.source is not None  # noqa: S101 - one of the two sides has words
    return alignment.source, finding.fault.source


def _record(alignment: Alignment, finding: TermFinding) -> dict[str, object]:
    fault = finding.fault
    side, place = _where(alignment, finding)
    start, end = position(side, place), position(side, place, end=True)
    bead = alignment.beads[fault.bead]
    sentences = alignment.source_text(bead), alignment.target_text(bead)
    rule = CODES[fault.fault]
    words = " ".join((rule, fault.concept.id, *sentences)).casefold()
    edit = finding.edit
    return {
        "rule": rule,
        "severity": fault.severity.value,
        "message": message(finding),
        "side": "target" if side is alignment.target else "source",
        "path": side.document.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": place.text,
        "sentence": sentences[1],
        "source_sentence": sentences[0],
        "concept": fault.concept.id,
        "term": fault.term,
        "source_text": fault.source.text if fault.source else None,
        "expected": list(fault.expected),
        "instead": finding.instead.text if finding.instead else None,
        "replacement": edit.text if edit else None,
        "probability": round(bead.probability, 4),
        "fingerprint": hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16],
    }
