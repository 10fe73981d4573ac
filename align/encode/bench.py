"""How often an encoder's nearest neighbour of a sentence is not its rendering (xsim).

References
----------
Artetxe and Schwenk (2019), "Margin-based parallel corpus mining", arXiv:1811.01136.
Wilson (1927), "Probable inference, the law of succession, and statistical inference".
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from align.encode.parallel import ParallelTexts

NEIGHBOURS = 4  # Artetxe and Schwenk (2019)
CONFIDENCE = 1.959964  # the normal distribution holds 95 % within so many standard deviations

# Cosines in memory at once: 16 MB in double precision, and four times that while they are divided.
_CELLS = 2_000_000
# Products of double precision differ by 1e-16 with the shape of a block. A lead below this is none.
_TIE = 1e-9
# The ratio says nothing where a neighbourhood is no nearer than this, and turns round below 0.
_LEAST_NEARNESS = 1e-3


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Sentences of one language, and back, whose nearest neighbour is not their rendering.

    Parameters
    ----------
    languages
        From the first to the second is `forth`.
    forth, back
        Number of wrong neighbours.
    sentences
        Of how many.
    """

    languages: tuple[str, str]
    forth: int
    back: int
    sentences: int

    @property
    def mean(self) -> float:
        """Wrong neighbours in the mean of both directions."""
        return (self.forth + self.back) / 2


def retrieval(texts: ParallelTexts, vectors: list[NDArray[np.float32]]) -> list[Retrieval]:
    """The errors of every pair of languages; `vectors` has unit rows for each side of `texts`."""
    return [
        Retrieval((texts.languages[one], texts.languages[two]), *errors, texts.sentences)
        for one, two in combinations(range(len(texts.languages)), 2)
        for errors in [xsim(vectors[one], vectors[two])]
    ]


def xsim(
    a: NDArray[np.floating],
    b: NDArray[np.floating],
    k: int = NEIGHBOURS,
    *,
    block: int | None = None,
) -> tuple[int, int]:
    """Count the rows whose nearest neighbour on the other side is not their counterpart.

    Nearness is the ratio margin: the cosine of two rows, divided by the mean of what each has on
    average with its `k` nearest on the other side. A row that others come as near to as its
    counterpart counts as wrong, so that an encoder that gives every text the same vector finds
    nothing. One side given twice need not be without errors: a row at the edge of a crowd can be
    nearer, by margin, than the row itself.

    Parameters
    ----------
    a, b
        Unit rows, (sentences, dimensions); row n of one is the counterpart of row n of the other.
    k
        Neighbours that make up a neighbourhood; all there are, where there are fewer.
    block
        Rows compared at once, by default what keeps memory at 64 MB, beside a copy of the rows in
        double precision. It changes nothing in the result.

    Returns
    -------
    Number of wrong neighbours from `a` to `b`, and from `b` to `a`.
    """
    if a.shape != b.shape:
        raise ValueError(f"rows of both sides must correspond: {a.shape} and {b.shape}")
    # In double precision the shape of a block decides no comparison.
    one, two = a.astype(np.float64), b.astype(np.float64)
    step = block or max(1, _CELLS // max(1, len(a)))
    near_one, near_two = _nearness(one, two, k, step), _nearness(two, one, k, step)
    forth = _wrong(one, two, near_one, near_two, step)
    return forth, _wrong(two, one, near_two, near_one, step)


def _blocks(rows: int, step: int) -> Iterator[slice]:
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _nearness(
    a: NDArray[np.float64], b: NDArray[np.float64], k: int, step: int
) -> NDArray[np.float64]:
    """Mean cosine of each row of `a` with its `k` nearest in `b`, (rows,)."""
    k = min(k, len(b))
    means = np.zeros(len(a))
    for part in _blocks(len(a), step):
        cosine = a[part] @ b.T
        cosine.partition(len(b) - k, axis=1)
        # In order, so that the sum is the same whatever order the partition leaves.
        means[part] = np.sort(cosine[:, len(b) - k :], axis=1).mean(axis=1)
    return means


def _wrong(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    near_a: NDArray[np.float64],
    near_b: NDArray[np.float64],
    step: int,
) -> int:
    wrong = 0
    for part in _blocks(len(a), step):
        margin = a[part] @ b.T
        nearness = np.add.outer(near_a[part], near_b)
        nearness /= 2
        margin /= np.maximum(nearness, _LEAST_NEARNESS, out=nearness)
        rows = np.arange(len(margin))
        own = margin[rows, rows + part.start].copy()
        margin[rows, rows + part.start] = -np.inf
        # Written so that a vector that is no number counts as wrong.
        wrong += int(np.count_nonzero(~(own > margin.max(axis=1) + _TIE)))
    return wrong


def wilson(errors: float, trials: int) -> tuple[float, float]:
    """95 % interval of a share, from 0 to 1, when `errors` of `trials` were wrong."""
    share, square = errors / trials, CONFIDENCE**2 / trials
    middle = share + square / 2
    spread = CONFIDENCE * math.sqrt((share * (1 - share) + square / 4) / trials)
    low, high = (middle - spread) / (1 + square), (middle + spread) / (1 + square)
    return max(0.0, low) if errors else 0.0, min(1.0, high) if errors < trials else 1.0
