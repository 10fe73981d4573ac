"""The course of two documents: places where both can be cut without cutting a bead.

Sentences that are each other's nearest by a clear lead are anchors. Where four anchors follow each
other on both sides, the documents run side by side, and between the middle two no bead, omission
or addition can reach across. Sections between such places are aligned one by one, so that time and
memory grow with the length of the documents and not with its square.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.beads.pins import Fixed, Pins
from align.beads.side import Given

Floats = NDArray[np.float32]
Run = tuple[int, int]
Section = tuple[Run, Run]

# Sentences of a section, on its longer side: as few as still show rivals, and where to look for the
# surest cut. Cut so or not at all, a transcript of 317 sentences comes out the same, and so do ten
# abridged releases of 95 but for two beads, with 24 and 64 as with 64 and 160.
SHORTEST, LONGEST = 32, 80
# Places of a section at most, unless nothing better is known: half a gigabyte.
AREA = 1_000_000
# Places that are compared in full when anchors are looked for: 0.1 s.
FULL = 2_000_000
# Sentences of a longer document that are compared with the whole of the other first.
PROBES = 256
# Cosine by which an anchor leads the next best; on the development suites 99.3 % of such pairs are
# in one gold bead, and three quarters of all mutually nearest pairs lead so far.
ANCHOR_LEAD = 0.2
# Lead of a pair fixed by hand, among anchors with leads of .2 to .7: it outweighs a few of them.
BOND = 2.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """Two sentences that are each other's nearest, and by how much."""

    source: int
    target: int
    lead: float


def sections(source: Given, target: Given, pins: Pins) -> list[Section]:
    """Divide two documents into sections that translate each other, in order; all of both."""
    end = len(source), len(target)
    if max(end) <= LONGEST:
        return [((0, end[0]), (0, end[1]))]
    places = [(0, 0), *_cuts(_chain(source, target, pins), end), end]
    return [((a[0], b[0]), (a[1], b[1])) for a, b in pairwise(places) if a != b]


def in_course(source: Given, target: Given, pairs: Sequence[Fixed]) -> list[Fixed]:
    """Those of `pairs`, fixed by hand, that keep the order of the two documents.

    One outweighs a few anchors that contradict it, but not the course of a whole passage.
    """
    if not pairs:
        return []
    last = {(s[-1], t[-1]): (s, t) for s, t in pairs}
    chain = _chain(source, target, Pins(tuple(pairs)))
    kept: list[Fixed] = []
    for anchor in chain:
        pair = last.get((anchor.source, anchor.target))
        # A chain ascends in last sentences; the first ones must not reach back.
        if pair and (not kept or (kept[-1][0][-1] < pair[0][0] and kept[-1][1][-1] < pair[1][0])):
            kept.append(pair)
    return kept


def _chain(source: Given, target: Given, pins: Pins) -> list[Anchor]:
    """The heaviest chain of anchors and of pairs fixed by hand."""
    held = [
        {n for bead in pins.bonds for n in bead[axis]} | alone
        for axis, alone in enumerate((pins.source, pins.target))
    ]
    found = [
        a
        for a in anchors(source, target, (0, len(source)), (0, len(target)))
        if a.source not in held[0] and a.target not in held[1]
    ]
    found += [Anchor(s[-1], t[-1], BOND) for s, t in pins.bonds]
    return heaviest(sorted(found, key=lambda a: (a.source, a.target)))


