"""Beads fixed by hand come out as fixed, and leave the rest alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads import find

COUNT = 24


def twins(count, seed=1, dimensions=48):
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, dimensions)).astype(np.float32)
    other = rows + chance.normal(size=rows.shape).astype(np.float32) * 0.3
    return [side / np.linalg.norm(side, axis=1, keepdims=True) for side in (rows, other)]


def paired(fixed, count=COUNT):
    left, right = twins(count)
    texts = [f"предложение {n}" for n in range(count)], [f"sentence {n}" for n in range(count)]
    found = find(texts, (left, right), "ru", fixed=fixed)
    return {(b.source, b.target): b for b in found.beads}


@pytest.mark.parametrize(
    "fixed",
    [
        [((3, 4), (3, 4))],
        [((3,), ()), ((), (3,))],
        [((5,), (20,))],
        [((1, 3), (1,))],
        [((7, 8), (7,)), ((9,), (8, 9))],
        [((0, 1, 2, 3, 4, 5), (0,))],
        [((23,), (0,)), ((0,), (23,))],
        [((0,), (0,)), ((2,), (1,))],
        [((9,), (6,)), ((10,), ()), ((), (7,)), ((11,), (8,))],
    ],
)
def test_what_is_fixed_is_kept(fixed):
    beads = paired(fixed)
    for source, target in fixed:
        assert beads[source, target].probability == pytest.approx(1.0)
    for side, numbers in ((0, range(COUNT)), (1, range(COUNT))):
        assert sorted(n for bead in beads for n in bead[side]) == list(numbers)
    assert all(0.0 < bead.probability <= 1.0 for bead in beads.values())
    if fixed[-1] in (((2,), (1,)), ((11,), (8,))):
        return
    free = set(range(COUNT)) - {n for f in fixed for n in (*f[0], *f[1])}
    assert all(((n,), (n,)) in beads for n in free)


def test_a_pair_that_crosses_the_others_is_moved():
    beads = paired([((5,), (20,))])
    assert beads[(5,), (20,)].moved
    assert not beads[(6,), (6,)].moved


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_set_of_pairs_is_kept(data):
    numbers = data.draw(st.permutations(range(COUNT)))
    sizes = data.draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4))
    fixed, at = [], [0, 0]
    for a, b in sizes:
        if a or b:
            source = tuple(sorted(numbers[at[0] : at[0] + a]))
            target = tuple(sorted(numbers[::-1][at[1] : at[1] + b]))
            # A passage left out is fixed sentence by sentence in the result.
            fixed.append((source, target))
            at = [at[0] + a, at[1] + b]
    beads = paired(fixed)
    for source, target in fixed:
        if source and target:
            assert (source, target) in beads
        for n in source if not target else ():
            assert ((n,), ()) in beads
        for n in target if not source else ():
            assert ((), (n,)) in beads
    for side in (0, 1):
        assert sorted(n for bead in beads for n in bead[side]) == list(range(COUNT))


def test_fixed_pairs_are_kept_across_the_sections_of_a_long_document():
    count = 400
    fixed = [((n, n + 1), (n,)) for n in range(10, 390, 20)]
    fixed += [((), (n + 1,)) for n in range(10, 390, 20)]
    beads = paired(fixed, count)
    assert all(f in beads for f in fixed)
