"""Frozen values that flow through the program, from a file to a rendered alignment.

Offsets are half-open ranges of code points into the one normalised text of a document
(`Document.text`); `Document.position` maps an offset back to the line and column of the file.
The field's terms follow Brown, Lai and Mercer (1991): a *bead* holds the sentences of both sides
that render each other; a bead with an empty side is an omission or an addition.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

Language = Literal["en", "ru", "be"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "ru": "Russian", "be": "Belarusian"}


class LineKind(StrEnum):
    """What a paragraph of a release is: body text, or one of its other parts."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    TEXT = "text"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    FURNITURE = "furniture"


class BeadKind(StrEnum):
    """What a bead says about its sentences."""

    PAIRED = "paired"
    OMISSION = "omission"
    ADDITION = "addition"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, ``start`` included and ``end`` not."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file as editors show it: line and column, both counted from 1.

    Lines are those of the decoded file; in a word-processor file, where there are none, the
    paragraphs stand for them. Columns count code points.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Piecewise map from offsets in the normalised text to places in the decoded file.

    Parameters
    ----------
    runs
        ``(text offset, raw offset)`` pairs, strictly ascending in the first, ascending in the
        second. From one pair to the next, text and file advance together one for one; a jump in
        the raw offset is something the reader left out (mark-up, a carriage return).
    line_starts
        Raw offset of the first character of every line, ascending, beginning with 0.
    """

    runs: tuple[tuple[int, int], ...]
    line_starts: tuple[int, ...]

    def raw_offset(self, offset: int) -> int:
        """Raw offset of a text offset."""
        index = max(0, bisect_right(self.runs, (offset, 1 << 62)) - 1)
        text_start, raw_start = self.runs[index] if self.runs else (0, 0)
        raw = raw_start + max(0, offset - text_start)
        if index + 1 < len(self.runs):
            raw = min(raw, self.runs[index + 1][1])
        return raw

    def position(self, offset: int) -> Position:
        """Line and column of a text offset, both from 1."""
        raw = self.raw_offset(offset)
        line = max(1, bisect_right(self.line_starts, raw))
        return Position(line, raw - self.line_starts[line - 1] + 1 if self.line_starts else raw + 1)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: where it stands, what it is, and the block it belongs to.

    `block` numbers paragraphs that belong together: in pre-segmented text each line is a
    `Paragraph` of its own and the lines between two blank lines share a block.
    """

    span: Span
    kind: LineKind
    block: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: its normalised text, the paragraphs in it and the way back to the file."""

    path: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    source_map: SourceMap
    format: str
    encoding: str

    def position(self, offset: int) -> Position:
        """Line and column in the file of an offset in `text`."""
        return self.source_map.position(offset)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its number in the document, its place, and its words on one line.

    `text` is the covered part of the document with every run of white space made one blank.
    """

    index: int
    span: Span
    paragraph: int
    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class SegmentedText:
    """One side of an alignment: a document, its language and its sentences in order."""

    document: Document
    language: Language
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the original and of the release that render each other.

    Numbers ascend. They are mostly consecutive; a page-furniture line or a foreign sentence
    may stand between two of them. An empty side makes the bead an omission (nothing in the
    release) or an addition (nothing in the original).

    Parameters
    ----------
    source, target
        Sentence numbers, from 0; never both empty.
    probability
        Posterior probability that exactly these sentences belong together, in [0, 1].
    moved
        The passage stands elsewhere in the release than in the original.
    locked
        Fixed by hand.
    summary
        An addition in square brackets that sums up what was left out beside it.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    probability: float
    moved: bool = False
    locked: bool = False
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """A pair of documents and its beads; every sentence of both sides is in exactly one bead.

    `beads` are in target order, omissions beside their neighbours in the original.
    `signature` says what made them (encoder, segmenter, aligner, versions): two alignments are
    comparable only when their signatures agree.
    """

    source: SegmentedText
    target: SegmentedText
    beads: tuple[Bead, ...]
    signature: str

    def kind(self, bead: Bead) -> BeadKind:
        """Paired, omission, addition, or furniture (a null bead of page furniture alone)."""
        if bead.source and bead.target:
            return BeadKind.PAIRED
        side, numbers = (self.source, bead.source) if bead.source else (self.target, bead.target)
        if all(side.sentences[n].kind is LineKind.FURNITURE for n in numbers):
            return BeadKind.FURNITURE
        return BeadKind.OMISSION if bead.source else BeadKind.ADDITION

    def source_text(self, bead: Bead) -> str:
        """Sentences of the original in `bead`, joined by blanks."""
        return " ".join(self.source.sentences[n].text for n in bead.source)

    def target_text(self, bead: Bead) -> str:
        """Sentences of the release in `bead`, joined by blanks."""
        return " ".join(self.target.sentences[n].text for n in bead.target)
