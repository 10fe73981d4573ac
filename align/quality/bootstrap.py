"""How sure a number is: the bootstrap over segments, alone and paired.

Segments are drawn with replacement, as many as there are, and the number is worked out anew from
the sums of what was drawn; where 95 % of the results lie is the interval (Efron 1979). Two
translations are drawn together, so that what is hard in the text is hard for both (Koehn 2004).

A handful of segments cannot show how much others would differ: an interval from few is too narrow,
and that of one segment is the value itself.

References
----------
Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
Koehn, "Statistical significance tests for machine translation evaluation", EMNLP 2004.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.scores import Compared, Interval

Doubles = NDArray[np.float64]

# Those of sacrebleu's own bootstrap: with the same draws its intervals and ours agree, and its
# signature, which names both, is true of ours.
RESAMPLES = 1_000
SEED = 12_345
# Results left out at either end: 2.5 %.
_OUTSIDE = RESAMPLES // 40
# Sums of the same numbers in another order differ by less, in values from 0 to 100.
_NOTHING = 1e-9


def resampled(rows: Doubles) -> Doubles:
    """Sums of rows drawn with replacement, the same draws for the same number of rows.

    Parameters
    ----------
    rows
        What each segment adds to the sums, (segments, sums); at least one segment.

    Returns
    -------
    (RESAMPLES, sums)
    """
    rng = np.random.default_rng(SEED)
    count = len(rows)
    sums = np.empty((RESAMPLES, rows.shape[1]))
    # One resample at a time: all draws of a long novel at once would take 400 MB.
    for n in range(RESAMPLES):
        sums[n] = np.bincount(rng.integers(count, size=count), minlength=count) @ rows
    return sums


def interval(results: Doubles, value: float) -> Interval:
    """Where 95 % of the results lie (Efron 1979), and the value itself.

    Parameters
    ----------
    results
        The value of each resample, (RESAMPLES,).
    value
        The value of all segments. Where the results lie beside it, as they may for a few segments,
        the interval is widened to hold it.
    """
    ordered = np.sort(results)
    low, high = float(ordered[_OUTSIDE]), float(ordered[-1 - _OUTSIDE])
    return Interval(min(low, value), max(high, value))


def compared(
    name: str,
    values: tuple[float, float],
    results: tuple[Doubles, Doubles],
    signature: str,
) -> Compared:
    """Two values and what the same resamples make of each.

    The order of two values is the sign of their difference, whichever sign is the better one. `p`
    is twice the share of resamples in which the difference has not that sign, a difference of 0
    among them; 1 at most, and 1 where the values are equal. It is .05 or less if and only if the
    interval of the difference holds no 0. A `p` of 0 means less than 2 / `RESAMPLES`.

    Parameters
    ----------
    name
        Of the measure.
    values
        Of the first translation and the second.
    results
        The value of each resample, (RESAMPLES,) each; NaN where it has none: such a resample
        counts as a difference of 0.
    signature
        What made the measure.

    References
    ----------
    Koehn 2004, section 4; doubled because either translation might have been the better one.
    """
    differences = np.nan_to_num(results[1] - results[0], nan=0.0)
    differences[np.abs(differences) < _NOTHING] = 0.0
    difference = values[1] - values[0]
    if abs(difference) < _NOTHING:
        difference = 0.0
    other = int(np.count_nonzero(np.sign(differences) != np.sign(difference)))
    p = min(1.0, 2 * other / RESAMPLES) if difference else 1.0
    return Compared(name, *values, difference, interval(differences, difference), p, signature)


def compare_values(
    first: Sequence[float],
    second: Sequence[float],
    weights: Sequence[float],
    second_weights: Sequence[float] | None = None,
    *,
    name: str = "score",
    signature: str = "",
) -> Compared:
    """Compare the weighted means of two translations over the same segments of the original.

    Parameters
    ----------
    first, second
        Values of the segments in each translation.
    weights
        Of the segments, such as their words; not negative.
    second_weights
        Of the second translation, where they are others: what a translation adds has words in that
        translation alone.
    name, signature
        As `Compared` keeps them.

    Raises
    ------
    ValueError
        The numbers of segments differ, or nothing has weight.
    """
    others = weights if second_weights is None else second_weights
    if not len(first) == len(second) == len(weights) == len(others):
        raise ValueError("values and weights must be of the same segments")
    columns = [np.array(each, np.float64) for each in (first, weights, second, others)]
    rows = np.stack([columns[0] * columns[1], columns[1], columns[2] * columns[3], columns[3]], 1)
    total = rows.sum(axis=0)
    if not (total[1] > 0 and total[3] > 0 and (rows[:, [1, 3]] >= 0).all()):
        raise ValueError("weights must not be negative, and some must be above 0")
    sums = resampled(rows)
    with np.errstate(invalid="ignore"):
        results = sums[:, 0] / sums[:, 1], sums[:, 2] / sums[:, 3]
    values = float(total[0] / total[1]), float(total[2] / total[3])
    return compared(name, values, results, signature)
