"""What every format says of scores alike: names of parts, bands, places, verdicts, exit code."""

from collections import Counter
from collections.abc import Iterator, Sequence

from align.report.score.numbers import interval, number, shares
from align.report.tally import counted, file_name
from align.scores import (
    BeadScore,
    IssueScore,
    MetricScore,
    Reason,
    ReleaseScore,
    ScoreReport,
)

PARTS = {
    "adequacy": "how much of the meaning the paired sentences express",
    "coverage": "sentences left out or added",
    "facts": "numbers, dates and names that differ",
    "terminology": "terms not rendered as the glossary asks",
}
"""What each part of a score is about; a part of another name is shown without."""

ISSUES = "issues found by the program, unconfirmed"

# The guideline of the human judgements that the scale comes from (Guzmán et al. 2019, direct
# assessment of FLORES; the same in MLQE, Fomicheva et al. 2022): 0-10 wrong, 11-29 a few right
# key words, 30-50 fragments with major mistakes, 51-69 the overall meaning with errors, 70-90 the
# meaning closely kept, 90-100 perfect. Its whole numbers are joined at their ends here.
BANDS: tuple[tuple[float, str], ...] = (
    (90.0, "the whole meaning"),
    (70.0, "the meaning closely kept"),
    (50.0, "the main meaning, with errors"),
    (30.0, "fragments, major mistakes"),
    (10.0, "a few right words"),
    (0.0, "wrong or not there"),
)
"""Bands of the scale from the best down: from which score on, and what a reader would say."""


def band(score: float) -> int:
    """Place of a score in `BANDS`: 0 for the best, 5 for the worst."""
    return next((n for n, (least, _) in enumerate(BANDS) if score >= least), len(BANDS) - 1)


def headline(one: ReleaseScore, report: ScoreReport | None = None) -> str:
    """``87 of 100 (95 %: 84 to 90)``, on the side of the report's minimum where it stands."""
    score, between = told(one, report)
    return f"{score} of 100 (95 %: {between})"


def told(one: ReleaseScore, report: ScoreReport | None = None) -> tuple[str, str]:
    """Score and interval; what is held against the minimum has the digits that tell its side."""
    by = report.judged_by if report else None
    bound = report.minimum if report else None
    low = number(one.interval.low, bound if by == "low" else None)
    score = number(one.score, bound if by == "score" else None)
    return score, f"{low} to {number(one.interval.high)}"


def scored(one: ReleaseScore) -> bool:
    """Whether there is a score: the release could be read and has something to judge."""
    return not one.problem and bool(one.beads)


def unscored(one: ReleaseScore) -> str:
    """Why there is no score, in a sentence; empty where there is one."""
    return one.problem or ("" if one.beads else "There is nothing to judge in it.")


def passes(report: ScoreReport, one: ReleaseScore) -> bool:
    """Whether a release is good enough; one without a score is not."""
    return scored(one) and report.passes(one)


def judged(report: ScoreReport, one: ReleaseScore) -> str:
    """What is held against the minimum, in a sentence; empty where none is asked for."""
    if report.minimum is None:
        return ""
    value = one.interval.low if report.judged_by == "low" else one.score
    least = number(value, report.minimum, 1)
    what = f"the low end of the interval, {least}," if report.judged_by == "low" else least
    verdict, but = ("Passes", "not ") if report.passes(one) else ("Fails", "")
    return f"{verdict}: {what} is {but}below the minimum of {report.minimum:g}."


def verdict(report: ScoreReport) -> str:
    """What several releases come to, in a sentence."""
    if not report.releases:
        return "Nothing was scored."
    lost = sum(not scored(one) for one in report.releases)
    held = len(report.releases) - lost
    good = sum(passes(report, one) for one in report.releases)
    if report.minimum is None:
        words = f"{counted(held, 'release')} scored" if held else ""
    elif good == held:
        words = ("The release passes" if held == 1 else f"All {held:,} pass") if held else ""
    else:
        words = f"Failed: {held - good:,} of {counted(held, 'release')} below the minimum"
        words += f" of {report.minimum:g}"
    if lost:
        words += ("; " if words else "") + f"{counted(lost, 'release')} could not be scored"
    return f"{words}."


def exit_code(report: ScoreReport) -> int:
    """What the command ends with: 0 all pass, 1 one does not, 2 one could not be scored."""
    if any(not scored(one) for one in report.releases):
        return 2
    return int(not all(report.passes(one) for one in report.releases))


def headings(releases: Sequence[ReleaseScore]) -> list[str]:
    """The path of each release; where two have the same, the original's too."""
    names = Counter(one.release for one in releases)
    return [
        f"{file_name(one.release)}, of {file_name(one.original)}"
        if names[one.release] > 1 and one.original
        else file_name(one.release)
        for one in releases
    ]


def place(bead: BeadScore) -> str:
    """``releases/en.html:12``: where the bead stands, in the release if it is there at all."""
    at = bead.target_at or bead.source_at
    return f"{file_name(at.path)}:{at.line}" if at else ""


def costs(one: ReleaseScore) -> list[float]:
    """Points of the score that each bead takes, from 0 to 100; they sum to what the score loses.

    The score is the word-weighted mean of the beads' scores, so its loss is a sum over the beads.
    """
    words = sum(bead.words for bead in one.beads)
    return [(100.0 - b.adequacy) * b.words / words if words else 0.0 for b in one.beads]


def losses(one: ReleaseScore) -> tuple[int, list[int]]:
    """The score and what each part loses, in tenths of points that sum to 1,000."""
    score = round(one.score * 10)
    return score, shares([part.lost for part in one.parts], (1000 - score) / 10)


def worst_numbers(one: ReleaseScore) -> list[int]:
    """Places, from 0, of the beads to look at first (`ReleaseScore.worst`)."""
    found: list[int] = []
    for bead in one.worst:
        found.append(next(n for n, own in enumerate(one.beads) if own is bead and n not in found))
    return found


def reason(one: Reason) -> str:
    """A reason in words, and the bound it sets: ``… (not above 40)``."""
    if one.cap is None:
        return one.text
    return f"{one.text} ({f'not above {number(one.cap)}' if one.cap else 'counts as 0'})"


def reading(bead: BeadScore) -> str:
    """What the words alone make of a bead, in words."""
    if bead.read is None:
        what = (
            "the release has nothing for it" if bead.source else "the original has nothing for it"
        )
        return f"not read: {what}"
    return f"by its words alone: {number(bead.read)}"


def issue_lines(issues: IssueScore) -> Iterator[str]:
    """The score of issues in a line, then what has to be said of it."""
    from align.quality.issues import ENOUGH

    found = [f"{n:,} {severity}" for severity, n in reversed(issues.counts) if n]
    kinds = ", ".join(found) or "none"
    yield (
        f"{number(issues.score)} of 100 ({kinds};"
        f" penalty {number(issues.penalty, None, 1)} per 1,000 words)"
    )
    if not issues.sufficient:
        yield f"too few words to judge by ({issues.words:,} of {ENOUGH})"
    if issues.failed:
        yield "a critical issue fails a text whatever the rest is like"


def metric_line(metric: MetricScore) -> str:
    """``34.2 (95 %: 30.1 to 38.5)``; of TER, that less is better."""
    less = "; less is better" if metric.name == "TER" else ""
    return f"{number(metric.value, None, 1)} (95 %: {interval(metric.interval, None, 1)}{less})"
