"""Each piece of a text beside what the other text has for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encode.match import NOTHING, Pieces, compare

WIDTH = 6


def text(count: int, seed: int) -> Pieces:
    """So many pieces with vectors at random."""
    chance = np.random.default_rng(seed)
    vectors = chance.standard_normal((count, WIDTH)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Pieces(vectors, chance.standard_normal((count, WIDTH)).astype(np.float32))


def test_a_piece_that_is_there_again_is_matched_with_itself():
    one = text(5, 1)
    compared = compare(one, Pieces(one.vectors[::-1].copy(), one.words[::-1].copy()))
    nearest = compared.source[:, -2] / 4
    np.testing.assert_allclose(nearest, 1, atol=1e-6)
    # The worst fifth of five pieces is one piece, here as well matched as the others.
    np.testing.assert_allclose(compared.summary, 1, atol=1e-6)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 99))
def test_swapping_the_sides_swaps_what_is_known(first, second, seed):
    one, other = text(first, seed), text(second, seed + 100)
    here, there = compare(one, other), compare(other, one)
    np.testing.assert_array_equal(here.source, there.target)
    np.testing.assert_array_equal(here.target, there.source)
    np.testing.assert_allclose(here.summary[[0, 1, 2, 3]], there.summary[[1, 0, 3, 2]])
    assert here.summary[4] == pytest.approx(there.summary[4])
    assert here.source.shape == (first, 5 * WIDTH + 2)
    assert np.isfinite(here.source).all()
    assert np.isfinite(here.summary).all()


def test_where_the_other_side_is_empty_nothing_is_matched():
    compared = compare(text(3, 1), text(0, 2))
    assert set((compared.source[:, -2] / 4).tolist()) == {NOTHING}
    assert not compared.source[:, 4 * WIDTH : 5 * WIDTH].any()
    assert compared.summary[-1] == 0


def test_a_side_much_longer_than_the_other_counts_as_four_times_as_long():
    assert compare(text(1, 1), text(9, 2)).summary[-1] == 4
