"""What is read from a pair before it is scored."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.pairs import PairNetworks
from align.quality.reading import PairReader

RIGHT = ("Экспорт вырос на 12 процентов.", "Exports grew by 12 percent.")
OTHER = "Two hockey teams will meet on Saturday evening."


@pytest.fixture(scope="module")
def reader():
    return PairReader(PairNetworks(load_encoder()))


def test_a_rendering_is_read_as_better_than_another_sentence(reader):
    right, wrong = (reading.values for reading in reader.read([RIGHT, (RIGHT[0], OTHER)]))
    for name in ("quality", "compared"):
        assert right[name] > wrong[name] + 0.2, name
    assert right["fault"] < wrong["fault"] - 1


def test_what_is_added_is_supported_by_nothing(reader):
    text = f"{RIGHT[1]} {OTHER}"
    reading = reader.read([(RIGHT[0], text)])[0]
    added = reading.target.spans[:, 0] > len(RIGHT[1])
    assert reading.target.odds[added].mean() > reading.target.odds[~added].mean() + 1


def test_a_pair_is_read_alike_whatever_is_read_with_it(reader):
    together = reader.read([RIGHT, (OTHER, "Да."), RIGHT])
    alone = reader.read([RIGHT])[0]
    for name, value in alone.values.items():
        assert together[0].values[name] == pytest.approx(value, abs=1e-4)
        assert together[2].values[name] == pytest.approx(value, abs=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=3))
def test_any_pair_is_read(reader, pairs):
    for pair, reading in zip(pairs, reader.read(pairs), strict=True):
        assert np.isfinite(list(reading.values.values())).all()
        for text, side in zip(pair, (reading.source, reading.target), strict=True):
            assert len(side.spans) == len(side.odds)
            assert all(0 <= a <= b <= len(text) for a, b in side.spans.tolist())


def test_of_a_giant_line_the_beginning_is_read(reader):
    giant = (RIGHT[0] + " ") * 1_000
    reading = reader.read([(giant, RIGHT[1])])[0]
    assert 0 < reading.source.spans[-1, 1] <= 20_000 < len(giant)
    assert reading.values == reader.read([(giant + "Нет. " * 100, RIGHT[1])])[0].values
