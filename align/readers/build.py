"""Put paragraphs that a reader found together into a `Document`.

Readers of mark-up hand over `Draft` paragraphs made of pieces that know where in the file they
stand. White space is collapsed as a browser does it; what a reader leaves out (tags, marks) shows
up as a jump in the source map.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.errors import InputError
from align.linetypes import classify
from align.text import one_line
from align.types import Document, LineKind, Paragraph, SourceMap, Span

# The longest paragraph the program accepts. A long novel has about as many characters: what is
# longer in one piece is a data dump, and every later step would be slow on it.
PARAGRAPH_LIMIT = 1_000_000

# And the most of them. The longest transcripts have 1,500; a file with more than this many is a
# data dump, or made to keep the program busy.
PARAGRAPHS_LIMIT = 200_000

# White space as HTML defines it (HTML standard, "ASCII whitespace"): a no-break space is text.
_BLANKS = re.compile("[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: its text, and the stretch of the decoded file it stands for."""

    text: str
    raw: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph on its way into a document."""

    pieces: tuple[Piece, ...]
    kind: LineKind
    block: int

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(piece.text for piece in self.pieces)


def collapse(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Make every run of blanks one blank, also across pieces, and drop it at the ends."""
    result: list[Piece] = []
    after_blank = True
    for piece in pieces:
        if piece.raw_end - piece.raw != len(piece.text):
            # An entity: its characters have no places of their own in the file.
            is_blank = not _BLANKS.sub("", piece.text)
            if not (is_blank and after_blank):
                result.append(replace(piece, text=" ") if is_blank else piece)
                after_blank = is_blank
            continue
        done = 0
        for match in _BLANKS.finditer(piece.text):
            if match.start() > done:
                result.append(_part(piece, done, match.start()))
                after_blank = False
            done = match.end()
            if not after_blank:
                start = piece.raw + match.start()
                result.append(Piece(" ", start, start + 1))
                after_blank = True
        if done < len(piece.text):
            result.append(_part(piece, done, len(piece.text)))
            after_blank = False
    while result and not _BLANKS.sub("", result[-1].text):
        result.pop()
    return tuple(result)


def _part(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.text[start:end], piece.raw + start, piece.raw + end)


def assemble(
    path: str, drafts: Sequence[Draft], starts: tuple[int, ...], form: str, encoding: str
) -> Document:
    """Join paragraphs by line feeds into a document with its source map.

    Parameters
    ----------
    path
        The file as the user named it.
    drafts
        Paragraphs in the order of the file; those without words are left out.
    starts
        Offsets of the lines of the decoded file.
    form, encoding
        Name of the format and of the encoding, for the document.

    Raises
    ------
    InputError
        There is no word in the file, or a paragraph is too long.
    """
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    paragraphs: list[Paragraph] = []
    length = raw_end = 0
    for draft in drafts:
        text = draft.text
        words = text.strip()
        if not words:
            continue
        if len(text) > PARAGRAPH_LIMIT:
            raise too_long(path, bisect_right(starts, draft.pieces[0].raw))
        if parts:
            _add_run(runs, length, raw_end)
            parts.append("\n")
            length += 1
        start = length + len(text) - len(text.lstrip())
        paragraphs.append(Paragraph(Span(start, start + len(words)), draft.kind, draft.block))
        for piece in draft.pieces:
            _add_run(runs, length, piece.raw)
            length += len(piece.text)
            raw_end = piece.raw_end
        parts.append(text)
    # The end of the last word, for outputs that underline up to it.
    _add_run(runs, length, raw_end)
    source_map = SourceMap(tuple(runs) or ((0, 0),), starts)
    text = "".join(parts)
    return Document(path, text, number_blocks(path, paragraphs), source_map, form, encoding)


def assemble_parts(
    path: str, parts: Sequence[tuple[str, LineKind]], form: str, encoding: str
) -> Document:
    """Join the paragraphs of a word-processor file; their numbers stand for line numbers.

    Only paragraphs with words are counted, as a reader would count them.
    """
    if len(parts) > PARAGRAPHS_LIMIT:
        raise too_many(path)
    drafts: list[Draft] = []
    starts: list[int] = []
    length = 0
    for text, kind in parts:
        if not text.strip():
            continue
        end = length + len(text)
        drafts.append(Draft((Piece(text, length, end),), kind, len(drafts)))
        starts.append(length)
        length = end + 1
    drafts = settle_kinds(drafts)
    return assemble(path, drafts, tuple(starts) or (0,), form, encoding)


def settle_kinds(drafts: Sequence[Draft]) -> list[Draft]:
    """Let the words of paragraphs have a say where mark-up called them plain text or list items.

    The file's mark-up knows its headings; that "Share" or a date is no body text, only the words
    tell. When nothing is marked as the title, the first heading or the first line becomes it.
    """
    body = [index for index, draft in enumerate(drafts) if draft.kind is not LineKind.FURNITURE]
    result = list(drafts)
    titles = [index for index in body if drafts[index].kind is LineKind.TITLE]
    title = one_line(drafts[titles[0]].text) if titles else None
    kinds = classify([drafts[index].text for index in body], title=title)
    open_kinds = (LineKind.TEXT, LineKind.LIST_ITEM)
    for index, kind in zip(body, kinds, strict=True):
        draft = drafts[index]
        if (kind is LineKind.TITLE and draft.kind in (LineKind.TEXT, LineKind.HEADING)) or (
            draft.kind in open_kinds and kind in (LineKind.FURNITURE, LineKind.DATELINE)
        ):
            result[index] = replace(draft, kind=kind)
    return result


def number_blocks(path: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Number the blocks from 0 without gaps; a document without paragraphs is an error."""
    if not paragraphs:
        raise InputError(path, "there is no text in the file.", "Check that it was saved in full.")
    numbers: dict[int, int] = {}
    return tuple(
        replace(paragraph, block=numbers.setdefault(paragraph.block, len(numbers)))
        for paragraph in paragraphs
    )


def too_many(path: str) -> InputError:
    """The error for a file with too many paragraphs."""
    return InputError(
        path,
        f"the file has more than {PARAGRAPHS_LIMIT:,} paragraphs.",
        "Split it, or check that this is the right file.",
    )


def too_long(path: str, line: int) -> InputError:
    """The error for a line or paragraph over the limit."""
    return InputError(
        path,
        f"the paragraph is longer than {PARAGRAPH_LIMIT:,} characters.",
        "Split it into paragraphs, or check that this is the right file.",
        line,
    )


def _add_run(runs: list[tuple[int, int]], offset: int, raw: int) -> None:
    if runs:
        last_offset, last_raw = runs[-1]
        if offset - last_offset == raw - last_raw:
            return
        if offset == last_offset:
            runs.pop()
    runs.append((offset, raw))
