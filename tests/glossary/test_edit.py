"""An edit changes what is edited and nothing else."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from glossary_strategies import concepts, few, files, glossaries, some_terms, terms
from hypothesis import assume, given
from hypothesis import strategies as st

from align.errors import SverkaError
from align.glossary import edit
from align.glossary.concepts import Concept, Status, Term
from align.glossary.rewrite import rewrite
from align.glossary.store import parse

CASES = tomllib.loads(Path(__file__).with_name("edit_cases.toml").read_text(encoding="utf-8"))
GLOSSARY = """\
- id: union-state
  en: [Union State, Allied State]
- id: other
  en: [x]
"""


def done(text, name, *given, path="g.yaml"):
    *names, options = given
    options = {
        key: Status(value) if key == "status" else tuple(value) if key == "forms" else value
        for key, value in options.items()
    }
    if name == "add_concept":
        identifier, language, term = names
        names = [Concept(identifier, (Term(term, language),))]
    elif name == "add_term":
        identifier, language, term = names
        names = [identifier, Term(term, language)]
    return getattr(edit, name)(text, *names, path=path, **options)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_the_file_becomes_what_a_careful_person_would_write(case):
    assert done(case["file"], *case["do"]) == case["becomes"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_an_edit_that_cannot_be_made_is_refused(case):
    with pytest.raises(SverkaError) as raised:
        done(GLOSSARY, *case["do"])
    assert case["says"] in str(raised.value)


@few
@given(files())
def test_nothing_changed_is_the_file_to_the_byte(file):
    text, held = file
    assert rewrite(text, held) == text


@few
@given(files(), glossaries)
def test_any_file_can_be_made_to_hold_anything(file, wanted):
    text, _ = file
    assert {one.id: one for one in parse(rewrite(text, wanted))} == {one.id: one for one in wanted}


@few
@given(files(), st.data())
def test_an_edit_changes_one_concept_and_no_line_of_another(file, data):
    text, held = file
    assume(held)
    number = data.draw(st.integers(0, len(held) - 1))
    old = held[number]
    name = data.draw(
        st.sampled_from(
            ["domain", "definition", "note", "enforce", "gap", "override", "terms", "term"]
        )
    )
    if name == "term":
        at = data.draw(st.integers(0, len(old.terms) - 1))
        term = data.draw(terms(old.terms[at].language, old.terms[at].text))
        new = replace(old, terms=(*old.terms[:at], term, *old.terms[at + 1 :]))
    elif name == "terms":
        new = replace(old, terms=data.draw(some_terms()))
    else:
        new = replace(old, **{name: getattr(data.draw(concepts()), name)})
    wanted = (*held[:number], new, *held[number + 1 :])
    result = rewrite(text, wanted)
    assert parse(result) == wanted
    before, after = text.split("\n"), result.split("\n")
    lines = [concept.place.line - 1 for concept in parse(text)]
    # A dash may stand alone above its concept.
    lines = [line - (line > 0 and before[line - 1].strip() == "-") for line in lines]
    assert after[: lines[number]] == before[: lines[number]]
    if number + 1 < len(held):
        rest = len(before) - lines[number + 1]
        assert after[-rest:] == before[-rest:]
    if name not in ("term", "terms") and getattr(new, name):
        assert result.count("§") == text.count("§")  # No comment is lost.


@few
@given(files(), concepts(), st.data())
def test_what_is_added_can_be_taken_out_again(file, concept, data):
    text, held = file
    assume(concept.id not in {one.id for one in held})
    after = data.draw(st.sampled_from(["", *(one.id for one in held)]))
    more = edit.add_concept(text, concept, after=after)
    at = [one.id for one in held].index(after) + 1 if after else len(held)
    assert parse(more) == (*held[:at], concept, *held[at:])
    less = edit.remove_concept(more, concept.id)
    assert parse(less) == held
    if held:
        assert [line for line in less.split() if line] == text.split()


@few
@given(files(), st.data())
def test_another_id_changes_one_line(file, data):
    text, held = file
    assume(held)
    old = data.draw(st.sampled_from(held)).id
    new = edit.rename_concept(text, old, "a-new-name")
    expected = tuple(replace(one, id="a-new-name") if one.id == old else one for one in held)
    assert parse(new) == expected
    if "- {id" not in text:  # A concept in braces is put in lines.
        assert len(new.split("\n")) == len(text.split("\n"))
