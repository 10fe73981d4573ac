"""From paragraphs to sentences."""

from align.segment import segment, segment_lines
from align.types import Document, LineKind, Paragraph, SourceMap, Span


def document(*parts: tuple[LineKind, str]) -> Document:
    text, paragraphs = "", []
    for block, (kind, part) in enumerate(parts):
        paragraphs.append(Paragraph(Span(len(text), len(text) + len(part)), kind, block))
        text += part + "\n"
    return Document("release.txt", text, tuple(paragraphs), SourceMap((), (0,)), "txt", "utf-8")


def texts(*parts: tuple[LineKind, str]) -> list[str]:
    return [sentence.text for sentence in segment(document(*parts), "en").sentences]


def test_sentences_are_numbered_through_and_know_their_paragraph() -> None:
    found = segment(
        document((LineKind.TEXT, "It grew. It fell."), (LineKind.QUOTE, "“Good.”")), "en"
    )
    assert [(s.index, s.paragraph, s.kind, s.text) for s in found.sentences] == [
        (0, 0, LineKind.TEXT, "It grew."),
        (1, 0, LineKind.TEXT, "It fell."),
        (2, 1, LineKind.QUOTE, "“Good.”"),
    ]
    assert all(s.span.of(found.document.text) == s.text for s in found.sentences)


def test_white_space_becomes_one_blank() -> None:
    assert texts((LineKind.TEXT, "  It\n\tgrew\u00a0 fast.  ")) == ["It grew fast."]


def test_headings_datelines_and_furniture_are_undivided() -> None:
    for kind in (LineKind.HEADING, LineKind.DATELINE, LineKind.FURNITURE):
        assert texts((kind, "The work is done. The rest is easy.")) == [
            "The work is done. The rest is easy."
        ]


def test_a_title_is_divided_only_when_it_plainly_holds_several() -> None:
    assert texts((LineKind.TITLE, "Visit to the north. Talks with the governor")) == [
        "Visit to the north.",
        "Talks with the governor",
    ]
    assert texts((LineKind.TITLE, "Ready? Steady growth in the north")) == [
        "Ready? Steady growth in the north"
    ]


def test_a_list_item_keeps_its_number() -> None:
    assert texts((LineKind.LIST_ITEM, "1. Set up a commission. It meets in May.")) == [
        "1. Set up a commission.",
        "It meets in May.",
    ]


def test_an_empty_paragraph_holds_no_sentence() -> None:
    assert texts((LineKind.TEXT, "  "), (LineKind.TITLE, " ")) == []


def test_a_pre_segmented_line_is_one_sentence() -> None:
    found = segment_lines(
        document((LineKind.TEXT, "One. Two."), (LineKind.TEXT, "Three  four.")), "en"
    )
    assert [s.text for s in found.sentences] == ["One. Two.", "Three four."]
    assert [s.index for s in found.sentences] == [0, 1]
