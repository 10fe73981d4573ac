import pytest

from align.readers.encoding import Decoded
from align.readers.html import read_html
from align.types import Document, Position

PAGE = """<!DOCTYPE html>
<html><head><title>Talks in Minsk – Press office</title><style>p{}</style>
<script>if (a<b) document.write("<p>no</p>")</script></head><body class="page no-sidebar">
<header><a href="/">Home</a><nav><ul><li>News<li>Events</ul></nav></header>
<main><h1>Talks<br>in&nbsp;Minsk</h1>
<p class=lead>13 July 2021, 14:00</p>
<p>The <b>mini</b>ster said:
   &laquo;Yes&raquo; &amp left.<br>Second line<br><br>Third line</p>
<blockquote><p>Quoted words.</p></blockquote>
<ol><li>First<li>Second</ol>
<table><tr><td>A<td>B</table>
<p hidden>never</p><p style="display: none">never</p><template>never</template>
<div class="share-buttons"><span>To friends</span></div>
<p>Tail <!-- <p>never --> 3 < 4</p>
</main><footer>Address of the office</footer></body></html>
"""


def read(raw: str) -> Document:
    return read_html(Decoded(raw, "utf-8"), "x.html")


def parts(document: Document) -> list[tuple[str, str]]:
    return [(str(p.kind), p.span.of(document.text)) for p in document.paragraphs]


def test_a_page_is_read_as_it_is_seen() -> None:
    assert parts(read(PAGE)) == [
        ("furniture", "Talks in Minsk – Press office"),
        ("furniture", "Home"),
        ("furniture", "News"),
        ("furniture", "Events"),
        ("title", "Talks in\u00a0Minsk"),
        ("dateline", "13 July 2021, 14:00"),
        ("text", "The minister said: «Yes» & left."),
        ("text", "Second line"),
        ("text", "Third line"),
        ("quote", "Quoted words."),
        ("list-item", "First"),
        ("list-item", "Second"),
        ("text", "A"),
        ("text", "B"),
        ("furniture", "To friends"),
        ("text", "Tail 3 < 4"),
        ("furniture", "Address of the office"),
    ]


def test_words_are_found_in_the_file_itself() -> None:
    document = read(PAGE)
    lines = PAGE.split("\n")
    for word in ("minister"[4:], "Yes", "left", "Third", "Quoted", "3", "Address"):
        place = document.position(document.text.index(word))
        assert lines[place.line - 1][place.column - 1 :].startswith(word)


def test_a_range_ends_behind_its_entity() -> None:
    document = read("<p>a &laquo;b&raquo;</p>")
    assert document.position(document.paragraphs[0].span.end) == Position(1, 21)


def test_lines_of_one_paragraph_share_a_block() -> None:
    blocks = [p.block for p in read("<p>a<br>b<br><br>c</p><p>d</p>").paragraphs]
    assert blocks == [0, 0, 1, 2]


def test_the_title_bar_counts_where_no_heading_is() -> None:
    document = read("<title>Talks in Minsk</title><p>The talks began.</p>")
    assert parts(document)[0] == ("title", "Talks in Minsk")


def test_a_page_that_looks_like_navigation_throughout_is_text() -> None:
    assert parts(read("<div class=menu><p>The talks began.</p></div>")) == [
        ("text", "The talks began.")
    ]


def test_a_wrapper_named_after_its_layout_is_no_furniture() -> None:
    page = '<div class="content-sidebar-wrap"><p>The talks began.</p></div><nav>Start</nav>'
    assert parts(read(page))[0] == ("text", "The talks began.")


def test_headings_close_one_another() -> None:
    assert parts(read("<h2>Head</h3><p>Text.</p>"))[-1] == ("text", "Text.")


def test_preformatted_text_keeps_its_blank_lines() -> None:
    assert [words for _, words in parts(read("<pre>one\ntwo\n\n three.</pre>"))] == [
        "one two",
        "three.",
    ]


def test_xhtml_may_close_a_script_at_once() -> None:
    page = '<?xml version="1.0"?><html><script src="a"/><p>The talks began.</p></html>'
    assert parts(read(page)) == [("text", "The talks began.")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&lt;b&gt;", "<b>"),
        ("&notit;", "¬it;"),
        ("&#x41;&#1071;", "AЯ"),
        ("&unknown; & &;", "&unknown; & &;"),
        ("&#99999999999999999999;", "&#99999999999999999999;"),
        ("a&#32;&#10;  b", "a b"),
        ("a<!--x--!>b-->c", "ac"),
        ("a<!-->b", "ab"),
        ("a<![CDATA[x]]>b", "ab"),
        ("a</>b<?x?>c", "abc"),
        ("x <a title='>'>y</a>", "x y"),
        ("со\u00adгла́сие", "со\u00adгла́сие"),
    ],
)
def test_references_and_odd_constructs(written: str, shown: str) -> None:
    document = read(f"<p>{written}</p>")
    assert [words for _, words in parts(document)] == [shown]


@pytest.mark.parametrize(
    "flood", ["<!--", "<![", "<a ", '<a b="', "</", "<div>", "<script>", "&amp", "<b></i>", "<?"]
)
def test_floods_of_unclosed_constructs_are_survived(flood: str) -> None:
    # Quadratic time would take an hour here, recursion would fail.
    document = read("<p>The talks began.</p>" + flood * 100_000)
    assert parts(document)[0][1] == "The talks began."
