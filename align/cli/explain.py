"""``align pair --explain``: why a row of the table is what it is."""

from typing import TYPE_CHECKING

from align.cli.output import terminal
from align.errors import UsageError

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.pipeline import Progress, Settings
    from align.types import SegmentedText

    Fixed = tuple[tuple[int, ...], tuple[int, ...]]


def explain_row(
    sides: "tuple[SegmentedText, SegmentedText]",
    encoder: "Encoder",
    settings: "Settings",
    row: int,
    form: str,
    fixed: "tuple[Fixed, ...]",
    progress: "Progress",
) -> str:
    """Pair two documents and tell why one row is what it is.

    Parameters
    ----------
    sides
        Original and release, divided.
    encoder, settings, fixed, progress
        As for `align.pipeline.pair_prepared`.
    row
        Number of the row in the table, from 1.
    form
        ``table``, for people, or ``json``.

    Raises
    ------
    UsageError
        The table has no such row.
    PairError
        The two documents are no translations of each other.
    """
    from align.formats.explained import explained
    from align.formats.explained_text import render, render_json
    from align.pipeline.pairing import encode, refuse_unrelated
    from align.pipeline.search import search
    from align.types import Alignment

    first, second = encode(sides, encoder, progress)
    found = search(*sides, (first, second), encoder, fixed)
    alignment = Alignment(*sides, found.beads, "")
    if not settings.force:
        refuse_unrelated(alignment)
    count = len(alignment.beads)
    if not 1 <= row <= count:
        rows = f"{count} rows, numbered from 1" if count > 1 else "1 row"
        raise UsageError(f"--explain {row}: there is no such row; the table has {rows}.")
    explanation = explained(alignment, row - 1, found.explain)
    if form == "json":
        return render_json(explanation)
    width, color = terminal()
    return render(explanation, width=width, color=color)
