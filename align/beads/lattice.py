"""The lattice of all ways to divide two documents into beads: best path and posteriors.

A node is a pair of places and the kind of bead that ended there: paired, omission or addition. An
edge is a bead with a potential, its log-odds; null beads have a further potential when the bead
before was a null of the same kind, because omissions come in runs. The best path is found exactly
(Viterbi), the posterior of every bead by forward-backward over the same edges. Rows are processed
one at a time, columns vectorised, inside a band; time and memory are linear in the band's area.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

PAIRED, OMITTED, ADDED = range(3)
# A potential that no path takes; small enough to lose, large enough to stay finite in sums.
IMPOSSIBLE = -1e30


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log-odds of every bead inside a band.

    Parameters
    ----------
    rows, columns
        Sentences of the source and of the target.
    low
        First column of the band at each place between source sentences, (rows + 1,), ascending;
        the band is `width` + 1 places wide there.
    width
        Places in the band less one; every row's band ends inside the target.
    pairs
        Shape to (rows, width + 1): potential of the bead that begins at source place i, target
        place ``low[i] + k``.
    omissions, additions
        Potential of leaving out each source or target sentence, (rows,) and (columns,).
    omission_runs, addition_runs
        What is added where the sentence before is null too, (rows,) and (columns,).
    """

    rows: int
    columns: int
    low: NDArray[np.int64]
    width: int
    pairs: Mapping[tuple[int, int], Doubles]
    omissions: Doubles
    additions: Doubles
    omission_runs: Doubles
    addition_runs: Doubles


class Semiring:
    """How the weights of alternative paths combine: summed for posteriors, best for the search."""

    def __init__(self, add: np.ufunc) -> None:
        self.add = add

    def total(self, stack: Sequence[Doubles] | Doubles) -> Doubles:
        """All of `stack` together, element by element."""
        return np.asarray(self.add.reduce(np.array(stack), axis=0))

    def running(self, row: Doubles) -> Doubles:
        """Everything up to each element together."""
        return np.asarray(self.add.accumulate(row))


SUM = Semiring(np.logaddexp)
MAX = Semiring(np.maximum)


def _shift(row: Doubles, by: int) -> Doubles:
    """`row` moved so that element k + by comes to k; what comes in is impossible."""
    if by == 0:
        return row
    out = np.full_like(row, IMPOSSIBLE)
    if 0 < by < len(row):
        out[:-by] = row[by:]
    elif 0 < -by < len(row):
        out[-by:] = row[:by]
    return out


def _step(p: Potentials, a: int, b: int) -> int:
    """How far columns move from row `a` to row `b` of the band."""
    return int(p.low[b] - p.low[a])


def _addition_row(p: Potentials, i: int) -> tuple[Doubles, Doubles]:
    """Potentials and run extras of the target sentences of row i's band, (width,) each."""
    span = slice(int(p.low[i]), int(p.low[i]) + p.width)
    return p.additions[span], p.addition_runs[span]


def forward(p: Potentials, ring: Semiring = SUM) -> Doubles:
    """Weight of the paths to each node, (3 kinds, rows + 1, width + 1).

    Between two paired beads omissions stand before additions, so that every alignment is one path.
    """
    alpha = np.full((3, p.rows + 1, p.width + 1), IMPOSSIBLE)
    alpha[PAIRED, 0, 0] = 0.0
    arrived = np.full((p.rows + 1, p.width + 1), IMPOSSIBLE)
    for i in range(p.rows + 1):
        if i:
            incoming = [alpha[PAIRED, i]]
            for (a, b), table in p.pairs.items():
                if i >= a:
                    value = arrived[i - a] + table[i - a]
                    incoming.append(_shift(value, _step(p, i - a, i) - b))
            alpha[PAIRED, i] = ring.total(incoming)
            run = alpha[OMITTED, i - 1] + p.omission_runs[i - 1]
            left_out = ring.add(alpha[PAIRED, i - 1], run) + p.omissions[i - 1]
            alpha[OMITTED, i] = _shift(left_out, _step(p, i - 1, i))
        # A[k + 1] = cost[k] + add(enter[k], A[k] + run[k]): with prefix sums of cost + run, one
        # running total.
        cost, run = _addition_row(p, i)
        enter = ring.add(alpha[PAIRED, i], alpha[OMITTED, i])[:-1]
        prefix = np.concatenate([[0.0], np.cumsum(cost + run)])
        alpha[ADDED, i, 1:] = ring.running(enter - run - prefix[:-1]) + prefix[1:]
        arrived[i] = ring.total(alpha[:, i])
    return alpha


