"""Where documents are cut: at sure places, all of both, and alike whatever stands elsewhere."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads import course
from align.beads.course import Anchor, anchors, heaviest, mutual, sections
from align.beads.pins import Pins
from align.beads.side import Given
from align.types import LineKind


def document(rows):
    count = len(rows)
    return Given(
        [f"{n}" for n in range(count)], rows, np.full(count, 80.0, np.float32),
        [LineKind.TEXT] * count, None,
    )  # fmt: skip


def twins(count, seed, dimensions=64):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, dimensions)).astype(np.float32)
    other = rows + chance.normal(size=rows.shape).astype(np.float32) * 0.4
    return [side / np.linalg.norm(side, axis=1, keepdims=True) for side in (rows, other)]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 9))))
@settings(max_examples=100, deadline=None)
def test_the_heaviest_chain_is_the_heaviest(rows):
    found = sorted({(i, j): Anchor(i, j, float(w)) for i, j, w in rows}.values(),
                   key=lambda a: (a.source, a.target))  # fmt: skip
    chain = heaviest(found)
    for before, after in pairwise(chain):
        assert before.source < after.source
        assert before.target < after.target
    best = {}
    for n, a in enumerate(found):
        ends = [
            best[m] for m in range(n) if found[m].source < a.source and found[m].target < a.target
        ]
        best[n] = a.lead + max(ends, default=0.0)
    assert sum(a.lead for a in chain) == pytest.approx(max(best.values(), default=0.0))


@given(seed=st.integers(0, 99), gone=st.sets(st.integers(0, 299), max_size=60))
@settings(max_examples=20, deadline=None)
def test_sections_hold_all_of_both_documents_in_order(seed, gone):
    left, right = twins(300, seed)
    right = np.delete(right, sorted(gone), axis=0)
    found = sections(document(left), document(right), Pins())
    assert [n for rows, _ in found for n in range(*rows)] == list(range(len(left)))
    assert [n for _, columns in found for n in range(*columns)] == list(range(len(right)))


def test_cuts_are_where_both_documents_run_side_by_side():
    left, right = twins(400, 4)
    found = sections(document(left), document(np.delete(right, range(150, 190), axis=0)), Pins())
    assert len(found) >= 4
    for (start, _), (begin, _) in found[1:]:
        assert begin == (start if start <= 150 else start - 40)


def test_swapping_the_documents_swaps_the_sections():
    left, right = twins(500, 5)
    right = np.delete(right, range(100, 130), axis=0)
    there = sections(document(left), document(right), Pins())
    back = sections(document(right), document(left), Pins())
    assert [(b, a) for a, b in there] == back


def test_probes_find_the_course_of_documents_too_long_to_compare(monkeypatch):
    left, right = twins(600, 6)
    whole = anchors(document(left), document(right), (0, 600), (0, 600))
    monkeypatch.setattr(course, "FULL", 10_000)
    monkeypatch.setattr(course, "PROBES", 32)
    found = anchors(document(left), document(right), (0, 600), (0, 600))
    assert all(a.source == a.target for a in whole)
    assert sum(a.source == a.target for a in found) >= 0.9 * len(whole)


def test_a_lone_sentence_is_its_own_anchor():
    left, right = twins(1, 7)
    assert [(a.source, a.target) for a in mutual(left, right)] == [(0, 0)]


def test_documents_that_share_nothing_are_cut_for_memory_all_the_same(monkeypatch):
    monkeypatch.setattr(course, "AREA", 5_000)
    rows = np.random.default_rng(1).normal(size=(900, 64)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = sections(document(rows[:500]), document(rows[500:]), Pins())
    assert max((a[1] - a[0]) * (b[1] - b[0]) for a, b in found) <= 6_000
    assert found[-1] == ((found[-1][0][0], 500), (found[-1][1][0], 400))
