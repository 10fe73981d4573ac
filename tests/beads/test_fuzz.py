"""Odd documents by the dozen, those of ``tests/bench/fuzz_align.py``, which makes thousands."""

import dataclasses
import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / "bench" / "fuzz_align.py"
_spec = importlib.util.spec_from_file_location("fuzz_align", PATH)
fuzz = sys.modules["fuzz_align"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fuzz)

KINDS = [kind for kind in fuzz.KINDS if kind not in fuzz.RARE]


@pytest.mark.parametrize("kind", KINDS)
def test_odd_documents_are_paired_or_refused_in_words(kind):
    for number in range(6):
        case = fuzz.make(29, number, kind)
        assert fuzz.check(case, again=number == 1).faults == [], f"seed 29, {kind}, {number}"


def test_documents_of_one_sentence_against_two_hundred():
    for number in range(2):
        assert fuzz.check(fuzz.make(29, number, "lopsided"), again=False).faults == []


def test_documents_are_the_same_whenever_they_are_made():
    assert fuzz.make(7, 11) == fuzz.make(7, 11)
    assert len({fuzz.make(7, number).kind for number in range(300)}) >= len(KINDS)


def test_faults_are_found():
    """The fuzzer itself must be able to fail."""
    case = dataclasses.replace(fuzz.make(29, 1, "ordinary"), force=True)
    alignment = fuzz.run(case)
    assert fuzz.faults(alignment) == []
    for beads in (
        alignment.beads[1:],
        (*alignment.beads, alignment.beads[0]),
        alignment.beads[::-1],
    ):
        spoilt = type(alignment)(alignment.source, alignment.target, beads, alignment.signature)
        assert fuzz.faults(spoilt) != []
