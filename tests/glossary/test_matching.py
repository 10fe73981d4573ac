"""Terms are found in every form, the longest first, and nowhere else."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.glossary.concepts import Case, Concept, Glossary, Term
from align.glossary.matching import Matcher, compiled

CASES = tomllib.loads(Path(__file__).with_name("matching_cases.toml").read_text("utf-8"))["case"]


def matcher(case):
    concepts = tuple(
        Concept(
            f"c{n}",
            (
                Term(
                    t, case["language"], case=Case.EXACT if t in case.get("exact", ()) else Case.ANY
                ),
            ),
            gap=int(t in case.get("gap", ())),
        )
        for n, t in enumerate(case["terms"])
    )
    return Matcher(compiled(Glossary(concepts), case["language"])), {
        c.id: c.terms[0].text for c in concepts
    }


def told(case, nested):
    finder, names = matcher(case)
    return [
        f"{case['text'][m.start : m.end]} = {m.entry.term}"
        + (f" < {names[m.within]}" if m.within else "")
        for m in finder.find(case["text"], nested=nested)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("name", case["text"][:30]))
def test_terms_in_a_text(case):
    assert told(case, nested=True) == case["found"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("name", case["text"][:30]))
def test_without_parts_of_longer_terms(case):
    assert told(case, nested=False) == [row for row in case["found"] if " < " not in row]


WORDS = ["Союзное", "государство", "государства", "бюджет", "Совет", "министров", "о", "и"]
TERMS = ("Союзное государство", "государство", "Совет министров", "бюджет Союзного государства")
MATCHER = matcher({"language": "ru", "terms": TERMS, "gap": ["Совет министров"]})[0]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", "\n", " «", ". "]))))
def test_places_are_in_the_text_and_do_not_overlap(parts):
    text = "".join(word + sign for word, sign in parts)
    found = MATCHER.find(text)
    for match in found:
        assert 0 <= match.start < match.end <= len(text)
        assert "\n" not in text[match.start : match.end]
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start
    nested = MATCHER.find(text, nested=True)
    assert [m for m in nested if not m.within] == found
    assert nested == MATCHER.find(text, nested=True)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text):
    assert all(match.end <= len(text) for match in MATCHER.find(text, nested=True))
