"""Word-processor files: edits in the pieces of text that their XML is full of.

Which piece a reader takes which words from, the reader itself says: every piece is replaced by its
number, and the file read. The pieces in a row are the raw text, a zero character between them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from align.checks.rewrite.archive import with_parts
from align.checks.rewrite.fixes import Refused
from align.checks.rewrite.ground import Ground, Splice, spliced
from align.checks.rewrite.xml_places import Key, mended
from align.readers.archive import Archive, local_name
from align.readers.build import Draft, Piece, assemble, collapse
from align.types import Document, LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_BETWEEN = "\0"  # Not a character of XML (XML 1.0, 2.2): no text can have it.
# Private characters around a number, in the place of a piece: nothing else is left in the text.
_NUMBER = re.compile("\ue000([0-9]+)\ue001|([^\ue000]+)")
# What Word keeps of the language and the spelling of a run changes nothing that is seen.
_UNSEEN = frozenset(("lang", "noProof"))


class Word:
    """A Word file or an OpenDocument text whose pieces of text can be changed."""

    def __init__(self, data: bytes, path: str, form: str) -> None:
        self._data, self._form = data, form
        reader = import_module(f"align.readers.{form}")
        held = reader.stories(Archive(data, path))
        self._parts: list[tuple[str, str, Key]] = []  # Name and encoding, place of the piece.
        self._holders: list[_Element] = []
        texts: list[str] = []
        for name, root in held.roots.items():
            encoding = root.getroottree().docinfo.encoding or "UTF-8"
            for number, element in enumerate(root.iter()):
                for which in self._pieces(element):
                    texts.append(_get(element, which))
                    self._parts.append((name, encoding, (number, which)))
                    above = element.getparent()
                    self._holders.append(
                        above if which == "tail" and above is not None else element
                    )
                    _set(element, which, f"\ue000{len(texts) - 1}\ue001")
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._texts = texts
        document = self._read(reader.parts_of(held), path)
        self.ground = Ground(_BETWEEN.join(texts), document, self._joins, _written)

    def write(self, splices: Sequence[Splice]) -> bytes:
        """The file after changes of its raw text.

        Raises
        ------
        Refused
            The XML is not plain enough.
        """
        by_piece: dict[int, list[Splice]] = {}
        for splice in splices:
            self._divide(splice, by_piece)
        by_part: dict[str, dict[Key, tuple[str, str]]] = {}
        for piece, changes in by_piece.items():
            name, encoding, key = self._parts[piece]
            if encoding.upper() not in ("UTF-8", "US-ASCII", "ASCII"):
                raise Refused(f"stands in a part of the file that is {encoding}")
            new = spliced(self._texts[piece], changes)
            by_part.setdefault(name, {})[key] = self._texts[piece], new
        archive = Archive(self._data, "")
        parts = {
            name: mended(archive.read(name) or b"", changes, spaced=self._form == "docx")
            for name, changes in by_part.items()
        }
        return with_parts(self._data, parts)

    def _pieces(self, element: "_Element") -> list[str]:
        """Which of the two texts at an element may be shown: in it, and behind it."""
        if self._form == "docx":
            return ["text"] if local_name(element) == "t" and element.text else []
        return [which for which in ("text", "tail") if getattr(element, which)]

    def _read(self, parts: Sequence[tuple[str, LineKind]], path: str) -> Document:
        """The document that the reader makes of the pieces, its map leading to the raw text."""
        drafts: list[Draft] = []
        starts: list[int] = []
        length = 0
        for marked_text, kind in parts:
            pieces = self._placed(marked_text)
            text = "".join(piece.text for piece in pieces)
            if text.strip():
                drafts.append(Draft(pieces, kind, len(drafts)))
                starts.append(length)
                length += len(text) + 1
        return assemble(path, drafts, tuple(starts) or (0,), self._form, "utf-8")

    def _placed(self, marked_text: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        at = 0
        for match in _NUMBER.finditer(marked_text):
            if match[1] is None:
                # A sign that is an element: a tab, a line break. It has no text of its own.
                pieces.append(Piece(match[2], at, at))
            else:
                start, text = self._starts[int(match[1])], self._texts[int(match[1])]
                at = start + len(text)
                pieces.append(Piece(text, start, at))
        return _collapsed(pieces) if self._form == "odt" else tuple(pieces)

    def _joins(self, at: int, between: str) -> bool:
        """Whether words may go on from one piece to another: where both look the same."""
        if between.strip(f" \t\n\r{_BETWEEN}"):
            return False
        first = self._piece(at)
        last = self._piece(at + len(between))
        return all(self._alike(one, one + 1) for one in range(first, last))

    def _alike(self, one: int, other: int) -> bool:
        if self._parts[one][0] != self._parts[other][0]:
            return False
        a, b = self._holders[one], self._holders[other]
        if a is b:
            return True
        if self._form == "odt":
            spans = local_name(a) == local_name(b) == "span"
            return spans and a.items() == b.items() and a.getparent() is b.getparent()
        run, next_run = a.getparent(), b.getparent()
        if run is None or next_run is None:
            return False
        return run is next_run or (
            run.getparent() is next_run.getparent() and _looks(run) == _looks(next_run)
        )

    def _piece(self, at: int) -> int:
        """Number of the piece that a place of the raw text is in."""
        return bisect_right(self._starts, at) - 1

    def _divide(self, splice: Splice, by_piece: dict[int, list[Splice]]) -> None:
        """A change of the raw text as changes of its pieces: the first gets the new words."""
        first, last = self._piece(splice.start), self._piece(max(splice.start, splice.end - 1))
        words = splice.text
        for piece in range(first, last + 1):
            start, length = self._starts[piece], len(self._texts[piece])
            begin = max(0, splice.start - start)
            end = min(length, max(begin, splice.end - start))
            by_piece.setdefault(piece, []).append(Splice(begin, end, words))
            words = ""


def _written(text: str) -> Sequence[str]:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise Refused("has half a character")
    return (text,)


def _get(element: "_Element", which: str) -> str:
    return (element.text if which == "text" else element.tail) or ""


def _set(element: "_Element", which: str, text: str) -> None:
    if which == "text":
        element.text = text
    else:
        element.tail = text


def _looks(run: "_Element") -> list[Any]:
    """What a run of Word looks like: its properties, but for those that are not seen."""
    found: list[Any] = []
    for child in run:
        if local_name(child) == "rPr":
            found += [
                (local_name(one), sorted(one.items()))
                for one in child
                if local_name(one) not in _UNSEEN
            ]
    return found


def _collapsed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Blanks as OpenDocument reads them (6.1.2); blanks that are elements are kept apart."""
    signs = [piece.raw == piece.raw_end for piece in pieces]
    hidden = [
        Piece("\1" * len(piece.text), piece.raw, piece.raw) if sign else piece
        for piece, sign in zip(pieces, signs, strict=True)
    ]
    shown = iter("".join(piece.text for piece, sign in zip(pieces, signs, strict=True) if sign))
    return tuple(
        Piece("".join(next(shown) for _ in piece.text), piece.raw, piece.raw_end)
        if piece.raw == piece.raw_end
        else piece
        for piece in collapse(hidden)
    )
