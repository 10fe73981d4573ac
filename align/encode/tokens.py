"""Vectors of the pieces of a text, and where in the text each piece stands."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.pooling import Frame, Network, batches, padded


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The pieces of one text.

    Parameters
    ----------
    spans
        Where each piece stands: code points of the text, half-open, int64 (pieces, 2).
    vectors
        What it means there, unit rows, float32 (pieces, dimensions).
    ids
        Its number in the vocabulary, int64 (pieces,).
    """

    spans: NDArray[np.int64]
    vectors: NDArray[np.float32]
    ids: NDArray[np.int64]


def spans(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Where pieces stand in `text`, without the blank that begins a word's first piece."""
    found = np.array(offsets, np.int64).reshape(-1, 2)
    for span in found:
        while span[0] < span[1] and text[span[0]].isspace():
            span[0] += 1
    return found


def per_text(
    rows: Sequence[Sequence[int]],
    frame: Frame,
    network: Network,
    dimensions: int,
    *,
    workers: int = 1,
) -> list[NDArray[np.float32]]:
    """Vectors of the tokens of each row, without those of prefix and frame.

    Parameters
    ----------
    rows
        Token ids, prefix included.
    frame
        What the network wants around them; a long row is read in windows.
    network
        The network.
    dimensions
        Width of a token vector.
    workers
        Batches that are in the network at the same time, each in a thread of its own.
    """
    windows = [(n, window) for n, row in enumerate(rows) for window in frame.windows(row)]
    found: list[NDArray[np.float32]] = [np.zeros((0, dimensions), np.float32)] * len(windows)
    first = len(frame.head) + len(frame.prefix)

    def read(batch: list[int]) -> None:
        hidden = network(*padded([windows[n][1] for n in batch], frame.pad))
        for n, row in zip(batch, hidden, strict=True):
            kept = row[first : len(windows[n][1]) - len(frame.tail)]
            found[n] = kept / np.linalg.norm(kept, axis=1, keepdims=True)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        # Longest first, so that no thread is left alone with a long batch at the end.
        for _ in pool.map(read, list(batches([window for _, window in windows]))[::-1]):
            pass
    out: list[list[NDArray[np.float32]]] = [[] for _ in rows]
    for (n, _), vectors in zip(windows, found, strict=True):
        out[n].append(vectors)
    return [np.concatenate(parts).astype(np.float32, copy=False) for parts in out]
