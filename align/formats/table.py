"""A table for the terminal: original and release side by side, what needs a reader marked.

An ordinary pair is left quiet. Everything else has a sign of its own as well as a colour, and the
last lines say what the signs mean. Colours are the sixteen that follow the terminal's own theme.
"""

from io import StringIO
from typing import TYPE_CHECKING

from align.formats.summary import (
    LOOK_BELOW,
    WRONG_BELOW,
    Band,
    Homes,
    count,
    file_name,
    homes,
    percent,
    rows,
    trust,
)
from align.formats.visible import visible
from align.types import LANGUAGE_NAMES, Alignment, BeadKind, LineKind, SegmentedText

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

# Below this a column of text is narrower than many a Russian word.
_NARROWEST = 40
_SIGN_WIDTH = 4  # "100%", and a sign of moving beside one of doubt.
_PLACES = 8  # Rows named beside the meaning of a sign.
_GAP = 2  # Blank columns after each column.

_SIGNS = {
    "−": ("red", "left out of the release"),
    "+": ("green", "not in the original"),
    "↑": ("cyan", "stands earlier in the release"),
    "↓": ("cyan", "stands later in the release"),
    "=": ("magenta", "fixed by hand"),
    "?": ("yellow", f"look, below {percent(LOOK_BELOW)}"),
    "??": ("bold red", f"likely wrong, below {percent(WRONG_BELOW)}"),
    "·": ("dim", "page furniture"),
}
_STYLES = {
    LineKind.TITLE: "bold",
    LineKind.HEADING: "bold",
    LineKind.FURNITURE: "dim",
}


def render(
    alignment: Alignment, width: int = 100, color: bool = False, numbered: bool = False
) -> str:
    """The table, no wider than `width` columns (40 at least), with or without colours.

    `numbered` shows each sentence's number, as ``align lock`` takes it.
    """
    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        _environ={},  # Neither NO_COLOR nor COLUMNS: the caller has decided.
    )
    draw(alignment, console, numbered)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def draw(alignment: Alignment, console: "Console", numbered: bool = False) -> None:
    """Print the table, the counts and the meaning of the signs on a console of rich."""
    from rich.text import Text

    places = homes(alignment)
    signs = [_signs(alignment, k, places) for k in range(len(alignment.beads))]
    counts = count(alignment)
    console.print(_table(alignment, signs, places, console.width, numbered))
    console.print()
    console.print(Text(counts.sentence, style="bold"))
    console.print(Text(counts.bands))
    for line in _packed(_legend(signs), console.width):
        console.print(line)


def _legend(signs: list[tuple[str, ...]]) -> "list[Text]":
    """What the signs mean, those alone that occur, and which rows have them."""
    from rich.text import Text

    items = []
    for sign, (style, words) in _SIGNS.items():
        found = [k + 1 for k, row in enumerate(signs) if sign in row]
        if not found:
            continue
        places = "" if sign == "·" else f": {', '.join(map(str, found[:_PLACES]))}"
        more = " …" if places and len(found) > _PLACES else ""
        items.append(Text.assemble((sign, style), (f" {words}", "dim"), (places + more, style)))
    return items


def _packed(items: "list[Text]", width: int) -> "list[Text]":
    """As many items a line as fit, none broken before it must be."""
    from rich.text import Text

    lines: list[Text] = []
    for item in items:
        if lines and lines[-1].cell_len + 3 + item.cell_len <= width:
            lines[-1] = Text("   ").join([lines[-1], item])
        else:
            lines.append(item)
    return lines


