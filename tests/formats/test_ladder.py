"""The ladder climbs, holds every sentence once, and says what it had to change."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats import losses, render
from align.types import Alignment, Bead, LineKind, SegmentedText


def rungs(alignment: Alignment) -> list[tuple[int, int, float]]:
    lines = [line.split("\t") for line in render(alignment, "ladder").splitlines()]
    return [(int(i), int(j), float(score)) for i, j, score in lines]


def spans(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [
        (tuple(range(i, k)), tuple(range(j, m)))
        for (i, j, _), (k, m, _) in pairwise(rungs(alignment))
    ]


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_ladder_climbs_from_the_beginning_to_the_end(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    climbed = rungs(alignment)
    assert climbed[0][:2] == (0, 0)
    assert climbed[-1][:2] == (len(alignment.source.sentences), len(alignment.target.sentences))
    for (i, j, _), (k, m, _) in pairwise(climbed):
        assert i <= k
        assert j <= m
        assert (i, j) != (k, m)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_not_told_as_lost_is_held(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    held = spans(alignment)
    if not losses(alignment, "ladder"):
        for bead in alignment.beads:
            if bead.source and bead.target:
                assert (bead.source, bead.target) in held
    for bead in alignment.beads:
        if bead.source and bead.target and not bead.moved:
            assert any(
                set(bead.source) <= set(left) and set(bead.target) <= set(right)
                for left, right in held
            )


@pytest.fixture
def pair_of(side_of):
    def make(source: int, target: int, *beads: Bead) -> Alignment:
        return Alignment(side_of("a", "ru", source), side_of("b", "en", target), beads, "test")

    return make


def test_plain_beads_are_rungs_as_hunalign_writes_them(pair_of):
    alignment = pair_of(
        4, 4,
        Bead((0,), (0,), 0.9), Bead((1,), (1, 2), 0.8), Bead((2,), (), 0.7), Bead((3,), (3,), 0.6),
    )  # fmt: skip
    assert render(alignment, "ladder") == (
        "0\t0\t0.9000\n1\t1\t0.8000\n2\t3\t0.7000\n3\t3\t0.6000\n4\t4\t0.0000\n"
    )
    assert losses(alignment, "ladder") == ()


def test_a_moved_bead_becomes_an_omission_and_an_addition(pair_of):
    alignment = pair_of(
        3, 3, Bead((2,), (0,), 0.9, moved=True), Bead((0,), (1,), 0.8), Bead((1,), (2,), 0.7)
    )
    assert rungs(alignment) == [(0, 0, 0), (0, 1, 0.8), (1, 2, 0.7), (2, 3, 0), (3, 3, 0)]


def test_a_page_number_inside_a_bead_joins_it(pair_of):
    alignment = pair_of(3, 1, Bead((0, 2), (0,), 0.9), Bead((1,), (), 0.99))
    assert rungs(alignment) == [(0, 0, 0.9), (3, 1, 0)]
    assert losses(alignment, "ladder") == (
        "A ladder holds unbroken, uncrossed beads alone:"
        " 1 of them is joined with what stands between.",
    )


def test_crossing_beads_become_one_with_the_lower_probability(pair_of):
    alignment = pair_of(2, 2, Bead((1,), (0,), 0.6), Bead((0,), (1,), 0.8))
    assert rungs(alignment) == [(0, 0, 0.6), (2, 2, 0)]
    assert "2 of them are joined" in losses(alignment, "ladder")[0]


def test_a_bead_that_crosses_several_takes_all_of_them_in(pair_of):
    alignment = pair_of(3, 3, Bead((2,), (0,), 0.5), Bead((0,), (1,), 0.8), Bead((1,), (2,), 0.7))
    assert rungs(alignment) == [(0, 0, 0.5), (3, 3, 0)]


@pytest.fixture
def side_of(build_side):
    def make(word: str, language: str, size: int) -> SegmentedText:
        return build_side(f"{word}.txt", language, size * [[(LineKind.TEXT, f"{word}.")]])

    return make
