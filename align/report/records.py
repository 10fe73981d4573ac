"""A finding as an object for programs: the same in every format that is made of JSON."""

from typing import Any

from align.findings import Edit, Finding, Location, Related


def record(finding: Finding) -> dict[str, Any]:
    """Everything that is known of a finding.

    The first thirteen keys are what other programs rely on. ``suppressed`` is there only where
    it is.
    """
    at = finding.at
    own = finding.side == "source"
    found: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "side": finding.side,
        **place(at.location),
        "text": at.text,
        "sentence": finding.target_sentence or ("" if own else at.sentence),
        "source_sentence": finding.source_sentence or (at.sentence if own else ""),
        "concept": finding.concept,
        "fingerprint": finding.fingerprint,
        "path": at.location.path,
        "name": finding.name,
        "probability": round(finding.probability, 4),
        "edits": [_edit(edit) for edit in finding.edits],
        "related": [_related(one) for one in finding.related],
    }
    if finding.suppression is not None:
        why = finding.suppression
        where = {"path": why.location.path, **place(why.location)} if why.location else None
        found["suppressed"] = {"kind": why.kind, "reason": why.reason, "location": where}
    return found


def place(location: Location) -> dict[str, int]:
    """Lines and columns from 1, the end excluded."""
    return {
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    where = place(edit.at.location) if edit.at else {}
    old = edit.at.text if edit.at else None
    return {**where, "old": old, "text": edit.text, "safe": edit.safe}


def _related(related: Related) -> dict[str, Any]:
    quote = related.quote
    return {
        "label": related.label,
        "path": quote.location.path,
        **place(quote.location),
        "text": quote.text,
        "sentence": quote.sentence,
    }
