"""Evidence that a bead's two sides translate each other, as numbers the lattice can weigh.

Everything is computed for one *tile*, a rectangle of (source sentence, target sentence) places, and
for one *shape*, so many sentences on each side, at a time; places are vectorised. The features are
symmetric: swapping the documents swaps rows and columns and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads.keys import name_keys, number_keys

Floats = NDArray[np.float32]

# Beads of more than four sentences a side do not occur in the 3,600 gold beads of the
# development suites; 4-4 costs little.
MAX_SIDE = 4
SHAPES: tuple[tuple[int, int], ...] = tuple(
    (a, b) for a in range(1, MAX_SIDE + 1) for b in range(1, MAX_SIDE + 1)
)
# Neighbours that make the local background of a sentence (k of the margin criterion,
# Artetxe and Schwenk 2019).
NEIGHBOURS = 4
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
    "diagonal",
    "many: similarity",
    "many: margin",
    "many: lead",
    "many: worst covered",
    "many: worst covered lead",
    "many: gain over best pair",
    "many: gain over less",
    "many: length",
    "many: numbers unshared",
    "many: short member",
    "few: similarity",
)
NULL_FEATURES: tuple[str, ...] = (
    "bias",
    "best",
    "best margin",
    "second",
    "mutual",
    "short",
    "numbers",
    "edge",
    "surplus",
    "few",
)
RUN_FEATURES: tuple[str, ...] = ("bias", "surplus")


@dataclass(frozen=True, slots=True)
class Side:
    """What the evidence needs of one document's sentences.

    Parameters
    ----------
    vectors
        Centred, unit length, (sentences, dimensions).
    lengths
        In characters, (sentences,); measured against the other side's by their ratio.
    numbers, names
        0/1 tables of keys, (sentences, keys), with the same columns for both sides: numbers of
        either document, names of both.
    """

    vectors: Floats
    lengths: Floats
    numbers: Floats
    names: Floats

    def __len__(self) -> int:
        return len(self.lengths)


def _table(sets: Sequence[frozenset[str]], columns: dict[str, int]) -> Floats:
    table = np.zeros((len(sets), max(1, len(columns))), np.float32)
    for row, keys in zip(table, sets, strict=True):
        for key in keys:
            if key in columns:
                row[columns[key]] = 1.0
    return table


def _columns(
    a: Sequence[frozenset[str]], b: Sequence[frozenset[str]], shared_only: bool
) -> dict[str, int]:
    left, right = frozenset().union(*a), frozenset().union(*b)
    return {key: n for n, key in enumerate(sorted(left & right if shared_only else left | right))}


def sides(
    source: Sequence[str], target: Sequence[str], vectors: tuple[Floats, Floats], ratio: float
) -> tuple[Side, Side]:
    """Both sides of a pair of documents.

    Parameters
    ----------
    source, target
        Sentences.
    vectors
        Their centred unit vectors.
    ratio
        Characters of the target language that render one of the source language.
    """
    made = []
    tables = []
    for find in (number_keys, name_keys):
        keys = [find(t) for t in source], [find(t) for t in target]
        columns = _columns(*keys, shared_only=find is name_keys)
        tables.append([_table(k, columns) for k in keys])
    for n, (texts, rows) in enumerate(zip((source, target), vectors, strict=True)):
        scale = ratio**0.5 if n == 0 else ratio**-0.5
        lengths = np.array([len(t) * scale for t in texts], np.float32)
        made.append(Side(rows, lengths, tables[0][n], tables[1][n]))
    return made[0], made[1]


def spans(side: Side, start: int, stop: int, size: int) -> Floats:
    """Unit vectors of the `size`-sentence spans that begin in [start, stop), (spans, dimensions).

    Members are averaged by the square root of their length: a joined text's vector leans towards
    its longer part, but less than in proportion.
    """
    if size == 1:
        return side.vectors[start:stop]
    weights = np.sqrt(side.lengths + 1.0)[:, None]
    total = sum(
        side.vectors[start + k : stop + k] * weights[start + k : stop + k] for k in range(size)
    )
    norms = np.linalg.norm(total, axis=1, keepdims=True)
    return np.asarray(total / np.maximum(norms, 1e-9), np.float32)


def sums(column: Floats, start: int, stop: int, size: int) -> Floats:
    """Sums over spans of a vector or of the rows of a table."""
    return np.asarray(sum(column[start + k : stop + k] for k in range(size)), np.float32)


class Tile:
    """Evidence for source places [i0, i1) and target places [j0, j1).

    Similarities are compared inside the rectangle of sentences that the tile's beads can touch, so
    it should be much wider than a bead; a document pair of ordinary size is one tile.
    """

    def __init__(
        self, source: Side, target: Side, rows: tuple[int, int], columns: tuple[int, int]
    ) -> None:
        self.source, self.target = source, target
        self.i0, self.i1 = rows
        self.j0, self.j1 = columns
        # Beads beginning inside may reach beyond the tile's end by MAX_SIDE - 1 sentences.
        self.i2 = min(self.i1 + MAX_SIDE - 1, len(source))
        self.j2 = min(self.j1 + MAX_SIDE - 1, len(target))
        self._similarity: dict[tuple[int, int], Floats] = {}
        single = source.vectors[self.i0 : self.i2] @ target.vectors[self.j0 : self.j2].T
        self.single = single
        # Rivals and nearest partners say little where there are hardly any: 1 for two single
        # sentences, a half for documents of four, a tenth for documents of twenty.
        self.few = 2.0 / (len(source) + len(target))
        self.row_near, self.column_near = _near(single), _near(single.T)

    def similarity(self, a: int, b: int) -> Floats:
        """Span similarities of all places of shape (a, b), (rows, columns)."""
        if (a, b) not in self._similarity:
            left = spans(self.source, self.i0, self.i2 - a + 1, a)
            right = spans(self.target, self.j0, self.j2 - b + 1, b)
            self._similarity[a, b] = left @ right.T
        return self._similarity[a, b]

    def places(self, a: int, b: int) -> tuple[int, int]:
        """How many rows and columns a bead of shape (a, b) can begin at."""
        return self.i2 - self.i0 - a + 1, self.j2 - self.j0 - b + 1

    def pairs(self, a: int, b: int) -> Floats:
        """`PAIR_FEATURES` of all beads of shape (a, b), (features, rows, columns)."""
        height, width = self.places(a, b)
        out = np.zeros((len(PAIR_FEATURES), height, width), np.float32)
        similarity = self.similarity(a, b)
        near = (
            _best(self.row_near, a)[:height, None] + _best(self.column_near, b)[None, :width]
        ) / 2.0
        lead_rows = similarity - _rivals(self.similarity(a, 1), b)[:, :width]
        lead_columns = similarity - _rivals(self.similarity(1, b).T, a).T[:height]
        lead = (lead_rows + lead_columns) / 2.0
        worst = np.minimum(lead_rows, lead_columns)
        lengths = (
            sums(self.source.lengths, self.i0, self.i2 - a + 1, a)[:, None],
            sums(self.target.lengths, self.j0, self.j2 - b + 1, b)[None, :],
        )
        ratio = np.log((lengths[0] + 15.0) / (lengths[1] + 15.0))
        shared_numbers, other_numbers = self._keys("numbers", a, b)
        shared_names, other_names = self._keys("names", a, b)
        out[0], out[1], out[2], out[3] = similarity, similarity - near, lead, worst
        out[4], out[5] = np.abs(ratio), np.minimum(ratio * ratio, 4.0)
        out[6], out[7] = np.minimum(shared_numbers, 3.0), np.minimum(other_numbers, 3.0)
        out[8], out[9] = np.minimum(shared_names, 4.0), np.minimum(other_names, 4.0)
        rows = (np.arange(self.i0, self.i0 + height) + a / 2) / len(self.source)
        columns = (np.arange(self.j0, self.j0 + width) + b / 2) / len(self.target)
        out[10] = np.abs(rows[:, None] - columns[None, :])
        out[21] = similarity * self.few
        if a + b > 2:
            covered, covered_lead, best = self._coverage(a, b)
            out[11], out[12], out[13] = similarity, similarity - near, lead
            out[14], out[15] = covered, covered_lead
            out[16], out[17] = similarity - best, similarity - self._less(a, b)
            out[18], out[19] = np.abs(ratio), np.minimum(other_numbers, 3.0)
            short = np.zeros((height, width), np.float32)
            for side, start, size, axis in (
                (self.source, self.i0, a, 0),
                (self.target, self.j0, b, 1),
            ):
                if size > 1:
                    count = (height, width)[axis]
                    least = np.min(
                        [side.lengths[start + k : start + k + count] for k in range(size)], axis=0
                    )
                    value = np.maximum(0.0, 3.0 - np.log(least + 1.0))
                    short += value[:, None] if axis == 0 else value[None, :]
            out[20] = short
        return out

    def _keys(self, kind: str, a: int, b: int) -> tuple[Floats, Floats]:
        left = np.minimum(sums(getattr(self.source, kind), self.i0, self.i2 - a + 1, a), 1.0)
        right = np.minimum(sums(getattr(self.target, kind), self.j0, self.j2 - b + 1, b), 1.0)
        shared = left @ right.T
        return shared, left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :] - 2.0 * shared

    def _coverage(self, a: int, b: int) -> tuple[Floats, Floats, Floats]:
        """How well the worst member is covered, its lead over partners outside, the best pair."""
        height, width = self.places(a, b)
        windows = [self.single[k : k + height, m : m + width] for k in range(a) for m in range(b)]
        best = np.max(windows, axis=0)
        covered = np.full((height, width), np.inf, np.float32)
        covered_lead = covered.copy()
        outside_rows = _rivals(self.single, b)[:, :width]
        outside_columns = _rivals(self.single.T, a).T[:height]
        for k in range(a):
            inside = np.max([self.single[k : k + height, m : m + width] for m in range(b)], axis=0)
            covered = np.minimum(covered, inside)
            covered_lead = np.minimum(covered_lead, inside - outside_rows[k : k + height])
        for m in range(b):
            inside = np.max([self.single[k : k + height, m : m + width] for k in range(a)], axis=0)
            covered = np.minimum(covered, inside)
            covered_lead = np.minimum(covered_lead, inside - outside_columns[:, m : m + width])
        return covered, covered_lead, best

    def _less(self, a: int, b: int) -> Floats:
        """Best similarity of the bead with one sentence at its edge left out."""
        height, width = self.places(a, b)
        less = np.full((height, width), -1.0, np.float32)
        if a > 1:
            shorter = self.similarity(a - 1, b)
            less = np.maximum(less, np.maximum(shorter[:height], shorter[1 : height + 1]))
        if b > 1:
            shorter = self.similarity(a, b - 1)
            less = np.maximum(less, np.maximum(shorter[:, :width], shorter[:, 1 : width + 1]))
        return less

    def nulls(self, axis: int, surplus: float) -> Floats:
        """`NULL_FEATURES` of every sentence of a side (0 source, 1 target), (features, sentences).

        `surplus` is the logarithm of this side's length over the other's: how much must be missing.
        """
        single = self.single if axis == 0 else self.single.T
        side = self.source if axis == 0 else self.target
        start, stop = (self.i0, self.i2) if axis == 0 else (self.j0, self.j2)
        out = np.zeros((len(NULL_FEATURES), stop - start), np.float32)
        near, back = (
            (self.row_near, self.column_near) if axis == 0 else (self.column_near, self.row_near)
        )
        order = np.argmax(single, axis=1)
        numbers = np.arange(len(single))
        best = single[numbers, order]
        second = np.partition(single, -2, axis=1)[:, -2] if single.shape[1] > 1 else np.zeros(1)
        out[0] = 1.0
        out[1], out[2], out[3] = best, best - (near + back[order]) / 2.0, second
        out[4] = np.argmax(single, axis=0)[order] == numbers
        out[5] = np.maximum(0.0, 4.0 - np.log(side.lengths[start:stop] + 1.0))
        out[6] = np.minimum(side.numbers[start:stop].sum(axis=1), 2.0)
        out[7] = (numbers + start == 0) | (numbers + start == len(side) - 1)
        out[8] = np.clip(surplus, -SURPLUS, SURPLUS)
        out[9] = self.few
        return out


def run_features(surplus: float) -> Floats:
    """`RUN_FEATURES` of a side, (features,)."""
    return np.array([1.0, np.clip(surplus, -SURPLUS, SURPLUS)], np.float32)


def _near(table: Floats) -> Floats:
    """Mean similarity of each row to its nearest columns."""
    k = min(NEIGHBOURS, table.shape[1])
    return np.asarray(np.partition(table, -k, axis=1)[:, -k:].mean(axis=1), np.float32)


def _best(values: Floats, size: int) -> Floats:
    """Mean of `values` over every span of `size`."""
    count = len(values) - size + 1
    return np.asarray(sum(values[k : k + count] for k in range(size)) / size, np.float32)


def _rivals(table: Floats, size: int) -> Floats:
    """Best value of each row outside the `size` columns that begin at each place.

    Shape (rows, columns - size + 1). Where nothing is outside, 0: the similarity of random pairs
    once vectors are centred.
    """
    rows, columns = table.shape
    low = np.full((rows, 1), -np.inf, np.float32)
    before = np.concatenate([low, np.maximum.accumulate(table, axis=1)], axis=1)
    after = np.concatenate([np.maximum.accumulate(table[:, ::-1], axis=1)[:, ::-1], low], axis=1)
    count = columns - size + 1
    rival = np.maximum(before[:, :count], after[:, size : size + count])
    return np.where(np.isfinite(rival), rival, np.float32(0.0))
