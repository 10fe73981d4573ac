"""What is quoted in a document, and how many words of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.facts.quotes import LONGEST, has_marks, passages

CASES = {
    "over two sentences": (["He said: “We agree.", "It is so.”", "They left."], [(0, 1, 5)]),
    "straight marks": (['"We agree," he said. "It is so."'], [(0, 0, 2), (0, 0, 3)]),
    "single marks, and apostrophes within": (["'We don't agree,' the workers' union said."],
                                             [(0, 0, 3)]),
    "an apostrophe is no mark": (["The workers' rights and Minsk's trams."], []),
    "the marks of the original": (["«Мы согласны, — сказал он. — Это так»."], [(0, 0, 6)]),
    "Belarusian marks": (["„Мы згодныя“, — сказаў ён."], [(0, 0, 2)]),
    "every paragraph opens it again": (["“We agree.", "“It is so.”"], [(0, 1, 5)]),
    "what is never closed quotes nothing": (["“We agree.", "It is so."], []),
    "an inch is no quotation": (['A pipe of 5" and of 6".'], []),
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "found"), CASES.values(), ids=CASES)
def test_passages(sentences, found):
    assert [(one.first, one.last, one.words) for one in passages(sentences)] == found


def test_titles_are_told_apart():
    [title, speech] = passages(["“The Year of Peace and Creation”", "“We will build a bridge.”"])
    assert (title.is_title, speech.is_title) == (True, False)


def test_a_forgotten_mark_does_not_swallow_the_document():
    found = passages(["“We agree.", *["It is so."] * LONGEST, "He said: “No.”"])
    assert [(one.first, one.words) for one in found] == [(LONGEST + 1, 1)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [("He said “no”.", True), ("'No,' he said.", True), ("We don't.", False), ("„Так“", True),
     ("The workers' union.", False), ('12" pipes', True), ("", False)],
)  # fmt: skip
def test_marks(text, marks):
    assert has_marks(text) is marks


@given(st.lists(st.text("aб «»“”\"'’„-.", max_size=30), max_size=30))
def test_passages_are_possible(sentences):
    for one in passages(sentences):
        assert 0 <= one.first <= one.last < len(sentences)
        assert one.last - one.first < LONGEST
        assert has_marks(sentences[one.first])
        assert set(sentences[one.last]) & set("«»“”\"'’„")
