"""An explanation for people, as text for the terminal, and for programs, as JSON."""

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from align.formats.explained import Explanation, Reading
from align.formats.reasons import Group, group_words
from align.formats.summary import percent, spelled, trust
from align.formats.visible import visible
from align.types import Alignment, Bead, BeadKind

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_NARROWEST = 40
_BAR = 20  # Columns of the longest bar.
_LEAST = 0.05  # Points below which a piece of evidence is not shown: it would read as 0.0 or 0.1.
_CAPTION = (
    "Points for (+) and against (−) each reading, strongest first; a point more makes it about 2.7"
    " times as likely."
)


def render(explanation: Explanation, *, width: int = 100, color: bool = False) -> str:
    """The explanation, no wider than `width` columns (40 at least), with or without colours."""
    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(
        file=out,
        width=max(width, _NARROWEST),
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        _environ={},  # Neither NO_COLOR nor COLUMNS: the caller has decided.
    )
    alignment, bead, own = explanation.alignment, explanation.bead, explanation.reading
    console.print(Text(_head(explanation), style="bold"))
    console.print(_texts(alignment, (bead,)))
    if own is not None:
        # Both readings on one scale.
        readings = [own, explanation.rival] if explanation.rival else [own]
        most = max((abs(g.points) for r in readings for g in r.groups), default=1.0) or 1.0
        console.print()
        console.print(Text(_CAPTION, style="dim"))
        console.print()
        console.print(_evidence(own, most))
        if explanation.rival:
            console.print()
            console.print(Text(_rival_head(explanation.rival), style="bold"))
            console.print(_texts(alignment, explanation.rival.beads))
            console.print()
            console.print(_evidence(explanation.rival, most))
    console.print()
    console.print(Text(decided(explanation), style="bold"))
    for line in _advice(explanation):
        console.print(Text(line, style="dim"))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def render_json(explanation: Explanation) -> str:
    """Everything, with the aligner's own names and values, as an object of JSON."""
    alignment, bead = explanation.alignment, explanation.bead
    own, rival = explanation.reading, explanation.rival
    record = {
        "row": explanation.row + 1,
        **_sides(alignment, bead),
        "probability": round(bead.probability, 4),
        "band": trust(alignment, bead).value,
        "kind": alignment.kind(bead).value,
        "moved": bead.moved,
        "locked": bead.locked,
        "log_odds": own and round(own.points, 4),
        "reasons": _reasons(own) if own else [],
        "instead": rival
        and {
            "beads": [_sides(alignment, b) for b in rival.beads],
            "probability": None if rival.probability is None else round(rival.probability, 4),
            "log_odds": round(rival.points, 4),
            "reasons": _reasons(rival),
        },
        "rows": [k + 1 for k in explanation.rows],
        "gains": {name: round(points, 4) for name, points in explanation.gains},
        "decided": decided(explanation),
    }
    # Everything beyond ASCII is escaped: nothing in it can drive a terminal.
    return json.dumps(record, indent=1) + "\n"


def decided(explanation: Explanation) -> str:
    """What decided, in a sentence."""
    alignment, bead, own = explanation.alignment, explanation.bead, explanation.reading
    if bead.locked:
        return "This row is fixed by hand: nothing was weighed."
    if alignment.kind(bead) is BeadKind.FURNITURE:
        return "This row is page furniture, which translates nothing: nothing was weighed."
    if own is None:
        return "Nothing was weighed for this row."
    if explanation.rival is None:
        return "No other reading of these sentences was possible."
    gains = explanation.gains
    total = sum(points for _, points in gains)
    if not gains:
        strongest = max(own.groups, key=lambda group: group.points)
        return f"What speaks most for it: {strongest.words}, {_points(strongest.points)} points."
    by_weight = sorted(gains, key=lambda item: (item[1] < 0) == (total >= 0))
    parts = [
        f"{group_words(name)} {_points(points)}"
        for name, points in (by_weight if total >= 0 else reversed(by_weight))
        if abs(points) >= _LEAST
    ]
    told = (
        f"{_rows(explanation.rows)} {abs(total):.1f} points {'more' if total >= 0 else 'fewer'}"
        f" than the other reading of the same sentences: {', '.join(parts)}."
    )
    if total < 0:
        return f"{told[0].upper()}{told[1:]} It was kept because the whole text reads better so."
    return f"Decided by {group_words(gains[0][0])}: {told}"


def _rows(rows: tuple[int, ...]) -> str:
    """``row 17 as it is has`` or ``rows 17–18 as they are have``."""
    numbers = spelled([k + 1 for k in rows], ()).removesuffix(":")
    *before, last = numbers.replace("-", "–").split(",")
    listed = f"{', '.join(before)} and {last}" if before else last
    return f"row {listed} as it is has" if len(rows) == 1 else f"rows {listed} as they are have"