def _cuts(chain: list[Anchor], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Places to cut at: the surest in reach, again and again."""
    sure = [
        ((third.source, third.target), min(a.lead for a in (first, second, third, fourth)))
        for first, second, third, fourth in zip(
            chain, chain[1:], chain[2:], chain[3:], strict=False
        )
        if fourth.source - first.source == fourth.target - first.target == 3
    ]
    cuts: list[tuple[int, int]] = []
    at, n = (0, 0), 0
    while n < len(sure):
        while n < len(sure) and _length(at, sure[n][0]) < SHORTEST:
            n += 1
        reach = n
        while reach < len(sure) and _length(at, sure[reach][0]) <= LONGEST:
            reach += 1
        if n < len(sure):
            # The surest in reach is the same one wherever the section began, so that an edit moves
            # the cuts near it only.
            best = max(range(n, max(reach, n + 1)), key=lambda k: sure[k][1])
            at, n = sure[best][0], best + 1
            cuts.append(at)
    if cuts and _length(cuts[-1], end) < SHORTEST // 2:
        cuts.pop()
    out: list[tuple[int, int]] = []
    for before, after in pairwise([(0, 0), *cuts, end]):
        out += _forced(before, after, chain)
        out.append(after)
    return out[:-1]


def _length(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(b[0] - a[0], b[1] - a[1])


def _forced(
    before: tuple[int, int], after: tuple[int, int], chain: list[Anchor]
) -> list[tuple[int, int]]:
    """Cuts inside a section that is too large for memory: after anchors, else in proportion."""
    rows, columns = after[0] - before[0], after[1] - before[1]
    pieces = -(-rows * columns // AREA)
    if pieces < 2:
        return []
    pieces = int(np.ceil(pieces**0.5)) if rows and columns else 1
    places = [
        (a.source + 1, a.target + 1)
        for a in chain
        if before[0] < a.source + 1 < after[0] and before[1] < a.target + 1 < after[1]
    ]
    wanted = [
        (before[0] + rows * k // pieces, before[1] + columns * k // pieces)
        for k in range(1, pieces)
    ]
    if len(places) >= pieces:
        middle = [a + b for a, b in places]
        wanted = sorted({places[min(bisect_left(middle, sum(w)), len(places) - 1)] for w in wanted})
    cuts = [w for w in wanted if before < w < after]
    if len(places) >= pieces:
        out: list[tuple[int, int]] = []
        for a, b in pairwise([before, *cuts, after]):
            inner = [] if (a, b) == (before, after) else _forced(a, b, chain)
            out += [*inner, b]
        return out[:-1]
    return cuts


def anchors(
    source: Given, target: Given, rows: tuple[int, int], columns: tuple[int, int]
) -> list[Anchor]:
    """Anchors of two parts of the documents, by source sentence.

    Up to `FULL` places all sentences are compared. Of longer parts, some sentences of either are
    compared with all of the other; the anchors among them mark out smaller parts.
    """
    height, width = rows[1] - rows[0], columns[1] - columns[0]
    if height < 1 or width < 1:
        return []
    left, right = source.vectors[slice(*rows)], target.vectors[slice(*columns)]
    if height * width <= FULL:
        return [
            Anchor(a.source + rows[0], a.target + columns[0], a.lead) for a in mutual(left, right)
        ]
    probes = _probed(left, source.lengths[slice(*rows)], right)
    back = _probed(right, target.lengths[slice(*columns)], left)
    found = probes + [Anchor(a.target, a.source, a.lead) for a in back]
    chain = heaviest(sorted(set(found), key=lambda a: (a.source, a.target)))
    if len(chain) < 2:
        return []
    ends = [
        (rows[0], columns[0]),
        *((a.source + rows[0], a.target + columns[0]) for a in chain),
        (rows[1], columns[1]),
    ]
    out = []
    for (i0, j0), (i1, j1) in pairwise(ends):
        if (i1 - i0) * (j1 - j0) <= height * width // 2:
            out += anchors(source, target, (i0, i1), (j0, j1))
    return out


def mutual(left: Floats, right: Floats) -> list[Anchor]:
    """Anchors of all sentences given, by source sentence."""
    table = left @ right.T
    nearest, back = np.argmax(table, axis=1), np.argmax(table, axis=0)
    numbers = np.arange(len(left))
    best = table[numbers, nearest]
    lead = best - np.maximum(_second(table), _second(table.T)[nearest])
    wanted = (back[nearest] == numbers) & (lead >= ANCHOR_LEAD)
    return [Anchor(int(i), int(nearest[i]), float(lead[i])) for i in numbers[wanted]]


def _second(table: Floats) -> Floats:
    """Second best of each row; 0 where there is one column only."""
    if table.shape[1] < 2:
        return np.zeros(len(table), np.float32)
    return np.asarray(np.partition(table, -2, axis=1)[:, -2], np.float32)


def _probed(left: Floats, lengths: Floats, right: Floats) -> list[Anchor]:
    """Anchors of `PROBES` sentences of one side, the longest of each stretch, in the other."""
    edges = np.linspace(0, len(left), min(PROBES, len(left)) + 1).astype(int)
    chosen = np.array([a + int(np.argmax(lengths[a:b])) for a, b in pairwise(edges)])
    out = []
    for start in range(0, len(chosen), 32):
        part = chosen[start : start + 32]
        table = left[part] @ right.T
        nearest = np.argmax(table, axis=1)
        lead = table[np.arange(len(part)), nearest] - _second(table)
        out += [
            Anchor(int(i), int(j), float(d))
            for i, j, d in zip(part, nearest, lead, strict=True)
            if d >= ANCHOR_LEAD
        ]
    return out


def heaviest(found: list[Anchor]) -> list[Anchor]:
    """The part of `found`, sorted by source, that ascends on both sides and leads most in all."""
    heights: list[int] = sorted({a.target for a in found})
    # A Fenwick tree of the best chain that ends at each height or below: weight and anchor.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(heights) + 1)
    before = [-1] * len(found)
    pending: list[tuple[int, float, int]] = []
    for n, anchor in enumerate(found):
        if pending and found[pending[0][2]].source != anchor.source:
            _insert(tree, pending)
            pending = []
        place = bisect_left(heights, anchor.target)
        best, k = (0.0, -1), place
        while k > 0:
            best = max(best, tree[k])
            k -= k & -k
        before[n] = best[1]
        pending.append((place + 1, best[0] + anchor.lead, n))
    _insert(tree, pending)
    chain, n = [], max(tree)[1]
    while n >= 0:
        chain.append(found[n])
        n = before[n]
    return chain[::-1]


def _insert(tree: list[tuple[float, int]], entries: list[tuple[int, float, int]]) -> None:
    for place, weight, n in entries:
        while place < len(tree):
            tree[place] = max(tree[place], (weight, n))
            place += place & -place
