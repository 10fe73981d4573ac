"""Web pages: what a reader sees of them, paragraph by paragraph, with places in the file.

Scripts and hidden parts are dropped; navigation, footers and share buttons are kept and typed as
page furniture, so that nothing a reader sees is lost.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from align.readers.build import (
    PARAGRAPHS_LIMIT,
    Draft,
    Piece,
    assemble,
    collapse,
    settle_kinds,
    too_many,
)
from align.readers.encoding import Decoded
from align.readers.html_scan import Tag, scan, unescape
from align.text import line_starts, one_line
from align.types import Document, LineKind

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN_STYLE = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE
)
_WORD_BREAK = re.compile(r"[-_]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_CONTEXT = frozenset(("html", "body", "main", "article"))


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element and what it makes of the text inside."""

    name: str
    kind: LineKind = LineKind.TEXT
    hidden: bool = False
    furniture: bool = False
    in_article: bool = False
    preformatted: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    draft: Draft
    element: str


def read_html(decoded: Decoded, path: str) -> Document:
    """Read a web page.

    Parameters
    ----------
    decoded
        The text of the file.
    path
        The file as the user named it.
    """
    raw = decoded.text
    # XHTML closes elements within the tag; in HTML that stroke means nothing.
    is_xml = raw.lstrip().startswith("<?xml")
    page = _Page(raw, path, is_xml)
    for token in scan(raw, is_xml):
        if isinstance(token, Tag):
            page.tag(token)
        else:
            page.text(token.start, token.end)
    page.flush()
    drafts = settle_kinds(_choose_title(page.found))
    return assemble(path, drafts, line_starts(raw), "html", decoded.encoding)


class _Page:
    """The page while it is read: open elements, the paragraph at hand, those before it."""

    def __init__(self, raw: str, path: str, is_xml: bool) -> None:
        self.found: list[_Found] = []
        self._raw = raw
        self._path = path
        self._is_xml = is_xml
        self._open = [_Element("")]
        # How many elements of a name are open: an end tag without one must not search them all.
        self._counts: Counter[str] = Counter()
        self._pieces: list[Piece] = []
        self._block = 0
        self._breaks = 0

    def tag(self, tag: Tag) -> None:
        """Take a tag in."""
        names = _names()
        if tag.name in names.blocks:
            self.flush()
            self._block += 1
        if tag.name == "br":
            self._line_break()
        elif tag.kind == "end":
            self._close(tag.name)
        elif tag.name not in names.void and not (self._is_xml and tag.self_closing):
            parent = self._open[-1]
            element = _enter(parent, tag) if tag.attributes else _inherit(parent, tag.name)
            if element.furniture is not self._open[-1].furniture:
                self.flush()
            self._open.append(element)
            self._counts[tag.name] += 1

    def text(self, start: int, end: int) -> None:
        """Take in a stretch of text between two tags."""
        top = self._open[-1]
        if top.hidden:
            return
        if top.preformatted:
            self._preformatted(start, end)
        else:
            self._add(start, end)

    def flush(self) -> None:
        """End the paragraph at hand."""
        pieces = collapse(self._pieces)
        self._pieces = []
        if pieces:
            if len(self.found) == PARAGRAPHS_LIMIT:
                raise too_many(self._path)
            top = self._open[-1]
            kind = LineKind.FURNITURE if top.furniture else top.kind
            self.found.append(_Found(Draft(pieces, kind, self._block), top.name))
            self._breaks = 0

    def _add(self, start: int, end: int) -> None:
        for text, raw_start, raw_end in unescape(self._raw, start, end):
            self._pieces.append(Piece(text, raw_start, raw_end))

    def _preformatted(self, start: int, end: int) -> None:
        done = start
        for match in _BLANK_LINE.finditer(self._raw, start, end):
            self._add(done, match.start())
            self.flush()
            self._block += 1
            done = match.end()
        self._add(done, end)

    def _line_break(self) -> None:
        if self._open[-1].kind in (LineKind.TITLE, LineKind.HEADING):
            # A heading is set on two lines for its looks.
            place = self._pieces[-1].raw_end if self._pieces else 0
            self._pieces.append(Piece(" ", place, place + 1))
            return
        self.flush()
        # One break ends a line, two end a paragraph.
        self._breaks += 1
        if self._breaks > 1:
            self._block += 1

    def _close(self, name: str) -> None:
        if name in _HEADINGS:
            # Any heading's end tag ends an open heading (HTML standard, "in body" insertion mode).
            name = next((other for other in sorted(_HEADINGS) if self._counts[other]), name)
        if not self._counts[name]:
            return
        while True:
            if self._open[-1].furniture is not self._open[-2].furniture:
                self.flush()
            element = self._open.pop()
            self._counts[element.name] -= 1
            if element.name == name:
                return


