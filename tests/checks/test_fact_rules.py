"""What the rules on facts find in pairs of sentences, and what they leave alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_cases import are_told, table

from align.checks.context import Context
from align.checks.documentation import paired
from align.checks.run import Chosen, run
from align.types import LineKind

CODES = frozenset(f"FCT00{n}" for n in range(1, 9))
CASES = table("fact_rule_cases.toml")


def findings(alignment):
    return run(Context(alignment), Chosen(CODES))


@pytest.mark.parametrize(("language", "beads", "finds"), CASES)
def test_cases(language, beads, finds):
    are_told(findings(paired([tuple(bead) for bead in beads], language)), finds)


def test_a_finding_points_at_the_words_of_the_release_and_of_the_original():
    beads = [("Рост – 5 %. Экспорт вырос на 7 %.", "Growth is 5%. Exports grew by 8%.")]
    alignment = paired(beads, "ru")
    (finding,) = findings(alignment)
    assert (finding.side, finding.at.text) == ("target", "8%")
    assert [(r.label, r.quote.text) for r in finding.related] == [("the original", "7 %")]
    (edit,) = finding.edits
    assert (edit.span.of(alignment.target.document.text), edit.text, edit.safe) == ("8", "7", False)


def test_what_is_missing_points_at_the_original():
    (finding,) = findings(paired([("Открыто 24 школы.", "Schools were opened.")], "ru"))
    assert (finding.side, finding.at.text) == ("source", "24")


def test_sentences_left_out_or_added_are_no_matter_of_facts():
    assert not findings(paired([("Открыто 24 школы.", ""), ("", "It was 5 May.")], "ru"))


def test_page_furniture_is_not_looked_at():
    alignment = paired([("Открыто 24 школы.", "12 photos")], "ru")
    target = replace(
        alignment.target,
        sentences=(replace(alignment.target.sentences[0], kind=LineKind.FURNITURE),),
    )
    assert [f.message for f in findings(replace(alignment, target=target))] == [
        "“24” of the original is not in the release."
    ]


def test_a_doubtful_pairing_is_told_more_softly():
    alignment = paired([("Открыто 24 школы.", "25 schools were opened.")], "ru")
    doubtful = replace(alignment, beads=(replace(alignment.beads[0], probability=0.4),))
    assert [str(f.severity) for f in findings(alignment)] == ["error"]
    assert [str(f.severity) for f in findings(doubtful)] == ["note"]


@given(
    st.sampled_from(("ru", "be")),
    st.integers(13, 10**9),
    st.integers(13, 10**9),
    st.sampled_from([("человек", "people"), ("км", "km"), ("%", "percent"), ("₽", "rubles")]),
)
def test_another_number_is_always_found(language, one, other, units):
    beads = [(f"Итог: {one} {units[0]}.", f"The total: {other:,} {units[1]}.")]
    found = findings(paired(beads, language))
    assert bool(found) == (one != other)
    if found:
        (edit,) = found[0].edits
        assert edit.text.replace(",", "") == str(one)


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(("ru", "be")))
def test_no_text_is_too_wild(original, release, language):
    texts = [" ".join(text.split()) for text in (original, release)]
    first = findings(paired([tuple(texts)], language))
    assert first == findings(paired([tuple(texts)], language))
