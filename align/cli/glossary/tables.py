"""Tables and paragraphs for the terminal, as the commands of ``align glossary`` show them."""

from collections.abc import Iterable, Sequence
from io import StringIO
from textwrap import wrap

from align.cli.output import terminal
from align.formats.visible import visible

_GAP = 2  # Blank columns between two columns.
# Headings that stand above numbers: these columns end on one line.
_NUMBERS = "#"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under headings, no wider than the terminal; long cells go on in further lines.

    Parameters
    ----------
    headings
        One a column; a column whose heading begins with ``#``, which is not shown, holds numbers
        and is never broken.
    rows
        As many cells each. Line feeds in a cell stay. The first column is the one to look up and is
        not broken any further.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width, color = terminal()
    made = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        name = heading.removeprefix(_NUMBERS)
        is_number = name != heading
        made.add_column(
            Text(name),
            justify="right" if is_number else "left",
            no_wrap=is_number or number == 0,
            overflow="fold",
            style="cyan" if number == 0 else "",
        )
    for row in rows:
        made.add_row(*(Text("\n".join(map(visible, cell.split("\n")))) for cell in row))
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        _environ={},  # Neither NO_COLOR nor COLUMNS: `terminal` has decided.
    )
    console.print(made)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def paragraph(head: str, text: str, indent: int, width: int) -> str:
    """`text` wrapped beside `head`, its further lines `indent` columns to the right.

    Examples
    --------
    >>> print(paragraph("  note", "Both words with a capital.", 8, 24), end="")
      note  Both words with
            a capital.
    """
    begin = f"{visible(head):<{indent}}" if len(head) < indent else f"{visible(head)}  "
    lines: list[str] = []
    for line in text.split("\n"):
        # Nothing is broken at hyphens: ids and compound words are to be found by searching.
        lines += wrap(
            visible(line),
            max(indent + 20, width),
            initial_indent=begin if not lines else " " * indent,
            subsequent_indent=" " * indent,
            break_on_hyphens=False,
        ) or [begin if not lines else ""]
    return "".join(line.rstrip() + "\n" for line in lines)


def broken(name: str, width: int) -> str:
    """A name of hyphenated words in lines of at most `width`, which `table` leaves whole.

    Examples
    --------
    >>> broken("council-of-ministers", 12).split("\\n")
    ['council-of-', 'ministers']
    """
    return "\n".join(wrap(name, width))


def told(number: int, one: str, several: str = "") -> str:
    """A number and what it counts: ``1 concept``, ``2 concepts``."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
