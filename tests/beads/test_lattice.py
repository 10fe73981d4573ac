"""The lattice against every path written out."""

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads.lattice import ADDED, OMITTED, PAIRED, Potentials, best_path, forward, posteriors

LOW = -1e30
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2))


def all_paths(p):
    """Every path with its weight: the definition that the lattice must agree with."""
    paths = []

    def inside(i, j):
        return 0 <= j - p.low[i] <= p.width and j <= p.columns

    def walk(i, j, last, path, weight):
        if (i, j) == (p.rows, p.columns):
            paths.append((weight, tuple(path)))
            return
        for (a, b), table in p.pairs.items():
            if i + a <= p.rows and j + b <= p.columns and inside(i + a, j + b):
                extra = table[i, j - p.low[i]]
                walk(i + a, j + b, PAIRED, [*path, (i, j, a, b)], weight + extra)
        if i < p.rows and last != ADDED and inside(i + 1, j):
            extra = p.omissions[i] + (p.omission_runs[i] if last == OMITTED else 0.0)
            walk(i + 1, j, OMITTED, [*path, (i, j, 1, 0)], weight + extra)
        if j < p.columns and inside(i, j + 1):
            extra = p.additions[j] + (p.addition_runs[j] if last == ADDED else 0.0)
            walk(i, j + 1, ADDED, [*path, (i, j, 0, 1)], weight + extra)

    walk(0, 0, PAIRED, [], 0.0)
    return paths


def random_potentials(seed, rows, columns, low, width):
    chance = np.random.default_rng(seed)
    pairs = {}
    for a, b in SHAPES:
        table = np.full((rows, width + 1), LOW)
        for i in range(rows - a + 1):
            for k in range(width + 1):
                if low[i] + k + b <= columns:
                    table[i, k] = chance.normal()
        pairs[a, b] = table
    nulls = [chance.normal(size=size) for size in (rows, columns, rows, columns)]
    return Potentials(rows, columns, np.array(low, np.int64), width, pairs, *nulls)


CASES = [
    (3, 4, [0, 0, 0, 0], 4),
    (4, 4, [0, 0, 1, 1, 1], 3),
    (5, 4, [0, 0, 0, 1, 2, 2], 2),
    (1, 1, [0, 0], 1),
    (4, 2, [0] * 5, 2),
    (1, 5, [0, 0], 5),
]


@pytest.mark.parametrize(("rows", "columns", "low", "width"), CASES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_agrees_with_all_paths_written_out(rows, columns, low, width, seed):
    p = random_potentials(seed, rows, columns, low, width)
    paths = all_paths(p)
    log_z = math.log(sum(math.exp(weight) for weight, _ in paths))
    odds = posteriors(p)
    assert odds.log_partition == pytest.approx(log_z)
    assert tuple(best_path(p)) == max(paths)[1]
    share = defaultdict(float)
    for weight, path in paths:
        for bead in path:
            share[bead] += math.exp(weight - log_z)
    for (i, j, a, b), expected in share.items():
        if a and b:
            assert odds.pairs[a, b][i, j - p.low[i]] == pytest.approx(expected)
    for i in range(rows):
        expected = sum(v for (r, _, _, b), v in share.items() if r == i and not b)
        assert odds.omissions[i] == pytest.approx(expected)
    for j in range(columns):
        expected = sum(v for (_, c, a, _), v in share.items() if c == j and not a)
        assert odds.additions[j] == pytest.approx(expected)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_every_sentence_has_probability_one_in_all(seed):
    p = random_potentials(seed, 6, 7, [0] * 7, 7)
    odds = posteriors(p)
    source = odds.omissions.copy()
    for (a, b), table in odds.pairs.items():
        for i in range(6 - a + 1):
            source[i : i + a] += table[i, : 7 - b + 1].sum()
    assert source == pytest.approx(np.ones(6))


def test_a_band_in_two_pieces_is_an_error_and_no_endless_search():
    p = random_potentials(1, 3, 8, [0, 0, 6, 6], 2)
    assert forward(p)[:, 3, 2].max() < LOW / 2
    with pytest.raises(ValueError, match="no path"):
        best_path(p)
