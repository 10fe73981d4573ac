"""Why a bead is what it is: its evidence, its best rival's, and what decided between the two.

A bead and its rival seldom hold the same sentences, so their points cannot be compared. What
decided is found over the same sentences: all rows that the rival would take the place of on the one
side; on the other the rival and, left out or added, what it would leave of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from align.beads.why import Reason, Why
from align.formats.reasons import RUN, Group, grouped, words_for
from align.types import Alignment, Bead, BeadKind, LineKind

Explain = Callable[[Bead], tuple[Why, Why | None] | None]
Places = set[tuple[int, int]]  # Side, 0 or 1, and number of sentences.


@dataclass(frozen=True, slots=True)
class Reading:
    """Beads, the probability of the first where it is known, and their evidence in groups."""

    beads: tuple[Bead, ...]
    probability: float | None
    groups: tuple[Group, ...]

    @property
    def points(self) -> float:
        """All that speaks for it less all that speaks against it."""
        return sum(group.points for group in self.groups)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row of the table is what it is.

    Parameters
    ----------
    alignment, row
        The pair of documents, and the number of the bead from 0.
    reading
        The bead and its evidence; None where nothing was weighed.
    rival
        What else was likeliest, if anything.
    rows
        Numbers from 0 of the beads that the rival would take the place of.
    gains
        Groups of evidence and how many points these rows have more in each than the rival and
        what it leaves over, greatest first; empty where the two cannot be compared.
    """

    alignment: Alignment
    row: int
    reading: Reading | None
    rival: Reading | None
    rows: tuple[int, ...]
    gains: tuple[tuple[str, float], ...]

    @property
    def bead(self) -> Bead:
        """The bead in question."""
        return self.alignment.beads[self.row]


def explained(alignment: Alignment, row: int, explain: Explain) -> Explanation:
    """Gather what speaks for a bead and for its rival.

    Parameters
    ----------
    alignment, row
        The pair of documents, and the number of the bead from 0.
    explain
        Evidence of any bead, also of one that is not in the alignment, and its rival.
    """
    bead = alignment.beads[row]
    found = None if bead.locked or _furniture(alignment, bead) else explain(bead)
    if found is None:
        return Explanation(alignment, row, None, None, (), ())
    nulls = _nulls(alignment, alignment.beads)
    why = _true(alignment, found[0], nulls)
    if bead.moved:
        # The lattice only climbs; what it had instead is that nothing renders these sentences.
        others = _whys(explain, _alone(_sentences(bead)))
    else:
        others = (found[1],) if found[1] else ()
    own = Reading((bead,), bead.probability, _groups([why]))
    if not others:
        return Explanation(alignment, row, own, None, (), ())
    rows = _rows(alignment, row, [other.bead for other in others])
    held = {place for k in rows for place in _sentences(alignment.beads[k])}
    rest = held - {place for other in others for place in _sentences(other.bead)}
    those = (*others, *_whys(explain, _alone(rest)))
    would = (nulls - held) | _nulls(alignment, [w.bead for w in those])
    shown = [_true(alignment, other, would) for other in others]
    rival = Reading(
        tuple(other.bead for other in others),
        None if bead.moved else others[0].bead.probability,
        _groups(shown),
    )
    gains: tuple[tuple[str, float], ...] = ()
    if len(others) + len(rest) == len(those):
        # A sentence without a partner after these weighs by whether the one before it has one.
        after = _after(alignment, held, nulls)
        kept = _whys(explain, [alignment.beads[k] for k in rows])
        more = _whys(explain, after)
        if len(kept) == len(rows) and len(more) == len(after):
            gains = _gains(
                [_true(alignment, w, nulls) for w in (*kept, *more)],
                [_true(alignment, w, would) for w in (*those, *more)],
            )
    return Explanation(alignment, row, own, rival, rows, gains)


def _furniture(alignment: Alignment, bead: Bead) -> bool:
    return alignment.kind(bead) is BeadKind.FURNITURE


def _sentences(bead: Bead) -> Places:
    return {(0, n) for n in bead.source} | {(1, n) for n in bead.target}


def _alone(places: Iterable[tuple[int, int]]) -> list[Bead]:
    """A null bead for each sentence."""
    return [Bead((), (n,), 0.0) if side else Bead((n,), (), 0.0) for side, n in sorted(places)]


def _nulls(alignment: Alignment, beads: Iterable[Bead]) -> Places:
    """Sentences of the text that no sentence of the other side renders."""
    null = [b for b in beads if not (b.source and b.target) and not _furniture(alignment, b)]
    return {place for bead in null for place in _sentences(bead)}


def _rows(alignment: Alignment, row: int, others: list[Bead]) -> tuple[int, ...]:
    taken = {place for bead in others for place in _sentences(bead)}
    beads = enumerate(alignment.beads)
    return tuple(k for k, bead in beads if k == row or taken & _sentences(bead))


def _after(alignment: Alignment, held: Places, nulls: Places) -> list[Bead]:
    """Null beads right after these sentences that are not of them."""
    places = {(axis, n) for axis, n in nulls if _before(alignment, axis, n) in held} - held
    return [b for b in alignment.beads if not b.locked and places & _sentences(b)]


def _before(alignment: Alignment, axis: int, number: int) -> tuple[int, int]:
    """The sentence of the text before a sentence."""
    sentences = (alignment.source, alignment.target)[axis].sentences
    number -= 1
    while number >= 0 and sentences[number].kind is LineKind.FURNITURE:
        number -= 1
    return axis, number


def _whys(explain: Explain, beads: Iterable[Bead]) -> tuple[Why, ...]:
    found = [explain(bead) for bead in beads]
    return tuple(pair[0] for pair in found if pair)


def _true(alignment: Alignment, why: Why, nulls: Places) -> Why:
    """Without what a null bead has by the null before it, where there is none."""
    bead = why.bead
    if bead.source and bead.target:
        return why
    ((axis, number),) = sorted(_sentences(bead))[:1]
    if _before(alignment, axis, number) in nulls:
        return why
    reasons = tuple(r for r in why.reasons if not r.name.startswith(RUN))
    return replace(why, reasons=reasons, log_odds=sum(r.log_odds for r in reasons))


def _paired(whys: Iterable[Why]) -> list[tuple[Reason, bool]]:
    return [(r, bool(w.bead.source and w.bead.target)) for w in whys for r in w.reasons]


def _groups(whys: Iterable[Why]) -> tuple[Group, ...]:
    return grouped(_paired(whys))


def _gains(these: list[Why], those: list[Why]) -> tuple[tuple[str, float], ...]:
    sums: dict[str, float] = {}
    for sign, whys in ((1.0, these), (-1.0, those)):
        for reason, paired in _paired(whys):
            group = words_for(reason.name, paired)[0]
            sums[group] = sums.get(group, 0.0) + sign * reason.log_odds
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
