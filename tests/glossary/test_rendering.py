"""A concept rendered in other words than those agreed is still rendered."""

import tomllib
from pathlib import Path

import pytest

from align.glossary.concepts import Concept, Status, Term
from align.glossary.rendering import loosely

CASES = tomllib.loads(Path(__file__).with_name("rendering_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["term"] + ": " + case["grade"])
def test_renderings(case):
    found = loosely(Concept("c", (Term(case["term"], "en"),)), "en", case["text"])
    assert (found.grade.value if found else "") == case["grade"]
    if found:
        assert found.span.of(case["text"]) == case["span"]
        assert found.term == case["term"]


def test_only_allowed_terms_render():
    terms = (Term("colored revolution", "en", Status.DEPRECATED), Term("coup", "en"))
    assert loosely(Concept("c", terms), "en", "a revolution, as colored as any") is None


def test_the_words_of_one_term_do_not_stand_for_another_language():
    assert loosely(Concept("c", (Term("coup", "en"),)), "ru", "coup") is None
