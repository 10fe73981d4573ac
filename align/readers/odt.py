"""OpenDocument texts (OpenDocument 1.3 part 3, chapters 5 and 6): the text as it is shown.

Deleted passages of tracked changes and comments are left out; notes follow at the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.errors import InputError
from align.readers.archive import Archive, attribute, local_name, style_kind
from align.readers.build import assemble_parts
from align.types import Document, LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_ASIDES = frozenset(
    ("tracked-changes", "annotation", "note-citation", "title", "desc", "ruby-text")
)
_DECLARATIONS = frozenset(("forms", "sequence-decls", "variable-decls", "user-field-decls"))
_SKIPPED = _ASIDES | _DECLARATIONS | frozenset(("binary-data", "script"))
_CONTENTS = frozenset(
    ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index")
)
_SHAPES = frozenset(("text-box", "custom-shape", "rect", "ellipse", "line", "connector", "caption"))
# White space collapses as in HTML (6.1.2); real blanks in a row are elements.
_BLANKS = re.compile("[ \t\n\r]+")
# Until a paragraph is complete they go by characters that XML cannot hold (XML 1.0, 2.2).
_BLANK, _TAB, _BREAK = "\0\1\2"
_MEANT = str.maketrans({_BLANK: " ", _TAB: "\t", _BREAK: "\n"})
# A run of blanks is written with its length: ten are a table made by hand, a billion are an attack.
_MOST_BLANKS = 10
_CHAIN = 20
_BODY = "{*}body/{*}text"

Part = tuple[str, LineKind]


def read_odt(data: bytes, path: str) -> Document:
    """Read an OpenDocument text.

    Parameters
    ----------
    data
        The bytes of the file.
    path
        The file as the user named it.
    """
    return assemble_parts(path, parts_of(stories(Archive(data, path))), "odt", "utf-8")


@dataclass(frozen=True, slots=True)
class Stories:
    """The parts of a file that hold text, by name, which is one; and parents of styles."""

    roots: dict[str, "_Element"]
    parents: dict[str, tuple[str, str | None]]


def stories(archive: Archive) -> Stories:
    """The part of an OpenDocument text that holds its text.

    Raises
    ------
    InputError
        The archive is damaged or protected, or holds no document.
    """
    manifest = archive.read("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise InputError(
            archive.path, "the document is protected with a password.", "Save it without one."
        )
    root = archive.xml("content.xml")
    if root is None or root.find(_BODY) is None:
        raise InputError(
            archive.path,
            "there is no document in the file.",
            "Open it in LibreOffice and save it again.",
        )
    parents = _parents(archive.xml("styles.xml")) | _parents(root)
    return Stories({"content.xml": root}, parents)


def parts_of(held: Stories) -> list[Part]:
    """The paragraphs of an OpenDocument text in the order in which they are read."""
    walk = _Walk(held.parents)
    (root,) = held.roots.values()
    body = root.find(_BODY)
    return [] if body is None else [*walk.paragraphs(body), *walk.notes]


def _parents(root: "_Element | None") -> dict[str, tuple[str, str | None]]:
    """Display name and parent of every style."""
    result: dict[str, tuple[str, str | None]] = {}
    for style in () if root is None else root.iter("{*}style"):
        name = attribute(style, "name")
        if name is not None:
            shown = attribute(style, "display-name") or name
            result[name] = (shown, attribute(style, "parent-style-name"))
    return result


class _Walk:
    """The way through a text: paragraphs in order, notes set aside for the end."""

    def __init__(self, parents: dict[str, tuple[str, str | None]]) -> None:
        self.notes: list[Part] = []
        self._parents = parents
        self._aside: list[Part] = []

    def paragraphs(self, element: "_Element", outer: LineKind = LineKind.TEXT) -> Iterator[Part]:
        """Paragraphs below an element, which `outer` says what they are by their place."""
        for child in element:
            name = local_name(child)
            if name in ("p", "h"):
                text = _BLANKS.sub(" ", "".join(self._text(child))).strip(" ")
                yield text.translate(_MEANT), self._kind(child, outer)
                aside, self._aside = self._aside, []
                yield from aside
            elif name in _CONTENTS:
                yield from self.paragraphs(child, LineKind.FURNITURE)
            elif name == "list" and outer is LineKind.TEXT:
                yield from self.paragraphs(child, LineKind.LIST_ITEM)
            elif name not in _SKIPPED:
                yield from self.paragraphs(child, outer)

    def _text(self, element: "_Element") -> Iterator[str]:
        yield element.text or ""
        for child in element:
            name = local_name(child)
            if name == "s":
                yield _BLANK * _count(attribute(child, "c"))
            elif name == "tab":
                yield _TAB
            elif name == "line-break":
                yield _BREAK
            elif name == "soft-hyphen":
                yield "\u00ad"
            elif name == "note":
                self.notes.extend(self._apart(child))
            elif name in _SHAPES:
                self._aside.extend(self._apart(child))
            elif name not in _SKIPPED:
                yield from self._text(child)
            yield child.tail or ""

    def _apart(self, element: "_Element") -> list[Part]:
        """Paragraphs of a note or text box, which stand inside another paragraph."""
        outside, self._aside = self._aside, []
        found = list(self.paragraphs(element))
        self._aside = outside
        return found

    def _kind(self, paragraph: "_Element", outer: LineKind) -> LineKind:
        if outer is LineKind.FURNITURE:
            return outer
        kind: LineKind | None = None
        name = attribute(paragraph, "style-name")
        for _ in range(_CHAIN):
            if name is None or kind is not None:
                break
            shown, parent = self._parents.get(name, (name, None))
            kind = style_kind(shown) or style_kind(name)
            name = parent
        if kind is LineKind.TITLE:
            return kind
        if local_name(paragraph) == "h":
            return LineKind.HEADING
        if outer is LineKind.LIST_ITEM and kind is not LineKind.QUOTE:
            return outer
        return kind or outer


def _count(written: str | None) -> int:
    if written is None or not written.isdecimal():
        return 1
    return min(int(written[:4]), _MOST_BLANKS)
