"""Scores for the terminal: one release with what to look at first, or several in a table.

Colours are the sixteen that follow the terminal's own theme; without them nothing is lost.
"""

from collections.abc import Iterator

from align.formats.visible import visible
from align.report.layout import width_of
from align.report.score.cells import NARROWEST, Pen, folded, written
from align.report.score.numbers import number, tenths
from align.report.score.several import several
from align.report.score.short import in_short, signed_by, styled, title
from align.report.score.words import (
    ISSUES,
    PARTS,
    costs,
    headline,
    issue_lines,
    judged,
    losses,
    metric_line,
    passes,
    scored,
    unscored,
    worst_numbers,
)
from align.scores import ReleaseScore, ScoreReport


def render(
    report: ScoreReport,
    width: int = 100,
    color: bool = False,
    blocks: bool = True,
    brief: bool = False,
) -> str:
    """The scores, and where to look first.

    Parameters
    ----------
    report
        The scores.
    width
        Columns of the terminal; the report is no wider, but for long names of files.
    color
        Whether the terminal shows colours.
    blocks
        Whether it shows block elements (U+2581 to U+2588), of which the trend is drawn.
    brief
        Only what it comes to, for one whose report is in a file: no beads, no signature.

    Notes
    -----
    Warnings are not in it, as they are not in the text of a check: a command tells them beside.
    """
    pen, width = Pen(color), max(width, NARROWEST)
    if len(report.releases) == 1:
        rows = _single(report, report.releases[0], width, pen, brief)
    else:
        rows = several(report, width, pen, blocks, brief)
    return written(rows)


def _single(
    report: ScoreReport, one: ReleaseScore, width: int, pen: Pen, brief: bool
) -> Iterator[str]:
    yield title(one, pen)
    yield ""
    if not scored(one):
        yield from styled(f"Not scored: {visible(unscored(one))}", width, pen, "bad")
        return
    asked = report.minimum is not None
    style = ("good" if passes(report, one) else "bad") if asked else "bold"
    yield pen(headline(one, report), style)
    if asked:
        yield from styled(judged(report, one), width, pen, style)
    yield ""
    yield from parts_of(one, width, pen)
    tenth = f"10th percentile {number(one.tenth)}: a tenth of the words stand in sentences scored"
    yield from folded(f"{tenth} {number(one.tenth)} or less.", width, 2, 2)
    if brief:
        return
    taken = costs(one)
    worst = worst_numbers(one)
    if worst:
        yield ""
        yield pen("Look at these first", "bold")
    for n in worst:
        yield ""
        yield from in_short(one.beads[n], taken[n], width, pen)
    yield from _beside(one, width, pen)
    if one.signature:
        yield ""
        yield from signed_by(one.signature, width, pen)


def parts_of(one: ReleaseScore, width: int, pen: Pen) -> Iterator[str]:
    """The parts with their values and the points lost, which sum to what the score lacks."""
    _, lost = losses(one)
    names = [visible(part.name) for part in one.parts]
    widest = max(map(width_of, names), default=0)
    for part, name, points in zip(one.parts, names, lost, strict=True):
        value = "–" if part.value is None else number(part.value)
        loses = "not judged" if part.value is None else f"loses {tenths(points)}"
        lead = f"  {name}{' ' * (widest - width_of(name))}  {value:>3}  {loses:<10}"
        about = PARTS.get(part.name, "")
        fits = width_of(lead) + 2 + len(about) <= width
        yield f"{lead}  {pen(about, 'dim')}" if fits else lead


def _beside(one: ReleaseScore, width: int, pen: Pen) -> Iterator[str]:
    """What stands beside the score: issues, and metrics where there is a reference."""
    if one.issues is not None:
        yield ""
        yield pen(f"{ISSUES[0].upper()}{ISSUES[1:]}", "bold")
        for row in issue_lines(one.issues):
            yield from folded(row, width, 2, 2)
    if one.metrics:
        yield ""
        yield pen("Held against the reference", "bold")
    for metric in one.metrics:
        yield from folded(f"{visible(metric.name):<7} {metric_line(metric)}", width, 2, 8)
        for row in folded(visible(metric.signature), width, 10):
            yield pen(row, "dim")
