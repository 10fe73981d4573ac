"""The issue-based score: which severity a finding has in MQM, and what becomes of the counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.documentation import pages
from align.findings import Finding, Location, Quote, Severity, Suppression
from align.quality.issues import issue_score, severity
from align.types import Span

SENTENCE = "The plant makes удобрения."
AT = Location("en.txt", 1, 1, 1, 5)
CRITICAL = ["FCT001", "FCT002", "FCT003", "FCT004", "FCT005", "FCT006", "FCT020", "FCT031"]


def finding(rule="TXT004", level="error", span=(0, 3), side="target"):
    quote = Quote(AT, SENTENCE, Span(*span))
    return Finding(rule, "name", Severity(level), "A message.", side, quote)


@pytest.mark.parametrize(
    ("rule", "level", "expected"),
    [
        ("TXT004", "note", "neutral"),
        ("TXT004", "warning", "minor"),
        ("FCT008", "error", "major"),
        ("FCT001", "note", "neutral"),
        ("FCT001", "warning", "minor"),
        ("FCT020", "warning", "minor"),
        *((rule, "error", "critical") for rule in CRITICAL),
        ("CVR005", "error", "major"),
        ("GLS001", "error", None),
        ("SUP001", "warning", None),
    ],
)
def test_severities(rule, level, expected):
    assert severity(finding(rule, level)) == expected


def test_a_sentence_left_untranslated_is_critical():
    assert severity(finding("CVR005", span=(0, len(SENTENCE)))) == "critical"


def test_a_finding_of_the_glossary_is_no_issue_of_the_translation():
    assert severity(finding("TRM002", side="glossary")) is None


def test_critical_rules_exist_and_are_seldom_wrong():
    told = {rule for rule in pages() if severity(finding(rule, span=(0, 99))) == "critical"}
    assert told == {*CRITICAL, "CVR005"}
    # The only one that is wrong more often is no error unless somebody makes it one.
    for rule in told - {"FCT020"}:
        assert pages()[rule].precision == "high"
    assert pages()["FCT020"].severity != "error"


def test_the_score():
    found = [finding(level=level) for level in ("note", "warning", "warning", "error")]
    score = issue_score(found, 700)
    # 0 + 1 + 1 + 5 points: 10 for 1,000 words, 1 for 100.
    assert (score.penalty, score.score) == (10.0, 99.0)
    assert score.counts == (("neutral", 1), ("minor", 2), ("major", 1), ("critical", 0))
    assert not score.failed
    assert score.sufficient


def test_a_critical_issue_fails():
    score = issue_score([finding("FCT001")], 1000)
    assert score.failed
    assert (score.penalty, score.score) == (25.0, 97.5)


def test_what_is_suppressed_does_not_count():
    found = replace(finding("FCT001"), suppression=Suppression("baseline", "Known."))
    score = issue_score([found], 1000)
    assert score.score == 100
    assert not score.failed


@pytest.mark.parametrize(("words", "enough"), [(0, False), (499, False), (500, True)])
def test_how_many_words_are_enough(words, enough):
    score = issue_score([], words)
    assert (score.score, score.penalty) == (100, 0)
    assert score.sufficient is enough


def test_without_words():
    assert issue_score([finding()], 0).score == 0


FINDINGS = st.builds(
    finding, st.sampled_from([*pages()]), st.sampled_from(["note", "warning", "error"])
)


@given(st.lists(FINDINGS, max_size=30), FINDINGS, st.integers(0, 5000))
def test_what_always_holds(found, another, words):
    score, worse = issue_score(found, words), issue_score([*found, another], words)
    assert 0 <= worse.score <= score.score <= 100
    assert worse.penalty >= score.penalty >= 0
    assert sum(dict(score.counts).values()) <= len(found)
    assert issue_score(found[::-1], words) == score
