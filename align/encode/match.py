"""Each piece of a text beside what the other text has for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# How sharply likeness turns into weights, and what brings the numbers of one piece to like size
# (a unit vector of 384 numbers has numbers of .05): as in training, models/compare_net.py.
SHARPNESS = 16.0
SCALES = {"own": 8.0, "difference": 8.0, "product": 64.0, "nearest": 4.0, "lead": 8.0}
NOTHING = -1.0  # likeness where there is nothing to be like
_WORST = 5  # the least matched fifth of a side is looked at beside all of it


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text.

    Parameters
    ----------
    vectors
        What each means where it stands: unit rows, float32 (pieces, dimensions).
    words
        What it means anywhere, float32 (pieces, dimensions).
    """

    vectors: Array
    words: Array


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair as the network is given it.

    Parameters
    ----------
    source, target
        What is known of each piece, float32 (pieces, features).
    summary
        Six numbers of the pair: means of the likeness of the nearest piece on both sides, means of
        its worst fifth on both sides, likeness of the two texts, ratio of their lengths.
    """

    source: Array
    target: Array
    summary: NDArray[np.float64]


def compare(source: Pieces, target: Pieces) -> Compared:
    """Hold the pieces of both sides against each other."""
    likeness = source.vectors @ target.vectors.T
    one, near = _side(source, target, likeness)
    other, far = _side(target, source, likeness.T)
    sums = [side.vectors.sum(axis=0, dtype=np.float64) for side in (source, target)]
    norm = float(np.linalg.norm(sums[0]) * np.linalg.norm(sums[1]))
    summary = [
        _mean(near),
        _mean(far),
        _worst(near),
        _worst(far),
        float(sums[0] @ sums[1]) / norm if norm else 0.0,
        min(4.0, len(target.vectors) / max(1, len(source.vectors))),
    ]
    return Compared(one, other, np.array(summary))


def _side(own: Pieces, other: Pieces, likeness: Array) -> tuple[Array, Array]:
    """What is known of each piece of `own`, and how like the nearest piece of `other` is."""
    count = len(own.vectors)
    if len(other.vectors):
        weights = np.exp(SHARPNESS * (likeness - likeness.max(axis=1, keepdims=True)))
        weights /= weights.sum(axis=1, keepdims=True)
        matched, words = weights @ other.vectors, weights @ other.words
        nearest = likeness.max(axis=1)
    else:
        matched, words = np.zeros_like(own.vectors), np.zeros_like(own.words)
        nearest = np.full(count, NOTHING, np.float32)
    if len(other.vectors) > 1:
        second = np.partition(likeness, -2, axis=1)[:, -2]
    else:
        second = np.full(count, NOTHING, np.float32)
    parts = [
        SCALES["own"] * own.vectors,
        SCALES["difference"] * np.abs(own.vectors - matched),
        SCALES["product"] * own.vectors * matched,
        own.words,
        words,
        SCALES["nearest"] * nearest[:, None],
        SCALES["lead"] * (nearest - second)[:, None],
    ]
    return np.concatenate(parts, axis=1).astype(np.float32), nearest


def _worst(likeness: Array) -> float:
    """Mean of the worst fifth; of no pieces none is badly matched, as in training."""
    return _mean(np.sort(likeness)[: -(-len(likeness) // _WORST)]) if len(likeness) else 1.0


def _mean(values: Array) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else 0.0
