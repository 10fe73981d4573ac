"""Scores: how good a translation is judged to be, why, and how sure that is.

All scores run from 0 to 100, as human direct assessments do (Graham et al. 2013): what share of the
original's meaning a reader would say the translation expresses.
"""

from dataclasses import dataclass
from typing import Literal

from align.findings import Location
from align.types import Span

Side = Literal["source", "target"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a value lies with 95 % probability."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bead's score is not what the reader model alone makes of it, or not higher.

    Parameters
    ----------
    kind
        Short name: ``empty``, ``untranslated``, ``unrelated``, ``length``, the code of a rule such
        as ``FCT001``, ``doubtful``, ``omission``, ``addition``.
    text
        One sentence for an editor.
    cap
        The score that the bead cannot be above because of it; None where it sets no bound.
    """

    kind: str
    text: str
    cap: float | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Words that the other side does not account for.

    Parameters
    ----------
    side
        ``target``: nothing in the original supports them; ``source``: nothing renders them.
    span
        Range in the bead's text of that side.
    probability
        That it is so, from 0 to 1.
    """

    side: Side
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class BeadScore:
    """The score of one bead.

    Parameters
    ----------
    source, target
        Sentence numbers from 0; one of the two is empty for an omission or an addition.
    source_text, target_text
        The sentences of each side, joined by blanks.
    words
        Its weight in the release: words of the original, or of the release where that has none.
    read
        What the reader model makes of it, 0 to 100; None for an unaligned bead.
    adequacy
        Its score: `read`, or less where a reason sets a bound; 0 for an unaligned bead.
    interval
        Where a human score of this bead would lie.
    reasons
        Those that set a bound first, the strictest one foremost.
    marks
        Words that the other side does not account for, in order.
    source_at, target_at
        Where the sentences begin and end in the files; None where there are none.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    source_text: str
    target_text: str
    words: int
    read: float | None
    adequacy: float
    interval: Interval
    reasons: tuple[Reason, ...] = ()
    marks: tuple[Mark, ...] = ()
    source_at: Location | None = None
    target_at: Location | None = None

    @property
    def kind(self) -> str:
        """``paired``, ``omission`` or ``addition``."""
        return "addition" if not self.source else "paired" if self.target else "omission"


@dataclass(frozen=True, slots=True)
class Part:
    """What a release's score is made of.

    Parameters
    ----------
    name
        ``adequacy``, ``coverage``, ``terminology``, ``facts``.
    value
        0 to 100; None where there was nothing to judge (no glossary).
    lost
        Points of the score that are lost by it; the parts' losses and the score sum to 100.
    """

    name: str
    value: float | None
    lost: float


@dataclass(frozen=True, slots=True)
class IssueScore:
    """A score after MQM (Lommel et al. 2014, 2024), of issues that a program found, unconfirmed.

    Parameters
    ----------
    score
        100 less the penalty per 100 source words, not below 0.
    penalty
        Points per 1,000 source words.
    counts
        Issues by severity: ``neutral``, ``minor``, ``major``, ``critical``.
    words
        Words of the original.
    sufficient
        Whether there are words enough to judge by: 500.
    """

    score: float
    penalty: float
    counts: tuple[tuple[str, int], ...]
    words: int
    sufficient: bool

    @property
    def failed(self) -> bool:
        """Whether there is a critical issue."""
        return dict(self.counts).get("critical", 0) > 0


@dataclass(frozen=True, slots=True)
class MetricScore:
    """A comparison with a reference, ``BLEU``, ``chrF++`` or ``TER``, by sacrebleu."""

    name: str
    value: float
    interval: Interval
    signature: str


@dataclass(frozen=True, slots=True)
class ReleaseScore:
    """The score of one release.

    Parameters
    ----------
    original, release
        Paths as the user named them.
    score
        0 to 100: the word-weighted mean of the beads' scores.
    interval
        95 %, by bootstrap over the beads (Efron 1979) and the reader's own error.
    tenth
        The 10th percentile of the beads' scores, weighted by words.
    parts
        What the score is made of.
    beads
        In the order of the release, omissions beside their neighbours.
    issues
        The issue-based score beside it.
    metrics
        Comparisons with the reference, if one was given.
    words
        Words of the original.
    signature
        What made it. Scores compare only where these agree.
    warnings
        What the user should know, a sentence each.
    problem
        Why it could not be scored; empty where it could.
    """

    original: str
    release: str
    score: float = 0.0
    interval: Interval = Interval(0.0, 0.0)
    tenth: float = 0.0
    parts: tuple[Part, ...] = ()
    beads: tuple[BeadScore, ...] = ()
    issues: IssueScore | None = None
    metrics: tuple[MetricScore, ...] = ()
    words: int = 0
    signature: str = ""
    warnings: tuple[str, ...] = ()
    problem: str = ""

    @property
    def worst(self) -> tuple[BeadScore, ...]:
        """The five beads to look at first: those by which the score loses most."""
        lost = [(-(100.0 - bead.adequacy) * bead.words, n) for n, bead in enumerate(self.beads)]
        return tuple(self.beads[n] for points, n in sorted(lost)[:5] if points < 0)


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The scores of a number of releases.

    Parameters
    ----------
    releases
        In the order they were given.
    minimum
        Least score that passes; None where none is asked for.
    judged_by
        What is held against it: the ``low`` end of the interval or the ``score`` itself.
    version
        Of the program.
    """

    releases: tuple[ReleaseScore, ...]
    minimum: float | None
    judged_by: Literal["low", "score"]
    version: str

    def passes(self, one: ReleaseScore) -> bool:
        """Whether a release is good enough."""
        if self.minimum is None:
            return True
        return (one.interval.low if self.judged_by == "low" else one.score) >= self.minimum


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of two translations, compared by paired bootstrap (Koehn 2004).

    Parameters
    ----------
    name
        ``score``, ``BLEU``, ``chrF++`` or ``TER``.
    first, second
        The value of each translation.
    difference
        Second less first, and where it lies with 95 %.
    interval
        Of the difference.
    p
        Share of resamples in which the order is not that of the values, doubled: two-sided.
    signature
        What made the measure.
    """

    name: str
    first: float
    second: float
    difference: float
    interval: Interval
    p: float
    signature: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two translations of one original, measure by measure."""

    original: str
    first: str
    second: str
    measures: tuple[Compared, ...]
    segments: int
    warnings: tuple[str, ...] = ()
