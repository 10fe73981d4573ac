"""Numbers of scores for people: as few digits as tell the truth, and sums that add up as shown."""

from collections.abc import Sequence

from align.scores import Interval

_MOST_DIGITS = 6  # Beyond them a score and its bound are the same to anyone.


def number(value: float, bound: float | None = None, digits: int = 0) -> str:
    """A value with as few digits as leave it on its side of a bound.

    A score of 89.7 reads ``90``, but never where 90 is asked for and it fails.

    Parameters
    ----------
    value
        What to write.
    bound
        What it is held against.
    digits
        Digits behind the point at least.

    Examples
    --------
    >>> number(89.7), number(89.7, 90), number(89.96, 90), number(90, 90)
    ('90', '89.7', '89.96', '90')
    """
    for count in range(digits, _MOST_DIGITS):
        told = f"{value:.{count}f}"
        if bound is None or _side(float(told), bound) == _side(value, bound):
            break
    else:
        told = f"{value:.{_MOST_DIGITS}f}"
    # No minus before what reads as nought.
    return told.removeprefix("-") if float(told) == 0 else told


def signed(value: float, digits: int = 1, *, apart: bool = False) -> str:
    """A difference with its sign, the minus as wide as the plus; nought has none.

    Parameters
    ----------
    value
        What to write.
    digits
        Digits behind the point.
    apart
        As many more as tell it from nought.

    Examples
    --------
    >>> signed(2.14), signed(-0.5), signed(0.01), signed(0.01, apart=True)
    ('+2.1', '−0.5', '0.0', '+0.01')
    """
    told = number(abs(value), 0.0 if apart else None, digits)
    if float(told) == 0:
        return told
    return f"{'+' if value > 0 else '−'}{told}"


def interval(value: Interval, bound: float | None = None, digits: int = 0) -> str:
    """``84 to 90``, with `bound` and `digits` as of `number`."""
    return f"{number(value.low, bound, digits)} to {number(value.high, bound, digits)}"


def shares(values: Sequence[float], total: float) -> list[int]:
    """Values in tenths that sum to the total in tenths, each less than a tenth from its own value.

    Rounded one by one, the parts of a sum seldom add up. What is left after cutting them goes to
    those that were cut most (the method of largest remainders, Balinski and Young 1982).

    Parameters
    ----------
    values
        Parts of the total, summing to it but for the last binary digits.
    total
        Their sum.

    Examples
    --------
    >>> shares([1.04, 1.04, 1.04], 3.12)
    [11, 10, 10]
    """
    # The small term undoes binary fractions: 0.3 * 10 is 2.9999999999999996.
    cut = [int(value * 10 + 1e-6) for value in values]
    left = round(total * 10) - sum(cut)
    by_rest = sorted(range(len(cut)), key=lambda n: (cut[n] - values[n] * 10, n))
    for n in by_rest[: max(0, left)]:
        cut[n] += 1
    return cut


def tenths(value: int) -> str:
    """``87`` tenths as ``8.7``."""
    return f"{value / 10:.1f}"


def _side(value: float, bound: float) -> int:
    return (value > bound) - (value < bound)
