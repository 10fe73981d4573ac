"""The lattice against every path written out."""

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads.lattice import (
    ADDED,
    MAX_SIDE,
    OMITTED,
    PAIRED,
    SHAPES,
    Potentials,
    no_pairs,
    posteriors,
    reading,
)

SIZES = [(3, 4), (4, 4), (5, 3), (1, 1), (4, 2), (1, 5), (5, 1)]


def all_paths(p):
    """Every path with its weight: the definition that the lattice must agree with."""
    rows, columns = len(p.omissions), len(p.additions)
    paths = []

    def walk(i, j, last, path, weight):
        if (i, j) == (rows, columns):
            paths.append((weight, tuple(path)))
            return
        for a, b in SHAPES:
            if i + a <= rows and j + b <= columns:
                extra = float(p.pairs[i, a - 1, b - 1, j])
                walk(i + a, j + b, PAIRED, [*path, (i, j, a, b)], weight + extra)
        if i < rows and last != ADDED:
            extra = p.omissions[i] + (p.omission_runs[i] if last == OMITTED else 0.0)
            walk(i + 1, j, OMITTED, [*path, (i, j, 1, 0)], weight + extra)
        if j < columns:
            extra = p.additions[j] + (p.addition_runs[j] if last == ADDED else 0.0)
            walk(i, j + 1, ADDED, [*path, (i, j, 0, 1)], weight + extra)

    walk(0, 0, PAIRED, [], 0.0)
    return paths


def random_potentials(seed, rows, columns):
    chance = np.random.default_rng(seed)
    pairs = no_pairs(rows, columns)
    for a, b in SHAPES:
        if a <= rows and b <= columns:
            part = pairs[: rows - a + 1, a - 1, b - 1, : columns - b + 1]
            part[:] = chance.normal(size=part.shape)
    return Potentials(pairs, *(chance.normal(size=size) for size in (rows, columns) * 2))


def shares(p):
    """Probability of every bead at every place, from all paths."""
    paths = all_paths(p)
    total = math.log(sum(math.exp(weight) for weight, _ in paths))
    share = defaultdict(float)
    for weight, path in paths:
        for bead in path:
            share[bead] += math.exp(weight - total)
    return total, share, {path for _, path in paths}


@pytest.mark.parametrize(("rows", "columns"), SIZES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_posteriors_agree_with_all_paths_written_out(rows, columns, seed):
    p = random_potentials(seed, rows, columns)
    total, share, _ = shares(p)
    q = posteriors(p)
    assert q.log_partition == pytest.approx(total)
    for (i, j, a, b), expected in share.items():
        if a and b:
            assert q.pairs[i, a - 1, b - 1, j] == pytest.approx(expected)
    for i in range(rows):
        expected = sum(v for (r, _, _, b), v in share.items() if r == i and not b)
        assert q.omissions[i] == pytest.approx(expected)
    for j in range(columns):
        expected = sum(v for (_, c, a, _), v in share.items() if c == j and not a)
        assert q.additions[j] == pytest.approx(expected)


@pytest.mark.parametrize(("rows", "columns"), SIZES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_the_reading_has_most_sentences_in_right_beads(rows, columns, seed):
    p = random_potentials(seed, rows, columns)
    _, share, paths = shares(p)
    omitted = [sum(v for (r, _, _, b), v in share.items() if r == i and not b) for i in range(rows)]
    added = [
        sum(v for (_, c, a, _), v in share.items() if c == j and not a) for j in range(columns)
    ]

    def worth(path):
        return sum(
            (a + b) * share[i, j, a, b] if a and b else omitted[i] if a else added[j]
            for i, j, a, b in path
        )

    assert worth(reading(posteriors(p))) == pytest.approx(max(map(worth, paths)))


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_every_sentence_has_probability_one_in_all(seed):
    q = posteriors(random_potentials(seed, 6, 7))
    source = q.omissions.copy()
    for a in range(1, MAX_SIDE + 1):
        for i in range(6 - a + 1):
            source[i : i + a] += q.pairs[i, a - 1].sum()
    assert source == pytest.approx(np.ones(6))


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_a_reading_is_one_path_through_both_documents(seed):
    path = reading(posteriors(random_potentials(seed, 7, 5)))
    assert [i for i, _, a, _ in path for i in range(i, i + a)] == list(range(7))
    assert [j for _, j, _, b in path for j in range(j, j + b)] == list(range(5))
