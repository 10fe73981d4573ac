"""Several releases for the terminal: a table, the trend, and the beads to look at first."""

from collections.abc import Iterator, Sequence

from align.formats.visible import visible
from align.report.layout import wrapped
from align.report.score.cells import Pen, folded, table
from align.report.score.numbers import number, signed
from align.report.score.short import in_short, signed_by, styled
from align.report.score.trend import Step, mean, scale, sparkline, steps, uncompared
from align.report.score.words import (
    costs,
    exit_code,
    headings,
    passes,
    scored,
    told,
    unscored,
    verdict,
    worst_numbers,
)
from align.scores import BeadScore, ReleaseScore, ScoreReport

_FIRST = 5  # Beads of all releases that are shown, as of one (`ReleaseScore.worst`).
_WIDE = 72  # Columns from which on the cells of a table stand two columns apart.
_ROOMY = 56  # Columns from which on there is room for all cells.
_HEAD = ("release", "score", "95 %", "10th", "words", "change", "passes")
MAY_BE_CHANCE = "A change whose two intervals (95 %) overlap may be chance."


def several(report: ScoreReport, width: int, pen: Pen, blocks: bool, brief: bool) -> Iterator[str]:
    """The rows of a report of no release or of more than one; `brief`, without beads."""
    row = steps(report.releases)
    names = [visible(name) for name in headings(report.releases)]
    if row:
        yield from _table(report, row, names, width, pen)
        yield ""
        yield from _trend(row, names, width, pen, blocks)
    for name, one in zip(names, report.releases, strict=True):
        if not scored(one):
            yield from styled(f"{name} is not scored: {visible(unscored(one))}", width, pen, "bad")
    first = [] if brief else first_beads(report.releases)
    if first:
        yield ""
        yield pen("Look at these first", "bold")
    for bead, points in first:
        yield ""
        yield from in_short(bead, points, width, pen)
    if row:
        yield ""
    if not brief:
        for signature in dict.fromkeys(one.signature for one in report.releases):
            yield from signed_by(signature, width, pen)
    yield from styled(verdict(report), width, pen, "bad" if exit_code(report) else "good")


def first_beads(releases: Sequence[ReleaseScore]) -> list[tuple[BeadScore, float]]:
    """The beads by which releases lose most, and the points of their own release's score."""
    found = []
    for one in filter(scored, releases):
        taken = costs(one)
        found += [(one.beads[n], taken[n]) for n in worst_numbers(one)]
    return sorted(found, key=lambda pair: -pair[1])[:_FIRST]


def _table(
    report: ScoreReport, row: Sequence[Step], names: Sequence[str], width: int, pen: Pen
) -> Iterator[str]:
    cells = [_HEAD, *(_cells(report, step, name) for step, name in zip(row, names, strict=True))]
    kept = [n for n, name in enumerate(_HEAD) if _shown(name, report, width)]
    gap = " " * (2 if width >= _WIDE else 1)
    first, *rest = table([[line[n] for n in kept] for line in cells], width, len(gap))
    yield pen(gap.join(first), "dim")
    for step, line in zip(row, rest, strict=True):
        at = kept.index(_HEAD.index("change"))
        if not step.told:
            line[at] = pen(line[at], "dim")
        if report.minimum is not None:
            line[-1] = pen(line[-1], "good" if passes(report, step.release) else "bad")
        yield gap.join(line)


def _shown(column: str, report: ScoreReport, width: int) -> bool:
    """Whether there is room for a column, and something to say in it."""
    if column == "passes":
        return report.minimum is not None
    return width >= _ROOMY or column not in ("10th", "words")


def _cells(report: ScoreReport, step: Step, name: str) -> tuple[str, ...]:
    one = step.release
    score, between = told(one, report)
    good = "yes" if passes(report, one) else "no"
    if not scored(one):
        return name, "–", "", "", "", "", good
    return (
        name,
        score,
        between.replace(" to ", "–"),
        number(one.tenth),
        f"{one.words:,}",
        "" if step.change is None else signed(step.change),
        good,
    )


def _trend(
    row: Sequence[Step], names: Sequence[str], width: int, pen: Pen, blocks: bool
) -> Iterator[str]:
    """The mean, the course of the scores, and what does not compare."""
    held = [step.release for step in row if scored(step.release)]
    average = mean(held)
    if average is not None:
        yield f"Mean, weighted by words: {number(average, None, 1)}"
    if len(held) > 1:
        for line in wrapped([(sparkline(row, blocks=blocks), False)], width - 2):
            yield "  " + pen("".join(cell for cell, *_ in line), "bold")
        low, high = scale(held)
        note = f"In the order given, from {number(low)} (lowest) to {number(high)} (highest)."
        if any(step.change is not None and not step.told for step in row):
            note += f" {MAY_BE_CHANCE}"
        for text in folded(note, width):
            yield pen(text, "dim")
    for text in uncompared(row, names):
        yield from styled(text, width, pen, "mind")
