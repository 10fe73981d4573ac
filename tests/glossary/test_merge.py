"""Two versions of a glossary merge by concept, term and field, into the text of ours."""

from dataclasses import replace
from pathlib import Path

import pytest
from glossary_strategies import concepts, few, files, glossaries, versions
from hypothesis import assume, given
from hypothesis import strategies as st

from align.glossary.merge import Merged, merge
from align.glossary.problems import GlossaryError
from align.glossary.store import parse
from align.glossary.yaml_text import dump

CASES = Path(__file__).with_name("merge_cases.txt").read_text(encoding="utf-8")


def cases():
    for block in CASES.split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        base, ours, theirs, becomes, said = (part + "\n" for part in rest.split("\n---\n"))
        yield name, base, ours, theirs, becomes, said.strip().splitlines()


def by_id(held):
    return {concept.id: concept for concept in held}


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case[0])
def test_versions_merge(case):
    _, base, ours, theirs, becomes, said = case
    merged = merge(base, ours, theirs)
    assert merged.text == becomes
    assert [str(conflict) for conflict in merged.conflicts] == said


@few
@given(files(), st.data())
def test_where_theirs_changed_nothing_ours_stays_to_the_byte(file, data):
    ours, held = file
    base = dump(data.draw(versions(held)))
    assert merge(base, ours, base) == Merged(ours, ())


@few
@given(files(), st.data())
def test_where_ours_changed_nothing_theirs_is_taken(file, data):
    base, held = file
    theirs = data.draw(versions(held))
    merged = merge(base, base, dump(theirs))
    assert by_id(parse(merged.text)) == by_id(theirs)
    assert merged.conflicts == ()


@few
@given(files(), st.data())
def test_where_both_did_the_same_there_is_no_conflict(file, data):
    ours, held = file
    base = dump(data.draw(versions(held)))
    assert merge(base, ours, dump(held)) == Merged(ours, ())


@few
@given(glossaries, st.data())
def test_any_merge_can_be_read_and_tells_as_much_either_way(base, data):
    ours, theirs = data.draw(versions(base)), data.draw(versions(base))
    one = merge(dump(base), dump(ours), dump(theirs))
    other = merge(dump(base), dump(theirs), dump(ours))
    assert bool(one.conflicts) == bool(other.conflicts)
    first, second = (by_id(map(loose, parse(merged.text))) for merged in (one, other))
    if not one.conflicts:
        assert first == second


def loose(concept):
    """A concept whose terms and forms are in an order of their own."""
    terms = [replace(term, forms=tuple(sorted(term.forms))) for term in concept.terms]
    return replace(concept, terms=tuple(sorted(terms, key=lambda t: (t.language, t.text))))


@few
@given(files(), concepts(), st.data())
def test_edits_of_different_fields_both_count(file, other, data):
    text, held = file
    assume(held)
    names = ["domain", "definition", "note", "enforce", "gap", "override"]
    first, second = data.draw(st.permutations(names))[:2]
    at, then = (data.draw(st.integers(0, len(held) - 1)) for _ in range(2))

    def edited(of, number, name):
        new = replace(of[number], **{name: getattr(other, name)})
        return (*of[:number], new, *of[number + 1 :])

    theirs = dump(edited(held, at, first))
    ours = edited(held, then, second)
    merged = merge(text, dump(ours), theirs)
    assert parse(merged.text) == edited(ours, at, first)
    assert merged.conflicts == ()


def test_a_file_that_cannot_be_used_is_named():
    with pytest.raises(GlossaryError, match=r"^g\.yaml \(theirs\):1: "):
        merge("", "", "x", "g.yaml")


def test_conflicts_can_be_marked_in_the_text():
    base = "# head\n\n# about a\n- id: a\n  en: [one]\n"
    merged = merge(base, base.replace("one", "uno"), base.replace("one", "ein"))
    assert merged.marked == (
        "# head\n\n# about a\n# CONFLICT, English preferred term: this side says “uno”, the other "
        "says “ein”.\n- id: a\n  en: [uno]\n"
    )
    assert parse(merged.marked) == parse(merged.text)


def test_what_stands_nowhere_is_marked_at_the_top():
    assert merge("", "", "").marked == ""
