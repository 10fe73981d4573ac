"""Two translations of one original for the terminal: measure by measure, then the verdict."""

from collections.abc import Iterator

from align.formats.visible import visible
from align.report.score.cells import NARROWEST, Pen, folded, table, written
from align.report.score.comparing import better, chance, titled, verdict
from align.report.score.numbers import number, signed
from align.report.score.short import signed_by, styled
from align.report.tally import counted, file_name
from align.scores import Compared, Comparison

_WIDE = 72  # Columns from which on the cells of a table stand two columns apart.


def render(comparison: Comparison, width: int = 100, color: bool = False) -> str:
    """The comparison, no wider than the terminal but for names of files.

    Parameters
    ----------
    comparison
        Two translations compared.
    width
        Columns of the terminal, 40 at least.
    color
        Whether the terminal shows colours.
    """
    pen, width = Pen(color), max(width, NARROWEST)
    return written(_rows(comparison, width, pen))


def _rows(comparison: Comparison, width: int, pen: Pen) -> Iterator[str]:
    for label, path in (("first", comparison.first), ("second", comparison.second)):
        yield f"{pen(f'{label:<8}', 'dim')}{pen(visible(file_name(path)), 'bold')}"
    yield f"{pen('of      ', 'dim')}{visible(file_name(comparison.original))}"
    yield f"{pen('on      ', 'dim')}{counted(comparison.segments, 'segment')}"
    yield ""
    if comparison.measures:
        yield from _table(comparison, width, pen)
        yield ""
    yield from styled(visible(verdict(comparison)), width, pen, "bold")
    for one in comparison.measures:
        if one.signature:
            yield from signed_by(f"{one.name} {one.signature}", width, pen)


def _table(comparison: Comparison, width: int, pen: Pen) -> Iterator[str]:
    head = ("", "first", "second", "difference", "95 %", "p", "better")
    if width < _WIDE:
        # The least that tells it: the differences and where they lie.
        cells = [("", "difference", "95 %", "better"), *map(_short, comparison.measures)]
    else:
        cells = [head, *map(_cells, comparison.measures)]
    gap = " " * (2 if width >= _WIDE else 1)
    first, *rest = table(cells, width, len(gap))
    yield pen(gap.join(first), "dim")
    for line, one in zip(rest, comparison.measures, strict=True):
        line[-1] = pen(line[-1], "good" if better(one) else "dim")
        yield gap.join(line)
    if any(titled(one) != one.name for one in comparison.measures) and width < _WIDE:
        yield from (pen(row, "dim") for row in folded("Of TER less is better.", width))


def _cells(one: Compared) -> tuple[str, ...]:
    name, difference, ends, which = _short(one)
    values = (number(one.first, None, 1), number(one.second, None, 1))
    return titled(one) if name else "", *values, difference, ends, chance(one.p), which


def _short(one: Compared) -> tuple[str, ...]:
    ends = f"{signed(one.interval.low, apart=True)} to {signed(one.interval.high, apart=True)}"
    return visible(one.name), signed(one.difference), ends, better(one) or "none"
