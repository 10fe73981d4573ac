"""The lattice of all ways to divide two documents into beads: posteriors and the best reading.

A node is a pair of places, one in each document, and the kind of bead that ended there: paired,
omission or addition. An edge is a bead with a potential, its log-odds; a null bead has a further
potential when the bead before was a null of the same kind, because omissions come in runs.
Forward-backward over the edges gives the posterior of every bead, nulls included; the reading is
the path on which most sentences are expected to stand in a right bead. Rows are processed one at a
time, columns and shapes at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]

PAIRED, OMITTED, ADDED = range(3)
# Sentences of a bead, on either side and on both. In the 3,600 gold beads of the development suites
# there are never more than three on a side.
MAX_SIDE, MAX_BOTH = 4, 6
SHAPES: tuple[tuple[int, int], ...] = tuple(
    (a, b) for a in range(1, MAX_SIDE + 1) for b in range(1, MAX_SIDE + 1) if a + b <= MAX_BOTH
)
# A potential that no path takes; small enough to lose, large enough to stay finite in sums.
IMPOSSIBLE = -1e30
# The same for a null bead. Nulls are summed along a row, where a greater number would drown the
# others: a million leaves them nine digits.
FORBIDDEN = -1e6


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log-odds of every bead of two documents.

    Parameters
    ----------
    pairs
        ``pairs[i, a - 1, b - 1, j]`` is that of the bead of `a` source sentences from `i` on and
        `b` target sentences from `j` on; (rows + 1, 4, 4, columns + 1), `IMPOSSIBLE` where the
        documents end before.
    omissions, additions
        That of leaving out each source or target sentence, (rows,) and (columns,).
    omission_runs, addition_runs
        What is added where the sentence before is null too, (rows,) and (columns,).
    """

    pairs: Floats
    omissions: Doubles
    additions: Doubles
    omission_runs: Doubles
    addition_runs: Doubles


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Probability of every bead, laid out like `Potentials`, and the log-partition function.

    The run arrays hold the probability that a sentence is null and the one before it too.
    """

    pairs: Doubles
    omissions: Doubles
    additions: Doubles
    omission_runs: Doubles
    addition_runs: Doubles
    log_partition: float


def no_pairs(rows: int, columns: int) -> Floats:
    """A table of pairs in which nothing is possible yet."""
    return np.full((rows + 1, MAX_SIDE, MAX_SIDE, columns + 1), IMPOSSIBLE, np.float32)


def _log_total(stack: Doubles) -> Doubles:
    """Logarithm of the summed exponentials over the first axis."""
    top = stack.max(axis=0)
    return np.asarray(top + np.log(np.exp(stack - top).sum(axis=0)))


def _arriving(pairs: NDArray[np.floating]) -> Doubles:
    """`pairs` by the place where the bead ends, shapes in falling order, (rows + 1, 16, columns+1).

    Falling order, so that row i meets the places it comes from, i - 4 to i - 1, in their own order.
    """
    rows, columns = pairs.shape[0], pairs.shape[3]
    out = np.full((rows, MAX_SIDE, MAX_SIDE, columns), IMPOSSIBLE)
    for a, b in SHAPES:
        if a < rows and b < columns:
            out[a:, MAX_SIDE - a, MAX_SIDE - b, b:] = pairs[: rows - a, a - 1, b - 1, : columns - b]
    return out.reshape(rows, MAX_SIDE**2, columns)


def _margined(rows: int, columns: int, value: float) -> tuple[Doubles, Doubles]:
    """A table with a margin of `MAX_SIDE` above and to the left, and windows into it.

    ``windows[i]`` shows, for each shape in falling order and each column j of row i, the place
    that a bead of the shape ending at (i, j) comes from, (16, columns).
    """
    table = np.full((rows + MAX_SIDE, columns + MAX_SIDE), value)
    down, right = table.strides
    windows = as_strided(
        table, (rows, MAX_SIDE, MAX_SIDE, columns), (down, down, right, right), writeable=False
    )
    return table, windows


def forward(p: Potentials) -> tuple[Doubles, Doubles]:
    """Summed weight of the paths to each node, by kind, and whatever the kind.

    (3, rows + 1, columns + 1) and (rows + 1, columns + 1).

    Between two paired beads omissions stand before additions, so that every alignment is one path.
    """
    rows, columns = p.pairs.shape[0], p.pairs.shape[3]
    alpha = np.full((3, rows, columns), IMPOSSIBLE)
    table, windows = _margined(rows, columns, IMPOSSIBLE)
    edges = _arriving(p.pairs)
    prefix = np.concatenate([[0.0], np.cumsum(p.additions + p.addition_runs)])
    for i in range(rows):
        if i:
            origin = windows[i].reshape(MAX_SIDE**2, columns)
            alpha[PAIRED, i] = _log_total(edges[i] + origin)
            run = alpha[OMITTED, i - 1] + p.omission_runs[i - 1]
            alpha[OMITTED, i] = np.logaddexp(alpha[PAIRED, i - 1], run) + p.omissions[i - 1]
        else:
            alpha[PAIRED, 0, 0] = 0.0
        # A[k + 1] = cost[k] + add(enter[k], A[k] + run[k]): with prefix sums of cost + run, one
        # running total.
        before = np.logaddexp(alpha[PAIRED, i], alpha[OMITTED, i])
        steps = before[:-1] - p.addition_runs - prefix[:-1]
        alpha[ADDED, i, 1:] = np.logaddexp.accumulate(steps) + prefix[1:]
        table[i + MAX_SIDE, MAX_SIDE:] = np.logaddexp(before, alpha[ADDED, i])
    return alpha, table[MAX_SIDE:, MAX_SIDE:]


def backward(p: Potentials) -> Doubles:
    """Summed weight of the paths from each node to the end, (3, rows + 1, columns + 1)."""
    rows, columns = p.pairs.shape[0], p.pairs.shape[3]
    beta = np.full((3, rows, columns), IMPOSSIBLE)
    # Read from the end, a bead ends where it begins: the same windows serve.
    table, windows = _margined(rows, columns, IMPOSSIBLE)
    edges = p.pairs[::-1, ::-1, ::-1, ::-1].reshape(rows, MAX_SIDE**2, columns)
    prefix = np.concatenate([[0.0], np.cumsum(p.additions + p.addition_runs)])
    for i in range(rows - 1, -1, -1):
        origin = windows[rows - 1 - i].reshape(MAX_SIDE**2, columns)
        paired = _log_total(edges[rows - 1 - i] + origin)[::-1]
        if i == rows - 1:
            paired = np.full(columns, IMPOSSIBLE)
            paired[-1] = 0.0
        # beta_A[k] = add(paired[k], cost[k] + run[k] + beta_A[k + 1]), read from the right.
        steps = (paired + prefix)[::-1]
        beta[ADDED, i] = np.logaddexp.accumulate(steps)[::-1] - prefix
        first = np.full(columns, IMPOSSIBLE)
        first[:-1] = beta[ADDED, i, 1:] + p.additions
        any_kind = np.logaddexp(paired, first)
        if i < rows - 1:
            left_out = beta[OMITTED, i + 1] + p.omissions[i]
            beta[OMITTED, i] = np.logaddexp(any_kind, left_out + p.omission_runs[i])
            beta[PAIRED, i] = np.logaddexp(any_kind, left_out)
        else:
            beta[OMITTED, i] = beta[PAIRED, i] = any_kind
        table[rows - 1 - i + MAX_SIDE, MAX_SIDE:] = beta[PAIRED, i, ::-1]
    return beta


def posteriors(p: Potentials, nulls_alone: bool = False) -> Posteriors:
    """Probability of every bead by forward-backward (Rabiner 1989) over the lattice.

    With `nulls_alone` those of pairs are left out, which takes a third of the time off.
    """
    alpha, arrived = forward(p)
    beta = backward(p)
    total = float(arrived[-1, -1])
    rows, columns = arrived.shape
    pairs = np.zeros((0 if nulls_alone else rows, MAX_SIDE, MAX_SIDE, columns))
    for a, b in () if nulls_alone else SHAPES:
        if a < rows and b < columns:
            weight = arrived[: rows - a, : columns - b] + beta[PAIRED, a:, b:] - total
            weight += p.pairs[: rows - a, a - 1, b - 1, : columns - b]
            pairs[: rows - a, a - 1, b - 1, : columns - b] = np.exp(weight)
    after = beta[OMITTED, 1:] + p.omissions[:, None] - total
    omission_runs = np.exp(alpha[OMITTED, :-1] + p.omission_runs[:, None] + after).sum(axis=1)
    omissions = omission_runs + np.exp(alpha[PAIRED, :-1] + after).sum(axis=1)
    after = beta[ADDED, :, 1:] + p.additions - total
    addition_runs = np.exp(alpha[ADDED, :, :-1] + p.addition_runs + after).sum(axis=0)
    entered = np.logaddexp(alpha[PAIRED], alpha[OMITTED])[:, :-1]
    additions = addition_runs + np.exp(entered + after).sum(axis=0)
    return Posteriors(pairs, omissions, additions, omission_runs, addition_runs, total)


def reading(q: Posteriors) -> list[tuple[int, int, int, int]]:
    """The path with most sentences in right beads, by expectation, as ``(i, j, a, b)``.

    Maximum expected accuracy decoding: a bead counts its sentences times its posterior. Of equally
    good paths the one whose last beads are omissions, then additions, then the smallest pairs.

    References
    ----------
    Do, Gross, Batzoglou (2006), CONTRAlign, section 2.3.
    """
    rows, columns = q.pairs.shape[0], q.pairs.shape[3]
    size = np.arange(1, MAX_SIDE + 1)
    gains = _arriving(q.pairs * (size[:, None] + size)[None, :, :, None])
    table, windows = _margined(rows, columns, IMPOSSIBLE)
    table[MAX_SIDE, MAX_SIDE] = 0.0
    value = table[MAX_SIDE:, MAX_SIDE:]
    prefix = np.concatenate([[0.0], np.cumsum(q.additions)])
    for i in range(rows):
        if i:
            paired = (gains[i] + windows[i].reshape(MAX_SIDE**2, columns)).max(axis=0)
            value[i] = np.maximum(paired, value[i - 1] + q.omissions[i - 1])
        value[i] = np.maximum.accumulate(value[i] - prefix) + prefix
    path = []
    i, j = rows - 1, columns - 1
    while i or j:
        steps = []
        if i:
            steps.append((value[i - 1, j] + q.omissions[i - 1], 1, 0))
        if j:
            steps.append((value[i, j - 1] + q.additions[j - 1], 0, 1))
        for a, b in SHAPES:
            if a <= i and b <= j:
                place = MAX_SIDE * (MAX_SIDE - a) + MAX_SIDE - b
                steps.append((value[i - a, j - b] + gains[i, place, j], a, b))
        _, a, b = max(steps, key=lambda step: step[0])
        i, j = i - a, j - b
        path.append((i, j, a, b))
    return path[::-1]
