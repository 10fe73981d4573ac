"""Metrics with a reference translation: BLEU, chrF++ and TER, as sacrebleu works them out.

They say how near the words of a translation are to those of one other translation. A release that
says the same in other words scores low, so they rank translations of one text and say little of
a single one. All are corpus metrics: n-grams and edits are summed over all segments first, so every
segment counts, also one that has nothing on either side. How each treats these follows from its
definition: TER counts the words of both; BLEU counts added words as wrong, and for missing ones
shortens by its brevity penalty; chrF++ counts missing words, and of a segment without a reference
nothing.

References
----------
Papineni et al., "BLEU", ACL 2002. Popović, "chrF++", WMT 2017. Snover et al., "A study of
translation edit rate", AMTA 2006. Post, "A call for clarity in reporting BLEU scores", WMT 2018.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from align.quality.bootstrap import RESAMPLES, SEED, Doubles, compared, interval, resampled
from align.scores import Compared, MetricScore

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

# Words of the longest segment that TER is worked out for. Its search for shifts is the one thing
# here that does not keep up with long texts: 800 words took 19 s and 140 MB, and memory grows with
# the square. The longest sentence of the development data has under 2,000 characters.
TER_WORDS = 1_000
# Segments read at once. chrF++ keeps their n-grams until the last is counted: 26 kB for a sentence
# of 75 characters, and a novel has 50,000.
_CHUNK = 1_000


def metrics(translation: Sequence[str], reference: Sequence[str]) -> tuple[MetricScore, ...]:
    """BLEU, chrF++ and TER of a translation.

    Parameters
    ----------
    translation, reference
        Segments, the two of a place rendering the same; empty where one has nothing.

    Returns
    -------
    tuple of MetricScore
        The value that ``corpus_score`` of sacrebleu gives, its signature, and the 95 % interval by
        bootstrap over the segments. For BLEU and chrF++ more is better, 0 to 100; for TER less is,
        0 and up: edits per 100 words of the reference. TER is left out where a segment has more
        than `TER_WORDS` words.

    Raises
    ------
    ValueError
        The numbers of segments differ, or there are none.
    """
    _check(translation, reference)
    scores = []
    for name, metric in _offered(translation, reference):
        rows = _statistics(metric, translation, reference)
        value, results = _value(metric, rows), _values(metric, resampled(rows))
        scores.append(MetricScore(name, value, interval(results, value), _signature(metric)))
    return tuple(scores)


def compare_metrics(
    first: Sequence[str], second: Sequence[str], reference: Sequence[str]
) -> tuple[Compared, ...]:
    """Compare two translations by BLEU, chrF++ and TER, by paired bootstrap (Koehn 2004).

    Parameters
    ----------
    first, second, reference
        Segments, the three of a place rendering the same; empty where one has nothing.

    Returns
    -------
    tuple of Compared
        The difference is second less first throughout. By BLEU and chrF++ the second is the better
        one where it is above 0; by TER, which counts edits, where it is below. `p` asks whether it
        is on the same side of 0 in the resamples, for TER as for the others. TER is left out where
        a segment has more than `TER_WORDS` words.

    Raises
    ------
    ValueError
        The numbers of segments differ, or there are none.
    """
    _check(first, reference)
    _check(second, reference)
    measures = []
    for name, metric in _offered(first, second, reference):
        sides = [_statistics(metric, texts, reference) for texts in (first, second)]
        values = _value(metric, sides[0]), _value(metric, sides[1])
        drawn = np.hsplit(resampled(np.hstack(sides)), 2)
        results = _values(metric, drawn[0]), _values(metric, drawn[1])
        measures.append(compared(name, values, results, _signature(metric)))
    return tuple(measures)


def _check(translation: Sequence[str], reference: Sequence[str]) -> None:
    if len(translation) != len(reference):
        raise ValueError(f"segments must go together: {len(translation)} and {len(reference)}")
    if not reference:
        raise ValueError("no segments to compare")


def _offered(*sides: Sequence[str]) -> Iterator[tuple[str, "Metric"]]:
    """Each metric by its name, if it can be worked out for these texts."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    # "force" holds back a warning about full stops that stand alone, and changes no value.
    yield "BLEU", BLEU(force=True)
    yield "chrF++", CHRF(word_order=2)
    if all(len(text.split()) <= TER_WORDS for side in sides for text in side):
        yield "TER", TER()


# sacrebleu has no public names for what a metric sums up and for the value of such sums; the two
# below are what its own significance tests call, in every version since 2.0.


def _statistics(metric: "Metric", translation: Sequence[str], reference: Sequence[str]) -> Doubles:
    """What each segment adds to the sums, (segments, sums): whole numbers."""
    rows: list[list[float]] = []
    for start in range(0, len(reference), _CHUNK):
        part = slice(start, start + _CHUNK)
        rows += metric._extract_corpus_statistics(translation[part], [reference[part]])
    return np.array(rows, np.float64)


def _values(metric: "Metric", sums: Doubles) -> Doubles:
    """The value that each row of sums comes to."""
    return np.array([metric._compute_score_from_stats(row).score for row in sums.tolist()])


def _value(metric: "Metric", rows: Doubles) -> float:
    """The value of all segments."""
    return float(_values(metric, rows.sum(axis=0, keepdims=True))[0])


def _signature(metric: "Metric") -> str:
    """sacrebleu's signature, with the resamples and the seed as sacrebleu writes them."""
    made = metric.get_signature()
    made.update("bs", RESAMPLES)
    made.update("seed", str(SEED))
    return made.format()
