"""What is quoted, sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.facts.quotes import LONGEST, quoted

CASES = {
    "curved marks": (["He said: “We agree.", "It is so.”", "They left."], [2, 3, 0]),
    "straight marks": (['"We agree," he said. "It is so."'], [5]),
    "single marks, and apostrophes within": (["'We don't agree,' the workers' union said."], [3]),
    "an apostrophe is no mark": (["The workers' rights and Minsk's trams."], [0]),
    "the marks of the original": (["«Мы согласны, — сказал он. — Это так»."], [6]),
    "Belarusian marks": (["„Мы згодныя“, — сказаў ён."], [2]),
    "every paragraph opens it again": (["“We agree.", "“It is so.”"], [2, 3]),
    "what is never closed quotes nothing": (["“We agree.", "It is so."], [0, 0]),
    "an inch is no quotation": (['A pipe of 5" and of 6".'], [0]),
}  # fmt: skip


@pytest.mark.parametrize(("sentences", "inside"), CASES.values(), ids=CASES)
def test_what_is_inside(sentences, inside):
    assert [one.inside for one in quoted(sentences)] == inside


def test_a_forgotten_mark_does_not_swallow_the_document():
    found = quoted(["“We agree.", *["It is so."] * LONGEST, "He said: “No.”"])
    assert [one.inside for one in found] == [*[0] * (LONGEST + 1), 1]


@given(st.lists(st.text("aб «»“”\"'’„-.", max_size=30), max_size=30))
def test_counts_are_possible(sentences):
    found = quoted(sentences)
    assert len(found) == len(sentences)
    for one in found:
        assert 0 <= one.longest <= one.inside <= one.words
