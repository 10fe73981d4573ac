import pytest

from align.readers.encoding import Decoded
from align.readers.markdown import read_markdown
from align.types import Document, Position

PAGE = """---
layout: release
---
# Talks *in* Minsk #

13 July 2021

The **minister** of `eco_nomy` said [yes](http://example.org "t")
and left.
- item *one*
- item two
  goes on
1. third

> quoted
> text

Setext
------
| a | b |
|---|---|
| c | d |

```
code *here*
```
<!-- gone
gone --> Tail <b>bold</b>.
"""


def read(raw: str) -> Document:
    return read_markdown(Decoded(raw, "utf-8"), "x.md")


def parts(document: Document) -> list[tuple[str, str]]:
    return [(str(p.kind), p.span.of(document.text)) for p in document.paragraphs]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_is_read_without_its_marks(end: str) -> None:
    assert parts(read(PAGE.replace("\n", end))) == [
        ("furniture", "layout: release"),
        ("title", "Talks in Minsk"),
        ("dateline", "13 July 2021"),
        ("text", "The minister of eco_nomy said yes and left."),
        ("list-item", "item one"),
        ("list-item", "item two goes on"),
        ("list-item", "third"),
        ("quote", "quoted text"),
        ("heading", "Setext"),
        ("text", "a"),
        ("text", "b"),
        ("text", "c"),
        ("text", "d"),
        ("text", "code *here*"),
        ("text", "Tail bold."),
    ]


def test_words_are_found_in_the_file_itself() -> None:
    document = read(PAGE)
    lines = PAGE.split("\n")
    for word in ("Minsk", "minister", "eco_nomy", "yes", "left", "goes", "text", "here", "bold"):
        place = document.position(document.text.index(word))
        assert lines[place.line - 1][place.column - 1 :].startswith(word)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("a footnote* here", "a footnote* here"),
        (r"\*no\* mark", "*no* mark"),
        ("snake_case_name and _word_", "snake_case_name and word"),
        ("***both*** ~~gone~~", "both gone"),
        ("**bold with *inner* mark**", "bold with inner mark"),
        ("`a*b*` ``c`d``", "a*b* c`d"),
        ("![picture](a.png) and [ref][1]", "picture and ref"),
        ("[opponents] may say", "[opponents] may say"),
        ("<https://example.org/a_b_c>", "https://example.org/a_b_c"),
        ("&laquo;yes&raquo; 3 < 4", "«yes» 3 < 4"),
        ("hard  \nbreak\\\nhere", "hard break\\ here"),
    ],
)
def test_marks_inside_a_paragraph(written: str, shown: str) -> None:
    assert [words for _, words in parts(read(f"{written}\n"))] == [shown]


def test_a_range_ends_before_the_mark_that_follows() -> None:
    document = read("say **yes**\n")
    start = document.text.index("yes")
    assert document.position(start) == Position(1, 7)
