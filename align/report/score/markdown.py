"""Markdown, for the summary of a step or a comment: the scores, the trend, where to look first.

The words of documents are text there and nothing else (`align.report.markdown.plain`).
"""

from collections.abc import Iterator

from align.report.markdown import plain
from align.report.score.marked import parts
from align.report.score.numbers import number, signed, tenths
from align.report.score.several import MAY_BE_CHANCE, first_beads
from align.report.score.short import SIDES
from align.report.score.trend import mean, steps, uncompared
from align.report.score.words import (
    ISSUES,
    PARTS,
    headings,
    headline,
    issue_lines,
    judged,
    losses,
    metric_line,
    passes,
    place,
    reason,
    scored,
    told,
    unscored,
    verdict,
)
from align.report.tally import file_name
from align.scores import BeadScore, ReleaseScore, ScoreReport

# GitHub refuses a comment of more than 65,536 characters; room for what is put around it.
_LONGEST = 65_000


def render(report: ScoreReport, *, longest: int = _LONGEST) -> str:
    """The scores, at most `longest` characters; says how much had no room."""
    one = report.releases[0] if len(report.releases) == 1 else None
    blocks = list(_single(report, one) if one else _several(report))
    head = "### align score\n"
    room = longest - len(head) - 100  # For what could not be shown, and how much.
    kept = 0
    for block in blocks:
        room -= len(block)
        if room < 0:
            break
        kept += 1
    left = len(blocks) - kept
    tail = f"\n{left:,} more had no room here: see the whole report.\n" if left else ""
    return "".join([head, *blocks[:kept], tail])


def _single(report: ScoreReport, one: ReleaseScore) -> Iterator[str]:
    of = f", the release of {plain(file_name(one.original))}" if one.original else ""
    name = f"Release {plain(file_name(one.release))}{of}"
    if not scored(one):
        yield f"\n**Not scored:** {plain(unscored(one))}\n\n{name}\n"
        yield from _warnings(one)
        return
    yield f"\n**{headline(one, report)}.** {judged(report, one)}\n\n{name}\n"
    yield "\n| part | of 100 | loses | |\n|:--|--:|--:|:--|\n"
    _, lost = losses(one)
    for part, points in zip(one.parts, lost, strict=True):
        value = "not judged" if part.value is None else number(part.value)
        about = PARTS.get(part.name, "")
        yield f"| {plain(part.name)} | {value} | {tenths(points)} | {about} |\n"
    yield f"\n10th percentile of the sentences, by words: {number(one.tenth)}\n"
    yield from _warnings(one)
    yield from _first(report)
    if one.issues is not None:
        yield f"\n{ISSUES[0].upper()}{ISSUES[1:]}: {'; '.join(issue_lines(one.issues))}\n"
    for metric in one.metrics:
        yield f"\n{plain(metric.name)} {metric_line(metric)}<br><i>{plain(metric.signature)}</i>\n"
    if one.signature:
        yield f"\n<i>Signature:</i> {plain(one.signature)}\n"


def _several(report: ScoreReport) -> Iterator[str]:
    yield f"\n**{verdict(report)}**\n"
    if not report.releases:
        return
    asked = report.minimum is not None
    names = headings(report.releases)
    row = steps(report.releases)
    yield (
        f"\n| release | score | 95 % | 10th percentile | words | change |{' passes |' * asked}\n"
        f"|:--|--:|--:|--:|--:|--:|{':--|' * asked}\n"
    )
    for step, name in zip(row, names, strict=True):
        one = step.release
        score, between = told(one, report)
        change = "" if step.change is None else signed(step.change)
        cells = [score, between, number(one.tenth), f"{one.words:,}", change]
        if not scored(one):
            cells = ["not scored", "", "", "", ""]
        if asked:
            cells.append("yes" if passes(report, one) else "**no**")
        yield f"| {plain(name)} | {' | '.join(cells)} |\n"
    average = mean(report.releases)
    if average is not None:
        yield f"\nMean, weighted by words: {number(average, None, 1)}\n"
    if any(step.change is not None and not step.told for step in row):
        yield f"\n{MAY_BE_CHANCE}\n"
    yield from (f"\n<i>Mind:</i> {plain(text)}\n" for text in uncompared(row, names))
    for one, name in zip(report.releases, names, strict=True):
        if not scored(one):
            yield f"\n**Not scored:** {plain(name)}: {plain(unscored(one))}\n"
        yield from _warnings(one)
    yield from _first(report)
    for signature in dict.fromkeys(one.signature for one in report.releases if one.signature):
        yield f"\n<i>Signature:</i> {plain(signature)}\n"


def _warnings(one: ReleaseScore) -> Iterator[str]:
    return (f"\n<i>Mind:</i> {plain(warning)}\n" for warning in one.warnings)


def _first(report: ScoreReport) -> Iterator[str]:
    """The beads to look at first."""
    for place_, (bead, points) in enumerate(first_beads(report.releases)):
        title = "" if place_ else "\n#### Look at these first\n"
        yield title + _bead(bead, points)


def _bead(bead: BeadScore, points: float) -> str:
    kind = "" if bead.kind == "paired" else f", {bead.kind}"
    where = f" {plain(place(bead))}" if place(bead) else ""
    head = f"**{number(bead.adequacy)}**{where}{kind}, costs {number(points, None, 1)} points"
    whys = "".join(f"<br>{plain(reason(why))}" for why in bead.reasons)
    sides = []
    for side, label in SIDES:
        words = "".join(
            f"<b>{plain(text)}</b>" if own else plain(text) for text, own in parts(bead, side)
        )
        if words:
            sides.append(f"> <i>{label}:</i> {words}\n")
    return f"\n{head}{whys}\n\n" + ">\n".join(sides)
