"""What all formats say alike about an alignment: counts, bands, file names, homes of the moved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from align.types import Alignment, Bead, BeadKind, Document

# Probabilities are posteriors, and calibrated: of the beads at 0.5 every other one is wrong, of
# those at 0.9 one in ten. Below the first a bead is more likely wrong than right; above the
# second a reader's time is better spent elsewhere.
WRONG_BELOW = 0.5
LOOK_BELOW = 0.9


class Band(StrEnum):
    """How far a bead can be trusted."""

    ACCEPT = "accept"
    LOOK = "look"
    WRONG = "wrong"

    @property
    def words(self) -> str:
        """The band's name for people."""
        return "likely wrong" if self is Band.WRONG else self.value


def band(probability: float) -> Band:
    """Band that a probability falls into."""
    if probability < WRONG_BELOW:
        return Band.WRONG
    return Band.LOOK if probability < LOOK_BELOW else Band.ACCEPT


def trust(alignment: Alignment, bead: Bead) -> Band:
    """Band of a bead; page furniture and what was fixed by hand need no look."""
    if bead.locked or alignment.kind(bead) is BeadKind.FURNITURE:
        return Band.ACCEPT
    return band(bead.probability)


def percent(probability: float) -> str:
    """Probability in whole per cent, cut, so that 89.9 % never reads as an accepted 90 %."""
    # The small term undoes binary fractions: 0.29 * 100 is 28.999999999999996.
    return f"{int(probability * 100 + 1e-9)}%"


@dataclass(frozen=True, slots=True)
class Counts:
    """Beads of an alignment by kind and by how far they can be trusted.

    `moved` ones are among the `paired`. `accept`, `look`, `wrong`, `locked` and `furniture` add up
    to all beads.
    """

    paired: int
    omitted: int
    added: int
    moved: int
    furniture: int
    accept: int
    look: int
    wrong: int
    locked: int

    @property
    def sentence(self) -> str:
        """The kinds as one line, without those that are nought."""
        return _told(
            (self.paired, "paired"),
            (self.omitted, "omitted"),
            (self.added, "added"),
            (self.moved, "moved"),
            (self.furniture, "page furniture"),
        )

    @property
    def bands(self) -> str:
        """The bands as one line, without those that are nought."""
        return _told(
            (self.accept, Band.ACCEPT.words),
            (self.look, Band.LOOK.words),
            (self.wrong, Band.WRONG.words),
            (self.locked, "fixed by hand"),
        )


def _told(*parts: tuple[int, str]) -> str:
    """Counts in a line; the first is told even where all are nought."""
    found = [f"{number} {word}" for number, word in parts if number]
    return " · ".join(found or [f"0 {parts[0][1]}"])


def count(alignment: Alignment) -> Counts:
    """Count the beads of an alignment."""
    kinds = [alignment.kind(bead) for bead in alignment.beads]
    bands = [
        trust(alignment, bead)
        for bead, kind in zip(alignment.beads, kinds, strict=True)
        if not bead.locked and kind is not BeadKind.FURNITURE
    ]
    return Counts(
        paired=kinds.count(BeadKind.PAIRED),
        omitted=kinds.count(BeadKind.OMISSION),
        added=kinds.count(BeadKind.ADDITION),
        moved=sum(bead.moved for bead in alignment.beads),
        furniture=kinds.count(BeadKind.FURNITURE),
        accept=bands.count(Band.ACCEPT),
        look=bands.count(Band.LOOK),
        wrong=bands.count(Band.WRONG),
        locked=sum(
            bead.locked and kind is not BeadKind.FURNITURE
            for bead, kind in zip(alignment.beads, kinds, strict=True)
        ),
    )


def at_least(alignment: Alignment, probability: float) -> tuple[Alignment, str]:
    """Leave out the beads below a probability.

    Page furniture and what was fixed by hand have none, and stay.

    Returns
    -------
    Alignment
        With the other beads; sentences of those left out are in none.
    str
        What was left out, in a sentence; empty where nothing was.
    """
    gone = [
        bead
        for bead in alignment.beads
        if bead.probability < probability
        and not bead.locked
        and alignment.kind(bead) is not BeadKind.FURNITURE
    ]
    if not gone:
        return alignment, ""
    kinds = [alignment.kind(bead) for bead in gone]
    parts = [
        f"{number} {one}{'s' * (number != 1)}"
        for kind, one in (
            (BeadKind.PAIRED, "pair"),
            (BeadKind.OMISSION, "omission"),
            (BeadKind.ADDITION, "addition"),
        )
        if (number := kinds.count(kind))
    ]
    left = set(gone)
    kept = replace(alignment, beads=tuple(b for b in alignment.beads if b not in left))
    return kept, (
        f"Left out, with a probability below {probability:g}: {', '.join(parts)};"
        " the rows are numbered without them."
    )


def rows(alignment: Alignment) -> list[range]:
    """Numbers of the beads of each row to show: neighbouring page furniture shares one."""
    found: list[range] = []
    together = False
    for k, bead in enumerate(alignment.beads):
        furniture = alignment.kind(bead) is BeadKind.FURNITURE
        if furniture and together:
            found[-1] = range(found[-1].start, k + 1)
        else:
            found.append(range(k, k + 1))
        together = furniture
    return found


def file_name(document: Document) -> str:
    """Name of a document's file without its folders: what is handed on should not tell them."""
    if document.path == "-":
        return "standard input"
    return re.split(r"[/\\]", document.path.rstrip("/\\"))[-1]


def numbers(indices: Sequence[int]) -> str:
    """Sentence numbers joined by blanks, as in ``3 4``."""
    return " ".join(map(str, indices))


def spelled(source: Sequence[int], target: Sequence[int]) -> str:
    """Sentence numbers of a pair as ``align lock`` takes them, such as ``12:13-14``."""
    return ":".join(",".join(_runs(side)) for side in (source, target))


def _runs(indices: Sequence[int]) -> list[str]:
    runs: list[list[int]] = []
    for n in indices:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


Homes = dict[int, int | None]


def homes(alignment: Alignment) -> Homes:
    """Where moved beads would stand, had the release kept the order of the original.

    Returns
    -------
    dict
        For the number of each moved bead, the number of the last bead before it in the original
        that did not move itself; None at the very beginning.
    """
    holder = {n: k for k, bead in enumerate(alignment.beads) for n in bead.source}
    found: dict[int, int | None] = {}
    stayed: int | None = None
    for n in range(len(alignment.source.sentences)):
        k = holder.get(n)
        if k is None:
            continue
        if not alignment.beads[k].moved:
            stayed = k
        elif k not in found:
            found[k] = stayed
    return found
