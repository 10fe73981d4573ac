"""What holds for every file, whatever is in it."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import docx, odt

from align.errors import InputError
from align.readers import read_document
from align.readers.encoding import Decoded
from align.readers.html import read_html
from align.readers.markdown import read_markdown
from align.readers.plain import read_plain
from align.types import Document

WORDS = ["слова", "words", "Share", "5 March", ".", " ", "\n", "\r\n", "\r", "\n\n", "\u2028"]
TAGS = ["<p>", "</p>", "<br>", "<li>", "<b>", "</b>", "<nav>", "</nav>", "<h1>", "</h1>", "<pre>"]
ODD = ["<!--", "-->", "<", ">", "&amp;", "&#10;", "&nbsp;", "&lt", '"', "<script>", "</script>"]
MARKS = ["*", "**", "_", "`", "[", "](x)", "# ", "> ", "- ", "```\n", "|", "\\", "---\n", "~~"]


def joined(*pools: list[str]) -> st.SearchStrategy[str]:
    pool = [piece for pieces in pools for piece in pieces]
    return st.lists(st.sampled_from(pool), max_size=40).map("".join)


def check(document: Document) -> None:
    """Paragraphs ascend, hold words, and leave out nothing but white space."""
    position = 0
    for paragraph in document.paragraphs:
        span = paragraph.span
        assert position <= span.start < span.end <= len(document.text)
        assert not document.text[position : span.start].strip()
        words = span.of(document.text)
        assert words == words.strip()
        position = span.end
    assert not document.text[position:].strip()
    blocks = [paragraph.block for paragraph in document.paragraphs]
    assert blocks == sorted(blocks)
    assert set(blocks) == set(range(len(set(blocks))))
    runs = document.source_map.runs
    assert [offset for offset, _ in runs] == sorted({offset for offset, _ in runs})
    places = [document.position(offset) for offset in range(len(document.text) + 1)]
    assert places == sorted(places)


def check_places(document: Document, raw: str) -> None:
    """Every letter of the text stands where its place in the file says."""
    for offset, char in enumerate(document.text):
        if char.isalnum():
            assert raw[document.source_map.raw_offset(offset)] == char


@given(st.binary(max_size=300), st.booleans(), st.sampled_from([None, "cp1251", "utf-16", "zz"]))
def test_any_bytes_are_a_document_or_an_error(
    data: bytes, presegmented: bool, encoding: str | None
) -> None:
    try:
        document = read_document(
            "-", stdin=BytesIO(data), presegmented=presegmented, encoding=encoding
        )
    except InputError:
        return
    check(document)


@given(joined(WORDS), st.booleans())
def test_plain_text(raw: str, presegmented: bool) -> None:
    try:
        document = read_plain(Decoded(raw, "utf-8"), "x", presegmented=presegmented)
    except InputError:
        assert not raw.strip()
        return
    check(document)
    check_places(document, raw)
    if presegmented:
        assert len(document.paragraphs) == sum(bool(line.strip()) for line in raw.split("\n"))
    else:
        assert document.text == raw.replace("\r\n", "\n").replace("\r", "\n")


@given(joined(WORDS, TAGS, ODD))
def test_web_pages(raw: str) -> None:
    try:
        document = read_html(Decoded(raw, "utf-8"), "x")
    except InputError:
        return
    check(document)
    check_places(document, raw)


@given(joined(WORDS, MARKS, ODD))
def test_markdown(raw: str) -> None:
    try:
        document = read_markdown(Decoded(raw, "utf-8"), "x")
    except InputError:
        return
    check(document)
    check_places(document, raw)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_word_file_is_a_document_or_an_error(data: st.DataObject) -> None:
    sound = data.draw(st.sampled_from([docx("<w:p><w:t>x</w:t></w:p>"), odt("<text:p>x</text:p>")]))
    damaged = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        document = read_document("-", stdin=BytesIO(bytes(damaged)))
    except InputError:
        return
    check(document)


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_reading_twice_gives_the_same(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{form}"
    file.write_text("# Talks\n\n<p>The talks &amp; all.</p>\n\n* 5 March 2024\n", encoding="utf-8")
    assert read_document(file) == read_document(file)
