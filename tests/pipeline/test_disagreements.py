"""Where two originals disagree: cases by hand, and what must hold for any three texts."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.formats import FORMATS
from align.formats.three import Difference, ThreeWay, losses, render
from align.formats.three_list import message, place
from align.pipeline.disagreements import Evidence, disagreements, partners
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

CASES = tomllib.loads((Path(__file__).with_name("disagreements.toml")).read_text("utf-8"))["case"]


def side(language, texts):
    """A document of sentences, each a paragraph of its own."""
    joined, sentences, paragraphs = "", [], []
    for n, text in enumerate(texts):
        span = Span(len(joined), len(joined) + len(text))
        sentences.append(Sentence(n, span, n, LineKind.TEXT, text))
        paragraphs.append(Paragraph(span, LineKind.TEXT, n))
        joined += text + "\n"
    document = Document(
        f"folder/{language}.txt", joined, tuple(paragraphs), SourceMap(((0, 0),), (0,)), "txt", ""
    )
    return SegmentedText(document, language, tuple(sentences))


def beads(lines):
    out = []
    for line in lines:
        left, right = (tuple(map(int, half.split())) for half in line.split(">"))
        out.append(Bead(left, right, 0.99))
    return tuple(out)


def evidence(case):
    source, also, target = (
        side(language, [f"{language} {n}." for n in range(size)])
        for language, size in zip(("ru", "be", "en"), case["sizes"], strict=True)
    )
    alignment = Alignment(source, target, beads(case.get("taken", case["alone"])), "by hand")
    return Evidence(
        alignment, also, beads(case["near"]), beads(case["alone"]), beads(case["also_alone"])
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case):
    facts = evidence(case)
    found = [
        [d.kind, d.follows, list(d.rows), list(d.source), list(d.also), list(d.target)]
        for d in disagreements(facts)
    ]
    assert found == case["expected"]
    assert [list(numbers) for numbers in partners(facts)] == case["partners"]


@st.composite
def partitions(draw, rows, columns):
    """Beads that hold every sentence of two sides once."""
    found, i, j = [], 0, 0
    while i < rows or j < columns:
        a = draw(st.integers(int(j == columns), min(3, rows - i)))
        b = draw(st.integers(int(a == 0), min(3, columns - j)))
        p = draw(st.floats(0, 1))
        found.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), p))
        i, j = i + a, j + b
    return tuple(found)


@st.composite
def any_evidence(draw):
    words = st.sampled_from(
        ["Так.", "Да.\u2028\x85", "<b>=1+1</b>", "\x1b[31m", '"x\ty', "[bold]\u202e"]
    )
    source, also, target = (
        side(language, draw(st.lists(words, min_size=1, max_size=5)))
        for language in ("be", "ru", "en")
    )
    sizes = [len(text.sentences) for text in (source, also, target)]
    taken = draw(partitions(sizes[0], sizes[2]))
    return Evidence(
        Alignment(source, target, taken, "any"),
        also,
        draw(partitions(sizes[0], sizes[1])),
        draw(partitions(sizes[0], sizes[2])),
        draw(partitions(sizes[1], sizes[2])),
    )


@given(any_evidence())
def test_disagreements_are_in_order_and_speak_in_sentences(facts):
    found = disagreements(facts)
    three = ThreeWay(facts.alignment, facts.also, partners(facts), found)
    assert [d.rows[:1] for d in found] == sorted(d.rows[:1] for d in found)
    for d in found:
        assert set(d.rows) <= set(range(len(facts.alignment.beads)))
        assert d.source or d.also
        assert message(three, d).endswith(".")
        assert place(d)
    lonely = {n for b in facts.near if not b.target for n in b.source}
    assert lonely == {n for d in found if d.kind is Difference.ONLY_ORIGINAL for n in d.source}


@given(any_evidence(), st.sampled_from(FORMATS), st.integers(40, 120))
def test_every_format_is_whole(facts, form, width):
    three = ThreeWay(facts.alignment, facts.also, partners(facts), disagreements(facts))
    text = render(three, form, width=width)
    text.encode()
    assert text.endswith("\n")
    assert bool(losses(three, form)) or form in ("table", "html", "jsonl")
    if form == "jsonl":
        assert text.count("\n") == len(facts.alignment.beads)
