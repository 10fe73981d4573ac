"""Negations lost and added, and what is none (negation_rule_cases.toml)."""

import tomllib
from pathlib import Path

import pytest

from align.checks.context import Context
from align.checks.documentation import paired
from align.checks.flips import ADDED, LOST, differ, evidence, flips
from align.checks.run import Chosen, run
from align.encode import load_encoder
from align.encode.lexicon import load
from align.findings import Severity
from align.glossary.links import Linker

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "negation_rule_cases.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def linker():
    return Linker(load_encoder(), load().renderings)


def findings(case, linker):
    alignment = paired([(case["original"], case["release"])], case["language"])
    return run(Context(alignment, None, linker), Chosen(frozenset({"FCT020"})))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["release"])
def test_cases(case, linker):
    found = findings(case, linker)
    pointed = [f"{f.related[0].quote.text}|{f.at.text}" for f in found]
    assert pointed == ([case["points"]] if "points" in case else [])


def test_without_links_nothing_is_told():
    assert findings(CASES[0], None) == ()


def test_what_is_less_likely_is_a_note(linker):
    severities = {f.severity for case in CASES for f in findings(case, linker)}
    assert severities <= {Severity.WARNING, Severity.NOTE}


def test_every_cue_has_the_evidence_that_the_weights_ask_for(linker):
    pairs = [(case["original"], case["release"], case["language"]) for case in CASES]
    for source, target, language in pairs:
        (links,) = linker.link([(source, target)], language)
        for lost, _, _, values in evidence(links, language):
            assert len(values) + 1 == len(LOST if lost else ADDED)
        assert bool(flips(links, language)) <= differ(source, target, language)


@pytest.mark.parametrize(
    "texts", [("", ""), ("Не.", ""), ("", "Not."), ("не " * 3000, "a " * 3000)]
)
def test_nothing_raises(texts, linker):
    (links,) = linker.link([texts], "ru")
    flips(links, "ru")
