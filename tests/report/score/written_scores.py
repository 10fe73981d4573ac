"""Scores for the tests: read from the notation of `reports/`, or made by hypothesis."""

import re
import tomllib
from pathlib import Path

from hypothesis import strategies as st
from written_reports import HOSTILE, words

from align.findings import Location
from align.scores import (
    BeadScore,
    Compared,
    Comparison,
    Interval,
    IssueScore,
    Mark,
    MetricScore,
    Part,
    Reason,
    ReleaseScore,
    ScoreReport,
)
from align.types import Span

HERE = Path(__file__).parent
_MARKED = re.compile(r"\[([^\]]*)\]")
_PARTS = ("adequacy", "coverage", "facts", "terminology")


def read_scores(path: Path) -> ScoreReport:
    """A report from a file of `reports/`, whose head explains the notation."""
    data = tomllib.loads(path.read_text("utf-8"))
    releases = tuple(map(_release, data["releases"]))
    return ScoreReport(releases, data.get("minimum"), data["judged_by"], data["version"])


def read_comparison(path: Path) -> Comparison:
    """A comparison from its file."""
    data = tomllib.loads(path.read_text("utf-8"))
    measures = []
    for one in data["measures"]:
        name, *values, signature = (part.strip() for part in one.split(" | "))
        first, second, low, high, p = map(float, values)
        difference = round(second - first, 6)
        measures.append(
            Compared(name, first, second, difference, Interval(low, high), p, signature)
        )
    return Comparison(
        data["original"], data["first"], data["second"], tuple(measures), data["segments"],
        tuple(data["warnings"]),
    )  # fmt: skip


def scored(beads: tuple[BeadScore, ...], **others) -> ReleaseScore:
    """A release's score of its beads, the parts as `align.scores` describes them."""
    total = sum(bead.words for bead in beads) or 1
    lost = dict.fromkeys(_PARTS, 0.0)
    for bead in beads:
        missing = (100 - bead.adequacy) * bead.words / total
        if bead.read is None:
            lost["coverage"] += missing
            continue
        capped = (bead.read - bead.adequacy) * bead.words / total
        kind = bead.reasons[0].kind if bead.reasons else ""
        part = {"FCT": "facts", "TRM": "terminology"}.get(kind[:3], "adequacy")
        lost[part] += capped
        lost["adequacy"] += missing - capped
    parts = tuple(Part(name, 100 - lost[name], lost[name]) for name in _PARTS)
    return ReleaseScore(score=100 - sum(lost.values()), parts=parts, beads=beads, **others)


def _release(data: dict) -> ReleaseScore:
    names = data["original"], data["release"]
    if "problem" in data:
        return ReleaseScore(*names, problem=data["problem"])
    issues = data.get("issues")
    if issues:
        kinds = ("neutral", "minor", "major", "critical")
        issues = IssueScore(
            **{**issues, "counts": tuple(zip(kinds, issues["counts"], strict=True))}
        )
    return scored(
        tuple(_bead(one, names) for one in data["beads"]),
        original=names[0],
        release=names[1],
        interval=Interval(*data["interval"]),
        tenth=data["tenth"],
        issues=issues,
        metrics=tuple(map(_metric, data.get("metrics", ()))),
        words=data["words"],
        signature=data["signature"],
        warnings=tuple(data.get("warnings", ())),
    )


def _bead(data: dict, names: tuple[str, str]) -> BeadScore:
    marks, texts, places = [], [], []
    likely = iter(data.get("marks", ()))
    for side, path, at in zip(("source", "target"), names, data["at"].split(), strict=True):
        text = data[side]
        for shift, mark in enumerate(_MARKED.finditer(text)):
            start = mark.start() - 2 * shift
            marks.append(Mark(side, Span(start, start + len(mark[1])), next(likely)))
        texts.append(_MARKED.sub(r"\1", text))
        places.append(None)
        if at != "-":
            line, column = map(int, at.split(":"))
            places[-1] = Location(path, line, column, line, column + len(texts[-1]))
    reasons = []
    for written in data.get("reasons", ()):
        kind, bound, text = written.split(" | ")
        reasons.append(Reason(kind, text, None if bound == "-" else float(bound)))
    read = data.get("read")
    caps = [reason.cap for reason in reasons if reason.cap is not None]
    return BeadScore(
        *map(tuple, data["numbers"]),
        *texts,
        len((texts[0] or texts[1]).split()),
        read,
        min([*caps, read or 0.0]),
        Interval(*data["interval"]),
        tuple(reasons),
        tuple(marks),
        *places,
    )


