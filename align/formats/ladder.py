"""The ladder of hunalign (Varga et al. 2005), for researchers' tools.

Each line is a rung: a place in the original, a place in the release (sentence numbers from 0) and
a score, with tabs between. Two rungs that follow each other enclose a bead, from the first rung's
numbers up to, not including, the second's; the score, here the probability, is that of the bead
which the rung begins. The last rung has the numbers of sentences and the score 0.

A ladder only climbs, so it cannot hold every alignment. Nothing is dropped; `losses` tells of it:

- a bead that stands elsewhere in the release than in the original is taken apart: its sentences
  become an omission in the one place and an addition in the other, with the score 0;
- sentences between those of one bead (a page number in the middle of a sentence) join that bead,
  and beads that cross become one, with the lowest of their probabilities.
"""

from dataclasses import dataclass
from itertools import pairwise

from align.types import Alignment


@dataclass(frozen=True, slots=True)
class _Block:
    """Sentences from `source` up to `source_end` beside those from `target` to `target_end`."""

    source: int
    source_end: int
    target: int
    target_end: int
    probability: float

    def joined(self, other: "_Block") -> "_Block":
        return _Block(
            min(self.source, other.source),
            max(self.source_end, other.source_end),
            min(self.target, other.target),
            max(self.target_end, other.target_end),
            min(self.probability, other.probability),
        )


def render(alignment: Alignment) -> str:
    """The rungs, one a line."""
    ends = len(alignment.source.sentences), len(alignment.target.sentences)
    rungs: list[tuple[int, int, float]] = []
    last = _Block(0, 0, 0, 0, 0.0)
    for block in [*_blocks(alignment), _Block(ends[0], ends[0], ends[1], ends[1], 0.0)]:
        rungs += [
            (n, last.target_end, p)
            for n, p in _null_runs(alignment, "source", last.source_end, block.source)
        ]
        rungs += [
            (block.source, n, p)
            for n, p in _null_runs(alignment, "target", last.target_end, block.target)
        ]
        rungs.append((block.source, block.target, block.probability))
        last = block
    return "".join(f"{i}\t{j}\t{score:.4f}\n" for i, j, score in rungs)


def losses(alignment: Alignment) -> list[str]:
    """Tell of the beads that the rungs do not enclose as they are."""
    moved = sum(bead.moved for bead in alignment.beads)
    whole = {
        (tuple(range(b.source, b.source_end)), tuple(range(b.target, b.target_end)))
        for b in _blocks(alignment)
    }
    stayed = [b for b in alignment.beads if b.source and b.target and not b.moved]
    coarse = sum((bead.source, bead.target) not in whole for bead in stayed)
    told = []
    if moved:
        told.append(
            f"A ladder cannot hold moved beads: {moved} of them"
            f" {'is' if moved == 1 else 'are'} written as an omission and an addition."
        )
    if coarse:
        told.append(
            f"A ladder holds unbroken, uncrossed beads alone: {coarse} of them"
            f" {'is' if coarse == 1 else 'are'} joined with what stands between."
        )
    return told


def _blocks(alignment: Alignment) -> list[_Block]:
    """Paired beads that did not move, made unbroken and joined until none cross."""
    blocks: list[_Block] = []
    stayed = [bead for bead in alignment.beads if bead.source and bead.target and not bead.moved]
    for bead in sorted(stayed, key=lambda bead: bead.source):
        (i, *_), (j, *_) = bead.source, bead.target
        block = _Block(i, bead.source[-1] + 1, j, bead.target[-1] + 1, bead.probability)
        while blocks and (
            blocks[-1].source_end > block.source or blocks[-1].target_end > block.target
        ):
            block = blocks.pop().joined(block)
        blocks.append(block)
    return blocks


def _null_runs(alignment: Alignment, side: str, start: int, end: int) -> list[tuple[int, float]]:
    """First sentence and score of each run of one bead's sentences between two places.

    Sentences of no bead, which was left out, have the score 0.
    """
    holder = {n: k for k, bead in enumerate(alignment.beads) for n in getattr(bead, side)}
    places = range(start, end)
    firsts = [*places[:1], *(b for a, b in pairwise(places) if holder.get(a) != holder.get(b))]
    scores = []
    for n in firsts:
        bead = alignment.beads[holder[n]] if n in holder else None
        scores.append(bead.probability if bead and not (bead.source and bead.target) else 0.0)
    return list(zip(firsts, scores, strict=True))
