"""What changed between two versions of a glossary is told in words, and nothing else is."""

from pathlib import Path

import pytest
from glossary_strategies import few, glossaries, versions
from hypothesis import given
from hypothesis import strategies as st

from align.glossary.concepts import Glossary
from align.glossary.diff import ChangeKind, diff
from align.glossary.store import parse

CASES = Path(__file__).with_name("diff_cases.txt").read_text(encoding="utf-8")


def cases():
    """The two versions of every case and what is said about them."""
    for block in CASES.split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        before, after, said = rest.split("\n---\n")
        yield name, before, after, said.strip().split("\n")


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case[0])
def test_changes_are_told_in_words(case):
    _, before, after, said = case
    changes = diff(Glossary(parse(before)), Glossary(parse(after)))
    assert [str(change) for change in changes] == [line for line in said if line]


@few
@given(glossaries, st.data())
def test_there_are_changes_exactly_where_values_differ(held, data):
    other = data.draw(versions(held))
    same = {one.id: one for one in held} == {one.id: one for one in other}
    changes = diff(Glossary(held), Glossary(other))
    assert (changes == ()) == same
    assert all(str(change) and change.before != change.after for change in changes)


@few
@given(glossaries, st.data())
def test_what_is_added_one_way_is_removed_the_other(held, data):
    other = data.draw(versions(held))
    there = diff(Glossary(held), Glossary(other))
    back = diff(Glossary(other), Glossary(held))
    added = {change.concept for change in there if change.kind is ChangeKind.ADDED}
    removed = {change.concept for change in back if change.kind is ChangeKind.REMOVED}
    assert added == removed


def test_changes_know_their_place():
    after = parse("- {id: a, en: [x]}\n\n- id: b\n  en:\n    - x\n    - term: z\n", "g.yaml")
    before = parse("- {id: a, en: [x]}\n- {id: b, en: [x]}\n", "old.yaml")
    [change] = diff(Glossary(before), Glossary(after))
    assert (change.place.path, change.place.line) == ("g.yaml", 6)
    [change] = diff(Glossary(before), Glossary(after[:1]))[-1:]
    assert (change.place.path, change.place.line) == ("old.yaml", 2)
