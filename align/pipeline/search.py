"""The search for beads between two divided documents, in their own sentence numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from align.beads import find, in_order, weights_for
from align.beads.aligner import Found
from align.beads.model import SURFACE
from align.beads.why import Why, explain
from align.encode import Encoder
from align.types import Bead, LineKind, SegmentedText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Fixed = tuple[tuple[int, ...], tuple[int, ...]]
# A whole sentence in square brackets, of several words.
_BRACKETED = re.compile(r"\[[^\[\]\s]+(?:\s+[^\[\]\s]+){2,}\]\W?")
# Characters of a sentence that are looked at for surface marks: more are a table or damage.
SEEN = 20_000


@dataclass(frozen=True, slots=True)
class Search:
    """Beads of two documents, and what explains them.

    Parameters
    ----------
    beads
        In target order; every sentence of both documents is in exactly one.
    found
        The search, in the numbers of the sentences that were searched.
    numbers
        The documents' numbers of these sentences, for both sides.
    """

    beads: tuple[Bead, ...]
    found: Found
    numbers: tuple[list[int], list[int]]

    def explain(self, bead: Bead) -> tuple[Why, Why | None] | None:
        """Evidence of a bead and of its best rival; None where nothing was weighed."""
        if bead.locked:
            return None
        place = [{n: k for k, n in enumerate(numbers)} for numbers in self.numbers]
        sides = bead.source, bead.target
        if not all(n in place[axis] for axis in (0, 1) for n in sides[axis]):
            return None
        inner = replace(
            bead,
            source=tuple(place[0][n] for n in bead.source),
            target=tuple(place[1][n] for n in bead.target),
        )
        told = explain(self.found, inner)
        if told is None:
            return None
        why, rival = told
        return self._outer(why), rival and self._outer(rival)

    def _outer(self, why: Why) -> Why:
        return replace(why, bead=_numbered(why.bead, self.numbers))


def _numbered(bead: Bead, numbers: tuple[list[int], list[int]]) -> Bead:
    return replace(
        bead,
        source=tuple(numbers[0][n] for n in bead.source),
        target=tuple(numbers[1][n] for n in bead.target),
    )


def search(
    source: SegmentedText,
    target: SegmentedText,
    vectors: "tuple[Floats, Floats]",
    encoder: Encoder,
    fixed: Sequence[Fixed] = (),
) -> Search:
    """Find the beads of two divided documents.

    Page furniture translates nothing; it is left out, so that a bead may reach over it, and comes
    back as null beads of its own. So do beads fixed by hand that hold some.

    Parameters
    ----------
    source, target
        The documents.
    vectors
        Of their sentences, page furniture left out, (sentences, dimensions).
    encoder
        What they come from.
    fixed
        Beads to keep to.
    """
    sides = source, target
    furniture = [
        {s.index for s in side.sentences if s.kind is LineKind.FURNITURE} for side in sides
    ]
    alien = [f for f in fixed if any(n in furniture[axis] for axis in (0, 1) for n in f[axis])]
    gone = [furniture[axis] | {n for f in alien for n in f[axis]} for axis in (0, 1)]
    bodies = [
        [s.index for s in side.sentences if s.index not in furniture[n]]
        for n, side in enumerate(sides)
    ]
    kept = [
        [k for k, index in enumerate(part) if index not in gone[n]] for n, part in enumerate(bodies)
    ]
    numbers = [[part[k] for k in chosen] for part, chosen in zip(bodies, kept, strict=True)]
    given = [rows[chosen] for rows, chosen in zip(vectors, kept, strict=True)]
    place = [{n: k for k, n in enumerate(side)} for side in numbers]
    texts = [[side.sentences[k].text for k in numbers[n]] for n, side in enumerate(sides)]
    kinds = [[side.sentences[k].kind for k in numbers[n]] for n, side in enumerate(sides)]
    found = find(
        (texts[0], texts[1]),
        (given[0], given[1]),
        # For two originals no ratio of lengths was fitted and 1 is taken: Belarusian has 0.93 to
        # 0.99 characters for one of Russian in the development data.
        source.language if target.language == "en" else f"{source.language}-{target.language}",
        centres=(encoder.centre(source.language), encoder.centre(target.language)),
        kinds=(kinds[0], kinds[1]),
        surface=_surface(texts) if encoder.name != SURFACE else None,
        weights=weights_for(encoder.name),
        fixed=[
            (tuple(place[0][n] for n in s), tuple(place[1][n] for n in t))
            for s, t in fixed
            if (s, t) not in alien
        ],
    )
    locked = set(fixed)
    made = [_numbered(bead, (numbers[0], numbers[1])) for bead in found.beads]
    made = [replace(b, locked=_is_locked(b, locked)) for b in made]
    made += [Bead(s, t, 1.0, locked=True) for s, t in alien]
    taken = {n for b in made for n in b.source}, {n for b in made for n in b.target}
    made += [Bead((s.index,), (), 1.0) for s in source.sentences if s.index not in taken[0]]
    made += [Bead((), (s.index,), 1.0) for s in target.sentences if s.index not in taken[1]]
    beads = tuple(with_summaries(in_order(made), target))
    return Search(beads, found, (numbers[0], numbers[1]))


def with_summaries(beads: Sequence[Bead], target: SegmentedText) -> list[Bead]:
    """Mark additions in square brackets beside omissions: there the release tells in short.

    Beside: among the null beads between two pairs.
    """
    out: list[Bead] = []
    for paired, group in groupby(beads, lambda bead: bool(bead.source and bead.target)):
        part = list(group)
        if not paired and any(not bead.target for bead in part):
            part = [replace(bead, summary=_sums_up(bead, target)) for bead in part]
        out += part
    return out


def _sums_up(bead: Bead, target: SegmentedText) -> bool:
    text = " ".join(target.sentences[n].text for n in bead.target)
    return _BRACKETED.fullmatch(text) is not None


def _surface(texts: "list[list[str]]") -> "tuple[Floats, Floats]":
    """What the weight-free encoder sees in both documents: a second witness beside the network."""
    from align.encode import load_encoder

    encoder = load_encoder(SURFACE)
    rows = [encoder.encode([text[:SEEN] for text in side]) for side in texts]
    return rows[0], rows[1]


def _is_locked(bead: Bead, locked: set[Fixed]) -> bool:
    if bead.source and bead.target:
        return (bead.source, bead.target) in locked
    # A passage fixed as left out comes back sentence by sentence.
    side = 0 if bead.source else 1
    numbers = bead.source or bead.target
    return any(not f[1 - side] and set(numbers) <= set(f[side]) for f in locked)
