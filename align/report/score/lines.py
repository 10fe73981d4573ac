"""JSON Lines: the score of a release a line, in the order given; those without a score too."""

from align.formats.jsonl import dumped
from align.report.score.records import record
from align.scores import ScoreReport


def render(report: ScoreReport) -> str:
    """A line for each release, with the keys that `align.report.score.records.record` tells."""
    return "".join(f"{dumped(record(one, report))}\n" for one in report.releases)
