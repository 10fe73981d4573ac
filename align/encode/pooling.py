"""What every transformer needs around its network: windows and padding before, pooling after."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Network = Callable[[Ids, Ids], NDArray[np.float32]]
"""Token ids and attention mask, (rows, tokens), to token vectors, (rows, tokens, dimensions)."""

# 8 sentences a batch run at 566 a second where 32 run at 509 (two cores, 22-word sentences): the
# activations of a larger batch leave the second-level cache.
BATCH = 8
# Token budget of a batch, so that long texts come in smaller batches.
BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the tokens of a text when the network sees them.

    Parameters
    ----------
    head, tail
        Special tokens before and after every window.
    prefix
        Tokens of the words that the model wants before every text. A text's own tokens begin with
        them; its second and later windows get them again.
    max_tokens
        Longest window, special tokens included.
    pad
        The token that fills a batch up.
    """

    head: tuple[int, ...]
    tail: tuple[int, ...]
    prefix: tuple[int, ...]
    max_tokens: int
    pad: int

    @property
    def room(self) -> int:
        """Tokens of a window that are not special."""
        return self.max_tokens - len(self.head) - len(self.tail)

    def windows(self, ids: Sequence[int]) -> Iterator[list[int]]:
        """`ids` in windows that fit."""
        yield [*self.head, *ids[: self.room], *self.tail]
        step = self.room - len(self.prefix)
        for start in range(self.room, len(ids), step):
            yield [*self.head, *self.prefix, *ids[start : start + step], *self.tail]


def embed(
    rows: Sequence[Sequence[int] | None],
    frame: Frame,
    network: Network,
    dimensions: int,
    *,
    pooling: str = "mean",
    batch_size: int = BATCH,
    workers: int = 1,
) -> NDArray[np.float32]:
    """Vectors of tokenised texts, float32 (rows, dimensions).

    Parameters
    ----------
    rows
        Token ids of each text, prefix included; None for a text without words, whose row is zero.
    frame
        What the network wants around them.
    network
        The network.
    dimensions
        Width of a token vector.
    pooling
        ``mean`` over the tokens, or ``cls``, the vector of the first one. The windows of a long
        text count by their number of tokens.
    batch_size
        Most windows that the network gets at once.
    workers
        Batches that are in the network at the same time, each in a thread of its own.

    Returns
    -------
    Unit rows, in the order of `rows`.
    """
    windows: list[list[int]] = []
    owners: list[int] = []
    for number, row in enumerate(rows):
        if row is not None:
            for window in frame.windows(row):
                windows.append(window)
                owners.append(number)
    sums = np.zeros((len(rows), dimensions), np.float64)

    def pooled(batch: list[int]) -> NDArray[np.float64]:
        ids, mask = padded([windows[n] for n in batch], frame.pad)
        hidden = network(ids, mask)
        if pooling == "cls":
            return hidden[:, 0].astype(np.float64)
        return mean_pool(hidden, mask.sum(axis=1))

    parts = list(batches(windows, batch_size))
    with ThreadPoolExecutor(max(1, workers)) as pool:
        # Longest first, so that no thread is left alone with a long batch at the end.
        done = list(pool.map(pooled, parts[::-1]))[::-1]
    for batch, vectors in zip(parts, done, strict=True):
        for n, vector in zip(batch, vectors, strict=True):
            sums[owners[n]] += vector * len(windows[n])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    np.divide(sums, norms, out=sums, where=norms > 0)
    return sums.astype(np.float32)


def batches(windows: Sequence[Sequence[int]], size: int = BATCH) -> Iterator[list[int]]:
    """Numbers of `windows` in batches of like length, longest last."""
    batch: list[int] = []
    for n in sorted(range(len(windows)), key=lambda n: (len(windows[n]), n)):
        if batch and (len(batch) == size or (len(batch) + 1) * len(windows[n]) > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def padded(rows: Sequence[Sequence[int]], pad: int) -> tuple[Ids, Ids]:
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
        [
            row[:length].mean(axis=0, dtype=np.float64)
            for row, length in zip(hidden, lengths, strict=True)
        ]
    )
