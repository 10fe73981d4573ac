"""What the formats show of two originals that disagree."""

import json

import pytest

from align.formats import render as render_pair
from align.formats.three import Difference, Disagreement, Follows, ThreeWay, losses, render
from align.types import (
    Alignment,
    Bead,
    Document,
    LineKind,
    Paragraph,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

HOSTILE = "<script>x</script>\u2028\x1b[31m\u202e[bold]"


def side(language, *texts):
    sentences = tuple(
        Sentence(n, Span(0, len(t)), 0, LineKind.TEXT, t) for n, t in enumerate(texts)
    )
    paragraph = Paragraph(Span(0, 1), LineKind.TEXT, 0)
    document = Document(
        f"dir/{language}.txt", "x", (paragraph,), SourceMap(((0, 0),), (0,)), "txt", "utf-8"
    )
    return SegmentedText(document, language, sentences)


@pytest.fixture
def three():
    alignment = Alignment(
        side("ru", "Мост открыт.", "Его строили год."),
        side("en", "The bridge is open.", "It took a year.", "Trains run."),
        (Bead((0,), (0,), 0.99), Bead((1,), (1,), 0.99), Bead((), (2,), 0.99)),
        "by hand",
    )
    return ThreeWay(
        alignment,
        side("be", "Мост адкрыты.", f"Цягнікі ходзяць. {HOSTILE}"),
        ((0,), (), (1,)),
        (
            Disagreement(Difference.ONLY_ORIGINAL, Follows.ORIGINAL, (1,), (1,), (), (1,)),
            Disagreement(Difference.ONLY_ALSO, Follows.ALSO, (2,), (), (1,), (2,)),
        ),
    )


SAID = [
    "The release follows the Russian: the Belarusian has no such sentence.",
    "The release follows the Belarusian: the Russian has no such sentence.",
]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_list_stands_below_the_table(three, width):
    table = render_pair(three.alignment, "table", width=width)
    text = render(three, "table", width=width)
    assert text.startswith(table)
    told = text.removeprefix(table)
    assert all(len(line) <= width for line in told.split("\n"))
    assert "\x1b" not in told
    assert "\u202e" not in told
    flat = " ".join(told.split())
    assert "Belarusian original, be.txt: Russian and Belarusian disagree in 2 places." in flat
    assert [flat.index(words) for words in SAID] == sorted(flat.index(words) for words in SAID)
    assert "Его строили год." in flat


def test_the_list_in_colours(three):
    assert "\x1b[" in render(three, "table", color=True)


def test_two_originals_that_agree_are_said_to(three):
    agreed = ThreeWay(three.alignment, three.also, three.partners, ())
    assert "the two originals agree everywhere." in " ".join(render(agreed, "table").split())
    assert "the two originals agree everywhere." in render(agreed, "html")


def test_jsonl_has_the_second_original(three):
    lines = render(three, "jsonl").split("\n")
    records = [json.loads(line) for line in lines[:-1]]
    assert lines[-1] == ""
    assert [r["also"] for r in records] == [[0], [], [1]]
    assert records[2]["also_text"] == three.also.sentences[1].text
    assert [[d["message"] for d in r["disagreements"]] for r in records] == [
        [],
        [SAID[0]],
        [SAID[1]],
    ]
    assert "\u2028" not in "".join(lines)
    for line, record in zip(
        render_pair(three.alignment, "jsonl").split("\n"), records, strict=False
    ):
        assert json.loads(line).items() <= record.items()


def test_the_page_has_a_section_and_no_script(three):
    page = render(three, "html")
    assert "<script" not in page
    assert page.count("<section") == page.count("</section>") == 1
    assert page.index("</main>") < page.index("<section") < page.index("<footer>")
    assert all(words in page for words in SAID)
    assert 'href="#b3"' in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("form", ["tsv", "tmx", "xliff", "ladder"])
def test_other_formats_say_what_they_lack(three, form):
    assert render(three, form) == render_pair(three.alignment, form)
    assert "2 places where the two originals disagree" in losses(three, form)[-1]


@pytest.mark.parametrize("form", ["table", "html", "jsonl"])
def test_these_lack_nothing(three, form):
    assert losses(three, form) == ()


@pytest.mark.parametrize(
    ("each", "words"),
    [
        (
            Disagreement(Difference.ONLY_ORIGINAL, Follows.ALSO, (0, 1), (0, 1), (), ()),
            "1–2 The release follows the Belarusian: only the Russian has these 2 sentences.",
        ),
        (
            Disagreement(Difference.ONLY_ALSO, Follows.ORIGINAL, (0,), (), (1,), ()),
            "after 1 The release follows the Russian: only the Belarusian has this sentence.",
        ),
        (
            Disagreement(Difference.ONLY_ALSO, Follows.ORIGINAL, (), (), (0,), ()),
            "start The release follows the Russian: only the Belarusian has this sentence.",
        ),
        (
            Disagreement(Difference.DIVIDED, Follows.ORIGINAL, (0, 1), (0, 1), (0,), (0, 1)),
            "1–2 The Russian has 2 sentences here and the Belarusian 1 sentence; the release is"
            " divided like the Russian.",
        ),
        (
            Disagreement(Difference.DISPUTED, Follows.ALSO, (1,), (1,), (1,), (2,), (), (2,)),
            "2 The Russian alone and the Belarusian alone lead to other sentences of the release;"
            " the pairing follows the Belarusian.",
        ),
    ],
)
def test_words(three, each, words):
    told = render(
        ThreeWay(three.alignment, three.also, three.partners, (each,)), "table", width=200
    )
    assert words in " ".join(told.split())
