"""One self-contained web page: original and release side by side, for reading and for printing.

The page carries its style sheet and nothing else: no script, no font, no picture, no address but
its own anchors. A content security policy in its head allows that style sheet alone, by its hash,
so a document that smuggled mark-up past the escaping could still load and run nothing.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Literal

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
    from jinja2 import Template

_LIST_MARK = re.compile(r"[-–—•·*▪◦]|\d{1,3}[.)]")


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences of one paragraph inside a bead.

    It `begins` where the paragraph does, and is `marked` if the text has a list mark of its own.
    Each of the `sentences` has its number.
    """

    kind: str
    begins: bool
    marked: bool
    sentences: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Flag:
    """What a bead is marked with, the words for it, and the next bead with the same mark."""

    name: str
    label: str
    following: int | None


@dataclass(frozen=True, slots=True)
class _Ghost:
    """The place in the original of a bead that moved."""

    number: int
    later: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A bead as the template needs it; `number` counts beads from 1."""

    number: int
    kind: str
    summary: bool
    band: str
    percent: str
    source: tuple[_Part, ...]
    target: tuple[_Part, ...]
    flags: tuple[_Flag, ...]
    stop: bool
    home: int | None
    moved: bool
    later: bool


# Flags in the order of the summary: name, word in the summary, word beside the bead.
_FLAGS = (
    ("omission", "omitted", "omitted"),
    ("addition", "added", "added"),
    ("moved", "moved", "moved"),
    ("look", Band.LOOK.words, Band.LOOK.words),
    ("wrong", Band.WRONG.words, Band.WRONG.words),
    ("locked", "fixed by hand", "= fixed"),
)
_NO_STOP = {"locked"}  # The others are reasons to stop at a bead.


def render(alignment: Alignment, numbered: bool = False) -> str:
    """The whole page; `numbered` shows each sentence's number, as ``align lock`` takes it."""
    # The hash is that of the text between <style> and </style>, to the byte.
    css = style("align.formats", "pair.css")
    style_hash = b64encode(sha256(css.encode()).digest()).decode()
    shown = list(_rows(alignment))
    flags = [
        (name, word, [row.number for row in shown if any(f.name == name for f in row.flags)])
        for name, word, _ in _FLAGS
    ]
    return template("align.formats", "pair.html.j2").render(
        css=css,
        style_hash=style_hash,
        counts=count(alignment),
        flags=[(name, word, numbers) for name, word, numbers in flags if numbers],
        stops=any(row.stop for row in shown),
        rows=shown,
        numbered=numbered,
        ghosts=_ghosts(homes(alignment)),
        source=alignment.source,
        target=alignment.target,
        source_name=visible(file_name(alignment.source.document)),
        target_name=visible(file_name(alignment.target.document)),
        languages=LANGUAGE_NAMES,
        signature=visible(alignment.signature),
        bands=Band,
        look_below=percent(LOOK_BELOW),
        wrong_below=percent(WRONG_BELOW),
    )


def _rows(alignment: Alignment) -> Iterator[_Row]:
    places = homes(alignment)
    flags = [_flags(alignment, k, places) for k in range(len(alignment.beads))]
    following = _following(flags)
    labels = {name: label for name, _, label in _FLAGS}
    for numbers in rows(alignment):
        k = numbers.start
        bead = alignment.beads[k]
        home = places.get(k)
        yield _Row(
            number=k + 1,
            kind=alignment.kind(bead).value,
            summary=bead.summary,
            band=trust(alignment, bead).value,
            percent=percent(bead.probability),
            source=tuple(_parts(alignment.source, _held(alignment, numbers, "source"))),
            target=tuple(_parts(alignment.target, _held(alignment, numbers, "target"))),
            flags=tuple(_Flag(name, labels[name], following[k, name]) for name in flags[k]),
            stop=not _NO_STOP.issuperset(flags[k]),
            home=None if home is None else home + 1,
            moved=k in places,
            later=_later(k, home),
        )


def _held(alignment: Alignment, beads: range, side: Literal["source", "target"]) -> tuple[int, ...]:
    """Sentences of one side in several beads."""
    return tuple(n for k in beads for n in getattr(alignment.beads[k], side))


def _flags(alignment: Alignment, k: int, places: Homes) -> list[str]:
    """Names of the flags of a bead."""
    bead = alignment.beads[k]
    kind = alignment.kind(bead)
    names = [kind.value] if kind in (BeadKind.OMISSION, BeadKind.ADDITION) else []
    if k in places:
        names.append("moved")
    if bead.locked and kind is not BeadKind.FURNITURE:
        names.append("locked")
    elif (band := trust(alignment, bead)) is not Band.ACCEPT:
        names.append(band.value)
    return names


def _following(flags: list[list[str]]) -> dict[tuple[int, str], int | None]:
    """For a bead and a flag, the number from 1 of the next bead with the same flag."""
    found: dict[tuple[int, str], int | None] = {}
    ahead: dict[str, int] = {}
    for k in range(len(flags) - 1, -1, -1):
        for name in flags[k]:
            found[k, name] = ahead.get(name)
            ahead[name] = k + 1
    return found


def _later(k: int, home: int | None) -> bool:
    return home is None or home < k


def _ghosts(places: Homes) -> dict[int | None, list[_Ghost]]:
    """For the number of a bead, those that the original has right after it and that moved."""
    found: dict[int | None, list[_Ghost]] = {}
    for k, home in places.items():
        number = None if home is None else home + 1
        found.setdefault(number, []).append(_Ghost(k + 1, _later(k, home)))
    return found


def _parts(side: SegmentedText, indices: tuple[int, ...]) -> Iterator[_Part]:
    sentences = [side.sentences[n] for n in indices]
    for (paragraph, kind), group in groupby(sentences, lambda s: (s.paragraph, s.kind)):
        held = list(group)
        first = held[0].index
        begins = first == 0 or side.sentences[first - 1].paragraph != paragraph
        marked = kind is LineKind.LIST_ITEM and _LIST_MARK.match(held[0].text) is not None
        yield _Part(kind.value, begins, marked, tuple((s.index, visible(s.text)) for s in held))


@cache
def template(room: str, name: str) -> "Template":
    """A page of a room: texts are escaped, and a value that is missing is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(room),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def style(room: str, name: str) -> str:
    """The style sheet of a page: what all pages of the house share, and its own."""
    own = files(room).joinpath("templates", name).read_text("utf-8")
    return files("align.formats").joinpath("templates", "house.css").read_text("utf-8") + own
