"""Whether two documents translate each other at all, judged by their beads."""

from align.types import Alignment, Bead, LineKind, SegmentedText

# Below: not a translation. Of 403 development pairs none is refused (the least covered has .60), of
# 403 pairs of unrelated documents 399 are (models/measure_relation.py).
LEAST_COVERAGE = 0.25


def coverage(alignment: Alignment) -> float:
    """Share of the shorter document that has a counterpart, in [0, 1].

    Characters of paired sentences count by the probability of their bead, page furniture not at
    all. The shorter document decides: an abridged release covers little of its original, but
    nearly all of itself.
    """
    return max(
        _share(alignment.source, [(b.source, b) for b in alignment.beads]),
        _share(alignment.target, [(b.target, b) for b in alignment.beads]),
    )


def _share(side: SegmentedText, beads: list[tuple[tuple[int, ...], Bead]]) -> float:
    total = paired = 0.0
    for numbers, bead in beads:
        for n in numbers:
            sentence = side.sentences[n]
            if sentence.kind is not LineKind.FURNITURE:
                total += len(sentence.text)
                if bead.source and bead.target:
                    paired += len(sentence.text) * bead.probability
    return paired / total if total else 0.0


def unrelated(alignment: Alignment) -> bool:
    """Whether the two documents are no translations of each other."""
    return coverage(alignment) < LEAST_COVERAGE
