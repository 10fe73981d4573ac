"""What the evidence needs of each document, one side of a pair at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads.keys import name_keys, number_keys
from align.types import LineKind

Floats = NDArray[np.float32]

# Lines that a release renders as such: a title by a title, a list item by a list item.
KINDS = (LineKind.TITLE, LineKind.HEADING, LineKind.DATELINE, LineKind.LIST_ITEM, LineKind.QUOTE)
# Marks that a rendering keeps: questions, exclamations, brackets, colons, quotation marks.
MARKS = ("?", "!", "([", ":", '«»“”„"')


@dataclass(frozen=True, slots=True)
class Given:
    """One document's sentences as the aligner is given them.

    Parameters
    ----------
    texts
        Sentences.
    vectors
        Centred, unit length, (sentences, dimensions).
    lengths
        In characters, measured against the other side's by the usual ratio, (sentences,).
    kinds
        What each sentence's line is.
    surface
        What the encoder of surface marks says of them, unit length, (sentences, dimensions); None
        where it was not asked, or is the encoder itself.
    """

    texts: Sequence[str]
    vectors: Floats
    lengths: Floats
    kinds: Sequence[LineKind]
    surface: Floats | None

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, start: int, stop: int) -> "Given":
        """Sentences [start, stop)."""
        return Given(
            self.texts[start:stop], self.vectors[start:stop], self.lengths[start:stop],
            self.kinds[start:stop],
            None if self.surface is None else self.surface[start:stop],
        )  # fmt: skip

    def take(self, numbers: Sequence[int]) -> "Given":
        """Some of the sentences."""
        index = np.array(numbers, np.int64)
        return Given(
            [self.texts[n] for n in numbers], self.vectors[index], self.lengths[index],
            [self.kinds[n] for n in numbers],
            None if self.surface is None else self.surface[index],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One document's sentences as the evidence reads them.

    Parameters
    ----------
    vectors, lengths, surface
        As given.
    kinds
        0/1 table of `KINDS`, (sentences, kinds).
    marks
        0/1 table of `MARKS`, (sentences, marks).
    numbers, names
        0/1 tables of keys, (sentences, keys), with the same columns for both sides: numbers of
        either document, names of both.
    """

    vectors: Floats
    lengths: Floats
    surface: Floats | None
    kinds: Floats
    marks: Floats
    numbers: Floats
    names: Floats

    def __len__(self) -> int:
        return len(self.lengths)


def sides(source: Given, target: Given) -> tuple[Side, Side]:
    """Both documents (or parts of them) for the evidence."""
    given = source, target
    tables: list[list[Floats]] = []
    for find in (number_keys, name_keys):
        left, right = ([find(text) for text in side.texts] for side in given)
        every = frozenset().union(*left), frozenset().union(*right)
        columns = sorted(every[0] & every[1] if find is name_keys else every[0] | every[1])
        place = {key: n for n, key in enumerate(columns)}
        tables.append([_table(keys, place) for keys in (left, right)])
    made = [
        Side(
            side.vectors, side.lengths, side.surface,
            np.array([[kind is k for k in KINDS] for kind in side.kinds], np.float32),
            np.array([_marks(text) for text in side.texts], np.float32),
            tables[0][n], tables[1][n],
        )
        for n, side in enumerate(given)
    ]  # fmt: skip
    return made[0], made[1]


def _marks(text: str) -> list[bool]:
    """Which of `MARKS` a sentence has."""
    letters = set(text)
    return [not letters.isdisjoint(mark) for mark in MARKS]


def _table(sets: Sequence[frozenset[str]], columns: dict[str, int]) -> Floats:
    table = np.zeros((len(sets), max(1, len(columns))), np.float32)
    for row, keys in zip(table, sets, strict=True):
        for key in keys:
            if key in columns:
                row[columns[key]] = 1.0
    return table
