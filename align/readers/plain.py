"""Plain text: paragraphs between blank lines, a paragraph a line, or a sentence a line.

Texts that a program wrapped break their lines at a width; press releases copied from the web have a
paragraph a line, often without blank lines. Which of the two a file is, its lines tell: see
`is_wrapped`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from align.linetypes import classify, line_kind
from align.readers.build import (
    PARAGRAPH_LIMIT,
    PARAGRAPHS_LIMIT,
    number_blocks,
    too_long,
    too_many,
)
from align.readers.encoding import Decoded
from align.text import line_starts, normalise_newlines, one_line
from align.types import Document, LineKind, Paragraph, SourceMap, Span

# Editors and mail programs wrap at 60 to 100 characters; 120 leaves room for wide settings.
_NARROWEST, _WIDEST = 40, 120
# In a wrapped file nearly every line but the last of a paragraph is full; the share leaves room for
# headings and addresses among them.
_FULL_SHARE, _LEAST_SHARE = 0.7, 0.3
# Sentences on lines of their own end where the line does; of lines wrapped at 72 characters 4 %
# (English) to 7 % (Russian) do by chance, measured on 160 official transcripts.
_OPEN_SHARE = 0.7
_CLOSING = "»”\"')]’"
_FINAL = (".", "!", "?", "…", ":")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words: where it stands without the blanks around it, and its indentation."""

    start: int
    end: int
    indent: int
    text: str
    block: int


def read_plain(decoded: Decoded, path: str, *, presegmented: bool = False) -> Document:
    """Read plain text.

    Parameters
    ----------
    decoded
        The text of the file.
    path
        The file as the user named it.
    presegmented
        Every line with words is a unit of its own, split at line feeds alone, and blank lines end
        blocks.
    """
    raw = decoded.text
    text, runs = normalise_newlines(raw, keep_lone=presegmented)
    lines = _lines(text, path)
    if presegmented:
        groups = [[line] for line in lines]
    elif is_wrapped([line.text for line in lines], [line.block for line in lines]):
        groups = _unwrap(lines)
    else:
        groups = [[line] for line in lines]
    spans = [Span(group[0].start, group[-1].end) for group in groups]
    for group, span in zip(groups, spans, strict=True):
        if len(span) > PARAGRAPH_LIMIT:
            raise too_long(path, text.count("\n", 0, group[0].start) + 1)
    kinds = classify([one_line(span.of(text)) for span in spans])
    paragraphs = number_blocks(
        path,
        [
            Paragraph(span, kind, group[0].block if presegmented else number)
            for number, (group, span, kind) in enumerate(zip(groups, spans, kinds, strict=True))
        ],
    )
    source_map = SourceMap(runs, line_starts(raw, line_feeds_only=presegmented))
    return Document(path, text, paragraphs, source_map, "txt", decoded.encoding)


def is_wrapped(lines: Sequence[str], blocks: Sequence[int]) -> bool:
    """Whether line ends are mere wrapping, to be read as blanks.

    A line is *full* if the first word of the next would not have fitted into the width of the file
    (its longest line, 40 to 120 characters). Lines that are not full, and end where a sentence
    ends, may end a paragraph. Of the other lines that are followed without a blank line between, at
    least 70 % are full in a wrapped file, and most full lines end in mid-sentence. Where lines are
    paragraphs they are of any length and end where a sentence ends.

    Parameters
    ----------
    lines
        The lines that hold words.
    blocks
        A number for each, the same for lines with no blank line between them.
    """
    inner = [
        (line, after)
        for line, after, block, next_block in zip(
            lines, lines[1:], blocks, blocks[1:], strict=False
        )
        if block == next_block
    ]
    width = max(map(len, lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    full = [line for line, after in inner if not _has_room(line, after, width)]
    ended = sum(_has_room(line, after, width) and _is_final(line) for line, after in inner)
    open_ends = sum(not _is_final(line) for line in full)
    return len(full) >= max(
        2, _FULL_SHARE * (len(inner) - ended), _LEAST_SHARE * len(inner)
    ) and open_ends >= _OPEN_SHARE * len(full)


def _has_room(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) <= width * 0.95


def _is_final(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_FINAL)


def _lines(text: str, path: str) -> list[_Line]:
    result: list[_Line] = []
    offset = block = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > PARAGRAPH_LIMIT:
            raise too_long(path, number)
        words = line.strip()
        if words:
            if len(result) == PARAGRAPHS_LIMIT:
                raise too_many(path)
            indent = len(line) - len(line.lstrip())
            start = offset + indent
            result.append(_Line(start, start + len(words), indent, words, block))
        else:
            block += 1
        offset += len(line) + 1
    return result


def _unwrap(lines: Sequence[_Line]) -> list[list[_Line]]:
    width = max(len(line.text) for line in lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not _begins(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins(last: _Line, line: _Line, width: int) -> bool:
    """Whether `line` begins a paragraph, in a file whose lines are wrapped at `width`."""
    if line.block != last.block or line.indent >= last.indent + 2:
        return True
    if line_kind(line.text) is not LineKind.TEXT or line_kind(last.text) in (
        LineKind.FURNITURE,
        LineKind.DATELINE,
    ):
        return True
    # A line that ends early ends a paragraph, at once if a sentence ends there too.
    room = width - len(last.text) - 1 - len(line.text.split(maxsplit=1)[0])
    return room > width // 3 or (room > width // 10 and _is_final(last.text))
