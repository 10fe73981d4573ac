"""What every transformer needs around its network: padding before, pooling after."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def padded(
    rows: Sequence[Sequence[int]], pad: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and attention mask, both int64 (rows, longest row)."""
    width = max(map(len, rows))
    ids = np.full((len(rows), width), pad, np.int64)
    mask = np.zeros((len(rows), width), np.int64)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return ids, mask


def mean_pool(hidden: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean over the real tokens of each row, float64 (rows, dimensions).

    Row by row and in double precision, because a float32 sum over a padded batch changes in its
    last bit with the batch: the same text must always have the same vector.

    Parameters
    ----------
    hidden
        Token vectors, (rows, tokens, dimensions).
    lengths
        Number of real tokens of each row; they come first.
    """
    return np.stack(
        [row[:length].mean(axis=0, dtype=np.float64) for row, length in zip(hidden, lengths, strict=True)]
    )
