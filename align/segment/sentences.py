"""From the paragraphs of a document to its sentences."""

from collections.abc import Iterable
from functools import lru_cache

from align.segment.splitter import Splitter, load_splitter
from align.types import Document, Language, LineKind, Paragraph, SegmentedText, Sentence, Span

UNDIVIDED = frozenset({LineKind.TITLE, LineKind.HEADING, LineKind.DATELINE, LineKind.FURNITURE})
# A title holds several sentences only when each has at least this many words: "Working visit to
# the north. Talks with the governor" does, "Q. and A." and "Part 2. Trade" do not.
TITLE_WORDS = 3


def segment(
    document: Document, language: Language, splitter: Splitter | None = None
) -> SegmentedText:
    """Sentences of a document, paragraph by paragraph.

    A title, heading, dateline or line of page furniture is one sentence, unless a title plainly
    holds several.

    Parameters
    ----------
    document
        The document.
    language
        Its language.
    splitter
        Splitter to use instead of the packaged one of `language`.
    """
    chosen = splitter or _packaged(language)
    found = (
        (paragraph, span)
        for paragraph in document.paragraphs
        for span in _divide(document.text, paragraph, chosen)
    )
    return SegmentedText(document, language, _number(document.text, found))


def segment_lines(document: Document, language: Language) -> SegmentedText:
    """Sentences of a pre-segmented document: every paragraph (a line of the file) is one."""
    found = ((paragraph, paragraph.span) for paragraph in document.paragraphs)
    return SegmentedText(document, language, _number(document.text, found))


@lru_cache(maxsize=3)
def _packaged(language: Language) -> Splitter:
    return load_splitter(language)


def _divide(text: str, paragraph: Paragraph, splitter: Splitter) -> Iterable[Span]:
    own = paragraph.span.of(text)
    start = paragraph.span.start
    whole = own.strip()
    if not whole:
        return ()
    first = start + len(own) - len(own.lstrip())
    alone = (Span(first, first + len(whole)),)
    if paragraph.kind in UNDIVIDED and paragraph.kind is not LineKind.TITLE:
        return alone
    spans = splitter.split(own)
    if paragraph.kind is LineKind.TITLE and any(
        len(span.of(own).split()) < TITLE_WORDS for span in spans
    ):
        return alone
    return tuple(Span(start + span.start, start + span.end) for span in spans)


def _number(text: str, found: Iterable[tuple[Paragraph, Span]]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(index, span, paragraph.block, paragraph.kind, " ".join(span.of(text).split()))
        for index, (paragraph, span) in enumerate(found)
    )
