"""Two documents' sentences to beads: search, posteriors, moved passages."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.beads import evidence
from align.beads.band import crop, lattice
from align.beads.evidence import Side
from align.beads.lattice import Potentials, best_path, posteriors
from align.beads.model import Weights, load_weights
from align.types import Bead

Floats = NDArray[np.float32]

# Sentences that weigh as much as the language's own mean when a document's mean is estimated: the
# mean of few sentences is mostly their meaning. On the development suites 98.9 % of the sentences
# of gold 1-1 beads have each other as nearest at any weight from 0 to 50, 98.7 % with the
# language's mean alone; documents of a few sentences need some.
CENTRE_WEIGHT = 30.0
# Without a language's mean, fewer sentences than this are not centred: what they share is mostly
# their meaning. A precaution, not a measured value; the bundled encoder has the means.
FEWEST = 10


def centred(vectors: Floats, centre: Floats | None) -> Floats:
    """Unit vectors less what all sentences of their language share, unit length again.

    Sentences of one language share a direction that says nothing of their meaning; without it
    similarities of two languages become comparable.

    Parameters
    ----------
    vectors
        Of one document, (sentences, dimensions).
    centre
        Mean vector of the language, (dimensions,), where the encoder has one.
    """
    count = len(vectors)
    mean = vectors.mean(axis=0, dtype=np.float64) if count else np.zeros(vectors.shape[1])
    if centre is not None:
        mean = (mean * count + centre * CENTRE_WEIGHT) / (count + CENTRE_WEIGHT)
    moved = vectors - mean
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(norms, 1e-6), np.float32)


def align(
    source: Sequence[str],
    target: Sequence[str],
    vectors: tuple[Floats, Floats],
    language: str,
    centres: tuple[Floats | None, Floats | None] = (None, None),
) -> list[Bead]:
    """Beads of two lists of sentences, in target order; every sentence is in exactly one.

    Parameters
    ----------
    source, target
        Sentences without page furniture.
    vectors
        Their unit vectors, (sentences, dimensions).
    language
        Of the source, for the usual ratio of lengths.
    centres
        Mean vectors of both languages, where the encoder has them.
    """
    if not source or not target:
        lonely = [Bead((n,), (), 1.0) for n in range(len(source))]
        return lonely + [Bead((), (n,), 1.0) for n in range(len(target))]
    weights = load_weights()
    rows = vectors
    # Both sides or neither, or they would be compared in different spaces.
    known = all(centre is not None for centre in centres)
    if known or min(len(source), len(target)) >= FEWEST:
        rows = centred(vectors[0], centres[0]), centred(vectors[1], centres[1])
    left, right = evidence.sides(source, target, rows, weights.ratios.get(language, 1.0))
    return search(left, right, weights)


def search(source: Side, target: Side, weights: Weights) -> list[Bead]:
    """Beads of two sides, in target order."""
    potentials, complete = lattice(source, target, weights)
    beads = [
        Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), p)
        for (i, j, a, b), p in _weighed(potentials)
    ]
    return in_order(_moved(potentials, weights.moved, beads) if complete else beads)


def _weighed(potentials: Potentials) -> list[tuple[tuple[int, int, int, int], float]]:
    """The best path, each bead with its posterior."""
    odds = posteriors(potentials)
    out = []
    for i, j, a, b in best_path(potentials):
        if a and b:
            value = odds.pairs[a, b][i, j - potentials.low[i]]
        else:
            value = odds.omissions[i] if a else odds.additions[j]
        out.append(((i, j, a, b), float(min(1.0, max(0.0, value)))))
    return out


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open runs of consecutive numbers."""
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


def _moved(potentials: Potentials, threshold: float, beads: list[Bead]) -> list[Bead]:
    """Pair what was left out in one place with what was added in another.

    The lattice keeps order, so a moved passage comes out of it as a run of omissions and a run of
    additions. Each two such runs get a small lattice of their own; where reading them as each
    other's rendering gains more than `threshold` over reading both as null, they are a moved
    block. Best gain first; a document in order has no such runs and pays nothing.
    """
    order = [b for b in beads if b.source and b.target]
    gains: dict[tuple[tuple[int, int], tuple[int, int]], float] = {}
    while True:
        left_out = _runs(sorted(n for b in beads if not b.target for n in b.source))
        added = _runs(sorted(n for b in beads if not b.source for n in b.target))
        best, where = threshold, None
        for rows in left_out:
            for columns in added:
                if (rows, columns) not in gains:
                    gains[rows, columns] = (
                        0.0
                        if _adjacent(order, rows[0], columns[0])
                        else _gain(crop(potentials, rows, columns))
                    )
                if gains[rows, columns] > best:
                    best, where = gains[rows, columns], (rows, columns)
        if where is None:
            return beads
        found = [
            Bead(
                tuple(range(where[0][0] + i, where[0][0] + i + a)),
                tuple(range(where[1][0] + j, where[1][0] + j + b)),
                odds,
                moved=True,
            )
            for (i, j, a, b), odds in _weighed(crop(potentials, *where))
            if a and b
        ]
        sources = {n for b in found for n in b.source}
        targets = {n for b in found for n in b.target}
        beads = [
            b for b in beads if sources.isdisjoint(b.source) and targets.isdisjoint(b.target)
        ] + found


def _adjacent(order: list[Bead], i: int, j: int) -> bool:
    """Whether null runs beginning at i and j stand at one place of the path.

    The main lattice has weighed pairing those already. `order` is what it paired.
    """
    before_i = max((b.target[-1] for b in order if b.source[-1] < i), default=-1)
    before_j = max((b.target[-1] for b in order if b.target[-1] < j), default=-1)
    return before_i == before_j


def _gain(p: Potentials) -> float:
    """Log-odds that the best reading of two runs gains over leaving both out."""
    null = p.omissions.sum() + p.omission_runs[1:].sum()
    null += p.additions.sum() + p.addition_runs[1:].sum()
    gain, last = -float(null), (1, 1)
    for i, j, a, b in best_path(p):
        if a and b:
            gain += float(p.pairs[a, b][i, j - p.low[i]])
        elif a:
            gain += float(p.omissions[i] + (p.omission_runs[i] if last == (1, 0) else 0.0))
        else:
            gain += float(p.additions[j] + (p.addition_runs[j] if last == (0, 1) else 0.0))
        last = (a, b)
    return gain


def in_order(beads: list[Bead]) -> list[Bead]:
    """Beads in target order, each omission after the bead of the source sentence before it."""
    place: dict[int, tuple[int, int]] = {}
    for bead in beads:
        for n in bead.source:
            place[n] = (bead.target[0], 0) if bead.target else (-1, 0)
    where, key = (-1, 0), {}
    for n in sorted(place):
        where = place[n] if place[n][0] >= 0 else (where[0], where[1] + 1)
        key[n] = where
    return sorted(
        beads,
        key=lambda b: (b.target[0], 0, 0) if b.target else (*key[b.source[0]], b.source[0]),
    )
