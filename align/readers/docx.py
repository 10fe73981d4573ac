"""Word files (Office Open XML, ECMA-376 part 1, chapter 17): the text as it is shown.

Tracked deletions are left out and insertions kept, as if all changes were accepted. Numbers of
lists are not part of the text. Footnotes follow at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from align.errors import InputError
from align.readers.archive import Archive, attribute, local_name, style_kind
from align.readers.build import assemble_parts
from align.types import Document, LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is not shown, or is the other half of something shown.
_REMOVED = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "rt"))
_PROPERTIES = frozenset(("pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr"))
_SKIPPED = _REMOVED | _PROPERTIES
_SIGNS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_OFF = frozenset(("0", "false", "off", "none"))
# Styles are based on one another; a chain longer than this is a circle.
_CHAIN = 20
_CONTENTS = "table of contents"


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: bool
    numbered: bool


Part = tuple[str, LineKind]


def read_docx(data: bytes, path: str) -> Document:
    """Read a Word file.

    Parameters
    ----------
    data
        The bytes of the file.
    path
        The file as the user named it.
    """
    return assemble_parts(path, parts_of(stories(Archive(data, path))), "docx", "utf-8")


@dataclass(frozen=True, slots=True)
class Stories:
    """The parts of a file that hold text, by name: the document, footnotes, endnotes."""

    roots: dict[str, "_Element"]
    styles: dict[str, _Style]


def stories(archive: Archive) -> Stories:
    """The parts of a Word file that hold text.

    Raises
    ------
    InputError
        The archive is damaged, or holds no document.
    """
    main = _related(archive, "").get("officeDocument", "word/document.xml")
    root = archive.xml(main)
    if root is None:
        raise InputError(
            archive.path, "there is no document in the file.", "Open it in Word and save it again."
        )
    related = _related(archive, main)
    folder = str(PurePosixPath(main).parent)
    found = {main: root}
    for notes in ("footnotes", "endnotes"):
        name = related.get(notes, f"{folder}/{notes}.xml")
        notes_root = archive.xml(name)
        if notes_root is not None:
            found[name] = notes_root
    return Stories(found, _styles(archive.xml(related.get("styles", f"{folder}/styles.xml"))))


def parts_of(held: Stories) -> list[Part]:
    """The paragraphs of a Word file in the order in which they are read."""
    walk = _Walk(held.styles)
    document, *notes = held.roots.values()
    parts = list(walk.paragraphs(document))
    for root in notes:
        for note in root:
            # Separators between text and notes are notes of a special type.
            if attribute(note, "type") in (None, "normal"):
                parts.extend(walk.paragraphs(note))
    return parts


def _related(archive: Archive, part: str) -> dict[str, str]:
    """Parts that a part refers to, by the last word of the kind of relation."""
    place = PurePosixPath(part)
    root = archive.xml(str(place.parent / "_rels" / f"{place.name}.rels"))
    result: dict[str, str] = {}
    for relation in () if root is None else root:
        kind, target = attribute(relation, "Type"), attribute(relation, "Target")
        if kind and target and attribute(relation, "TargetMode") != "External":
            absolute = target.startswith("/")
            name = target[1:] if absolute else str(place.parent / target)
            result.setdefault(kind.rpartition("/")[2], name)
    return result


def _styles(root: "_Element | None") -> dict[str, _Style]:
    result: dict[str, _Style] = {}
    for style in () if root is None else root:
        identifier = attribute(style, "styleId")
        if local_name(style) != "style" or identifier is None:
            continue
        name = _value(style, "name") or identifier
        properties = _child(style, "pPr")
        result[identifier] = _Style(
            name, _value(style, "basedOn"), _has_outline(properties), _is_numbered(properties)
        )
    return result


class _Walk:
    """The way through a part: paragraphs in order, with what their styles say of them."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self._styles = styles
        self._aside: list[Part] = []

    def paragraphs(self, element: "_Element", *, contents: bool = False) -> Iterator[Part]:
        """Paragraphs below an element; those of text boxes follow the one they hang on."""
        carried = ""
        for child in _shown(element):
            name = local_name(child)
            if name == "p":
                text = carried + "".join(self._text(child))
                properties = _child(child, "pPr")
                if _mark_deleted(properties):
                    # Its end was deleted: the next paragraph continues it.
                    carried = text
                    continue
                carried = ""
                yield text, LineKind.FURNITURE if contents else self._kind(properties)
                aside, self._aside = self._aside, []
                yield from aside
            elif name not in _SKIPPED:
                yield from self.paragraphs(child, contents=contents or _is_contents(child))
        if carried:
            yield carried, LineKind.TEXT

    def _text(self, element: "_Element") -> Iterator[str]:
        for child in _shown(element):
            name = local_name(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "txbxContent":
                inner, self._aside = self._aside, []
                found = list(self.paragraphs(child))
                self._aside = [*inner, *found]
            elif name not in _SKIPPED and not (name == "r" and _is_hidden(child)):
                yield from self._text(child)

    def _kind(self, properties: "_Element | None") -> LineKind:
        style = _value(properties, "pStyle") if properties is not None else None
        kind, outline, numbered = self._style(style)
        if kind in (LineKind.TITLE, LineKind.FURNITURE, LineKind.HEADING, LineKind.QUOTE):
            return kind
        if outline or _has_outline(properties):
            return LineKind.HEADING
        own = None if properties is None else _child(properties, "numPr")
        if own is not None:
            numbered = _is_numbered(properties)
        return LineKind.LIST_ITEM if numbered else kind or LineKind.TEXT

    def _style(self, identifier: str | None) -> tuple[LineKind | None, bool, bool]:
        """Kind, outline level and numbering of a style, its own or that of one it is based on."""
        kind: LineKind | None = None
        outline = numbered = False
        for _ in range(_CHAIN):
            if identifier is None:
                break
            style = self._styles.get(identifier)
            kind = kind or style_kind(style.name if style else identifier)
            if style is None:
                break
            outline, numbered = outline or style.outline, numbered or style.numbered
            identifier = style.based_on
        return kind, outline, numbered


def _shown(element: "_Element") -> Iterator["_Element"]:
    for child in element:
        if local_name(child) == "AlternateContent":
            # The same thing twice, for newer and for older programs: the first is the better one.
            choice = next(iter(child), None)
            if choice is not None:
                yield from _shown(choice)
        else:
            yield child


def _child(element: "_Element | None", name: str) -> "_Element | None":
    for child in () if element is None else element:
        if local_name(child) == name:
            return child
    return None


def _value(element: "_Element | None", name: str) -> str | None:
    child = _child(element, name)
    return None if child is None else attribute(child, "val")


def _has_outline(properties: "_Element | None") -> bool:
    # Level 9 is body text (ECMA-376 part 1, 17.3.1.20).
    return _value(properties, "outlineLvl") in tuple("012345678")


def _is_numbered(properties: "_Element | None") -> bool:
    numbering = _child(properties, "numPr")
    # Number 0 takes a paragraph out of the list of its style (17.9.18).
    return numbering is not None and _value(numbering, "numId") != "0"


def _mark_deleted(properties: "_Element | None") -> bool:
    return _child(_child(properties, "rPr"), "del") is not None


def _is_hidden(run: "_Element") -> bool:
    vanish = _child(_child(run, "rPr"), "vanish")
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _is_contents(element: "_Element") -> bool:
    gallery = _value(_child(_child(element, "sdtPr"), "docPartObj"), "docPartGallery")
    return gallery is not None and gallery.lower() == _CONTENTS
