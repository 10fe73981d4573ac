"""Markdown: text without its marks, paragraph by paragraph, with places in the file.

Blocks and marks are those of CommonMark 0.31 that press texts use: headings, lists, quotes, code
blocks (read as text), tables with bars, emphasis, links, images, escapes, character references.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.readers.build import (
    PARAGRAPH_LIMIT,
    PARAGRAPHS_LIMIT,
    Draft,
    Piece,
    assemble,
    collapse,
    settle_kinds,
    too_long,
    too_many,
)
from align.readers.encoding import Decoded
from align.readers.html_scan import unescape
from align.readers.markdown_inline import marks
from align.text import line_starts
from align.types import Document, LineKind

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file without its end, and without the mark of a quote before it."""

    start: int
    end: int
    quoted: bool


def read_markdown(decoded: Decoded, path: str) -> Document:
    """Read a Markdown file.

    Parameters
    ----------
    decoded
        The text of the file.
    path
        The file as the user named it.
    """
    raw = decoded.text
    starts = line_starts(raw)
    blocks = _Blocks(raw, path)
    for line in _lines(raw, starts):
        blocks.line(line)
    blocks.flush()
    return assemble(path, settle_kinds(blocks.drafts), starts, "md", decoded.encoding)


class _Blocks:
    """The file while it is read: the paragraph at hand and those before it."""

    def __init__(self, raw: str, path: str) -> None:
        self.drafts: list[Draft] = []
        self._raw = raw
        self._path = path
        self._kind = LineKind.TEXT
        self._lines: list[tuple[int, int]] = []
        self._fence = ""
        self._front_end = 0
        normal = raw.replace("\r\n", " \n").replace("\r", "\n")
        front = _FRONT_MATTER.match(normal)
        if front:
            self._front_end = front.end()
        # Comments may span lines; they are cut out of every line they touch.
        self._comments = (
            [match.span() for match in _COMMENT.finditer(raw, self._front_end)]
            if "<!--" in raw
            else []
        )
        self._next_comment = 0

    def line(self, line: _Line) -> None:
        """Take a line in."""
        written = self._raw[line.start : line.end]
        if line.start < self._front_end:
            self._front_matter(line, written)
            return
        fence = _FENCE.match(written)
        if self._fence:
            if fence and fence[1].startswith(self._fence):
                self.flush()
                self._fence = ""
            elif written.strip():
                self._lines.append((line.start, line.end))
            else:
                self.flush()
            return
        if fence:
            self.flush()
            self._fence = fence[1]
            return
        self._block_line(line, written)

    def flush(self) -> None:
        """End the paragraph at hand."""
        lines, self._lines = self._lines, []
        kind, self._kind = self._kind, LineKind.TEXT
        if lines:
            self._add(lines, kind, plain=bool(self._fence) or kind is LineKind.FURNITURE)

    def _block_line(self, line: _Line, written: str) -> None:
        if written[:1].isalpha() and self._lines and "|" not in written and not line.quoted:
            # The common case: a line that goes on with the paragraph.
            self._lines.append((line.start, line.end))
            return
        if not written.strip() or _DEFINITION.match(written):
            self.flush()
            return
        heading = _HEADING.match(written)
        if heading:
            self.flush()
            end = _HEADING_END.search(written[-1_000:])
            stop = line.end - (len(end[0]) if end else 0)
            self._add([(line.start + heading.end(), stop)], LineKind.HEADING)
            return
        if self._lines and self._kind is LineKind.TEXT and _UNDERLINE.fullmatch(written):
            self._kind = LineKind.HEADING
            self.flush()
            return
        if _RULE.fullmatch(written):
            self.flush()
            return
        if "|" in written and _TABLE_RULE.fullmatch(written):
            self._table_head()
            return
        if written.lstrip().startswith("|") and written.rstrip().endswith("|"):
            self.flush()
            self._cells(line.start, line.end)
            return
        item = _ITEM.match(written)
        kind = LineKind.QUOTE if line.quoted else LineKind.TEXT
        if item:
            self.flush()
            self._kind = LineKind.LIST_ITEM
        elif not self._lines or (line.quoted and self._kind is LineKind.TEXT):
            self.flush()
            self._kind = kind
        self._lines.append((line.start + (item.end() if item else 0), line.end))

    def _front_matter(self, line: _Line, written: str) -> None:
        # What a site generator needs to know is no text, but nothing is left out silently.
        if written.strip() not in ("---", "..."):
            self._kind = LineKind.FURNITURE
            self._lines.append((line.start, line.end))
        self.flush()

    def _table_head(self) -> None:
        lines, self._lines = self._lines, []
        self._kind = LineKind.TEXT
        for start, end in lines:
            self._cells(start, end)

    def _cells(self, start: int, end: int) -> None:
        place = start
        for position in range(start, end + 1):
            if position == end or (self._raw[position] == "|" and self._raw[position - 1] != "\\"):
                if position > place:
                    self._add([(place, position)], LineKind.TEXT)
                place = position + 1

    def _add(self, lines: list[tuple[int, int]], kind: LineKind, *, plain: bool = False) -> None:
        if lines[-1][1] - lines[0][0] > PARAGRAPH_LIMIT:
            raise too_long(self._path, self._raw.count("\n", 0, lines[0][0]) + 1)
        pieces: list[Piece] = []
        for start, end in self._without_comments(lines):
            pieces.append(Piece(self._raw[start:end], start, end))
            pieces.append(Piece(" ", end, end + 1))
        if not plain:
            pieces = list(_without_marks(pieces))
        collapsed = collapse(pieces)
        if collapsed:
            if len(self.drafts) == PARAGRAPHS_LIMIT:
                raise too_many(self._path)
            self.drafts.append(Draft(collapsed, kind, len(self.drafts)))

    def _without_comments(self, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        comments = self._comments
        for start, end in lines:
            while self._next_comment < len(comments) and comments[self._next_comment][1] <= start:
                self._next_comment += 1
            index = self._next_comment
            while index < len(comments) and comments[index][0] < end:
                if comments[index][0] > start:
                    yield start, comments[index][0]
                start = comments[index][1]
                index += 1
            if start < end:
                yield start, end


def _lines(raw: str, starts: tuple[int, ...]) -> Iterator[_Line]:
    for start, after in zip(starts, (*starts[1:], len(raw)), strict=True):
        end = after
        while end > start and raw[end - 1] in "\r\n":
            end -= 1
        begin, quoted = start, False
        # Quotes inside quotes, to a depth that people write.
        for _ in range(8):
            match = _QUOTE.match(raw, begin, end)
            if not match:
                break
            begin, quoted = match.end(), True
        yield _Line(begin, end, quoted)


def _without_marks(pieces: list[Piece]) -> Iterator[Piece]:
    """Take marks out of a paragraph and resolve character references."""
    text = "".join(piece.text for piece in pieces)
    removed = iter([*marks(text), (len(text), len(text))])
    cut_start, cut_end = next(removed)
    offset = 0
    for piece in pieces:
        place, stop = offset, offset + len(piece.text)
        while place < stop:
            if place >= cut_end:
                cut_start, cut_end = next(removed, (len(text), len(text) + 1))
            elif place >= cut_start:
                place = min(cut_end, stop)
            else:
                until = min(cut_start, stop)
                part = piece.text[place - offset : until - offset]
                raw = piece.raw + place - offset
                for resolved, start, end in unescape(part, 0, len(part)):
                    yield Piece(resolved, raw + start, raw + end)
                place = until
        offset = stop
