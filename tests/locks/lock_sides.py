"""A document's side from its sentences alone."""

from collections.abc import Sequence

from align.types import (
    Document,
    Language,
    LineKind,
    Paragraph,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)


def side(
    sentences: Sequence[str], path: str = "ru.txt", language: Language = "ru"
) -> SegmentedText:
    """A document of `sentences`, one a line."""
    text = "\n".join(sentences)
    starts = [0]
    for sentence in sentences[:-1]:
        starts.append(starts[-1] + len(sentence) + 1)
    spans = [Span(start, start + len(s)) for start, s in zip(starts, sentences, strict=False)]
    kind = LineKind.TEXT
    paragraphs = tuple(Paragraph(span, kind, n) for n, span in enumerate(spans))
    places = SourceMap(((0, 0),), tuple(starts))
    numbered = tuple(
        Sentence(n, span, n, kind, " ".join(s.split()))
        for n, (span, s) in enumerate(zip(spans, sentences, strict=True))
    )
    return SegmentedText(
        Document(path, text, paragraphs, places, "txt", "utf-8"), language, numbered
    )