def _enter(parent: _Element, tag: Tag) -> _Element:
    names = _names()
    in_article = parent.in_article or tag.name in ("main", "article")
    hidden = parent.hidden or tag.name in names.dropped or _is_hidden(tag)
    furniture = parent.furniture or tag.name in names.furniture or _is_furniture(tag)
    if tag.name == "header" and not in_article:
        furniture = True
    if tag.name in ("main", "article"):
        # The text itself, whatever a page builder put it into.
        furniture = False
    kind = parent.kind
    if tag.name == "title":
        # The only part of <head> that is shown.
        return _Element("title", LineKind.TITLE, parent.hidden)
    if tag.name in _HEADINGS:
        kind = LineKind.HEADING
    elif tag.name in ("li", "dt", "dd"):
        kind = LineKind.LIST_ITEM
    elif tag.name == "blockquote":
        kind = LineKind.QUOTE
    return _Element(
        tag.name, kind, hidden, furniture, in_article, parent.preformatted or tag.name == "pre"
    )


@lru_cache(maxsize=1_024)
def _inherit(parent: _Element, name: str) -> _Element:
    """What `_enter` makes of a tag without attributes, of which most pages have a few kinds."""
    return _enter(parent, Tag("start", name, {}, self_closing=False))


def _is_hidden(tag: Tag) -> bool:
    attributes = tag.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", "")[:2_000]) is not None
    )


def _is_furniture(tag: Tag) -> bool:
    names = _names()
    if tag.name in _CONTEXT or tag.name in _HEADINGS:
        return False
    attributes = tag.attributes
    if attributes.get("role", "").lower() in names.roles:
        return True
    tokens = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()[:500].split()
    for token in tokens:
        words = [word for word in _WORD_BREAK.split(token) if word]
        if any(word in names.core for word in words) and all(
            word in names.core or word in names.neighbours for word in words
        ):
            return True
    return False


def _choose_title(found: Sequence[_Found]) -> list[Draft]:
    """Make the first main heading the title, or else what the window's title bar shows.

    A page says its title twice; the heading is the one a reader sees in the text.
    """
    drafts = [item.draft for item in found]
    body = [item.draft for item in found if item.element != "title"]
    if not any(draft.kind is not LineKind.FURNITURE for draft in body):
        # Everything looked like navigation: then the guess was wrong.
        drafts = [
            replace(draft, kind=LineKind.TEXT) if draft.kind is LineKind.FURNITURE else draft
            for draft in drafts
        ]
    bars = [index for index, item in enumerate(found) if item.element == "title"]
    heads = [index for index, item in enumerate(found) if item.element == "h1"]
    shown = [index for index in heads if drafts[index].kind is LineKind.HEADING]
    bar_words = one_line(drafts[bars[0]].text) if bars else ""
    # A page whose only heading stands in its header has it there.
    repeated = [index for index in heads if one_line(drafts[index].text) in bar_words]
    head = next(iter([*shown, *repeated]), None)
    for index in bars:
        first = head is None and index == bars[0]
        kind = LineKind.TITLE if first else LineKind.FURNITURE
        drafts[index] = replace(drafts[index], kind=kind)
    if head is not None:
        drafts[head] = replace(drafts[head], kind=LineKind.TITLE)
    return drafts


@dataclass(frozen=True, slots=True)
class _Names:
    dropped: frozenset[str]
    furniture: frozenset[str]
    blocks: frozenset[str]
    void: frozenset[str]
    roles: frozenset[str]
    core: frozenset[str]
    neighbours: frozenset[str]


@cache
def _names() -> _Names:
    text = files("align").joinpath("data/html.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    return _Names(**{key: frozenset(names.split()) for key, names in data.items()})