def _table(
    alignment: Alignment,
    signs: list[tuple[str, ...]],
    places: Homes,
    width: int,
    numbered: bool,
) -> "Table":
    from rich import box
    from rich.table import Table

    beads_of_rows = rows(alignment)
    several = any(len(beads) > 1 for beads in beads_of_rows)
    number_width = len(str(len(alignment.beads))) + several  # "14–" where a row holds several
    text_width = (width - number_width - _SIGN_WIDTH - 4 * _GAP) // 2
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        leading=1,
        padding=(0, _GAP - 1, 0, 0),  # The box adds a blank column of its own.
        border_style="dim",
        header_style="",
    )
    table.add_column(justify="right", width=number_width, style="dim")
    table.add_column(_heading("Original", alignment.source), width=text_width, overflow="fold")
    table.add_column(width=_SIGN_WIDTH)
    table.add_column(_heading("Release", alignment.target), width=text_width, overflow="fold")
    for beads in beads_of_rows:
        k = beads.start
        if len(beads) > 1:
            table.add_row(f"{k + 1}–", *_furniture(alignment, beads, numbered))
            continue
        bead = alignment.beads[k]
        source = _cell(alignment.source, bead.source, numbered)
        target = _cell(alignment.target, bead.target, numbered)
        if alignment.kind(bead) is BeadKind.OMISSION:
            target.append("left out", style="red")
        elif alignment.kind(bead) is BeadKind.ADDITION:
            words = "sums up what is left out" if bead.summary else "not in the original"
            source.append(words, style="green")
        if k in places:
            place = places[k]
            where = "first" if place is None else f"after {place + 1}"
            source.append(f"\nmoved: the original has it {where}", style="italic cyan")
        table.add_row(str(k + 1), source, _mark(alignment, k, signs[k]), target)
    return table


def _furniture(alignment: Alignment, numbers: range, numbered: bool) -> "tuple[Text, Text, Text]":
    """Several lines of page furniture on each side, run together."""
    from rich.text import Text

    beads = [alignment.beads[k] for k in numbers]
    source = [alignment.source.sentences[n] for bead in beads for n in bead.source]
    target = [alignment.target.sentences[n] for bead in beads for n in bead.target]
    cells = [
        " · ".join(f"{_number(s.index, numbered)}{visible(s.text)}" for s in side)
        for side in (source, target)
    ]
    return Text(cells[0], style="dim"), Text("·", style="dim"), Text(cells[1], style="dim")


def _number(index: int, numbered: bool) -> str:
    """A sentence's number; in brackets, for the sentence may begin with a number itself."""
    return f"[{index}] " if numbered else ""


def _heading(word: str, side: SegmentedText) -> "Text":
    from rich.text import Text

    name = visible(file_name(side.document))
    language = LANGUAGE_NAMES[side.language]
    return Text.assemble((word, "bold"), (f"  {language}\n{name}", "dim"))


def _cell(side: SegmentedText, indices: tuple[int, ...], numbered: bool) -> "Text":
    """The sentences, each on a line of its own."""
    from rich.text import Text

    sentences = [side.sentences[n] for n in indices]
    lines = [
        Text.assemble(
            (_number(s.index, numbered), "dim"), (visible(s.text), _STYLES.get(s.kind, ""))
        )
        for s in sentences
    ]
    return Text("\n").join(lines)


def _signs(alignment: Alignment, k: int, places: Homes) -> tuple[str, ...]:
    """Signs of a bead; none for a pair that can be trusted."""
    bead = alignment.beads[k]
    kind = alignment.kind(bead)
    if kind is BeadKind.FURNITURE:
        return ("·",)
    signs = {BeadKind.OMISSION: ["−"], BeadKind.ADDITION: ["+"]}.get(kind, [])
    if k in places:
        home = places[k]
        signs.append("↓" if home is None or home < k else "↑")
    if bead.locked:
        signs.append("=")
    elif (band := trust(alignment, bead)) is not Band.ACCEPT:
        signs.append("??" if band is Band.WRONG else "?")
    return tuple(signs)


def _mark(alignment: Alignment, k: int, signs: tuple[str, ...]) -> "Text":
    """The signs of a bead and, where it needs a look, its probability below them."""
    from rich.text import Text

    mark = Text.assemble(*((sign, _SIGNS[sign][0]) for sign in signs))
    if trust(alignment, alignment.beads[k]) is not Band.ACCEPT:
        mark.append(f"\n{percent(alignment.beads[k].probability)}", style=_SIGNS[signs[-1]][0])
    return mark
