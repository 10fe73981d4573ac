"""Evidence that a bead's two sides translate each other, as numbers the lattice can weigh.

Everything is computed for one *shape*, so many sentences on each side, at a time; places are
vectorised. The features are symmetric: swapping the documents swaps rows and columns and nothing
else. What a wider bead needs is built from what the narrower ones left behind.
"""

import numpy as np
from numpy.typing import NDArray

from align.beads.likeness import Likeness
from align.beads.side import Side

Floats = NDArray[np.float32]

# Logarithm of the lengths' quotient that is believed at most: a release of a seventh.
SURPLUS = 2.0

PAIR_FEATURES: tuple[str, ...] = (
    "similarity",
    "margin",
    "lead",
    "worst lead",
    "length",
    "length squared",
    "numbers shared",
    "numbers unshared",
    "names shared",
    "names unshared",
    "marks unshared",
    "kinds shared",
    "kinds unshared",
    "distance",
    "few: similarity",
    "size",
    "surface",
    "surface lead",
    "worst surface lead",
    "many: similarity",
    "many: margin",
    "many: lead",
    "many: length",
    "many: numbers unshared",
    "many: short member",
    "many: worst covered",
    "many: worst covered lead",
    "many: gain over best pair",
    "many: gain over less",
    "many: surface",
    "many: worst covered surface",
    "many: worst covered surface lead",
    "many: surface gain over less",
)
NULL_FEATURES: tuple[str, ...] = (
    "bias",
    "best",
    "best margin",
    "second",
    "mutual",
    "short",
    "size",
    "numbers",
    "kind",
    "edge",
    "surplus",
    "few",
    "kept",
    "surface best",
    "surface best margin",
    "rate",
)
RUN_FEATURES: tuple[str, ...] = ("bias", "surplus", "kept", "rate")


def surplus(source: Side, target: Side) -> float:
    """Logarithm of the source's length over the target's, in comparable characters.

    How much of the one must be missing in the other; believed up to `SURPLUS`.
    """
    quotient = np.log((source.lengths.sum() + 50.0) / (target.lengths.sum() + 50.0))
    return float(np.clip(quotient, -SURPLUS, SURPLUS))


