"""A safe fix puts the agreed term in and leaves the sentence as it was."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.glossary.fixes import replaced
from align.types import Span

CASES = tomllib.loads(Path(__file__).with_name("fixes_cases.toml").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("text", "found", "term", "better", "after"), CASES)
def test_fixes(text, found, term, better, after):
    start = text.index(found)
    edit = replaced(text, Span(start, start + len(found)), term, better)
    assert (edit.apply(text) if edit else "") == after


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_rest_of_the_sentence_stays(before, after):
    text = f"{before} colored revolution {after}"
    span = Span(len(before) + 1, len(before) + 19)
    made = replaced(text, span, "colored revolution", "color revolution").apply(text)
    assert made == f"{before} color revolution {after}"