def _metric(written: str) -> MetricScore:
    name, value, low, high, signature = written.split(" | ")
    return MetricScore(name, float(value), Interval(float(low), float(high)), signature)


REPORTS = {
    path.stem: read_scores(path)
    for path in sorted((HERE / "reports").glob("*.toml"))
    if not path.stem.startswith("compared")
}
COMPARISONS = {
    path.stem: read_comparison(path) for path in sorted((HERE / "reports").glob("compared*.toml"))
}
EMPTY = ScoreReport((), None, "low", "1.0")

_points = st.floats(0, 100)
_kinds = st.sampled_from(["FCT001", "TRM001", "unsupported", "length"])
texts = st.one_of(st.lists(words, min_size=1, max_size=4).map(" ".join), st.sampled_from(HOSTILE))


@st.composite
def _locations(draw: st.DrawFn, path: str) -> Location | None:
    line = draw(st.none() | st.integers(1, 9))
    return None if line is None else Location(path, line, 1, line, 9)


@st.composite
def beads(draw: st.DrawFn, original: str, release: str) -> BeadScore:
    """Any bead of a pair."""
    kind = draw(st.sampled_from(["paired", "paired", "omission", "addition"]))
    source = "" if kind == "addition" else draw(texts)
    target = "" if kind == "omission" else draw(texts)
    marks = []
    for side, text in (("source", source), ("target", target)):
        for _ in range(draw(st.integers(0, 2))):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
            marks.append(Mark(side, Span(start, end), draw(st.floats(0, 1))))
    reasons = draw(st.lists(st.builds(Reason, _kinds, texts, st.none() | _points), max_size=2))
    read = draw(_points) if kind == "paired" else None
    bounds = [reason.cap for reason in reasons if reason.cap is not None]
    low, high = sorted(draw(st.tuples(_points, _points)))
    return BeadScore(
        () if kind == "addition" else (0,),
        () if kind == "omission" else (0, 1),
        source,
        target,
        draw(st.integers(0, 60)),
        read,
        min([*bounds, read]) if read is not None else 0.0,
        Interval(low, high),
        tuple(reasons),
        tuple(marks),
        draw(_locations(original)),
        draw(_locations(release)),
    )


@st.composite
def releases(draw: st.DrawFn) -> ReleaseScore:
    """The score of any release, or why there is none."""
    original, release = draw(words), draw(words)
    if draw(st.integers(0, 3)) == 0:
        return ReleaseScore(original, release, problem=f"No. {draw(words)}")
    found = tuple(draw(st.lists(beads(original, release), max_size=4)))
    low, high = sorted(draw(st.tuples(_points, _points)))
    counts = tuple((kind, draw(st.integers(0, 2))) for kind in ("neutral", "minor", "major"))
    issues = IssueScore(draw(_points), draw(_points), counts, 9, draw(st.booleans()))
    metric = MetricScore("TER", draw(_points), Interval(low, high), draw(words))
    return scored(
        found,
        original=original,
        release=release,
        interval=Interval(low, high),
        tenth=draw(_points),
        issues=draw(st.none() | st.just(issues)),
        metrics=(metric,) * draw(st.integers(0, 1)),
        words=draw(st.integers(0, 5_000)),
        signature=draw(st.sampled_from(["sverka:1.0|reader:a", "sverka:1.0|reader:b"]) | words),
        warnings=tuple(draw(st.lists(words, max_size=1))),
    )


@st.composite
def score_reports(draw: st.DrawFn) -> ScoreReport:
    """Any report."""
    found = tuple(draw(st.lists(releases(), max_size=3)))
    minimum = draw(st.none() | st.integers(0, 1_000).map(lambda n: n / 10))
    return ScoreReport(found, minimum, draw(st.sampled_from(["low", "score"])), "1.0")
