"""How like the sentences of two documents are, one by one and joined, and how like their rivals.

Vectors of sentences give it, those of a network as well as those of surface marks.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.beads.lattice import MAX_SIDE

Floats = NDArray[np.float32]

# Neighbours that make the local background of a sentence (k of the margin criterion,
# Artetxe and Schwenk 2019).
NEIGHBOURS = 4


class Likeness:
    """Similarities of every bead of two documents.

    Parameters
    ----------
    source, target
        Unit vectors of the sentences, (sentences, dimensions).
    lengths
        Of the sentences of both sides, in characters.
    """

    def __init__(self, source: Floats, target: Floats, lengths: tuple[Floats, Floats]) -> None:
        self.rows, self.columns = len(source), len(target)
        self.single = source @ target.T
        weights = [np.sqrt(length + 1.0) for length in lengths]
        self._weighted = self.single * weights[0][:, None] * weights[1][None, :]
        self._norms = [
            _span_norms(vectors * w[:, None])
            for vectors, w in zip((source, target), weights, strict=True)
        ]
        # Functions of one shape, remembered: a wider bead is built from narrower ones.
        self.similarity = cache(self._similarity)
        self.outside = cache(self._rivals)
        self.inside = cache(self._best_inside)
        self._sums = cache(self._sum)
        self._ends = cache(self._running)
        self._worst = cache(self._worst_member)

    def near(self) -> tuple[Floats, Floats]:
        """Mean similarity of each sentence of either side to its nearest ones."""
        return _near(self.single), _near(self.single.T)

    def best(self) -> tuple[Floats, Floats]:
        """Number of the nearest sentence to each sentence of either side."""
        return np.argmax(self.single, axis=1), np.argmax(self.single, axis=0)

    def _sum(self, a: int, b: int) -> Floats:
        """Weighted similarities summed over the members of every bead of the shape."""
        height, width = self._places(a, b)
        total: Floats = self._weighted
        if b > 1:
            total = self._sums(a, b - 1)[:, :width] + self._sums(a, 1)[:, b - 1 :]
        elif a > 1:
            total = self._sums(a - 1, 1)[:height] + self._weighted[a - 1 :]
        return total

    def _similarity(self, a: int, b: int) -> Floats:
        """Cosine of the two sides' mean vectors, (rows, columns).

        Members count by the square root of their length: a joined text's vector leans towards its
        longer part, but less than in proportion.
        """
        if a == b == 1:
            return self.single
        norms = self._norms[0][a - 1][:, None] * self._norms[1][b - 1][None, :]
        return np.asarray(self._sums(a, b) / norms)

    def _running(self, size: int, axis: int) -> tuple[Floats, Floats]:
        """Best partner, up to each place and from it on, of each span of `size` of one side."""
        table = self.similarity(size, 1) if axis == 0 else self.similarity(1, size).T
        after = np.maximum.accumulate(table[:, ::-1], axis=1)[:, ::-1]
        return np.maximum.accumulate(table, axis=1), after

    def _rivals(self, a: int, b: int, axis: int) -> Floats:
        """Best similarity of the bead's part on side `axis` to a sentence outside the other part.

        Where nothing is outside, 0: the similarity of random pairs once vectors are centred.
        (rows, columns) of the shape for axis 0, (columns, rows) for axis 1.
        """
        size, other = (a, b) if axis == 0 else (b, a)
        before, after = self._ends(size, axis)
        count = before.shape[1] - other + 1
        out = np.full((len(before), count), -np.inf if count > 1 else 0.0, np.float32)
        if count > 1:
            out[:, 1:] = before[:, : count - 1]
            out[:, :-1] = np.maximum(out[:, :-1], after[:, other:])
        return out

    def _best_inside(self, size: int, axis: int) -> Floats:
        """Best single similarity of each sentence inside spans of `size` of the other side."""
        table = self.single if axis == 0 else self.single.T
        if size == 1:
            return table
        before = self.inside(size - 1, axis)
        return np.asarray(np.maximum(before[:, :-1], table[:, size - 1 :]))

    def _worst_member(self, a: int, b: int, axis: int, lead: bool) -> Floats:
        """Worst, over the members of one side, of the best partner inside the bead.

        With `lead`, of its lead over the best partner outside. (rows, columns) of the shape, seen
        from `axis`.
        """
        size, other = (a, b) if axis == 0 else (b, a)
        if size > 1:
            shape = (size - 1, other) if axis == 0 else (other, size - 1)
            one = (1, other) if axis == 0 else (other, 1)
            before, last = self._worst(*shape, axis, lead), self._worst(*one, axis, lead)
            return np.asarray(np.minimum(before[:-1], last[size - 1 :]))
        best: Floats = self.inside(other, axis)
        return best - self.outside(a, b, axis) if lead else best

    def leads(self, a: int, b: int) -> tuple[Floats, Floats]:
        """Mean and worse lead of the two sides over rivals outside the bead."""
        similarity = self.similarity(a, b)
        left, right = similarity - self.outside(a, b, 0), similarity - self.outside(a, b, 1).T
        return np.asarray((left + right) / 2.0, np.float32), np.minimum(left, right)

    def covered(self, a: int, b: int, lead: bool) -> Floats:
        """What `_worst_member` says, of the worse side."""
        return np.minimum(self._worst(a, b, 0, lead), self._worst(a, b, 1, lead).T)

    def best_pair(self, a: int, b: int) -> Floats:
        """Greatest similarity of two single members of the bead."""
        table = self.inside(b, 0)
        height = self.rows - a + 1
        return np.asarray(np.maximum.reduce([table[k : k + height] for k in range(a)]))

    def _places(self, a: int, b: int) -> tuple[int, int]:
        return self.rows - a + 1, self.columns - b + 1

    def less(self, a: int, b: int) -> Floats:
        """Best similarity of the bead with one sentence at its edge left out."""
        less: list[Floats] = []
        if a > 1:
            shorter = self.similarity(a - 1, b)
            less += [shorter[:-1], shorter[1:]]
        if b > 1:
            shorter = self.similarity(a, b - 1)
            less += [shorter[:, :-1], shorter[:, 1:]]
        return np.asarray(np.maximum.reduce(less))


def _near(table: Floats) -> Floats:
    k = min(NEIGHBOURS, table.shape[1])
    return np.asarray(np.partition(table, -k, axis=1)[:, -k:].mean(axis=1), np.float32)


def _span_norms(rows: Floats) -> list[Floats]:
    """Lengths of the sums of consecutive rows, a list by their number of (spans,)."""
    norms, total = [], rows
    for size in range(1, min(MAX_SIDE, len(rows)) + 1):
        if size > 1:
            total = total[:-1] + rows[size - 1 :]
        norms.append(np.maximum(np.linalg.norm(total, axis=1), 1e-9).astype(np.float32))
    return norms
