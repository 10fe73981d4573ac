"""The score of a release as an object for programs: the same in every format made of JSON."""

from typing import TYPE_CHECKING, Any

from align.findings import Location
from align.report.records import place
from align.report.score.words import passes, scored, worst_numbers
from align.scores import (
    BeadScore,
    Interval,
    IssueScore,
    Mark,
    MetricScore,
    Reason,
    ReleaseScore,
    ScoreReport,
)

if TYPE_CHECKING:
    from align.quality.adequacy import Judged


def record(one: ReleaseScore, report: ScoreReport) -> dict[str, Any]:
    """Everything that is known of a release's score.

    The first six keys are what other programs rely on. Scores have two decimals, probabilities
    three. Without a score, ``score``, ``low``, ``high`` and ``p10`` are null and ``problem`` says
    why (a release with nothing to judge has no score and no problem). ``worst`` holds places in
    ``beads``, from 0.
    """
    held = scored(one)
    return {
        "score": points(one.score) if held else None,
        **(ends(one.interval) if held else {"low": None, "high": None}),
        "parts": {part.name: _maybe(part.value) for part in one.parts},
        "beads": [_bead(bead) for bead in one.beads],
        "signature": one.signature,
        "original": one.original,
        "release": one.release,
        "lost": {part.name: points(part.lost) for part in one.parts},
        "p10": points(one.tenth) if held else None,
        "worst": worst_numbers(one),
        "issues": _issues(one.issues) if one.issues else None,
        "metrics": [_metric(metric) for metric in one.metrics],
        "words": one.words,
        "passes": passes(report, one),
        "minimum": report.minimum,
        "warnings": list(one.warnings),
        "problem": one.problem,
        "version": report.version,
    }


def pair_record(pair: tuple[str, str], judged: "Judged") -> dict[str, Any]:
    """A pair of sentences as it was judged, its score first; keys as of a bead."""
    return {
        "adequacy": points(judged.adequacy),
        **ends(judged.interval),
        "read": points(judged.read),
        "source_text": pair[0],
        "target_text": pair[1],
        "reasons": [_reason(reason) for reason in judged.reasons],
        "marks": [_mark(mark, *pair) for mark in judged.marks],
    }


def points(value: float) -> float:
    """A score or a difference with two decimals; no nought below nought."""
    return round(float(value), 2) + 0.0


def ends(interval: Interval) -> dict[str, float]:
    """The two ends of an interval."""
    return {"low": points(interval.low), "high": points(interval.high)}


def _maybe(value: float | None) -> float | None:
    return None if value is None else points(value)


def _bead(bead: BeadScore) -> dict[str, Any]:
    return {
        "source": list(bead.source),
        "target": list(bead.target),
        "adequacy": points(bead.adequacy),
        **ends(bead.interval),
        "read": _maybe(bead.read),
        "words": bead.words,
        "source_text": bead.source_text,
        "target_text": bead.target_text,
        "reasons": [_reason(reason) for reason in bead.reasons],
        "marks": [_mark(mark, bead.source_text, bead.target_text) for mark in bead.marks],
        "source_at": _at(bead.source_at),
        "target_at": _at(bead.target_at),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"kind": reason.kind, "text": reason.text, "cap": _maybe(reason.cap)}


def _mark(mark: Mark, source: str, target: str) -> dict[str, Any]:
    text = source if mark.side == "source" else target
    return {
        "side": mark.side,
        "start": mark.span.start,
        "end": mark.span.end,
        "text": mark.span.of(text),
        "probability": round(float(mark.probability), 3),
    }


def _at(location: Location | None) -> dict[str, Any] | None:
    return {"path": location.path, **place(location)} if location else None


def _issues(issues: IssueScore) -> dict[str, Any]:
    return {
        "score": points(issues.score),
        "penalty": points(issues.penalty),
        "counts": dict(issues.counts),
        "words": issues.words,
        "sufficient": issues.sufficient,
        "failed": issues.failed,
    }


def _metric(metric: MetricScore) -> dict[str, Any]:
    return {
        "name": metric.name,
        "value": points(metric.value),
        **ends(metric.interval),
        "signature": metric.signature,
    }
