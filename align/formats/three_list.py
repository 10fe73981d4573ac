"""Where two originals disagree, in words: a list for the terminal and one for the page."""

from dataclasses import dataclass
from io import StringIO

from align.formats.summary import file_name
from align.formats.three import Difference, Disagreement, Follows, ThreeWay
from align.formats.visible import visible
from align.types import LANGUAGE_NAMES, SegmentedText

_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words of one of the three texts, under a label."""

    label: str
    language: str
    text: str


def message(three: ThreeWay, each: Disagreement) -> str:
    """A disagreement in one sentence."""
    first, second = _names(three)
    if each.kind is Difference.DIVIDED:
        return (
            f"The {first} has {_count(each.source)} here and the {second}"
            f" {_count(each.also)}; {_division(three, each)}."
        )
    if each.kind is Difference.DISPUTED:
        # The same sentences of the release in all, and others to each of the original.
        apart = each.by_original == each.by_also
        what = "other pairs of these sentences" if apart else "other sentences of the release"
        taken = {
            Follows.ORIGINAL: f"follows the {first}",
            Follows.ALSO: f"follows the {second}",
            Follows.NEITHER: "weighs both",
        }[each.follows]
        return f"The {first} alone and the {second} alone lead to {what}; the pairing {taken}."
    holder, other = (first, second) if each.source else (second, first)
    several = len(each.source or each.also)
    if (each.follows is Follows.ORIGINAL) == bool(each.source):
        sentences = "sentence" if several == 1 else "sentences"
        return f"The release follows the {holder}: the {other} has no such {sentences}."
    these = "this sentence" if several == 1 else f"these {several} sentences"
    return f"The release follows the {other}: only the {holder} has {these}."


def listed(three: ThreeWay, width: int, color: bool) -> str:
    """The list below the table, no wider than `width` columns (40 at least)."""
    from rich.console import Console
    from rich.table import Table
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
    console.print()
    console.print(Text(visible(_head(three)), style="bold"))
    if three.disagreements:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", no_wrap=True, style="dim")
        grid.add_column(overflow="fold")
        for each in three.disagreements:
            body = Text(message(three, each), style="yellow")
            for passage in _passages(three, each):
                body.append(f"\n{passage.label}  ", style="dim")
                body.append(visible(passage.text), style="default not bold")
            grid.add_row(place(each), body)
        console.print(grid)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def section(three: ThreeWay) -> str:
    """The same as a section of the page."""
    from align.formats.page import template

    entries = [
        {
            "place": place(each),
            "row": min(each.rows, default=0) + 1,
            "message": message(three, each),
            "passages": [(p.label, p.language, visible(p.text)) for p in _passages(three, each)],
        }
        for each in three.disagreements
    ]
    return template("align.formats", "three.html.j2").render(
        head=visible(_head(three)), entries=entries
    )


def place(each: Disagreement) -> str:
    """Rows of the table, from 1: ``16``, ``16–18``, ``after 16`` or ``start``."""
    if not each.rows:
        return "start"
    low, high = min(each.rows) + 1, max(each.rows) + 1
    if each.kind is Difference.ONLY_ALSO and each.follows is Follows.ORIGINAL:
        return f"after {high}"
    return str(low) if low == high else f"{low}–{high}"


def _head(three: ThreeWay) -> str:
    first, second = _names(three)
    name = file_name(three.also.document)
    count = len(three.disagreements)
    if not count:
        return f"Read beside the {second} original, {name}: the two originals agree everywhere."
    places = "1 place" if count == 1 else f"{count} places"
    return f"Read beside the {second} original, {name}: {first} and {second} disagree in {places}."


def _names(three: ThreeWay) -> tuple[str, str]:
    return LANGUAGE_NAMES[three.alignment.source.language], LANGUAGE_NAMES[three.also.language]


def _count(numbers: tuple[int, ...]) -> str:
    return "1 sentence" if len(numbers) == 1 else f"{len(numbers)} sentences"


def _division(three: ThreeWay, each: Disagreement) -> str:
    first, second = _names(three)
    if each.follows is Follows.NEITHER:
        return "the release is divided like neither"
    followed = first if each.follows is Follows.ORIGINAL else second
    return f"the release is divided like the {followed}"


def _passages(three: ThreeWay, each: Disagreement) -> list[_Passage]:
    """The words that a disagreement is about."""
    first, second = _names(three)
    source, target = three.alignment.source, three.alignment.target
    found = []
    for label, side, numbers in ((first, source, each.source), (second, three.also, each.also)):
        if numbers:
            found.append(_passage(label, side, numbers))
    if each.kind is Difference.DISPUTED and each.by_original != each.by_also:
        found.append(_passage(f"Release by the {first}", target, each.by_original))
        found.append(_passage(f"Release by the {second}", target, each.by_also))
    elif each.target:
        found.append(_passage("Release", target, each.target))
    return found


def _passage(label: str, side: SegmentedText, numbers: tuple[int, ...]) -> _Passage:
    if not numbers:
        return _Passage(label, "en", "nothing")
    return _Passage(label, side.language, " ".join(side.sentences[n].text for n in numbers))
