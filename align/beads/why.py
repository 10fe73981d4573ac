"""Why a bead is what it is: its evidence, and that of the best reading that contradicts it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from align.beads.aligner import Found, section_potentials
from align.beads.course import Section
from align.beads.evidence import (
    NULL_FEATURES,
    PAIR_FEATURES,
    RUN_FEATURES,
    Evidence,
    surplus,
)
from align.beads.lattice import SHAPES, Posteriors, posteriors
from align.beads.model import adapted
from align.types import Bead

# Sentences around a moved bead that are its rivals.
AROUND = 32


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: what was seen, and how far it moved the log-odds."""

    name: str
    value: float
    log_odds: float


@dataclass(frozen=True, slots=True)
class Why:
    """A bead, its probability and all that speaks for and against it, strongest first."""

    bead: Bead
    log_odds: float
    reasons: tuple[Reason, ...]


@np.errstate(invalid="ignore", over="ignore", divide="ignore")
def explain(found: Found, bead: Bead) -> tuple[Why, Why | None] | None:
    """Evidence of a bead and of its best rival, the likeliest bead that shares a sentence with it.

    None where nothing was weighed: one side has no sentence there, or the bead was fixed by hand.

    Parameters
    ----------
    found
        What `align.beads.search` gave.
    bead
        One of its beads, of consecutive sentences.
    """
    place = [{n: k for k, n in enumerate(numbers)} for numbers in found.numbers]
    inside = all(n in place[0] for n in bead.source) and all(n in place[1] for n in bead.target)
    if not inside:
        return None
    left, right = tuple(place[0][n] for n in bead.source), tuple(place[1][n] for n in bead.target)
    rows, columns = _section(found, left, right)
    if rows[0] == rows[1] or columns[0] == columns[1]:
        return None
    evidence, p = section_potentials(
        found.source, found.target, found.weights, found.pins, rows, columns
    )
    q = posteriors(adapted(p, found.weights, found.rate))

    def why(source: Sequence[int], target: Sequence[int], probability: float) -> Why:
        reasons = _reasons(evidence, found, source, target)
        made = Bead(
            tuple(found.numbers[0][n + rows[0]] for n in source),
            tuple(found.numbers[1][n + columns[0]] for n in target),
            probability,
        )
        return Why(made, sum(r.log_odds for r in reasons), reasons)

    own = tuple(n - rows[0] for n in left), tuple(n - columns[0] for n in right)
    best = _rival(q, *own)
    first = why(*own, bead.probability)
    return replace(first, bead=bead), why(*best) if best else None


def _section(found: Found, left: tuple[int, ...], right: tuple[int, ...]) -> Section:
    """The part of both documents that shows the sentences and their rivals."""
    for rows, columns in found.sections:
        inside = all(rows[0] <= n < rows[1] for n in left)
        if inside and all(columns[0] <= n < columns[1] for n in right):
            return rows, columns
    # A passage moved from one section to another.
    ends = [
        (max(0, numbers[0] - AROUND), min(len(side), numbers[-1] + 1 + AROUND))
        for numbers, side in ((left, found.source), (right, found.target))
    ]
    return ends[0], ends[1]


def _reasons(
    evidence: Evidence, found_in: Found, rows: Sequence[int], columns: Sequence[int]
) -> tuple[Reason, ...]:
    weights = found_in.weights
    extra = surplus(evidence.source, evidence.target)
    found: list[tuple[str, float, float]]
    if rows and columns:
        shape = len(rows), len(columns)
        places = evidence.places(*shape)
        values = [
            float(np.broadcast_to(v, places)[rows[0], columns[0]]) for v in evidence.pairs(*shape)
        ]
        found = list(zip(PAIR_FEATURES, values, weights.pairs, strict=True))
        found.append((f"shape {shape[0]}-{shape[1]}", 1.0, weights.shapes[SHAPES.index(shape)]))
    else:
        axis, at, sign = (0, rows[0], 1) if rows else (1, columns[0], -1)
        values = [float(v) for v in evidence.nulls(axis, sign * extra)[:, at]]
        values[NULL_FEATURES.index("rate")] = found_in.rate[axis]
        found = list(zip(NULL_FEATURES, values, weights.nulls, strict=True))
        runs = evidence.runs(axis, sign * extra)
        runs[RUN_FEATURES.index("rate")] = found_in.rate[axis]
        found += [
            (f"run: {name}", float(v), w)
            for name, v, w in zip(RUN_FEATURES, runs, weights.runs, strict=True)
        ]
    made = [Reason(name, value, float(value * weight)) for name, value, weight in found]
    return tuple(sorted((r for r in made if r.log_odds), key=lambda r: -abs(r.log_odds)))


def _rival(
    q: Posteriors, rows: Sequence[int], columns: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...], float] | None:
    """The likeliest other bead with one of the sentences, nulls included."""
    found: list[tuple[float, tuple[int, ...], tuple[int, ...]]] = []
    own = set(rows), set(columns)
    for a, b in SHAPES:
        table = q.pairs[:, a - 1, b - 1].copy()
        near = np.zeros(table.shape, bool)
        for n in rows:
            near[max(0, n - a + 1) : n + 1] = True
        for n in columns:
            near[:, max(0, n - b + 1) : n + 1] = True
        if (a, b) == (len(rows), len(columns)):
            near[rows[0], columns[0]] = False
        table[~near] = -1.0
        i, j = np.unravel_index(int(np.argmax(table)), table.shape)
        if table[i, j] >= 0.0:
            found.append((float(table[i, j]), tuple(range(i, i + a)), tuple(range(j, j + b))))
    if own[0] and own[1]:
        found += [(float(q.omissions[n]), (n,), ()) for n in rows]
        found += [(float(q.additions[n]), (), (n,)) for n in columns]
    if not found:
        return None
    probability, left, right = max(found, key=lambda row: (row[0], row[1], row[2]))
    return left, right, probability