def _head(explanation: Explanation) -> str:
    alignment, bead = explanation.alignment, explanation.bead
    parts = [f"Row {explanation.row + 1}"]
    kind = alignment.kind(bead)
    named = {BeadKind.OMISSION: "left out", BeadKind.ADDITION: "added"}
    if kind in named:
        parts.append(named[kind])
    if bead.moved:
        parts.append("moved")
    if bead.locked:
        parts.append("fixed by hand")
    elif kind is BeadKind.FURNITURE:
        parts.append("page furniture")
    else:
        parts.append(f"{percent(bead.probability)}, {trust(alignment, bead).words}")
    return " · ".join(parts)


def _rival_head(rival: Reading) -> str:
    words = " and ".join(_reading(bead) for bead in rival.beads)
    if rival.probability is None:
        return f"Instead: {words}"
    chance = percent(rival.probability) if rival.probability >= 0.01 else "below 1%"
    return f"Instead: {words}, {chance}"


def _reading(bead: Bead) -> str:
    source = _some(bead.source) + " of the original"
    target = _some(bead.target) + " of the release"
    if not bead.target:
        return f"{source} left out"
    return f"{source} with {target}" if bead.source else f"{target} added"


def _some(numbers: tuple[int, ...]) -> str:
    listed = spelled(numbers, ()).removesuffix(":").replace("-", "–").replace(",", ", ")
    return f"sentence{'s' * (len(numbers) > 1)} {listed}"


def _texts(alignment: Alignment, beads: tuple[Bead, ...]) -> "Table":
    """The sentences of beads with their numbers."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for word, side, numbers in (
        ("Original", alignment.source, sorted({n for b in beads for n in b.source})),
        ("Release", alignment.target, sorted({n for b in beads for n in b.target})),
    ):
        lines = [
            Text.assemble((f"[{n}] ", "dim"), visible(side.sentences[n].text)) for n in numbers
        ]
        grid.add_row(word, Text("\n").join(lines) if lines else Text("nothing", style="dim"))
    return grid


def _evidence(reading: Reading, most: float) -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(_points(reading.points), style="bold"), Text("together", style="bold"))
    for group in reading.groups:
        if not any(abs(reason.log_odds) >= _LEAST for _, reason in group.reasons):
            continue
        grid.add_row(Text(_points(group.points), style=_style(group.points)), _bar(group, most))
        for words, points in _merged(group):
            if abs(points) >= _LEAST:
                grid.add_row("", Text(f"{_points(points):>5}  {words}", style="dim"))
    return grid


def _merged(group: Group) -> list[tuple[str, float]]:
    """Points by words: a reading of several beads has the same evidence of each."""
    sums: dict[str, float] = {}
    for words, reason in group.reasons:
        sums[words] = sums.get(words, 0.0) + reason.log_odds
    return sorted(sums.items(), key=lambda item: -abs(item[1]))


def _bar(group: Group, most: float) -> "Text":
    from rich.text import Text

    length = max(1, round(_BAR * abs(group.points) / most))
    # Two kinds of bar, for those who see no colours.
    bar = ("█" if group.points >= 0 else "░") * length
    return Text.assemble(f"{group.words}  ", (bar, _style(group.points)))


def _style(points: float) -> str:
    return "green" if points >= 0 else "red"


def _points(points: float) -> str:
    rounded = round(points, 1) + 0.0
    return f"{'−' if rounded < 0 else '+'}{abs(rounded):.1f}"


def _advice(explanation: Explanation) -> list[str]:
    """How to fix the one reading or the other."""
    bead, rival = explanation.bead, explanation.rival
    if explanation.reading is None:
        held = spelled(bead.source, bead.target)
        return [f"To let it go: align lock ORIGINAL RELEASE --remove {held}"] * bead.locked
    lines = [f"To keep it so: align lock ORIGINAL RELEASE {spelled(bead.source, bead.target)}"]
    if rival:
        pairs = " ".join(spelled(b.source, b.target) for b in rival.beads)
        lines.append(f"To have the other: align lock ORIGINAL RELEASE {pairs}")
    return lines


def _sides(alignment: Alignment, bead: Bead) -> dict[str, Any]:
    return {
        "source": bead.source,
        "target": bead.target,
        "source_text": alignment.source_text(bead),
        "target_text": alignment.target_text(bead),
    }


def _reasons(reading: Reading) -> list[dict[str, Any]]:
    """Every piece of evidence, strongest first."""
    found = [
        {
            "name": reason.name,
            "group": group.name,
            "words": words,
            "value": round(reason.value, 6),
            "log_odds": round(reason.log_odds, 6),
        }
        for group in reading.groups
        for words, reason in group.reasons
    ]
    return sorted(found, key=lambda r: -abs(r["log_odds"]))
