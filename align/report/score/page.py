"""One self-contained web page: the scores, for an editor minutes before publication, and paper.

As the page of a check (`align.report.page`) it carries its style sheet and nothing else, and a
content security policy that allows that style sheet alone. Its pictures are drawn in the page.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from align.formats.page import style, template
from align.formats.visible import visible
from align.report.passages import Part
from align.report.score.marked import parts
from align.report.score.numbers import number, signed, tenths
from align.report.score.picture import (
    STRIP_WIDTH,
    TREND_HEIGHT,
    TREND_WIDTH,
    Strip,
    strip,
    trend,
)
from align.report.score.several import MAY_BE_CHANCE
from align.report.score.trend import Step, mean, steps, uncompared
from align.report.score.words import (
    BANDS,
    ISSUES,
    PARTS,
    band,
    costs,
    exit_code,
    headings,
    headline,
    issue_lines,
    judged,
    losses,
    metric_line,
    passes,
    place,
    reading,
    reason,
    scored,
    told,
    unscored,
    verdict,
    worst_numbers,
)
from align.report.tally import file_name
from align.scores import BeadScore, ReleaseScore, ScoreReport

# Characters of one side of a bead on the page; more would be a text of its own.
_LONGEST = 4_000
_PAGED = (".docx", ".docm", ".odt")  # Lines of a word-processor file are its paragraphs.


@dataclass(frozen=True, slots=True)
class _Bead:
    """A bead as the template needs it; `number` counts those of the release from 1."""

    number: int
    score: str
    band: int
    kind: str
    place: str
    cost: str
    read: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PartRow:
    """A part of a score."""

    name: str
    about: str
    value: str
    width: float
    lost: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A release: what it comes to, what to look at first, all of it."""

    number: int
    name: str
    original: str
    problem: str
    warnings: tuple[str, ...]
    score: str
    between: str
    low: float
    high: float
    value: float
    judged: str
    passed: bool
    tenth: str
    words: str
    change: str
    told: bool
    parts: tuple[_PartRow, ...]
    strip: Strip | None
    first: tuple[_Bead, ...]
    beads: tuple[_Bead, ...]
    issues: tuple[str, ...]
    metrics: tuple[tuple[str, str, str], ...]
    signature: str


def render(report: ScoreReport) -> str:
    """The whole page."""
    # The hash is that of the text between <style> and </style>, to the byte.
    css = style("align.report.score", "score.css")
    row = steps(report.releases)
    names = [visible(name) for name in headings(report.releases)]
    sections = [
        _section(n, report, step, name)
        for n, (step, name) in enumerate(zip(row, names, strict=True), 1)
    ]
    average = mean(report.releases)
    one = sections[0] if len(sections) == 1 else None
    return template("align.report.score", "score.html.j2").render(
        css=css,
        style_hash=b64encode(sha256(css.encode()).digest()).decode(),
        one=one,
        title=_title(report, names),
        verdict=verdict(report),
        code=exit_code(report),
        sections=sections,
        asked=None if report.minimum is None else f"{report.minimum:g}",
        least=None if report.minimum is None else min(100.0, max(0.0, report.minimum)),
        trend=trend(report, row),
        trend_size=(TREND_WIDTH, TREND_HEIGHT),
        strip_width=int(STRIP_WIDTH),
        mean="" if average is None else number(average, None, 1),
        uncompared=tuple(uncompared(row, names)),
        chance=MAY_BE_CHANCE
        if any(step.change is not None and not step.told for step in row)
        else "",
        bands=[(f"{least:.0f}", words) for least, words in BANDS],
        issues_are=f"{ISSUES[0].upper()}{ISSUES[1:]}",
        version=visible(report.version),
    )


def _title(report: ScoreReport, names: list[str]) -> str:
    """What the browser's tab says: the score of one release, the verdict of several."""
    if len(report.releases) != 1:
        return verdict(report)
    one = report.releases[0]
    return f"{headline(one, report) if scored(one) else 'Not scored'}: {names[0]}"


def _section(n: int, report: ScoreReport, step: Step, name: str) -> _Section:
    one = step.release
    held = scored(one)
    score, between = told(one, report)
    taken = costs(one)
    beads = tuple(_bead(k, bead, taken[k - 1], one) for k, bead in enumerate(one.beads, 1))
    _, lost = losses(one)
    return _Section(
        number=n,
        name=name,
        original=visible(file_name(one.original)) if one.original else "",
        problem=visible(unscored(one)),
        warnings=tuple(map(visible, one.warnings)),
        score=score,
        between=between,
        low=round(one.interval.low, 1),
        high=round(one.interval.high, 1),
        value=round(one.score, 1),
        judged=judged(report, one) if held else "",
        passed=passes(report, one),
        tenth=number(one.tenth),
        words=f"{one.words:,}",
        change="" if step.change is None else signed(step.change),
        told=step.told,
        parts=tuple(
            _PartRow(
                visible(part.name),
                PARTS.get(part.name, ""),
                "" if part.value is None else number(part.value),
                round(part.value or 0.0, 1),
                tenths(points),
            )
            for part, points in zip(one.parts, lost, strict=True)
        ),
        strip=strip(one) if held else None,
        first=tuple(beads[k] for k in worst_numbers(one)) if held else (),
        beads=beads,
        issues=tuple(issue_lines(one.issues)) if one.issues else (),
        metrics=tuple(
            (visible(metric.name), metric_line(metric), visible(metric.signature))
            for metric in one.metrics
        ),
        signature=visible(one.signature),
    )


def _bead(n: int, bead: BeadScore, cost: float, one: ReleaseScore) -> _Bead:
    at = bead.target_at or bead.source_at
    where = ""
    if at is not None:
        paged = PurePath(at.path).suffix.lower() in _PAGED
        # The file is named where it is not the one that the section is about.
        named = "original" if at.path == one.original else file_name(at.path)
        path = "" if at.path == one.release else f"{named}, "
        where = f"{path}{'paragraph' if paged else 'line'} {at.line}"
    return _Bead(
        n,
        number(bead.adequacy),
        band(bead.adequacy),
        bead.kind,
        visible(where or place(bead)),
        number(cost, None, 1),
        reading(bead) if bead.kind == "paired" else "",
        parts(bead, "source", _LONGEST),
        parts(bead, "target", _LONGEST),
        tuple(visible(reason(why)) for why in bead.reasons),
    )
