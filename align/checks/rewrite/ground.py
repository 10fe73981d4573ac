"""Where edits are made: the raw text of a file, and the way from a document's text to it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from align.checks.rewrite.fixes import Refused, trimmed
from align.findings import Edit
from align.readers.html_scan import unescape
from align.types import Document, Span

_BLANK = " \t\n\r\f"
# What Markdown may take for a mark (CommonMark 0.31, 2.4).
_MARKS = re.compile(r"[\\`*_{}\[\]()#+.!|~-]")
_REFERENCE = 40  # Characters of the longest character reference, and some.


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `text` in the place of a range of the raw text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A raw text and the document that was read from it.

    Parameters
    ----------
    raw
        The raw text, which the document's source map leads to.
    document
        What was read.
    gap
        Whether words may go on over a piece of the raw text that is not shown, which stands at an
        offset; blanks beside blanks are none.
    writings
        The ways in which new words can be written, the plainest first.
    """

    raw: str
    document: Document
    gap: Callable[[int, str], bool] = field(default=lambda _, between: not between)
    writings: Callable[[str], Sequence[str]] = field(default=lambda text: (text,))

    def ways(self, edit: Edit) -> list[Splice]:
        """The ways to make an edit; none where it changes nothing.

        Raises
        ------
        Refused
            There is none.
        """
        span, words = trimmed(edit, self.document.text)
        if not len(span) and not words:
            return []
        start, end = self._range(span)
        return [Splice(start, end, written) for written in self.writings(words)]

    def _range(self, span: Span) -> tuple[int, int]:
        """The raw range of a range of the text, which must not hold anything else."""
        text, where = self.document.text, self.document.source_map
        if not len(span):
            return self._place(span.start)
        start = end = where.raw_offset(span.start)
        for at in range(span.start, span.end):
            begin = where.raw_offset(at)
            between = self.raw[end:begin]
            beside = text[at] in _BLANK or text[at - 1] in _BLANK
            if begin < end or not (
                not between or self.gap(end, between) or (beside and not between.strip(_BLANK))
            ):
                raise Refused("spans mark-up")
            end = self._end(at)
        if text[span.end - 1] in _BLANK and self.document.format in ("html", "md"):
            # All of what is shown as one blank.
            while end < len(self.raw) and self.raw[end] in _BLANK:
                end += 1
        return start, end

    def _place(self, at: int) -> tuple[int, int]:
        """Where to insert something: behind what stands before it, if that is in its paragraph."""
        spans = [paragraph.span for paragraph in self.document.paragraphs]
        index = bisect_right(spans, Span(at - 1, 1 << 62)) - 1
        inside = index >= 0 and spans[index].start < at <= spans[index].end
        raw = self._end(at - 1) if inside else self.document.source_map.raw_offset(at)
        return raw, raw

    def _end(self, at: int) -> int:
        """Where a character of the text ends in the raw text."""
        where = self.document.source_map
        raw, after = where.raw_offset(at), where.raw_offset(at + 1)
        char, shown = self.raw[raw : raw + 1], self.document.text[at]
        if char == "&" and after != raw + 1 and self.document.format in ("html", "md"):
            words, _, end = next(unescape(self.raw, raw, min(len(self.raw), raw + _REFERENCE)))
            if words.startswith(shown) and end - raw > len(words):
                return end
        if char != shown and not (char and char in _BLANK and shown in _BLANK):
            raise Refused("spans mark-up")
        return raw + 1


def spliced(raw: str, splices: Sequence[Splice]) -> str:
    """The raw text after changes that do not touch each other."""
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda s: (s.start, s.end)):
        parts += (raw[at : splice.start], splice.text)
        at = splice.end
    return "".join((*parts, raw[at:]))


def writings_of(form: str, codec: str, newline: str) -> Callable[[str], Sequence[str]]:
    """The ways to write words in a text format and an encoding, the plainest first.

    Parameters
    ----------
    form
        ``txt``, ``md`` or ``html``.
    codec
        The encoding. What it lacks is written as a character reference where there are such.
    newline
        What ends the lines of the file.
    """

    def write(text: str) -> Sequence[str]:
        if form == "txt":
            try:
                text.encode(codec)
            except UnicodeEncodeError as error:
                lacks = f"has “{text[error.start]}”, which {codec} cannot write"
                raise Refused(lacks) from None
            return (text.replace("\n", newline),)
        ways = [escape(text, quote=False)] if form == "html" else [text, _escaped(text)]
        return [way.encode(codec, "xmlcharrefreplace").decode(codec) for way in ways]

    return write


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))
