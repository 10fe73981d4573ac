import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from align.encode.pooling import BATCH, BATCH_TOKENS, Frame, Ids, batches, embed, padded

FRAME = Frame(head=(0,), tail=(2,), prefix=(7, 8), max_tokens=12, pad=1)


def network(ids: Ids, mask: Ids) -> NDArray[np.float32]:
    """Token vectors that say which token it was; NaN where nothing may be read."""
    hidden = np.stack([ids, ids**2 + 1], axis=-1).astype(np.float32)
    hidden[mask == 0] = np.nan
    return hidden


@given(st.lists(st.integers(10, 99), max_size=60))
def test_windows_hold_every_token_once_and_fit(tokens: list[int]) -> None:
    windows = list(FRAME.windows([7, 8, *tokens]))
    assert all(len(w) <= FRAME.max_tokens for w in windows)
    assert all((w[0], w[-1]) == (0, 2) and w[1:3] == [7, 8] for w in windows)
    assert [t for w in windows for t in w[3:-1]] == tokens


@given(st.lists(st.integers(1, 700), max_size=80))
def test_batches_hold_every_window_once_within_the_budget(lengths: list[int]) -> None:
    windows = [[5] * length for length in lengths]
    made = list(batches(windows))
    assert sorted(n for batch in made for n in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) <= BATCH
        assert len(batch) == 1 or len(batch) * max(lengths[n] for n in batch) <= BATCH_TOKENS


def test_padding_stands_behind_and_is_masked() -> None:
    ids, mask = padded([[5], [6, 7, 8]], pad=1)
    assert ids.tolist() == [[5, 1, 1], [6, 7, 8]]
    assert mask.tolist() == [[1, 0, 0], [1, 1, 1]]


def test_the_mean_is_over_the_real_tokens_of_all_windows() -> None:
    row = [7, 8, *range(10, 25)]
    seen = np.array([t for w in FRAME.windows(row) for t in w], float)
    expected = np.array([seen.mean(), (seen**2 + 1).mean()])
    got = embed([[9], row, None], FRAME, network, 2)
    np.testing.assert_allclose(got[1], expected / np.linalg.norm(expected), rtol=1e-6)
    assert not got[2].any()


def test_cls_takes_the_first_token() -> None:
    got = embed([[9], [9, 20, 30]], FRAME, network, 2, pooling="cls")
    np.testing.assert_allclose(got, [[0.0, 1.0], [0.0, 1.0]])


@pytest.mark.parametrize("size", [1, 2, 16])
def test_the_size_of_a_batch_changes_nothing(size: int) -> None:
    rows = [[7, 8, *range(10, 10 + n)] for n in (3, 40, 1, 25, 0)]
    one = embed(rows, FRAME, network, 2, batch_size=size)
    assert one.tobytes() == embed(rows, FRAME, network, 2).tobytes()
