"""Where a Russian and a Belarusian original of one release lead to different readings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.formats.three import Difference, Disagreement, Follows
from align.types import Alignment, Bead, LineKind, SegmentedText

# A partner that is likelier wrong than right is none.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found out about three texts.

    Parameters
    ----------
    alignment
        Original and release, paired by the help of the second original.
    also
        The second original.
    near
        Beads of the original and the second original.
    alone, also_alone
        Beads of the original and the release, and of the second original and the release, each
        found without the help of the third text.
    """

    alignment: Alignment
    also: SegmentedText
    near: tuple[Bead, ...]
    alone: tuple[Bead, ...]
    also_alone: tuple[Bead, ...]


def partners(evidence: Evidence) -> tuple[tuple[int, ...], ...]:
    """For each bead of the alignment, the sentences of the second original that go with it.

    Those that are partners of its original's sentences, and those without a partner that the
    release renders there.
    """
    found = [set[int]() for _ in evidence.alignment.beads]
    rows = _holders(evidence.alignment.beads, "source")
    for bead in evidence.near:
        if bead.target:
            for n in bead.source:
                found[rows[n]].update(bead.target)
    places = _holders(evidence.alignment.beads, "target")
    rendered = _links(evidence.also_alone)
    for k in _lonely(evidence.near, "target"):
        for n in rendered.get(k, ()):
            found[places[n]].add(k)
    return tuple(tuple(sorted(numbers)) for numbers in found)


def disagreements(evidence: Evidence) -> tuple[Disagreement, ...]:
    """All disagreements, in the order of the beads of the alignment."""
    found = [
        *_joined(_only_original(evidence)),
        *_joined(_only_also(evidence)),
        *_divided(evidence),
        *_disputed(evidence),
    ]
    order = list(Difference)
    return tuple(sorted(found, key=lambda d: (d.rows[:1], order.index(d.kind), d.source, d.also)))


def _only_original(evidence: Evidence) -> Iterator[Disagreement]:
    alignment = evidence.alignment
    rows = _holders(alignment.beads, "source")
    for n in _lonely(evidence.near, "source"):
        if alignment.source.sentences[n].kind is not LineKind.FURNITURE:
            target = alignment.beads[rows[n]].target
            follows = Follows.ORIGINAL if target else Follows.ALSO
            yield Disagreement(Difference.ONLY_ORIGINAL, follows, (rows[n],), (n,), (), target)


def _only_also(evidence: Evidence) -> Iterator[Disagreement]:
    alignment = evidence.alignment
    rows = _holders(alignment.beads, "source")
    places = _holders(alignment.beads, "target")
    rendered = _links(evidence.also_alone)
    back = {k: bead.source for bead in evidence.near for k in bead.target}
    row: tuple[int, ...] = ()
    for sentence in evidence.also.sentences:
        k = sentence.index
        if back.get(k):
            row = (max(rows[n] for n in back[k]),)
        elif sentence.kind is not LineKind.FURNITURE:
            target = rendered.get(k, ())
            if target:
                row = tuple(sorted({places[n] for n in target}))
            follows = Follows.ALSO if target else Follows.ORIGINAL
            yield Disagreement(Difference.ONLY_ALSO, follows, row, (), (k,), target)


def _joined(found: Iterator[Disagreement]) -> list[Disagreement]:
    """Runs of neighbouring sentences made one, where the release treats them alike."""
    runs: list[Disagreement] = []
    for each in found:
        last = runs[-1] if runs else None
        numbers = each.source or each.also
        if (
            last
            and last.follows is each.follows
            and numbers[0] == (last.source or last.also)[-1] + 1
        ):
            runs[-1] = replace(
                last,
                rows=_union(last.rows, each.rows),
                source=last.source + each.source,
                also=last.also + each.also,
                target=_union(last.target, each.target),
            )
        else:
            runs.append(each)
    return runs


def _divided(evidence: Evidence) -> Iterator[Disagreement]:
    """Where the release renders what one original has in more sentences than the other."""
    beads = evidence.alignment.beads
    rows = _holders(beads, "source")
    for bead in evidence.near:
        if not bead.source or not bead.target or len(bead.source) == len(bead.target):
            continue
        held = _union(*((rows[n],) for n in bead.source))
        target = _union(*(beads[k].target for k in held))
        if not target:
            continue
        follows = Follows.NEITHER
        # Beads that reach beyond these sentences say nothing of how these are divided.
        if _union(*(beads[k].source for k in held)) == bead.source:
            if len(target) == len(bead.source):
                follows = Follows.ORIGINAL
            elif len(target) == len(bead.target):
                follows = Follows.ALSO
        yield Disagreement(Difference.DIVIDED, follows, held, bead.source, bead.target, target)


def _disputed(evidence: Evidence) -> Iterator[Disagreement]:
    """Where each original alone would lead to other sentences of the release."""
    beads = evidence.alignment.beads
    rows = _holders(beads, "source")
    first, second = _links(evidence.alone, 0.0), _links(evidence.also_alone, 0.0)
    last: Disagreement | None = None
    for bead in sorted((b for b in evidence.near if b.source and b.target), key=lambda b: b.source):
        by_original = _union(*(first.get(n, ()) for n in bead.source))
        by_also = _union(*(second.get(k, ()) for k in bead.target))
        if by_original == by_also or bead.probability < LEAST:
            continue
        held = _union(*((rows[n],) for n in bead.source))
        target = _union(*(beads[k].target for k in held))
        follows = {by_original: Follows.ORIGINAL, by_also: Follows.ALSO}.get(
            target, Follows.NEITHER
        )
        each = Disagreement(
            Difference.DISPUTED,
            follows,
            held,
            bead.source,
            bead.target,
            target,
            by_original,
            by_also,
        )
        if last and not _reach(last).isdisjoint(_reach(each)):
            last = _merged(last, each)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _reach(each: Disagreement) -> set[int]:
    """Sentences of the release that a dispute is about."""
    return {*each.by_original, *each.by_also}


def _merged(one: Disagreement, other: Disagreement) -> Disagreement:
    return replace(
        one,
        follows=one.follows if one.follows is other.follows else Follows.NEITHER,
        rows=_union(one.rows, other.rows),
        source=_union(one.source, other.source),
        also=_union(one.also, other.also),
        target=_union(one.target, other.target),
        by_original=_union(one.by_original, other.by_original),
        by_also=_union(one.by_also, other.by_also),
    )


def _holders(beads: Sequence[Bead], side: str) -> dict[int, int]:
    """For each sentence of a side, the number of its bead."""
    return {n: k for k, bead in enumerate(beads) for n in getattr(bead, side)}


def _links(beads: Sequence[Bead], least: float = LEAST) -> dict[int, tuple[int, ...]]:
    """For each paired sentence of the first side, its partners."""
    return {n: b.target for b in beads if b.target and b.probability >= least for n in b.source}


def _lonely(beads: Sequence[Bead], side: str) -> list[int]:
    """Sentences of a side that have no partner, ascending."""
    return sorted(n for b in beads if not (b.source and b.target) for n in getattr(b, side))


def _union(*numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({n for each in numbers for n in each}))