class Evidence:
    """Evidence of every bead of two documents, or of two parts of them.

    Parameters
    ----------
    source, target
        The sentences; similarities are compared with all others given here.
    """

    def __init__(self, source: Side, target: Side) -> None:
        self.source, self.target = source, target
        self.rows, self.columns = len(source), len(target)
        lengths = source.lengths, target.lengths
        self.meaning = Likeness(source.vectors, target.vectors, lengths)
        self.surface = (
            None
            if source.surface is None or target.surface is None
            else Likeness(source.surface, target.surface, lengths)
        )
        # Rivals and nearest partners say little where there are hardly any: 1 for two single
        # sentences, a half for documents of four, a tenth for documents of twenty.
        self.few = 2.0 / (self.rows + self.columns)
        self.near = self.meaning.near()
        # Sentences of either side that are nearest to their nearest: how complete it comes through.
        best = self.meaning.best()
        count = float((best[1][best[0]] == np.arange(self.rows)).sum())
        self.kept = count / self.rows, count / self.columns
        self._distance = (_places(source), _places(target))

    def places(self, a: int, b: int) -> tuple[int, int]:
        """How many rows and columns a bead of shape (a, b) can begin at."""
        return self.rows - a + 1, self.columns - b + 1

    def pairs(self, a: int, b: int) -> list[Floats | float]:
        """`PAIR_FEATURES` of all beads of a shape: each broadcasts to its (rows, columns)."""
        similarity = self.meaning.similarity(a, b)
        near = (_mean(self.near[0], a)[:, None] + _mean(self.near[1], b)[None, :]) / 2.0
        lead, worst_lead = self.meaning.leads(a, b)
        lengths = (
            _total(self.source.lengths, a)[:, None],
            _total(self.target.lengths, b)[None, :],
        )
        ratio = np.log((lengths[0] + 15.0) / (lengths[1] + 15.0))
        length = np.abs(ratio)
        shared_numbers, other_numbers = self._keys("numbers", a, b)
        shared_names, other_names = self._keys("names", a, b)
        other_marks = self._keys("marks", a, b)[1]
        shared_kinds, other_kinds = self._keys("kinds", a, b)
        rows, columns = (
            _mean(places, size) for places, size in zip(self._distance, (a, b), strict=True)
        )
        margin = similarity - near
        size = np.log1p(lengths[0]) + np.log1p(lengths[1])
        out: list[Floats | float] = [
            similarity, margin, lead, worst_lead,
            length, np.minimum(ratio * ratio, 4.0),
            np.minimum(shared_numbers, 3.0), np.minimum(other_numbers, 3.0),
            np.minimum(shared_names, 4.0), np.minimum(other_names, 4.0),
            other_marks, shared_kinds, other_kinds,
            np.abs(rows[:, None] - columns[None, :]), similarity * self.few,
            size,
        ]  # fmt: skip
        out += self._surface(a, b)
        if a == b == 1:
            return out + [0.0] * (len(PAIR_FEATURES) - len(out))
        return [
            *out, similarity, margin, lead, length, np.minimum(other_numbers, 3.0),
            self._short(a, b),
            self.meaning.covered(a, b, False), self.meaning.covered(a, b, True),
            similarity - self.meaning.best_pair(a, b), similarity - self.meaning.less(a, b),
            *self._surface_many(a, b),
        ]  # fmt: skip

    def _surface(self, a: int, b: int) -> list[Floats | float]:
        if self.surface is None:
            return [0.0] * 3
        return [self.surface.similarity(a, b), *self.surface.leads(a, b)]

    def _surface_many(self, a: int, b: int) -> list[Floats | float]:
        if self.surface is None:
            return [0.0] * 4
        similarity = self.surface.similarity(a, b)
        return [
            similarity, self.surface.covered(a, b, False), self.surface.covered(a, b, True),
            similarity - self.surface.less(a, b),
        ]  # fmt: skip

    def _keys(self, kind: str, a: int, b: int) -> tuple[Floats, Floats]:
        """How many keys both sides of every bead have, and how many one side alone."""
        left, right = self._spanned(kind, 0, a), self._spanned(kind, 1, b)
        shared = left @ right.T
        return shared, left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :] - 2.0 * shared

    def _spanned(self, kind: str, axis: int, size: int) -> Floats:
        table: Floats = getattr((self.source, self.target)[axis], kind)
        out = table
        for k in range(1, size):
            out = np.maximum(out[:-1], table[k:])
        return out

    def _short(self, a: int, b: int) -> Floats:
        """How far below twenty letters the shortest member of each joined side is."""
        out = np.zeros((1, 1), np.float32)
        for side, size, axis in ((self.source, a, 1), (self.target, b, 0)):
            if size > 1:
                least = side.lengths
                for k in range(1, size):
                    least = np.minimum(least[:-1], side.lengths[k:])
                out = out + np.expand_dims(np.maximum(0.0, 3.0 - np.log(least + 1.0)), axis)
        return out

    def nulls(self, axis: int, extra: float) -> Floats:
        """`NULL_FEATURES` of every sentence of a side (0 source, 1 target), (features, sentences).

        `extra` is the side's surplus: how much of it must be missing in the other. The last one,
        "rate", is known after a first search only (`align.beads.model.adapted`), and 0 here.
        """
        single = self.meaning.single if axis == 0 else self.meaning.single.T
        side = (self.source, self.target)[axis]
        near, back = self.near[axis], self.near[1 - axis]
        out = np.zeros((len(NULL_FEATURES), len(side)), np.float32)
        order = np.argmax(single, axis=1)
        numbers = np.arange(len(single))
        best = single[numbers, order]
        second = np.partition(single, -2, axis=1)[:, -2] if single.shape[1] > 1 else np.zeros(1)
        out[0] = 1.0
        out[1], out[2], out[3] = best, best - (near + back[order]) / 2.0, second
        out[4] = np.argmax(single, axis=0)[order] == numbers
        out[5] = np.maximum(0.0, 4.0 - np.log(side.lengths + 1.0))
        out[6] = np.log1p(side.lengths)
        out[7] = np.minimum(side.numbers.sum(axis=1), 2.0)
        out[8] = side.kinds.max(axis=1)
        out[9] = (numbers == 0) | (numbers == len(side) - 1)
        out[10] = extra
        out[11] = self.few
        out[12] = self.kept[axis]
        if self.surface is not None:
            table = self.surface.single if axis == 0 else self.surface.single.T
            near, back = self.surface.near()[axis], self.surface.near()[1 - axis]
            order = np.argmax(table, axis=1)
            out[13] = table[numbers, order]
            out[14] = out[13] - (near + back[order]) / 2.0
        return out

    def runs(self, axis: int, extra: float) -> Floats:
        """`RUN_FEATURES` of a side, (features,)."""
        return np.array([1.0, extra, self.kept[axis], 0.0], np.float32)


def _places(side: Side) -> Floats:
    """Where each sentence's middle stands in its document, 0 to 1."""
    return np.asarray((np.arange(len(side)) + 0.5) / max(1, len(side)), np.float32)


def _total(values: Floats, size: int) -> Floats:
    """Sums of `values` over every span of `size`."""
    count = len(values) - size + 1
    return np.asarray(sum(values[k : k + count] for k in range(size)), np.float32)


def _mean(values: Floats, size: int) -> Floats:
    return np.asarray(_total(values, size) / size, np.float32)
