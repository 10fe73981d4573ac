"""Two documents' sentences to beads: evidence, lattice, moved passages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.beads.course import Run, Section, in_course, sections
from align.beads.evidence import Evidence
from align.beads.lattice import Potentials, posteriors, reading
from align.beads.model import Weights, adapted, load_weights, potentials, rates
from align.beads.moved import with_moved
from align.beads.pins import Fixed, Pins, able, pinned, pins
from align.beads.side import Given, sides
from align.types import Bead, LineKind

Floats = NDArray[np.float32]

# Sentences that weigh as much as the language's own mean when a document's mean is estimated: the
# mean of few sentences is mostly their meaning. On the development suites 98.9 % of the sentences
# of gold 1-1 beads have each other as nearest at any weight from 0 to 50, 98.7 % with the
# language's mean alone; documents of a few sentences need some.
CENTRE_WEIGHT = 30.0
# Without a language's mean, fewer sentences than this are not centred: what they share is mostly
# their meaning. A precaution, not a measured value; the bundled encoder has the means.
FEWEST = 10
# Sections that tell at which rate a document leaves out and adds: a thousand sentences.
ASKED = 16


def centred(vectors: Floats, centre: Floats | None) -> Floats:
    """Unit vectors less what all sentences of their language share, unit length again.

    Sentences of one language share a direction that says nothing of their meaning; without it
    similarities of two languages become comparable.

    Parameters
    ----------
    vectors
        Of one document, (sentences, dimensions).
    centre
        Mean vector of the language, (dimensions,), where the encoder has one.
    """
    count = len(vectors)
    mean = vectors.mean(axis=0, dtype=np.float64) if count else np.zeros(vectors.shape[1])
    if centre is not None:
        mean = (mean * count + centre * CENTRE_WEIGHT) / (count + CENTRE_WEIGHT)
    moved = vectors - mean
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(norms, 1e-6), np.float32)


def given(
    texts: tuple[Sequence[str], Sequence[str]],
    vectors: tuple[Floats, Floats],
    ratio: float,
    *,
    centres: tuple[Floats | None, Floats | None] = (None, None),
    kinds: tuple[Sequence[LineKind], Sequence[LineKind]] | None = None,
    surface: tuple[Floats, Floats] | None = None,
) -> tuple[Given, Given]:
    """Both documents as the aligner reads them: vectors centred, lengths comparable."""
    if surface and min(map(len, texts)) >= FEWEST:
        surface = centred(surface[0], None), centred(surface[1], None)
    # Both sides or neither, or they would be compared in different spaces.
    known = all(centre is not None for centre in centres)
    if known or min(map(len, texts)) >= FEWEST:
        vectors = centred(vectors[0], centres[0]), centred(vectors[1], centres[1])
    made = [
        Given(
            texts[n],
            vectors[n],
            np.array([len(t) * scale for t in texts[n]], np.float32),
            kinds[n] if kinds else [LineKind.TEXT] * len(texts[n]),
            surface[n] if surface else None,
        )
        for n, scale in enumerate((ratio**0.5, ratio**-0.5))
    ]
    return made[0], made[1]


@dataclass(frozen=True, slots=True)
class Found:
    """Beads, and what they were found from.

    Parameters
    ----------
    beads
        In target order; every sentence is in exactly one.
    numbers
        Which of the sentences given `source` and `target` are, for both sides: all but those of
        beads that were fixed by hand across the order of the others.
    source, target, weights
        What was searched.
    rate
        How much more than usual the documents leave out and add.
    sections
        The parts of both documents that were searched one by one.
    pins
        What was fixed by hand.
    """

    beads: list[Bead]
    numbers: tuple[Sequence[int], Sequence[int]]
    source: Given
    target: Given
    weights: Weights
    rate: tuple[float, float]
    sections: list[Section]
    pins: Pins


def align(
    source: Sequence[str],
    target: Sequence[str],
    vectors: tuple[Floats, Floats],
    language: str,
    centres: tuple[Floats | None, Floats | None] = (None, None),
) -> list[Bead]:
    """Beads of two lists of sentences, in target order; every sentence is in exactly one.

    Parameters
    ----------
    source, target
        Sentences without page furniture.
    vectors
        Their unit vectors, (sentences, dimensions).
    language
        Of the source, for the usual ratio of lengths.
    centres
        Mean vectors of both languages, where the encoder has them.
    """
    return find((source, target), vectors, language, centres=centres).beads


def find(
    texts: tuple[Sequence[str], Sequence[str]],
    vectors: tuple[Floats, Floats],
    language: str,
    *,
    centres: tuple[Floats | None, Floats | None] = (None, None),
    kinds: tuple[Sequence[LineKind], Sequence[LineKind]] | None = None,
    surface: tuple[Floats, Floats] | None = None,
    weights: Weights | None = None,
    fixed: Sequence[Fixed] = (),
) -> Found:
    """Beads of two lists of sentences, and what they were found from.

    Parameters
    ----------
    texts
        Sentences of both sides, without page furniture.
    vectors
        Their unit vectors, (sentences, dimensions).
    language
        Of the source, for the usual ratio of lengths.
    centres
        Mean vectors of both languages, where the encoder has them.
    kinds
        What each sentence's line is; body text by default.
    surface
        What the encoder of surface marks says of the sentences, where it is not the encoder itself.
    weights
        By default those fitted for what is given.
    fixed
        Beads that the result must contain, sentence numbers of both sides; no sentence twice.
    """
    weights = weights or load_weights("vectors" if surface is None else "full")
    ratio = weights.ratios.get(language, 1.0)
    return search(
        *given(texts, vectors, ratio, centres=centres, kinds=kinds, surface=surface), weights, fixed
    )


# OpenBLAS reads beyond small tables on some processors, and what stands there raises the flag of an
# invalid number now and then, though none is in the product.
@np.errstate(invalid="ignore", over="ignore", divide="ignore")
def search(source: Given, target: Given, weights: Weights, fixed: Sequence[Fixed] = ()) -> Found:
    """Beads of two documents as the aligner reads them."""
    bonds = in_course(source, target, able(fixed))
    outside = [f for f in fixed if f[0] and f[1] and f not in bonds]
    if outside:
        return _around(source, target, weights, fixed, outside)
    held = pins(fixed, bonds)
    parts = sections(source, target, held)
    full = [(r, c) for r, c in parts if r[0] < r[1] and c[0] < c[1]]
    weighed = [section_potentials(source, target, weights, held, r, c)[1] for r, c in full]
    # Evenly spread sections of a long document tell its rates as well as all.
    asked = weighed[:: max(1, len(weighed) // ASKED)]
    rate = rates([posteriors(p, nulls_alone=True) for p in asked])
    beads: list[Bead] = []
    for (rows, columns), p in zip(full, weighed, strict=True):
        beads += _ordered(adapted(p, weights, rate), rows[0], columns[0])
    taken = {n for b in beads for n in b.source}, {n for b in beads for n in b.target}
    beads += [Bead((n,), (), 1.0) for n in range(len(source)) if n not in taken[0]]
    beads += [Bead((), (n,), 1.0) for n in range(len(target)) if n not in taken[1]]
    beads = in_order(with_moved(source, target, weights, rate, beads, held))
    every = range(len(source)), range(len(target))
    return Found(beads, every, source, target, weights, rate, parts, held)


def _around(
    source: Given, target: Given, weights: Weights, fixed: Sequence[Fixed], outside: list[Fixed]
) -> Found:
    """The search without the sentences of the beads in `outside`, which come back as they are."""
    taken = [{n for bead in outside for n in bead[axis]} for axis in (0, 1)]
    kept = [
        [n for n in range(len(side)) if n not in taken[axis]]
        for axis, side in enumerate((source, target))
    ]
    place = [{n: k for k, n in enumerate(numbers)} for numbers in kept]
    rest = [
        (tuple(place[0][n] for n in s), tuple(place[1][n] for n in t))
        for s, t in fixed
        if (s, t) not in outside
    ]
    found = search(source.take(kept[0]), target.take(kept[1]), weights, rest)
    beads = [
        replace(
            b,
            source=tuple(kept[0][n] for n in b.source),
            target=tuple(kept[1][n] for n in b.target),
        )
        for b in found.beads
    ]
    pairs = [b for b in beads if b.source and b.target]
    for s, t in outside:
        crossing = any((b.source[0] < s[0]) != (b.target[0] < t[0]) for b in pairs)
        beads.append(Bead(s, t, 1.0, moved=crossing))
    return replace(found, beads=in_order(beads), numbers=(kept[0], kept[1]))


def _ordered(p: Potentials, first: int, begin: int) -> list[Bead]:
    """Beads of a section in one order, each with its posterior, numbered from where it begins."""
    q = posteriors(p)
    beads = []
    for i, j, a, b in reading(q):
        value = q.pairs[i, a - 1, b - 1, j] if a and b else q.omissions[i] if a else q.additions[j]
        i, j = i + first, j + begin
        probability = float(min(1.0, max(0.0, value)))
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), probability))
    return beads


def section_potentials(
    source: Given, target: Given, weights: Weights, held: Pins, rows: Run, columns: Run
) -> tuple[Evidence, Potentials]:
    """Evidence of a section and the log-odds it comes to."""
    evidence = Evidence(*sides(source.part(*rows), target.part(*columns)))
    p = potentials(evidence, weights)
    return evidence, pinned(p, held.part(rows, columns)) if held else p


def in_order(beads: list[Bead]) -> list[Bead]:
    """Beads in target order, each omission after the bead of the source sentence before it."""
    place: dict[int, tuple[int, int]] = {}
    for bead in beads:
        for n in bead.source:
            place[n] = (bead.target[0], 0) if bead.target else (-1, 0)
    where, key = (-1, 0), {}
    for n in sorted(place):
        where = place[n] if place[n][0] >= 0 else (where[0], where[1] + 1)
        key[n] = where
    return sorted(
        beads,
        key=lambda b: (b.target[0], 0, 0) if b.target else (*key[b.source[0]], b.source[0]),
    )
