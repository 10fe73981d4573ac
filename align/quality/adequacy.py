"""The score of a bead: what is read from it, bounded by what guard rails and rules find."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.findings import Finding, Severity
from align.quality.calibration import Calibration, data_digest, features
from align.quality.guards import guards
from align.quality.reading import Reading, Tagged
from align.scores import Interval, Mark, Reason, Side
from align.types import Language, Span

Floats = NDArray[np.float64]
SIDES: tuple[Side, Side] = ("source", "target")
# Log-odds of an error of which one in ten of DEMETR's sound translations from Russian has more.
SURE = 0.8
# Texts that do not belong together have log-odds of an error that 1.7 % of judged translations
# exceed (MLQE-PE ru-en dev), and neither side accounts for more than half of the other. So are 74
# in 100 of them beside the original of another, and 58 in 100 beads of releases beside the next
# one's (kremlin-ru); of 1,000 judged pairs, 1,453 planted errors (DEMETR) and 564 beads in their
# places none, but for two that are the same Latin letters on both sides.
BEYOND, UNSUPPORTED = 3.0, 0.5
# Up to here a translation is wrong altogether (Guzmán et al. 2019, section 3.2).
WRONG = 10.0
DOUBTFUL = "Probably something is mistranslated, left out or added here."
UNRELATED = "This seems to render something else."


class Reader(Protocol):
    """What reads pairs: `align.quality.reading.PairReader`."""

    @property
    def digest(self) -> str: ...
    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a pair: `read` from its words, `adequacy` after all bounds, and why."""

    read: float
    adequacy: float
    interval: Interval
    reasons: tuple[Reason, ...]
    marks: tuple[Mark, ...]


class Judge:
    """Scores pairs.

    Parameters
    ----------
    reader
        Reads pairs.
    calibration
        What its numbers mean.
    """

    def __init__(self, reader: Reader, calibration: Calibration) -> None:
        self.reader, self.calibration = reader, calibration

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits for all that decides its scores but the rules."""
        return sha256(f"{self.reader.digest} {data_digest()}".encode()).hexdigest()[:12]

    def judge(
        self,
        pairs: Sequence[tuple[str, str]],
        languages: Sequence[Language],
        findings: Sequence[Sequence[Finding]],
    ) -> list[Judged]:
        """The score of each pair.

        Parameters
        ----------
        pairs
            Source and translation.
        languages
            Of each source.
        findings
            What the rules found in each pair.
        """
        readings = self.reader.read(pairs)
        rows = [features(r, *pair) for r, pair in zip(readings, pairs, strict=True)]
        scores = self.calibration.estimate(rows)
        return [
            self._bounded(float(score), reading, pair, language, found)
            for score, reading, pair, language, found in zip(
                scores, readings, pairs, languages, findings, strict=True
            )
        ]

    def _bounded(
        self,
        read: float,
        reading: Reading,
        pair: tuple[str, str],
        language: Language,
        found: Sequence[Finding],
    ) -> Judged:
        reasons = [*guards(*pair, language), *self._found(found)]
        sides = (reading.source, reading.target)
        doubts = [
            self.calibration.doubts(name, side) for name, side in zip(SIDES, sides, strict=True)
        ]
        if reading.values["fault"] > BEYOND and unrelated(pair, doubts):
            reasons.append(Reason("unrelated", UNRELATED, WRONG))
        elif reading.values["fault"] > SURE:
            reasons.append(Reason("doubtful", DOUBTFUL))
        reasons.sort(key=lambda r: (r.cap is None, r.cap or 0.0, r.kind, r.text))
        bounds = [reason.cap for reason in reasons if reason.cap is not None]
        adequacy = min([read, *bounds])
        marks = [
            mark
            for name, tagged, text, odds in zip(SIDES, sides, pair, doubts, strict=True)
            for mark in marked(name, tagged, odds, text, self.calibration.tags[name][2])
        ]
        return Judged(
            read,
            adequacy,
            self.calibration.interval(adequacy),
            tuple(reasons),
            tuple(marks),
        )

    def _found(self, findings: Sequence[Finding]) -> list[Reason]:
        """What the rules found, a reason each; a note sets no bound."""
        return [
            Reason(f.rule, f.message, self.calibration.cap(f.rule, f.severity))
            for f in findings
            if f.suppression is None and f.severity.reaches(Severity.WARNING)
        ]


def unrelated(pair: tuple[str, str], doubts: Sequence[Floats]) -> bool:
    """Whether neither side accounts for most of the other; what stands on both sides alike does."""
    least = min((float(side.mean()) if len(side) else 0.0) for side in doubts)
    return least > UNSUPPORTED and pair[0] != pair[1]


def marked(side: Side, tagged: Tagged, doubts: Floats, text: str, least: float = 0.5) -> list[Mark]:
    """Words of a side that the other one does not account for.

    A word is as doubtful as its most doubtful piece; neighbouring words are marked together.

    Parameters
    ----------
    side
        Which one.
    tagged
        Its pieces.
    doubts
        Probability that the other side does not account for each.
    text
        The text of that side.
    least
        Probability from which on a word is marked.
    """
    words: list[tuple[int, int, float]] = []
    for (start, end), probability in zip(tagged.spans.tolist(), doubts.tolist(), strict=True):
        if end <= start or not any(map(str.isalnum, text[start:end])):
            continue
        if words and not any(map(str.isspace, text[words[-1][1] : start + 1])):
            first, _, most = words[-1]
            words[-1] = (first, end, max(most, probability))
        else:
            words.append((start, end, probability))
    out: list[Mark] = []
    before = False
    for start, end, probability in words:
        if doubtful := probability >= least:
            if before:
                out[-1] = Mark(
                    side, Span(out[-1].span.start, end), max(out[-1].probability, probability)
                )
            else:
                out.append(Mark(side, Span(start, end), probability))
        before = doubtful
    return out
