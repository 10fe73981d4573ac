"""Rules that look at the release alone: letters, blanks, marks, spelling, leftovers, repetition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import aligned, alignment_of, cases, fixed, found, named, spans_hold

from align.findings import Severity

CASES = cases("text_cases.toml")
CODES = tuple(dict.fromkeys(case["rule"] for case in CASES))
FIXED = [case for case in CASES if "fixed" in case]
# What the rules look for, beside any text.
PIECES = st.sampled_from(
    [
        *"«»“”„\"()[]{}.,:;!?–-№% ",
        "  ", " \u00a0", " ,", " .", "( ", "\u00ad", "\u200b", "е", "Мinsk", "а ", "o\u0301",
        "café", "the the ", "in in ", "word ", "Word ", "word,word", "A.Ivanov", "5,2 percent",
        "25 000 ", "17 %", "13.07.2021", "?..", "- 9", " - 9", "Read more", "colour ", "color ",
        "CSTO ", "www.a.org,b", "\n", "\n", "The sides discussed trade in detail", "Слова ",
        "(EAEU) ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60), st.lists(
        st.one_of(PIECES, st.text(max_size=4)), max_size=20).map("".join),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_is_found(case):
    alignment = aligned(case)
    findings = found(alignment, case["rule"], case.get("options"))
    assert [finding.at.text for finding in findings] == case["hits"]
    assert spans_hold(alignment, findings)
    if "message" in case:
        assert [finding.message for finding in findings] == [case["message"]]
    assert all(
        finding.message.endswith((".", "”", "“", '"', ")", "(", "[")) for finding in findings
    )


@pytest.mark.parametrize("case", FIXED, ids=named)
def test_what_is_mended_without_asking(case):
    after = fixed(aligned(case), case["rule"], case.get("options"))
    assert after.target.document.text == case["fixed"]


def test_every_rule_has_cases_of_both_kinds():
    for code in CODES:
        kinds = {bool(case["hits"]) for case in CASES if case["rule"] == code}
        assert kinds == {True, False}, code


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=60, deadline=None)
@given(release=TEXTS, original=TEXTS)
def test_any_text_is_looked_at_and_what_is_mended_stays_so(code, release, original):
    lines = [" ".join(line.split()) for line in release.split("\n")]
    alignment = alignment_of(
        "\n".join(line for line in release.split("\n") if line.split()) if any(lines) else "A.",
        original.replace("---", "").strip("\n"),
    )
    findings = found(alignment, code)
    assert spans_hold(alignment, findings)
    assert findings == found(alignment, code)
    after = fixed(alignment, code)
    assert not [e for f in found(after, code) for e in f.edits if e.safe]


def test_a_wrapped_line_has_no_double_blank(tmp_path):
    from align.pipeline.documents import divide, read
    from align.pipeline.settings import Settings

    path = tmp_path / "en.txt"
    path.write_text("Exports grow, and so do the imports of the\n   region.\n", encoding="utf-8")
    side = divide(read(str(path), Settings()), "en", Settings())
    alignment = alignment_of("A.")
    assert len(side.sentences) >= 1
    release = type(alignment)(alignment.source, side, (), "")
    assert found(release, "TXT004") == ()


def test_what_is_doubtful_is_a_note():
    findings = found(alignment_of("The Roa Roa plant burned down."), "TXT010")
    assert [finding.severity for finding in findings] == [Severity.NOTE]
    assert found(alignment_of("The plant the the fire."), "TXT010")[0].severity == Severity.WARNING


@pytest.mark.parametrize("code", CODES)
def test_a_giant_line_takes_no_time_to_speak_of(code):
    line = "word, (word) “word” 5,2 - 9 а " * 4000
    assert found(alignment_of(line.strip()), code) is not None
