"""Numbers for people: on their side of a bound, and in sums that add up as they are shown."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from written_scores import releases, scored

from align.report.score.numbers import interval, number, shares, signed, tenths
from align.report.score.words import costs, losses
from align.scores import Interval

points = st.floats(0, 100)


@given(value=points, bound=st.integers(0, 1_000).map(lambda n: n / 10), digits=st.integers(0, 2))
@example(value=89.7, bound=90.0, digits=0)
@example(value=0.0, bound=0.0, digits=1)
def test_a_value_reads_as_it_stands_to_its_bound(value, bound, digits):
    assume(value == bound or abs(value - bound) > 1e-5)
    told = float(number(value, bound, digits))
    assert (told > bound) == (value > bound)
    assert (told < bound) == (value < bound) or value == bound
    assert abs(told - value) <= 0.5


@pytest.mark.parametrize(
    ("value", "bound", "told"),
    [
        (86.6, None, "87"),
        (86.6, 80, "87"),
        (89.96, 90, "89.96"),
        (-0.2, None, "0"),
        (100, 100, "100"),
    ],
)
def test_numbers_have_as_few_digits_as_tell_the_truth(value, bound, told):
    assert number(value, bound) == told


def test_intervals_and_differences():
    assert interval(Interval(83.6, 90.2)) == "84 to 90"
    assert [signed(n) for n in (2.14, -0.55, 0.04, -0.04, 0)] == [
        "+2.1",
        "−0.6",
        "0.0",
        "0.0",
        "0.0",
    ]
    assert [signed(n, apart=True) for n in (0.04, -0.04, 0)] == ["+0.04", "−0.04", "0.0"]


@given(values=st.lists(st.floats(0, 30), min_size=1, max_size=5))
def test_shares_add_up_and_stay_close(values):
    total = sum(values)
    found = shares(values, total)
    assert sum(found) == round(total * 10)
    assert all(
        abs(share / 10 - value) <= 0.1 + 1e-6 for share, value in zip(found, values, strict=True)
    )


@given(one=releases())
def test_the_sum_of_a_score_adds_up_as_it_is_shown(one):
    assume(one.parts)
    score, lost = losses(one)
    assert 1000 - sum(lost) == score
    shown = 100 - sum(float(tenths(points)) for points in lost)
    assert f"{shown:.1f}".removeprefix("-") == tenths(score)


@given(one=releases())
def test_what_beads_cost_is_what_the_score_lacks(one):
    assume(sum(bead.words for bead in one.beads))
    assert sum(costs(one)) == pytest.approx(100 - one.score, abs=1e-6)


def test_beads_without_words_cost_nothing():
    assert costs(scored((), original="ru.txt", release="en.txt")) == []