def backward(p: Potentials) -> Doubles:
    """Summed weight of the paths from each node to the end, laid out like `forward`."""
    beta = np.full((3, p.rows + 1, p.width + 1), IMPOSSIBLE)
    for i in range(p.rows, -1, -1):
        outgoing = np.full((1, p.width + 1), IMPOSSIBLE)
        if i == p.rows:
            outgoing[0, p.columns - int(p.low[i])] = 0.0
        leaving = [outgoing[0]]
        for (a, b), table in p.pairs.items():
            if i + a <= p.rows:
                leaving.append(table[i] + _shift(beta[PAIRED, i + a], b - _step(p, i, i + a)))
        paired = SUM.total(leaving)
        cost, run = _addition_row(p, i)
        prefix = np.concatenate([[0.0], np.cumsum(cost + run)])
        beta[ADDED, i] = SUM.running((paired + prefix)[::-1])[::-1] - prefix
        added = np.concatenate([cost + beta[ADDED, i, 1:], [IMPOSSIBLE]])
        through = np.logaddexp(paired, added)
        beta[PAIRED, i] = beta[OMITTED, i] = through
        if i < p.rows:
            left_out = _shift(beta[OMITTED, i + 1], -_step(p, i, i + 1)) + p.omissions[i]
            beta[PAIRED, i] = np.logaddexp(through, left_out)
            beta[OMITTED, i] = np.logaddexp(through, left_out + p.omission_runs[i])
    return beta


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Posterior probability of every bead of a lattice, laid out like its potentials."""

    pairs: Mapping[tuple[int, int], Doubles]
    omissions: Doubles
    additions: Doubles
    omission_runs: Doubles
    addition_runs: Doubles
    log_partition: float


def posteriors(p: Potentials) -> Posteriors:
    """Forward-backward (Rabiner 1989; on a semi-Markov lattice, Sarawagi and Cohen 2004)."""
    alpha, beta = forward(p), backward(p)
    log_z = float(beta[PAIRED, 0, 0])
    arrived = SUM.total(list(alpha))

    def odds(value: Doubles) -> Doubles:
        return np.asarray(np.exp(np.minimum(value - log_z, 0.0)))

    pairs = {}
    for (a, b), table in p.pairs.items():
        out = np.zeros_like(table)
        for i in range(p.rows - a + 1):
            out[i] = odds(
                arrived[i] + table[i] + _shift(beta[PAIRED, i + a], b - _step(p, i, i + a))
            )
        pairs[a, b] = out
    omissions, omission_runs = np.zeros(p.rows), np.zeros(p.rows)
    additions, addition_runs = np.zeros(p.columns), np.zeros(p.columns)
    for i in range(p.rows):
        after = _shift(beta[OMITTED, i + 1], -_step(p, i, i + 1)) + p.omissions[i]
        omission_runs[i] = odds(alpha[OMITTED, i] + p.omission_runs[i] + after).sum()
        omissions[i] = omission_runs[i] + odds(alpha[PAIRED, i] + after).sum()
    for i in range(p.rows + 1):
        cost, run = _addition_row(p, i)
        span = slice(int(p.low[i]), int(p.low[i]) + p.width)
        after = beta[ADDED, i, 1:] + cost
        again = odds(alpha[ADDED, i, :-1] + run + after)
        first = odds(np.logaddexp(alpha[PAIRED, i], alpha[OMITTED, i])[:-1] + after)
        addition_runs[span] += again
        additions[span] += again + first
    return Posteriors(pairs, omissions, additions, omission_runs, addition_runs, log_z)


def best_path(p: Potentials) -> list[tuple[int, int, int, int]]:
    """Beads of the best path as ``(i, j, a, b)``: places and numbers of sentences.

    Of equally good paths the one with the earlier kind (paired, omission, addition) and the smaller
    shape at its end wins.
    """
    alpha = forward(p, MAX)
    i, k = p.rows, p.columns - int(p.low[p.rows])
    kind = int(np.argmax(alpha[:, i, k]))
    path: list[tuple[int, int, int, int]] = []
    while i or k + int(p.low[i]):
        j = k + int(p.low[i])
        if kind == PAIRED:
            best, shape = IMPOSSIBLE * 2, (0, 0)
            for (a, b), table in p.pairs.items():
                before = j - b - int(p.low[i - a]) if i >= a else -1
                if 0 <= before <= p.width:
                    value = alpha[:, i - a, before].max() + table[i - a, before]
                    if value > best:
                        best, shape = value, (a, b)
            if shape == (0, 0):
                raise ValueError(f"no path of the lattice reaches place ({i}, {j})")
            a, b = shape
            i, k = i - a, j - b - int(p.low[i - a])
            kind = int(np.argmax(alpha[:, i, k]))
        elif kind == OMITTED:
            a, b, i = 1, 0, i - 1
            k = j - int(p.low[i])
            run = alpha[OMITTED, i, k] + p.omission_runs[i]
            kind = OMITTED if run > alpha[PAIRED, i, k] else PAIRED
        else:
            a, b, k = 0, 1, k - 1
            run = alpha[ADDED, i, k] + p.addition_runs[j - 1]
            enter = alpha[:2, i, k]
            kind = ADDED if run > enter.max() else int(np.argmax(enter))
        path.append((i, k + int(p.low[i]), a, b))
    return path[::-1]
