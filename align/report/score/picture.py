"""The geometry of the page's pictures: the interval, the strip of beads, the trend.

All in the units of an SVG's own box; colours and fonts are the style sheet's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from align.formats.visible import visible
from align.report.score.numbers import number
from align.report.score.trend import Step, scale
from align.report.score.words import band, place, scored, told
from align.scores import BeadScore, ReleaseScore, ScoreReport

# The strip: 250 words a row, of which a sentence of a release (about 20 words) takes a twelfth:
# room for its number. Longer releases get more rows, as a text gets more lines.
STRIP_WIDTH, _ROW, _GAP = 1000.0, 40, 6
_ROW_WORDS = 250
_NUMBER_ROOM = 24.0  # Units that a cell has to have to show its number.
_TITLE = 120  # Characters of a bead's text in what a cell says of it.

# The trend: a box with room for the numbers at its left.
TREND_WIDTH, TREND_HEIGHT = 1000, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 30.0, 26.0, 30.0
_NUMBERED = 24  # Points up to which each has its number above.


@dataclass(frozen=True, slots=True)
class Cell:
    """A bead in the strip: its number from 1, its place and width, its band, what it says."""

    number: int
    x: float
    y: int
    width: float
    band: int
    label: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The cells and the height of the strip."""

    cells: tuple[Cell, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Point:
    """A release in the trend: its number from 1, where it and the ends of its interval are."""

    number: int
    x: float
    y: float
    low: float
    high: float
    label: str
    band: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The trend: points, lines between those that compare, breaks, and the scale beside it.

    Parameters
    ----------
    points
        Releases with a score.
    lines
        Ends of the lines between two neighbours that compare.
    breaks
        Where two neighbours do not.
    grid
        Heights of the lines of the scale, and their numbers.
    minimum
        Height of the score asked for, if one is and it is within the scale.
    """

    points: tuple[Point, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    breaks: tuple[float, ...]
    grid: tuple[tuple[float, str], ...]
    minimum: float | None


def strip(one: ReleaseScore) -> Strip:
    """The beads of a release in rows, each as wide as it has words."""
    rows: list[list[tuple[int, BeadScore]]] = [[]]
    held = 0
    for n, bead in enumerate(one.beads, 1):
        size = _size(bead)
        if rows[-1] and held + size > _ROW_WORDS:
            rows.append([])
            held = 0
        rows[-1].append((n, bead))
        held += size
    # All rows on one scale, that of the fullest.
    most = max(1, *(sum(_size(bead) for _, bead in row) for row in rows))
    cells = []
    for line, row in enumerate(rows):
        x = 0.0
        for n, bead in row:
            width = _size(bead) * STRIP_WIDTH / most
            cells.append(_cell(n, bead, x, line * (_ROW + _GAP), width))
            x += width
    return Strip(tuple(cells), len(rows) * (_ROW + _GAP) - _GAP)


def trend(report: ScoreReport, row: Sequence[Step]) -> Trend | None:
    """The course of the scores; None where there are fewer than two."""
    held = [(n, step) for n, step in enumerate(row, 1) if scored(step.release)]
    if len(held) < 2:
        return None
    low, high = scale([step.release for step in row])
    space = TREND_HEIGHT - _TOP - _BOTTOM
    stride = (TREND_WIDTH - _LEFT - _RIGHT) / max(1, len(row) - 1)

    def height(value: float) -> float:
        part = (min(high, max(low, value)) - low) / (high - low)
        return round(_TOP + (1 - part) * space, 1)

    points: list[Point] = []
    lines, breaks = [], []
    for n, step in held:
        one = step.release
        x = round(_LEFT + (n - 1) * stride, 1)
        label = told(one, report)[0] if len(held) <= _NUMBERED else ""
        ends = height(one.interval.low), height(one.interval.high)
        if step.before is not None and not step.differs:
            lines.append((points[-1].x, points[-1].y, x, height(one.score)))
        elif step.before is not None:
            breaks.append(round((points[-1].x + x) / 2, 1))
        points.append(Point(n, x, height(one.score), *ends, label, band(one.score)))
    marks = range(int(low), int(high) + 1, 10)
    asked = report.minimum
    within = asked is not None and low <= asked <= high
    return Trend(
        tuple(points),
        tuple(lines),
        tuple(breaks),
        tuple((height(value), str(value)) for value in marks),
        height(asked) if asked is not None and within else None,
    )


def _size(bead: BeadScore) -> int:
    return max(1, bead.words)


def _cell(n: int, bead: BeadScore, x: float, y: int, width: float) -> Cell:
    score = number(bead.adequacy)
    kind = bead.kind
    text = (bead.target_text or bead.source_text)[:_TITLE]
    where = place(bead).rpartition(":")[2]
    about = [f"{score} of 100", f"line {where}" if where else "", "" if kind == "paired" else kind]
    title = f"{', '.join(filter(None, about))}: {text}"
    label = score if width >= _NUMBER_ROOM else ""
    return Cell(
        n, round(x, 1), y, round(width, 1), band(bead.adequacy), label, visible(title), kind
    )
