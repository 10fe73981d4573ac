"""The issue-based score after MQM: what the rules found, weighted by severity, for 1,000 words.

Issues are what a program found and nobody confirmed; MQM counts errors that a person found. So the
score stands beside the reading of the release and is labelled for what it is.

References
----------
MQM, themqm.org: severities, exponential multipliers 0, 1, 5 and 25, penalties for 1,000 words.
Lommel, Uszkoreit and Burchardt, "Multidimensional Quality Metrics (MQM)", Tradumàtica 12 (2014).
Lommel et al., "The Multi-Range Theory of Translation Quality Measurement", AMTA 2024: below some
hundred words a count of errors says little.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.findings import Finding
from align.scores import IssueScore

PER = 1_000  # words for which penalties are told
ENOUGH = 500  # words of an original from which the score says something
# The calibrated score is 100 - penalty * (100 - passing) / acceptable, where `acceptable` is the
# penalty of a text that just passes. What passes is the office's own decision and has a setting of
# its own; with 10 points for 1,000 words at 99 the score is the raw one of MQM: 100 less the
# penalty for 100 words.
PASSING, ACCEPTABLE = 99.0, 10.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """What ``mqm.toml`` says; `critical` has, by rule, whether only a whole sentence counts."""

    points: dict[str, int]
    severity: dict[str, str]
    critical: dict[str, bool]
    apart: tuple[str, ...]


def severity(finding: Finding) -> str | None:
    """How serious a finding is in MQM's terms.

    Returns
    -------
    str or None
        ``neutral``, ``minor``, ``major`` or ``critical``; None for what is about a glossary or a
        file of suppressions, and no issue of the translation.
    """
    scale = _scale()
    if finding.side == "glossary" or finding.rule.startswith(scale.apart):
        return None
    level = scale.severity[finding.severity]
    if level != "major" or finding.rule not in scale.critical:
        return level
    if scale.critical[finding.rule] and len(finding.at.span) < len(finding.at.sentence):
        return level
    return "critical"


def issue_score(findings: Sequence[Finding], words: int) -> IssueScore:
    """The score of a release by what was found in it.

    Parameters
    ----------
    findings
        Of every kind; those that are suppressed, or about a glossary, do not count.
    words
        Of the original.

    Returns
    -------
    IssueScore
        With the counts of all four severities, the mildest first. An original without words counts
        as one word.
    """
    scale = _scale()
    told = [severity(finding) for finding in findings if finding.suppression is None]
    counts = tuple((name, told.count(name)) for name in scale.points)
    points = sum(scale.points[name] * count for name, count in counts)
    penalty = PER * points / max(1, words)
    score = 100 - penalty * (100 - PASSING) / ACCEPTABLE
    return IssueScore(max(0.0, score), penalty, counts, words, words >= ENOUGH)


@cache
def _scale() -> _Scale:
    data = tomllib.loads(files("align.quality").joinpath("data/mqm.toml").read_text("utf-8"))
    return _Scale(
        data["points"],
        data["severity"],
        {entry["rule"]: entry.get("whole", False) for entry in data["critical"]},
        tuple(data["apart"]),
    )
