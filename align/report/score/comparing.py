"""Two translations of one original: what can be told of them, in words."""

from align.report.score.numbers import interval, number, signed
from align.scores import Compared, Comparison, Interval

LESS_IS_BETTER = ("TER",)  # It counts edits (Snover et al. 2006); the others, what is right.
_LEAST_P = 0.001  # With 1,000 resamples (Koehn 2004) less can't be told from nought.


def better(one: Compared) -> str:
    """``first`` or ``second``; empty where no difference can be told.

    One can be told where the 95 % interval of the difference leaves out nought.
    """
    gain = _gain(one)
    if gain.low > 0:
        return "second"
    return "first" if gain.high < 0 else ""


def verdict(comparison: Comparison) -> str:
    """Which is better by the first measure, and which other measures tell the contrary.

    Examples
    --------
    >>> one = Compared("score", 80.1, 82.2, 2.1, Interval(0.4, 3.9), 0.01, "")
    >>> verdict(Comparison("ru.txt", "a.txt", "b.txt", (one,), 40))
    'The second is better by 2.1 points (95 %: 0.4 to 3.9).'
    """
    if not comparison.measures:
        return "Nothing was compared."
    main, *others = comparison.measures
    which = better(main)
    unit = "points" if main.name == "score" else f"points of {main.name}"
    if which:
        gain = _gain(main)
        ends = gain if which == "second" else Interval(-gain.high, -gain.low)
        by = number(abs(main.difference), 0.0, 1)
        told = f"The {which} is better by {by} {unit} (95 %: {interval(ends, 0.0, 1)})."
    else:
        ends_ = f"{signed(main.interval.low)} to {signed(main.interval.high)}"
        told = (
            f"No difference can be told: second less first is {signed(main.difference)}"
            f" {unit} (95 %: {ends_})."
        )
    contrary = [one.name for one in others if {which, better(one)} == {"first", "second"}]
    if contrary:
        tell = "tells" if len(contrary) == 1 else "tell"
        told += f" {' and '.join(contrary)} {tell} the contrary."
    return told


def chance(p: float) -> str:
    """``0.012``; ``< 0.001`` where less can't be told."""
    return f"< {_LEAST_P}" if p < _LEAST_P else f"{min(p, 1.0):.3f}"


def titled(one: Compared) -> str:
    """The measure's name, and that less is better where it is."""
    return f"{one.name} (less is better)" if one.name in LESS_IS_BETTER else one.name


def _gain(one: Compared) -> Interval:
    """Where the second's advantage lies."""
    if one.name in LESS_IS_BETTER:
        return Interval(-one.interval.high, -one.interval.low)
    return one.interval
