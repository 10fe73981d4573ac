"""Moved passages: what was left out in one place and added in another.

The lattice keeps order, so a moved passage comes out of it as a run of omissions and a run of
additions. Where sentences of two such runs are nearest to each other, the runs get a lattice of
their own; where reading them as each other's rendering gains more than a fitted threshold over
reading both as null, they are a moved block, ordered inside. A document in order has no such runs
and pays nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from align.beads.course import Run
from align.beads.evidence import PAIR_FEATURES, Evidence
from align.beads.lattice import IMPOSSIBLE, MAX_SIDE, Potentials, posteriors, reading
from align.beads.model import Weights, adapted, potentials
from align.beads.pins import Pins
from align.beads.side import Given, sides
from align.types import Bead

# Sentences around two runs that the evidence sees as rivals.
AROUND = 32
# Similarities of left-out and added sentences that are looked at; more are a sign of two documents
# that have nothing in common.
MOST = 4_000_000


def with_moved(
    source: Given,
    target: Given,
    weights: Weights,
    rate: tuple[float, float],
    beads: list[Bead],
    pins: Pins,
) -> list[Bead]:
    """`beads` of the ordered search with moved passages paired; the best gain first."""
    unordered = weights.pairs.copy()
    unordered[PAIR_FEATURES.index("distance")] = 0.0
    anywhere = replace(weights, pairs=unordered)
    known: dict[tuple[Run, Run], tuple[float, list[Bead]]] = {}
    while True:
        linked = _linked(source, target, beads, pins)
        # The more places a passage could have moved between, the likelier one fits by chance.
        places = len({rows for rows, _ in linked}) * len({columns for _, columns in linked})
        best: tuple[float, list[Bead]] = (weights.moved + float(np.log(max(1, places))), [])
        for runs in linked:
            if runs not in known:
                known[runs] = _block(source, target, anywhere, rate, *runs)
            if known[runs][0] > best[0]:
                best = known[runs]
        if not best[1]:
            return beads
        taken = {n for b in best[1] for n in b.source}, {n for b in best[1] for n in b.target}
        beads = [
            b for b in beads if taken[0].isdisjoint(b.source) and taken[1].isdisjoint(b.target)
        ] + best[1]


def _linked(source: Given, target: Given, beads: list[Bead], pins: Pins) -> list[tuple[Run, Run]]:
    """Runs of omissions and of additions with sentences nearest to each other, not at one place."""
    left_out = sorted(n for b in beads if not b.target for n in b.source if n not in pins.source)
    added = sorted(n for b in beads if not b.source for n in b.target if n not in pins.target)
    if not left_out or not added or len(left_out) * len(added) > MOST:
        return []
    table = source.vectors[left_out] @ target.vectors[added].T
    nearest, back = np.argmax(table, axis=1), np.argmax(table, axis=0)
    of_source = {n: run for run in _runs(left_out) for n in range(*run)}
    of_target = {n: run for run in _runs(added) for n in range(*run)}
    pairs = {
        (of_source[left_out[n]], of_target[added[int(m)]])
        for n, m in enumerate(nearest)
        if back[m] == n
    }
    order = sorted(
        (b.source[-1], b.target[-1]) for b in beads if b.source and b.target and not b.moved
    )
    ends = [i for i, _ in order], [j for _, j in order]
    return sorted(
        (rows, columns)
        for rows, columns in pairs
        # Runs at one place of the path were weighed together by the main lattice already.
        if bisect_left(ends[0], rows[0]) != bisect_left(ends[1], columns[0])
    )


def _runs(numbers: Sequence[int]) -> list[Run]:
    """Half-open runs of consecutive numbers."""
    runs: list[Run] = []
    for n in numbers:
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


def _block(
    source: Given,
    target: Given,
    weights: Weights,
    rate: tuple[float, float],
    rows: Run,
    columns: Run,
) -> tuple[float, list[Bead]]:
    """Log-odds that two runs render each other at all, and the pairs of their best reading."""
    i0, i1 = max(0, rows[0] - AROUND), min(len(source), rows[1] + AROUND)
    j0, j1 = max(0, columns[0] - AROUND), min(len(target), columns[1] + AROUND)
    around = sides(source.part(i0, i1), target.part(j0, j1))
    inner = _cropped(
        adapted(potentials(Evidence(*around), weights), weights, rate),
        (rows[0] - i0, rows[1] - i0), (columns[0] - j0, columns[1] - j0),
    )  # fmt: skip
    null = inner.omissions.sum() + inner.omission_runs[1:].sum()
    null += inner.additions.sum() + inner.addition_runs[1:].sum()
    q = posteriors(inner)
    found = [
        Bead(
            tuple(range(rows[0] + i, rows[0] + i + a)),
            tuple(range(columns[0] + j, columns[0] + j + b)),
            float(min(1.0, q.pairs[i, a - 1, b - 1, j])),
            moved=True,
        )
        for i, j, a, b in reading(q)
        if a and b
    ]
    return q.log_partition - float(null), found


def _cropped(p: Potentials, rows: Run, columns: Run) -> Potentials:
    """The part of a lattice that pairs two runs of sentences with each other."""
    (i0, i1), (j0, j1) = rows, columns
    table = p.pairs[i0 : i1 + 1, :, :, j0 : j1 + 1].copy()
    height, width = i1 - i0, j1 - j0
    for a in range(1, MAX_SIDE + 1):
        table[max(0, height - a + 1) :, a - 1] = IMPOSSIBLE
        table[:, :, a - 1, max(0, width - a + 1) :] = IMPOSSIBLE
    return Potentials(
        table,
        p.omissions[i0:i1],
        p.additions[j0:j1],
        p.omission_runs[i0:i1],
        p.addition_runs[j0:j1],
    )
