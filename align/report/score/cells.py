"""The terminal's means: colours, folded lines, rows of a table."""

import re
from collections.abc import Iterable, Iterator, Sequence

from align.report.layout import width_of, wrapped

NARROWEST = 40
_CODES = {
    "bold": "1",
    "dim": "2",
    "good": "32",
    "mind": "33",
    "bad": "1;31",
    "mark": "1;33",
}


# What GitHub's runner takes for commands in a log, blanks before it or not (actions/runner,
# ActionCommand.cs): words of a document must not give any. The joiner has no width.
_COMMANDS = re.compile(r"^(?:\s|\x1b\[[\d;]*m)*:(?=:)|##(?=\[)")
_PARTED = "\\g<0>\u2060"


def written(rows: Iterable[str]) -> str:
    """Rows as text for a terminal or a log, none of them a command to the log's runner."""
    return "".join(_COMMANDS.sub(_PARTED, row).rstrip() + "\n" for row in rows)


class Pen:
    """Writes in the sixteen colours that follow the terminal's own theme, or leaves them."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str) -> str:
        """`text` in a style: ``bold``, ``dim``, ``good``, ``mind``, ``bad``, ``mark``."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._color and style and text else text


def folded(text: str, width: int, indent: int = 0, hanging: int = 0) -> Iterator[str]:
    """A text in lines of `width` columns, `indent` before each, `hanging` more from the second."""
    lead = indent
    for line in wrapped([(text, False)], max(1, width - indent - hanging)):
        yield " " * lead + "".join(cell for cell, *_ in line)
        lead = indent + hanging


def cut(text: str, width: int, *, head: bool = False) -> str:
    """The end of a text in `width` columns (of a path, it tells which it is), or its `head`."""
    if width_of(text) <= width:
        return text
    cells = wrapped([(text, False)], width_of(text))[0]
    kept: list[str] = []
    room = width - 1
    for cell, _, size in cells if head else reversed(cells):
        if size > room:
            # Signs of one column each stand together in a cell.
            if len(cell) == size and room > 0:
                kept.append(cell[:room] if head else cell[-room:])
            break
        kept.append(cell)
        room -= size
    return "".join(kept) + "…" if head else "…" + "".join(reversed(kept))


def table(rows: Sequence[Sequence[str]], width: int, gap: int = 2) -> list[list[str]]:
    """Cells of a table padded to columns, the first to the left and cut, the others to the right.

    Parameters
    ----------
    rows
        The head and the rows, all of the same length.
    width
        Columns of the terminal; the first column takes what the others leave, 7 at least.
    gap
        Columns between two cells.
    """
    sizes = [max(map(width_of, cells)) for cells in zip(*rows, strict=True)]
    room = max(7, width - sum(size + gap for size in sizes[1:]))
    sizes[0] = min(sizes[0], room)
    found = []
    for first, *rest in rows:
        name = cut(first, sizes[0])
        cells = [name + " " * (sizes[0] - width_of(name))]
        cells += [
            " " * (n - width_of(cell)) + cell for n, cell in zip(sizes[1:], rest, strict=True)
        ]
        found.append(cells)
    return found
