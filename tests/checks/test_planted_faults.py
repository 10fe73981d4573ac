"""Faults planted into the example releases are found, and nothing is an error in clean ones.

The whole measurement, over documents of others too, is ``tests/bench/bench_checks.py``.
"""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import bench_checks
from plant_faults import KINDS, RULES, finds

from align.checks.choose import chooser
from align.checks.documentation import pages
from align.config import Config
from align.encode import load_encoder
from align.pipeline import Settings
from align.pipeline.checking import Desk, Office, tokens_of
from align.resources import glossaries_dir


@pytest.fixture(scope="module")
def desk():
    encoder = load_encoder()
    office = Office(
        chooser(Config()),
        tuple(sorted(glossaries_dir().glob("*.yaml"))),
        Settings(presegmented=True, force=True),
        date(2026, 1, 1),
    )
    return Desk(office, encoder, tokens_of(encoder))


def test_every_kind_of_fault_has_a_rule_that_should_find_it():
    for kind in RULES:
        assert any(finds(code, kind) for code in pages()), kind
    assert set(RULES) == {*KINDS, *bench_checks.STRUCTURE, *bench_checks.TERMS}


def test_planting_is_the_same_every_time_and_changes_something():
    text = "On 13 July 2021 the minister, who did not sign, said: “Exports grew by 5.2 percent.”"
    source = "13 июля 2021 года министр не подписал: «Экспорт вырос на 5,2 процента»."
    for name, plant in KINDS.items():
        first, again = (plant(text, source, Random(1)) for _ in range(2))
        assert first == again
        assert first != text, name


def test_planted_faults_are_found(desk, tmp_path):
    every = [one for one in bench_checks.releases([], 0) if one.name.startswith("working")]
    terms, counts = bench_checks.Terms(desk), Counter()
    planted = found = 0
    for one in every:
        clean = bench_checks.checked(desk, one, one.target, tmp_path)
        pool = ["The parties agreed to set up a joint venture for the repair of river boats."]
        for turn in range(2):
            target, faults = bench_checks.planted(one, terms, counts, pool, Random(turn))
            findings = bench_checks.checked(desk, one, target, tmp_path).findings
            bench_checks.judge(faults, findings, clean.findings)
            planted += len(faults)
            found += sum(fault.found is not None for fault in faults)
    assert planted >= 40
    assert found >= 0.8 * planted
