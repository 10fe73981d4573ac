"""Tab-separated values, for spreadsheets and for reading.

There is no quoting: a tab always ends a cell and a line feed always ends a row. A spreadsheet
would take some cells for more than text, so those get an apostrophe in front:

- one that begins with ``= + - @`` (or their full-width forms), a formula to a spreadsheet and a
  way to run commands from a hostile document (OWASP, "CSV Injection");
- one that begins with ``"``: a spreadsheet reads on to the next quotation mark, through tabs and
  line ends, and swallows the rows between.

Control characters become blanks. To get every character back, use ``jsonl``.
"""

import re

from align.formats.summary import numbers, trust
from align.types import Alignment, Bead

COLUMNS = (
    "source", "target", "probability", "kind", "moved", "source_text", "target_text", "locked",
    "band",
)  # fmt: skip

_RISKY_STARTS = tuple('=+-@＝＋－＠"\t\r')
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(alignment: Alignment) -> str:
    """A header row and a row for each bead; sentence numbers from 0, joined by blanks."""
    rows = [COLUMNS, *(_row(alignment, bead) for bead in alignment.beads)]
    return "".join("\t".join(row) + "\n" for row in rows)


def losses(alignment: Alignment) -> list[str]:
    """Tell of cells that are not the document's text to the letter."""
    changed = sum(
        cell(text) != text
        for bead in alignment.beads
        for text in (alignment.source_text(bead), alignment.target_text(bead))
    )
    if not changed:
        return []
    cells = "1 cell begins" if changed == 1 else f"{changed} cells begin"
    return [
        f"{cells} with an apostrophe or lack a control character, so that spreadsheets take"
        " them for text; the format jsonl keeps the text to the letter."
    ]


def cell(text: str) -> str:
    """`text` as a cell that a spreadsheet takes for text and for one cell."""
    flat = _SURROGATE.sub("\ufffd", _BREAKING.sub(" ", text))
    return "'" + flat if text.startswith(_RISKY_STARTS) else flat


def _row(alignment: Alignment, bead: Bead) -> tuple[str, ...]:
    return (
        numbers(bead.source),
        numbers(bead.target),
        f"{bead.probability:.4f}",
        alignment.kind(bead).value,
        "yes" if bead.moved else "no",
        cell(alignment.source_text(bead)),
        cell(alignment.target_text(bead)),
        "yes" if bead.locked else "no",
        trust(alignment, bead).value,
    )
