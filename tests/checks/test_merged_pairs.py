"""A release with two originals: told once what rests on it alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.merge import merged
from align.findings import Checked, Finding, Location, Quote, Severity, Suppression
from align.types import Span

SENTENCE = "The plant grew by 5 percent."


def finding(rule, line=1, source="", severity=Severity.WARNING, side="target", told="No."):
    quote = Quote(Location("en.html", line, 4, line, 6), SENTENCE, Span(3, 5))
    return Finding(rule, rule.lower(), severity, told, side, quote, (), SENTENCE, source,
                   fingerprint=f"{rule} {source}")  # fmt: skip


def pair(original, *findings, release="en.html", problem=""):
    return Checked(original, release, findings, 10, problem=problem)


BLANK = finding("TXT001")


def test_what_rests_on_the_release_alone_is_told_once():
    again = replace(BLANK, at=replace(BLANK.at, location=Location("en.html", 9, 4, 9, 6)))
    ru, be = merged([pair("ru", BLANK), pair("be", again, BLANK)])
    assert ru.findings == (BLANK,)
    assert be.findings == (again,)


def test_a_rule_that_rests_on_no_pairing_may_show_the_original():
    found = [finding("TXT001", source=source) for source in ("Вырос.", "Вырас.")]
    ru, be = merged([pair(source, one) for source, one in zip(("ru", "be"), found, strict=True)])
    assert (ru.findings, be.findings) == ((found[0],), ())


def test_what_compares_with_the_original_stays():
    numbers = [finding("FCT001", source=source) for source in ("На 6 %.", "На 7 %.")]
    lacking = finding("CVR001", side="source", source="Вырос.")
    pairs = [pair("ru", numbers[0], lacking), pair("be", numbers[1], lacking)]
    assert merged(pairs) == pairs


def test_other_releases_are_left_alone():
    pairs = [pair("ru", BLANK, BLANK), pair("ru", BLANK, release="b.html"), pair("", release="")]
    assert merged(pairs) == pairs


def test_the_loudest_is_told_in_the_first_place():
    soft, loud = (finding("TXT006", severity=level) for level in (Severity.NOTE, Severity.ERROR))
    ru, be = merged([pair("ru", soft), pair("be", loud)])
    assert (ru.findings, be.findings) == ((loud,), ())


UNUSED = finding("SUP001", told="There is nothing of “TRM001” here to suppress: take this out.")


@pytest.mark.parametrize(
    ("ru", "be", "told"),
    [
        ([UNUSED], [UNUSED], [1, 0]),
        ([UNUSED], [], [0, 0]),
        ([], [UNUSED], [0, 0]),
    ],
)
def test_a_suppression_is_unused_where_no_pair_uses_it(ru, be, told):
    assert [len(one.findings) for one in merged([pair("ru", *ru), pair("be", *be)])] == told


def test_a_pair_that_could_not_be_checked_says_nothing_of_suppressions():
    broken = pair("be", problem="No file.")
    assert merged([pair("ru", UNUSED), broken]) == [pair("ru", UNUSED), broken]


def test_what_is_suppressed_stays_so():
    why = Suppression("sidecar", "So.")
    hidden = replace(BLANK, suppression=why)
    ru, be = merged([pair("ru", hidden), pair("be", hidden)])
    assert (ru.findings, be.findings) == ((hidden,), ())


_findings = st.lists(
    st.builds(
        finding,
        st.sampled_from(["TXT001", "TXT006", "FCT001", "SUP001"]),
        st.integers(1, 3),
        st.sampled_from(["", "Вырос."]),
        st.sampled_from(Severity),
        st.sampled_from(["target", "source"]),
    ),
    max_size=6,
)
_pairs = st.lists(
    st.builds(
        lambda found, release: pair("ru", *found, release=release),
        _findings,
        st.sampled_from(["en.html", "b.html"]),
    ),
    max_size=4,
)


@given(checked=_pairs)
def test_nothing_new_and_nothing_twice(checked):
    once = merged(checked)
    assert [(one.original, one.release, one.words) for one in once] == [
        (one.original, one.release, one.words) for one in checked
    ]
    for one, before in zip(once, checked, strict=True):
        assert len(one.findings) <= len(before.findings)
        same = {(f.rule, f.at, f.side) for f in before.findings}
        assert {(f.rule, f.at, f.side) for f in one.findings} <= same
    if all(f.rule != "SUP001" for one in checked for f in one.findings):
        assert merged(once) == once
        for release in {one.release for one in checked}:
            places = [
                {(f.rule, f.at) for one in some if one.release == release for f in one.findings}
                for some in (checked, once)
            ]
            assert places[0] == places[1]
