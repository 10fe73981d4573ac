from align.readers.encoding import Decoded
from align.readers.plain import is_wrapped, read_plain
from align.types import Document, Position

WRAPPED = """\
Talks in the capital

The minister of economy and the minister of trade met in the
capital on Monday. They spoke about customs, about transport
and about the common market of both states.

"We agree on nearly everything," the minister of economy said
after the talks. The next meeting is planned for the autumn.
"""

BY_LINE = """\
Talks in the capital
- 9
13 July 2021
The ministers met on Monday.
They spoke about customs, about transport, about the common market, and about everything else.
"We agree," the minister of economy said
The next meeting is planned.
"""


def read(raw: str, *, presegmented: bool = False) -> Document:
    return read_plain(Decoded(raw, "utf-8"), "x.txt", presegmented=presegmented)


def words(document: Document) -> list[str]:
    return [paragraph.span.of(document.text) for paragraph in document.paragraphs]


def test_wrapped_lines_make_paragraphs() -> None:
    document = read(WRAPPED)
    assert [text.split()[0] for text in words(document)] == ["Talks", "The", '"We']
    assert [paragraph.kind for paragraph in document.paragraphs] == ["title", "text", "text"]


def test_wrapped_lines_need_no_blank_lines() -> None:
    document = read(WRAPPED.replace("\n\n", "\n"))
    assert [text.split()[0] for text in words(document)] == ["Talks", "The", '"We']


def test_an_indented_line_begins_a_paragraph() -> None:
    document = read(WRAPPED.replace("capital on Monday", "    capital on Monday"))
    assert len(document.paragraphs) == 4


def test_a_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    document = read(BY_LINE)
    assert words(document) == BY_LINE.splitlines()
    kinds = ["title", "furniture", "dateline", "text", "text", "text", "text"]
    assert [paragraph.kind for paragraph in document.paragraphs] == kinds
    assert [paragraph.block for paragraph in document.paragraphs] == list(range(7))


def test_short_sentences_on_lines_of_their_own_are_not_wrapped() -> None:
    lines = ["We met on Monday.", "We spoke of trade.", "We agreed on it.", "We went home then."]
    assert not is_wrapped(lines, [0] * 4)


def test_the_text_is_the_file_without_carriage_returns() -> None:
    raw = BY_LINE.replace("\n", "\r\n") + "\u2028\u00adО\u0301б\r\n"
    document = read(raw)
    assert document.text == raw.replace("\r", "")


def test_places_are_those_of_the_file() -> None:
    document = read("\r\n  One line\r\nтва́р two\rThree")
    places = [document.position(paragraph.span.start) for paragraph in document.paragraphs]
    assert places == [Position(2, 3), Position(3, 1), Position(4, 1)]
    assert document.position(document.text.index("two")) == Position(3, 7)


def test_presegmented_lines_end_at_line_feeds_alone() -> None:
    raw = "A\u2028B\u0085C\fD\rE\r\nSecond\n\n \nThird. \r\n"
    document = read(raw, presegmented=True)
    assert words(document) == ["A\u2028B\u0085C\fD\rE", "Second", "Third."]
    assert [paragraph.block for paragraph in document.paragraphs] == [0, 0, 1]
    assert document.position(document.paragraphs[2].span.start) == Position(5, 1)


def test_presegmented_lines_are_never_joined() -> None:
    assert len(read(WRAPPED, presegmented=True).paragraphs) == 6
