import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from align.encode.bench import retrieval, wilson, xsim
from align.encode.parallel import ParallelTexts

SEEDS = st.integers(0, 2**32 - 1)
Rows = NDArray[np.float64]


def unit(rows: Rows) -> Rows:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)


def at(*degrees: float) -> Rows:
    """Unit vectors of a plane."""
    return np.array([[math.cos(math.radians(d)), math.sin(math.radians(d))] for d in degrees])


@st.composite
def sides(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Two sides with many equal, opposite and empty rows: small whole numbers, few dimensions."""
    shape = draw(st.tuples(st.integers(1, 24), st.integers(1, 5)))
    numbers = np.random.default_rng(draw(SEEDS))
    least = draw(st.sampled_from([-2, 0]))
    one, two = (unit(numbers.integers(least, 3, shape).astype(float)) for _ in range(2))
    return one, two


@given(sides(), st.integers(1, 30), st.integers(1, 6))
def test_the_size_of_a_block_changes_nothing(given: tuple[Rows, Rows], block: int, k: int) -> None:
    assert xsim(*given, k, block=block) == xsim(*given, k)


@given(sides())
def test_swapping_the_sides_swaps_the_directions(given: tuple[Rows, Rows]) -> None:
    one, two = given
    assert xsim(two, one) == xsim(one, two)[::-1]


@given(sides(), SEEDS)
def test_the_order_of_the_sentences_changes_nothing(given: tuple[Rows, Rows], seed: int) -> None:
    one, two = given
    order = np.random.default_rng(seed).permutation(len(one))
    assert xsim(one[order], two[order]) == xsim(one, two)


@given(st.integers(1, 40), SEEDS)
def test_identical_sides_are_without_errors(count: int, seed: int) -> None:
    # No two rows are nearer than 60 degrees, and no cosine is negative: 1 over the own
    # neighbourhood is then more than any cosine over the mean of two.
    noise = np.random.default_rng(seed).random((count, count)) / (4 * count)
    rows = unit(np.eye(count) + noise)
    assert xsim(rows, rows) == (0, 0)


@given(st.integers(2, 40), SEEDS)
def test_counterparts_that_are_moved_by_one_are_all_wrong(count: int, seed: int) -> None:
    noise = np.random.default_rng(seed).random((count, count)) / (4 * count)
    rows = unit(np.eye(count) + noise)
    assert xsim(rows, np.roll(rows, 1, axis=0)) == (count, count)


def test_a_case_computed_by_hand() -> None:
    # Cosines, with k = 1 (so that a neighbourhood is the nearest row's cosine):
    #           20°     50°    nearest
    #   0°    0.940   0.643     0.940
    #  35°    0.966   0.966     0.966
    # nearest 0.966   0.966
    # Margins: 0° with 20° 0.940/0.953 = 0.986, with 50° 0.643/0.953 = 0.674;
    #         35° with either 0.966/0.966 = 1. So 0° finds 20°; 35° cannot choose; 20° finds 35°
    #         and not 0°, its counterpart; 50° finds 35°.
    assert xsim(at(0, 35), at(20, 50), k=1) == (1, 1)


def test_the_margin_is_not_the_cosine() -> None:
    # 12° is nearer to 0° by cosine than 30° is, but near to all of the crowd as well.
    one, two = at(0, 12, 14, 16), at(-20, 12, 14, 16)
    cosine = one @ two.T
    assert cosine[0].argmax() == 1
    # Margins of 0°, k = 2: neighbourhoods 0.974 (0°), 0.883 (-20°), 1.000 (12°), so that
    # 0.940/0.928 = 1.012 beats 0.978/0.987 = 0.991.
    forth, _ = xsim(one, two, k=2)
    assert forth == 0


def test_vectors_that_are_all_the_same_find_nothing() -> None:
    rows = unit(np.ones((7, 3)))
    assert xsim(rows, rows) == (7, 7)
    assert xsim(np.zeros((7, 3)), np.zeros((7, 3))) == (7, 7)


@given(st.integers(1, 80), SEEDS)
def test_the_last_bit_of_a_product_decides_nothing(block: int, seed: int) -> None:
    # Every sentence has a twin, as near as itself but for rounding.
    rows = unit(np.random.default_rng(seed).normal(size=(37, 129)))
    twins = np.vstack([rows, rows])
    assert xsim(twins, twins, block=block) == (74, 74)


def test_a_vector_that_is_no_number_is_wrong() -> None:
    rows = np.eye(6)
    broken = rows.copy()
    broken[2] = np.nan
    forth, back = xsim(rows, broken)
    assert forth >= 1
    assert back >= 1


def test_sides_of_unequal_length_are_no_parallel_texts() -> None:
    with pytest.raises(ValueError, match="correspond"):
        xsim(np.eye(3), np.eye(3)[:2])


def test_every_pair_of_languages_is_compared_once() -> None:
    side = tuple("abcde")
    texts = ParallelTexts("x", ("be", "en", "ru"), (side, side, side), 0)
    rows = np.eye(5, dtype=np.float32)
    found = retrieval(texts, [rows, rows, np.roll(rows, 1, axis=0)])
    assert [(pair.languages, pair.forth, pair.back) for pair in found] == [
        (("be", "en"), 0, 0),
        (("be", "ru"), 5, 5),
        (("en", "ru"), 5, 5),
    ]
    assert found[1].mean == found[1].sentences == 5


@pytest.mark.parametrize(
    ("errors", "trials", "low", "high"),
    [
        # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),  # the third, mirrored
    ],
)
def test_the_interval_is_that_of_the_literature(
    errors: int, trials: int, low: float, high: float
) -> None:
    assert wilson(errors, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(case: tuple[int, int]) -> None:
    errors, trials = case
    low, high = wilson(errors, trials)
    assert 0 <= low <= errors / trials <= high <= 1
