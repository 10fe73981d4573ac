"""What is read from a pair: how well each piece is matched by the other side."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.quality.reading import MatchReader

RIGHT = ("Экспорт вырос на 12 процентов.", "Exports grew by 12 percent.")
OTHER = "Two hockey teams will meet on Saturday evening."


@pytest.fixture(scope="module")
def reader():
    return MatchReader(load_encoder())


def test_a_rendering_is_matched_better_than_another_sentence(reader):
    right, wrong = reader.read([RIGHT, (RIGHT[0], OTHER)])
    for name, value in right.values.items():
        assert value > wrong.values[name] + 0.1, name


def test_what_is_added_is_supported_by_nothing(reader):
    text = f"{RIGHT[1]} {OTHER}"
    reading = reader.read([(RIGHT[0], text)])[0]
    added = reading.target.spans[:, 0] > len(RIGHT[1])
    assert reading.target.matched[added].mean() < reading.target.matched[~added].mean() - 0.2
    assert reading.values["supported"] < reading.values["rendered"]


def test_a_pair_is_read_alike_whatever_is_read_with_it(reader):
    together = reader.read([RIGHT, (OTHER, "Да."), RIGHT])
    alone = reader.read([RIGHT])[0]
    assert together[0].values == together[2].values
    for name, value in alone.values.items():
        assert together[0].values[name] == pytest.approx(value, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=3))
def test_any_pair_is_read(reader, pairs):
    for pair, reading in zip(pairs, reader.read(pairs), strict=True):
        assert np.isfinite(list(reading.values.values())).all()
        for text, side in zip(pair, (reading.source, reading.target), strict=True):
            assert len(side.spans) == len(side.matched)
            assert all(0 <= a <= b <= len(text) for a, b in side.spans.tolist())


@given(st.tuples(st.text(max_size=40), st.text(max_size=40)))
@settings(max_examples=15, deadline=None)
def test_swapping_the_sides_swaps_what_is_read(reader, pair):
    one, other = reader.read([pair, pair[::-1]])
    assert one.values["rendered"] == pytest.approx(other.values["supported"], abs=1e-6)
    assert one.values["likeness"] == pytest.approx(other.values["likeness"], abs=1e-6)


def test_an_empty_side_matches_nothing(reader):
    for pair in ((RIGHT[0], ""), ("", RIGHT[1]), ("", "")):
        assert set(reader.read([pair])[0].values.values()) == {0.0}


def test_of_a_giant_line_the_beginning_is_read(reader):
    giant = (RIGHT[0] + " ") * 1_000
    reading = reader.read([(giant, RIGHT[1])])[0]
    assert 0 < reading.source.spans[-1, 1] <= 20_000 < len(giant)
    assert reading.values == reader.read([(giant + "Нет. " * 100, RIGHT[1])])[0].values
