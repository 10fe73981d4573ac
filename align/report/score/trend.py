"""Several releases beside each other: their mean, and how each differs from the one before.

Scores compare only where their signatures agree. What does not compare is told, never averaged.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.formats.visible import visible
from align.report.score.words import scored
from align.scores import ReleaseScore

_BLOCKS = "▁▂▃▄▅▆▇█"
_PLAIN = "12345678"  # Where a terminal has no block elements (U+2581 to U+2588): the same heights.


@dataclass(frozen=True, slots=True)
class Step:
    """A release in its row.

    Parameters
    ----------
    release
        The release.
    before
        The last one before it that has a score; None for the first, and for one without a score.
    differs
        Keys of the signatures that make the two incomparable.
    """

    release: ReleaseScore
    before: ReleaseScore | None = None
    differs: tuple[str, ...] = ()

    @property
    def change(self) -> float | None:
        """Points gained since the one before; None where the two do not compare."""
        if self.before is None or self.differs:
            return None
        return self.release.score - self.before.score

    @property
    def told(self) -> bool:
        """Whether the change is more than chance: the intervals lie apart.

        That is stricter than a test at 5 % (Schenker and Gentleman 2001): what it calls a change
        is one.
        """
        if self.change is None or self.before is None:
            return False
        new, old = self.release.interval, self.before.interval
        return new.low > old.high or new.high < old.low


def steps(releases: Sequence[ReleaseScore]) -> tuple[Step, ...]:
    """Each release with what it is compared with, in the order given."""
    found = []
    before: ReleaseScore | None = None
    for one in releases:
        if not scored(one):
            found.append(Step(one))
            continue
        differs = differing(one.signature, before.signature) if before else ()
        found.append(Step(one, before, differs))
        before = one
    return tuple(found)


def differing(first: str, second: str) -> tuple[str, ...]:
    """Keys in which two signatures differ; none where they are the same.

    Examples
    --------
    >>> differing("sverka:1.0|reader:a", "sverka:1.0|reader:b")
    ('reader',)
    """
    if first == second:
        return ()
    pairs = [dict(part.partition(":")[::2] for part in one.split("|")) for one in (first, second)]
    keys = dict.fromkeys((*pairs[0], *pairs[1]))
    found = tuple(key for key in keys if key and pairs[0].get(key) != pairs[1].get(key))
    return found or ("signature",)


def mean(releases: Sequence[ReleaseScore]) -> float | None:
    """Mean of the scores, weighted by words; None where they do not compare, or none has words."""
    held = [one for one in releases if scored(one)]
    words = sum(one.words for one in held)
    if not words or len({one.signature for one in held}) != 1:
        return None
    return math.fsum(one.score * one.words for one in held) / words


def uncompared(row: Sequence[Step], names: Sequence[str]) -> Iterator[str]:
    """Which releases do not compare, a sentence each, and that they have no mean."""
    before = ""
    for step, name in zip(row, names, strict=True):
        if step.differs:
            keys = ", ".join(map(visible, step.differs))
            yield f"{name} is not compared with {before}: their signatures differ in {keys}."
        before = name if scored(step.release) else before
    if any(step.differs for step in row):
        yield "Scores that do not compare have no mean."


def scale(releases: Sequence[ReleaseScore]) -> tuple[float, float]:
    """Tens below and above the intervals of all scores, apart: what a picture of them spans."""
    held = [one for one in releases if scored(one)]
    low = min((one.interval.low for one in held), default=0.0)
    high = max((one.interval.high for one in held), default=100.0)
    bottom = max(0.0, min(math.floor(low / 10) * 10.0, 90.0))
    return bottom, min(100.0, max(math.ceil(high / 10) * 10.0, bottom + 10.0))


def sparkline(row: Sequence[Step], *, blocks: bool = True) -> str:
    """The scores as a row of bars, ``|`` between two that do not compare, ``?`` for none.

    Parameters
    ----------
    row
        The releases in order.
    blocks
        Whether the terminal shows block elements; digits from 1 to 8 stand for them where not.
    """
    return "".join(_bars(row, _BLOCKS if blocks else _PLAIN))


def _bars(row: Sequence[Step], heights: str) -> Iterator[str]:
    low, high = scale([step.release for step in row])
    for step in row:
        if not scored(step.release):
            yield "?"
            continue
        if step.differs:
            yield "|"
        part = (step.release.score - low) / (high - low)
        yield heights[min(len(heights) - 1, max(0, int(part * len(heights))))]
