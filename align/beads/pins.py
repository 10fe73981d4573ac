"""Beads fixed by hand: the search goes round them and pairs the rest.

A fixed pair that keeps the order of the others stays in the lattice, where every bead that would
take one of its sentences is impossible; so the sentences around it are paired in its light. A pair
that crosses others, or is no run of sentences, is taken out before the search.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from align.beads.lattice import FORBIDDEN, IMPOSSIBLE, MAX_SIDE, SHAPES, Potentials

Fixed = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Pins:
    """Beads that the search must contain.

    Parameters
    ----------
    bonds
        Pairs of consecutive sentences, ascending on both sides.
    source, target
        Sentences that must stay without a partner.
    """

    bonds: tuple[Fixed, ...] = ()
    source: frozenset[int] = field(default_factory=frozenset)
    target: frozenset[int] = field(default_factory=frozenset)

    def part(self, rows: tuple[int, int], columns: tuple[int, int]) -> "Pins":
        """Those of a section, numbered from its beginning."""
        return Pins(
            tuple(
                (tuple(n - rows[0] for n in s), tuple(n - columns[0] for n in t))
                for s, t in self.bonds
                if rows[0] <= s[0] < rows[1]
            ),
            frozenset(n - rows[0] for n in self.source if rows[0] <= n < rows[1]),
            frozenset(n - columns[0] for n in self.target if columns[0] <= n < columns[1]),
        )

    def __bool__(self) -> bool:
        return bool(self.bonds or self.source or self.target)


def able(fixed: Sequence[Fixed]) -> list[Fixed]:
    """The pairs among `fixed` that a bead of the lattice can be."""
    return sorted(
        f
        for f in fixed
        if f[0] and f[1] and (len(f[0]), len(f[1])) in SHAPES and all(map(_consecutive, f))
    )


def pins(fixed: Sequence[Fixed], bonds: Sequence[Fixed]) -> Pins:
    """`fixed` for the lattice: the pairs in `bonds`, and what must stay alone."""
    return Pins(
        tuple(sorted(bonds)),
        frozenset(n for s, t in fixed if not t for n in s),
        frozenset(n for s, t in fixed if not s for n in t),
    )


def _consecutive(side: tuple[int, ...]) -> bool:
    return len(side) <= MAX_SIDE and side[-1] - side[0] + 1 == len(side)


def pinned(p: Potentials, pins: Pins) -> Potentials:
    """Potentials under which only alignments with all of `pins` are possible."""
    table = p.pairs.copy()
    omissions, additions = p.omissions.copy(), p.additions.copy()
    bonds = [(s, t, (s[0], len(s) - 1, len(t) - 1, t[0])) for s, t in pins.bonds]
    kept = [float(table[place]) for _, _, place in bonds]
    rows = pins.source | {n for s, _, _ in bonds for n in s}
    columns = pins.target | {n for _, t, _ in bonds for n in t}
    for size in range(1, MAX_SIDE + 1):
        for n in rows:
            table[max(0, n - size + 1) : n + 1, size - 1] = IMPOSSIBLE
        for n in columns:
            table[:, :, size - 1, max(0, n - size + 1) : n + 1] = IMPOSSIBLE
    for (s, t, place), value in zip(bonds, kept, strict=True):
        table[place] = value
        omissions[list(s)] = FORBIDDEN
        additions[list(t)] = FORBIDDEN
    return replace(p, pairs=table, omissions=omissions, additions=additions)
