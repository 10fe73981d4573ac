"""Long documents: a band around the diagonal that the surest pairs mark out.

Up to `FULL` places the lattice is complete. Beyond that, sentences that are each other's nearest
by a clear margin are anchors; the longest chain of anchors in order gives the middle line, and the
lattice keeps to a band around it. Finding the anchors still compares every sentence with every
other, a block at a time; all that follows grows with the band's area.
"""

from bisect import bisect_left
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.beads.evidence import SHAPES, Side, Tile
from align.beads.lattice import IMPOSSIBLE, Potentials
from align.beads.model import Weights, nulls, surplus, whole

# Places of a complete lattice; one of a million takes a few seconds and half a gigabyte.
FULL = 1_000_000
# Places of a band, at most: about 1.5 gigabytes.
AREA = 10_000_000
# Target sentences of a band at least: omitted or added passages up to there stay inside it.
WIDTH = 512
# Source sentences a tile. A tile sees rivals only inside the band.
BLOCK = 128
# Cosine by which an anchor leads the next best; on the development suites 99.3 % of such pairs are
# in one gold bead, and three quarters of all mutually nearest pairs lead so far.
ANCHOR_LEAD = 0.2


def lattice(source: Side, target: Side, weights: Weights) -> tuple[Potentials, bool]:
    """Potentials of the two sides, and whether the lattice is complete."""
    if len(source) * len(target) <= FULL:
        return whole(source, target, weights), True
    return banded(source, target, weights), False


def crop(p: Potentials, rows: tuple[int, int], columns: tuple[int, int]) -> Potentials:
    """The part of a complete lattice that pairs two runs of sentences with each other."""
    (i0, i1), (j0, j1) = rows, columns
    height, width = i1 - i0, j1 - j0
    pairs = {}
    for (a, b), table in p.pairs.items():
        if a <= height and b <= width:
            part = np.full((height, width + 1), IMPOSSIBLE)
            part[: height - a + 1, : width - b + 1] = table[i0 : i1 - a + 1, j0 : j1 - b + 1]
            pairs[a, b] = part
    return Potentials(
        height, width, np.zeros(height + 1, np.int64), width, pairs,
        p.omissions[i0:i1], p.additions[j0:j1], p.omission_runs[i0:i1], p.addition_runs[j0:j1],
    )  # fmt: skip


def banded(source: Side, target: Side, weights: Weights) -> Potentials:
    """Potentials inside a band of target sentences around the chain of anchors."""
    rows, columns = len(source), len(target)
    low, width = _course(rows, columns, _chain(_anchors(source, target)))
    pairs = {shape: np.full((rows, width + 1), IMPOSSIBLE) for shape in SHAPES}
    extra = surplus(source, target)
    omissions, omission_runs = np.zeros(rows), np.zeros(rows)
    additions, addition_runs = np.full(columns, np.inf), np.zeros(columns)
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        j0, j1 = int(low[start]), int(low[stop]) + width
        tile = Tile(source, target, (start, stop), (j0, j1))
        for bias, (a, b) in zip(weights.shapes, SHAPES, strict=True):
            if min(tile.places(a, b)) < 1:
                continue
            scores = np.tensordot(weights.pairs, tile.pairs(a, b), axes=1) + bias
            for i in range(start, min(stop, rows - a + 1)):
                first = int(low[i]) - j0
                row = scores[i - start, first : first + width + 1]
                pairs[a, b][i, : len(row)] = row
        left_out, added, left_runs, added_runs = nulls(tile, extra, weights)
        omissions[start:stop] = left_out[: stop - start]
        omission_runs[start:stop] = left_runs[: stop - start]
        # A target sentence is in several tiles; it is only null where none has a partner for it.
        additions[j0 : j0 + len(added)] = np.minimum(additions[j0 : j0 + len(added)], added)
        addition_runs[j0 : j0 + len(added)] = added_runs
    return Potentials(
        rows, columns, low, width, pairs, omissions, additions, omission_runs, addition_runs
    )


def _course(rows: int, columns: int, chain: list[tuple[int, int]]) -> tuple[NDArray[np.int64], int]:
    """First column of the band at each of the rows + 1 places, and its width.

    The band is wide enough for the longest passage between two anchors as far as `AREA` allows,
    and never moves by more than half its width from one row to the next, so that it is one piece.
    """
    ends = [(-1, -1), *chain, (rows, columns)]
    jump = max(after[1] - before[1] for before, after in pairwise(ends))
    wanted = max(WIDTH, min(2 * jump, AREA // (rows + 1)), -(-2 * columns // (rows + 2)) + 2)
    width = min(columns, wanted)
    middle = np.interp(np.arange(rows + 1), [i for i, _ in ends], [j for _, j in ends])
    last, step = columns - width, width // 2
    low = np.maximum.accumulate(np.clip(np.round(middle).astype(np.int64) - step, 0, last))
    places = np.arange(rows + 1)
    # The steepest courses from the start and to the end; between them no step is too long.
    low[0] = 0
    for i in range(1, rows + 1):
        low[i] = min(low[i], low[i - 1] + step)
    return np.maximum(low, last - (rows - places) * step).astype(np.int64), width


def _anchors(source: Side, target: Side) -> list[tuple[int, int]]:
    """Pairs of sentences that are each other's nearest by a clear lead, by source number."""
    best = np.zeros((2, len(source)))
    nearest = np.zeros(len(source), np.int64)
    back_best = np.full(len(target), -np.inf, np.float32)
    back = np.zeros(len(target), np.int64)
    for start in range(0, len(source), BLOCK):
        table = source.vectors[start : start + BLOCK] @ target.vectors.T
        count = len(table)
        nearest[start : start + count] = np.argmax(table, axis=1)
        best[:, start : start + count] = np.partition(table, -2, axis=1)[:, -2:].T
        top = np.argmax(table, axis=0)
        value = table[top, np.arange(len(target))]
        better = value > back_best
        back[better], back_best[better] = top[better] + start, value[better]
    return [
        (i, int(j))
        for i, j in enumerate(nearest)
        if back[j] == i and best[1, i] - best[0, i] >= ANCHOR_LEAD
    ]


def _chain(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest part of `anchors` that ascends on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(anchors):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [n]
    chain, n = [], ends[-1] if ends else -1
    while n >= 0:
        chain.append(anchors[n])
        n = before[n]
    return chain[::-1]
