"""How a release's score comes about, for the terminal: every bead, and the sum that they make."""

from collections.abc import Iterator

from align.formats.visible import visible
from align.report.layout import wrapped
from align.report.score.cells import NARROWEST, Pen, folded, written
from align.report.score.marked import parts
from align.report.score.numbers import interval, number, tenths
from align.report.score.short import (
    INDENT,
    LABEL,
    SIDES,
    head,
    line,
    passage,
    reasons,
    signed_by,
    styled,
    title,
)
from align.report.score.words import PARTS, costs, headline, losses, reading, scored, unscored
from align.report.tally import counted
from align.scores import BeadScore, ReleaseScore

# Characters of one side of a bead: with more it is no sentence, and tells nobody anything.
_LONGEST = 4_000
_MARKS = {"source": "nothing renders", "target": "nothing supports"}


def render(release: ReleaseScore, width: int = 100, color: bool = False) -> str:
    """Every bead with what made its score, then the release's score as a sum.

    Parameters
    ----------
    release
        The score of a release.
    width
        Columns of the terminal, 40 at least.
    color
        Whether the terminal shows colours.
    """
    pen, width = Pen(color), max(width, NARROWEST)
    return written(_rows(release, width, pen))


def _rows(one: ReleaseScore, width: int, pen: Pen) -> Iterator[str]:
    yield title(one, pen)
    yield ""
    if not scored(one):
        yield from styled(f"Not scored: {visible(unscored(one))}", width, pen, "bad")
        return
    for bead, points in zip(one.beads, costs(one), strict=True):
        yield from _bead(bead, points, width, pen)
        yield ""
    yield from _sum(one, width, pen)
    if one.signature:
        yield from signed_by(one.signature, width, pen)


def _bead(bead: BeadScore, points: float, width: int, pen: Pen) -> Iterator[str]:
    yield head(bead, points, width, pen)
    for side, label in SIDES:
        room = width - INDENT - LABEL
        yield from passage(wrapped(parts(bead, side, _LONGEST), room), label, pen)
    read = reading(bead)
    if bead.read is not None:
        ends = interval(bead.interval).replace(" to ", " and ")
        read += f"; a person's score would lie between {ends} (95 %)"
    yield from line(read, "read", width, pen)
    yield from reasons(bead, width, pen)
    for mark in bead.marks:
        text = bead.source_text if mark.side == "source" else bead.target_text
        told = f"{_MARKS[mark.side]} “{visible(mark.span.of(text))}” ({mark.probability:.0%})"
        yield from line(told, "marked", width, pen)
    yield from line(counted(bead.words, "word"), "weight", width, pen, "dim")


def _sum(one: ReleaseScore, width: int, pen: Pen) -> Iterator[str]:
    """100 less what each part loses, in tenths that add up."""
    yield pen("How the score comes about", "bold")
    words = sum(bead.words for bead in one.beads)
    yield from folded(
        f"It is the mean of the scores of {counted(len(one.beads), 'bead')}, each weighted by its"
        f" words ({words:,} in all). What it lacks of 100 is what the beads cost, by part:",
        width,
    )
    yield ""
    yield "  100.0"
    score, lost = losses(one)
    for part, points in zip(one.parts, lost, strict=True):
        value = "not judged" if part.value is None else f"{number(part.value)} of 100"
        about = PARTS.get(part.name, "")
        what = f"{visible(part.name)} ({value}){': ' if about else ''}{about}"
        yield from folded(f"− {tenths(points):>5}  {what}", width, 0, 9)
    yield pen(f"= {tenths(score):>5}", "bold")
    yield ""
    yield from folded(f"Rounded, with its interval: {headline(one)}.", width, 0, 2)
