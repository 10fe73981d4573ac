"""From the scores of beads to the score of a release.

The score is the mean of the beads' scores, weighted by words; an omission or an addition counts 0.
Everything that a bead lacks to 100 is laid to one part, so that the score and what the parts lose
sum to 100:

    coverage     what is paired with nothing
    facts        what bounds of the rules on facts (FCT) take from the reading
    terminology  what those of the rules on terms (TRM) take
    adequacy     what the reading of a paired bead lacks, and what any other bound takes from it

Sums are exact before they are rounded (`math.fsum`), so the order of the beads changes nothing.

References
----------
Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13: percentile intervals.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.scores import BeadScore, Interval, Part, ReleaseScore

Floats = NDArray[np.float64]

RESAMPLES = 2_000
SEED = 20_000
# Draws at once: some fifteen arrays of 8 bytes each stay under 30 MB.
_DRAWS = 200_000
# Rules by the part that their bounds count to; all others, and the guard rails, are adequacy's.
_PARTS = {"FCT": "facts", "TRM": "terminology"}


class Residuals(Protocol):
    """What human scores differ from the reader's: `align.quality.calibration.Calibration`."""

    def draw(self, scores: Floats, chance: np.random.Generator, /) -> Floats:
        """Human score less estimate, drawn at random, for each of `scores`, (resamples, beads)."""
        ...


def put_together(
    release: ReleaseScore, residuals: Residuals, *, glossary: bool, seed: int = SEED
) -> ReleaseScore:
    """Score a release by its beads.

    Parameters
    ----------
    release
        With the scores of all its beads but page furniture.
    residuals
        How far human scores are from the reader's.
    glossary
        Whether terms were looked at.
    seed
        Of the bootstrap.

    Returns
    -------
    ReleaseScore
        The same with `score`, `interval`, `tenth`, `parts` and `words`.
    """
    beads = release.beads
    adequacies, words = [bead.adequacy for bead in beads], [bead.words for bead in beads]
    paired = [bead.kind == "paired" for bead in beads]
    return replace(
        release,
        score=mean(adequacies, words),
        interval=interval(adequacies, words, residuals, seed, paired),
        tenth=tenth(adequacies, words),
        parts=parts(beads, glossary=glossary),
        words=sum(bead.words for bead in beads if bead.source),
    )


def mean(values: Sequence[float], words: Sequence[int]) -> float:
    """Mean weighted by words; 0 where there are none."""
    total = sum(words)
    if not total:
        return 0.0
    found = fsum(v * w for v, w in zip(values, words, strict=True)) / total
    return min(max(found, min(values)), max(values))  # The last digit may be rounded beyond them.


def parts(beads: Sequence[BeadScore], *, glossary: bool) -> tuple[Part, ...]:
    """What a release's score is made of: adequacy, coverage, facts, terminology.

    Coverage is the share of the words that are paired. The other three are out of paired text
    alone: a value is 100 less the points that its part takes there from the mean. So each loses in
    the release what it lacks to 100, times coverage. Where several bounds are set, the strictest
    takes all, facts before terms before the rest where they are equal.

    Parameters
    ----------
    beads
        Of the release.
    glossary
        Whether terms were looked at; without them terminology has no value and loses nothing.

    Returns
    -------
    tuple of Part
        The values of all but coverage are None where nothing is paired. What is lost and
        `mean` of the beads' scores sum to 100.
    """
    total = sum(bead.words for bead in beads)
    paired = [bead for bead in beads if bead.kind == "paired"]
    read = sum(bead.words for bead in paired)
    taken: dict[str, list[float]] = {"adequacy": [], "facts": [], "terminology": []}
    for bead in paired:
        whole = bead.adequacy if bead.read is None else bead.read
        taken["adequacy"].append((100 - whole) * bead.words)
        taken[_bounded_by(bead)].append((whole - bead.adequacy) * bead.words)
    points = {name: fsum(each) for name, each in taken.items()}
    if not glossary:
        points["adequacy"] += points["terminology"]
        points["terminology"] = 0.0
    alone = fsum((100 - bead.adequacy) * bead.words for bead in beads if bead.kind != "paired")
    # A release without words says nothing of its original.
    coverage = Part(
        "coverage", 100 * read / total if total else 0.0, alone / total if total else 100.0
    )
    rest = {
        name: Part(
            name,
            None
            if not read or (name == "terminology" and not glossary)
            else max(0.0, 100 - lost / read),
            lost / total if total else 0.0,
        )
        for name, lost in points.items()
    }
    return rest["adequacy"], coverage, rest["facts"], rest["terminology"]


def _bounded_by(bead: BeadScore) -> str:
    """The part to which the strictest bound of a bead counts."""
    order = ("facts", "terminology", "adequacy")
    bounds = [
        (reason.cap, order.index(_PARTS.get(reason.kind[:3], "adequacy")))
        for reason in bead.reasons
        if reason.cap is not None
    ]
    return order[min(bounds)[1]] if bounds else "adequacy"


def interval(
    adequacies: Sequence[float],
    words: Sequence[int],
    residuals: Residuals,
    seed: int = SEED,
    paired: Sequence[bool] | None = None,
) -> Interval:
    """Where the score of a release lies with 95 % probability.

    Beads are drawn with replacement, as many as there are, and each that was read is given an error
    of the reader, drawn as well. So the interval has both in it: how much other beads would score,
    and how much people differ from the program. It is between the 2.5th and the 97.5th percentile
    of the means, and is widened to hold the score where both lie on one side of it: errors need not
    be 0 in the mean, and nothing can be above 100.

    Parameters
    ----------
    adequacies, words
        Score and weight of each bead. The order does not matter: they are sorted first.
    residuals
        Errors of the reader.
    seed
        Of the draws.
    paired
        Which beads were read; the others, omissions and additions, are certain. All by default.
    """
    score = mean(adequacies, words)
    known = [True] * len(words) if paired is None else paired
    rows = sorted((a, w, p) for a, w, p in zip(adequacies, words, known, strict=True) if w > 0)
    if not rows:
        return Interval(score, score)
    values, weights = (np.array([row[n] for row in rows], np.float64) for n in (0, 1))
    read = np.array([row[2] for row in rows])
    chance = np.random.default_rng(seed)
    means = np.empty(RESAMPLES)
    step = max(1, _DRAWS // len(rows))
    for first in range(0, RESAMPLES, step):
        size = (min(step, RESAMPLES - first), len(rows))
        drawn = chance.integers(len(rows), size=size)
        got = values[drawn]
        got += np.where(read[drawn], residuals.draw(got, chance), 0.0)
        np.clip(got, 0, 100, out=got)
        weight = weights[drawn]
        means[first : first + size[0]] = (got * weight).sum(axis=1) / weight.sum(axis=1)
    low, high = map(float, np.percentile(means, [2.5, 97.5]))
    return Interval(min(low, score), max(high, score))


def tenth(adequacies: Sequence[float], words: Sequence[int]) -> float:
    """The 10th percentile, weighted by words: a tenth of the text scores this or less.

    0 where there are no words.
    """
    rows = sorted((a, w) for a, w in zip(adequacies, words, strict=True) if w > 0)
    total, below = sum(words), 0
    for value, weight in rows:
        below += weight
        if 10 * below >= total:
            return value
    return 0.0
