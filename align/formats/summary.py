"""What all formats say alike about an alignment: counts, bands, file names, homes of the moved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from align.types import Alignment, Bead, BeadKind, Document

# Probabilities are posteriors, and calibrated: of the beads at 0.5 every other one is wrong, of
# those at 0.9 one in ten. Below the first a bead is more likely wrong than right; above the
# second a reader's time is better spent elsewhere.
DOUBTFUL_BELOW = 0.5
LOOK_BELOW = 0.9


class Band(StrEnum):
    """How far a bead can be trusted."""

    ACCEPT = "accept"
    LOOK = "look"
    DOUBTFUL = "doubtful"


def band(probability: float) -> Band:
    """Band that a probability falls into."""
    if probability < DOUBTFUL_BELOW:
        return Band.DOUBTFUL
    return Band.LOOK if probability < LOOK_BELOW else Band.ACCEPT


def percent(probability: float) -> str:
    """Probability in whole per cent, cut, so that 89.9 % never reads as an accepted 90 %."""
    # The small term undoes binary fractions: 0.29 * 100 is 28.999999999999996.
    return f"{int(probability * 100 + 1e-9)}%"


def needs_look(alignment: Alignment, bead: Bead) -> bool:
    """Whether a reader should check the bead; page furniture is never worth it."""
    return (
        band(bead.probability) is not Band.ACCEPT and alignment.kind(bead) is not BeadKind.FURNITURE
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Beads of an alignment by kind; `moved` ones are among the `paired`."""

    paired: int
    omitted: int
    added: int
    moved: int
    furniture: int
    to_look_at: int

    @property
    def sentence(self) -> str:
        """The counts as one line, without those that are nought."""
        parts = [f"{self.paired} paired"]
        for number, word in (
            (self.omitted, "omitted"),
            (self.added, "added"),
            (self.moved, "moved"),
            (self.to_look_at, "uncertain"),
            (self.furniture, "page furniture"),
        ):
            if number:
                parts.append(f"{number} {word}")
        return " · ".join(parts)


def count(alignment: Alignment) -> Counts:
    """Count the beads of an alignment."""
    kinds = [alignment.kind(bead) for bead in alignment.beads]
    return Counts(
        paired=kinds.count(BeadKind.PAIRED),
        omitted=kinds.count(BeadKind.OMISSION),
        added=kinds.count(BeadKind.ADDITION),
        moved=sum(bead.moved for bead in alignment.beads),
        furniture=kinds.count(BeadKind.FURNITURE),
        to_look_at=sum(needs_look(alignment, bead) for bead in alignment.beads),
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
