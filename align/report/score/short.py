"""What the terminal shows of a bead and of a release, short or whole, wherever it is shown."""

from collections.abc import Iterator, Sequence

from align.formats.visible import visible
from align.report.layout import carets, shown, wrapped
from align.report.passages import Part
from align.report.score.cells import Pen, cut, folded
from align.report.score.marked import parts
from align.report.score.numbers import number
from align.report.score.words import place, reason
from align.report.tally import file_name
from align.scores import BeadScore, ReleaseScore, Side

INDENT, LABEL = 4, 10  # Columns before the labels, and for them with the blanks behind.
_ROOMY = 40  # Columns for a place from which on there is room for a word more.
SIDES: tuple[tuple[Side, str], ...] = (("source", "original"), ("target", "release"))


def title(one: ReleaseScore, pen: Pen) -> str:
    """The release, and the original it is of."""
    of = visible(f"  the release of {file_name(one.original)}") if one.original else ""
    return pen(visible(file_name(one.release)), "bold") + pen(of, "dim")


def in_short(bead: BeadScore, points: float, width: int, pen: Pen) -> Iterator[str]:
    """A bead in a line of each side, cut around the marked words, with its reasons."""
    yield head(bead, points, width, pen)
    room = width - INDENT - LABEL
    for side, label in SIDES:
        # Room for the dots at both ends.
        lines = wrapped(parts(bead, side, max(1, room - 4)), room)
        yield from passage(lines[:1], label, pen)
    yield from reasons(bead, width, pen)


def head(bead: BeadScore, points: float, width: int, pen: Pen) -> str:
    """Score, place and cost of a bead in a line."""
    score = f"  {number(bead.adequacy):>3}  "
    kind = "" if bead.kind == "paired" else f"  {bead.kind}"
    tail = f"  costs {number(points, None, 1)}"
    room = width - len(score + kind + tail)
    if room > _ROOMY:
        tail, room = f"{tail} points", room - len(" points")
    where = cut(visible(place(bead)), max(8, room))
    return f"{pen(f'{score}{where}', 'bold')}{pen(kind, 'mind')}{pen(tail, 'dim')}"


def passage(lines: Sequence[list[tuple[str, bool, int]]], label: str, pen: Pen) -> Iterator[str]:
    """Lines of one side, carets below those that have some of the marked words."""
    lead = labelled(label, pen)
    for line in lines:
        told: list[Part] = shown(line)
        if not told:
            continue
        yield lead + "".join(pen(text, "mark") if own else text for text, own in told)
        lead = " " * (INDENT + LABEL)
        if below := carets(line):
            yield lead + pen(below, "mark")


def reasons(bead: BeadScore, width: int, pen: Pen) -> Iterator[str]:
    """Each reason with the bound it sets."""
    for one in bead.reasons:
        yield from line(visible(reason(one)), "why", width, pen, "mind")


def line(text: str, label: str, width: int, pen: Pen, style: str = "") -> Iterator[str]:
    """A text under a label, folded."""
    lead = labelled(label, pen)
    for row in folded(text, width - INDENT - LABEL):
        yield lead + pen(row, style)
        lead = " " * (INDENT + LABEL)


def labelled(label: str, pen: Pen) -> str:
    """A label with the blanks around it."""
    return " " * INDENT + pen(label, "dim") + " " * (LABEL - len(label))


def styled(text: str, width: int, pen: Pen, style: str) -> Iterator[str]:
    """A sentence in lines, all in one style."""
    for row in folded(text, width, 0, 2):
        yield pen(row, style)


def signed_by(signature: str, width: int, pen: Pen) -> Iterator[str]:
    """A signature in lines that can be put together again; nothing where there is none."""
    for row in folded(visible(signature), width) if signature else ():
        yield pen(row, "dim")
