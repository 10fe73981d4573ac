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


def centred(vectors: Floats, centre: Floats | None) -> Floats:
    """Unit vectors less what all sentences of their language share, unit length again.

    Sentences of one language share a direction that says nothing of their meaning; without it
    similarities of two languages become comparable (REFERENCE figures: up to 8 points of F1 on
    Belarusian).

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
    elif count < 3:
        return vectors
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
    while True:
        left_out = _runs(sorted(n for b in beads if not b.target for n in b.source))
        added = _runs(sorted(n for b in beads if not b.source for n in b.target))
        best: tuple[float, list[Bead]] = (threshold, [])
        for i0, i1 in left_out:
            for j0, j1 in added:
                if _adjacent(beads, i0, j0):
                    continue
                found = _block(crop(potentials, (i0, i1), (j0, j1)), i0, j0)
                if found[0] > best[0]:
                    best = found
        if not best[1]:
            return beads
        taken = {("s", n) for b in best[1] for n in b.source}
        taken |= {("t", n) for b in best[1] for n in b.target}
        beads = [
            b
            for b in beads
            if not any(("s", n) in taken for n in b.source)
            and not any(("t", n) in taken for n in b.target)
        ] + best[1]


def _adjacent(beads: list[Bead], i: int, j: int) -> bool:
    """Whether the null runs beginning at i and j stand at one place of the path.

    The main lattice has weighed pairing those already.
    """
    before_i = max(
        (t for b in beads if b.target and b.source and b.source[-1] < i for t in b.target),
        default=-1,
    )
    before_j = max(
        (t for b in beads if b.target and b.source and b.target[-1] < j for t in b.target),
        default=-1,
    )
    return before_i == before_j


def _block(p: Potentials, i0: int, j0: int) -> tuple[float, list[Bead]]:
    """Gain in log-odds of pairing two runs over leaving both null, and the paired beads."""
    null = (
        p.omissions.sum()
        + p.omission_runs[1:].sum()
        + p.additions.sum()
        + p.addition_runs[1:].sum()
    )
    gain = -float(null)
    found = []
    last = (1, 1)
    for (i, j, a, b), odds in _weighed(p):
        if a and b:
            gain += float(p.pairs[a, b][i, j - p.low[i]])
            source, target = range(i0 + i, i0 + i + a), range(j0 + j, j0 + j + b)
            found.append(Bead(tuple(source), tuple(target), odds, moved=True))
        elif a:
            gain += float(p.omissions[i] + (p.omission_runs[i] if last == (1, 0) else 0.0))
        else:
            gain += float(p.additions[j] + (p.addition_runs[j] if last == (0, 1) else 0.0))
        last = (a, b)
    return gain, found


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
