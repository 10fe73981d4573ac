"""JSON: the score of one release as an object, or those of several in one."""

from align.formats.jsonl import dumped
from align.report.score.records import points, record
from align.report.score.trend import mean, steps
from align.report.score.words import exit_code
from align.scores import ScoreReport


def render(report: ScoreReport) -> str:
    """The scores, indented for reading.

    Several releases are in ``releases``. ``mean`` is null where the scores do not compare;
    ``changes`` has, for each release, the points gained since the one before that has a score,
    and the keys in which the signatures of the two differ: with any, there is no difference.
    """
    records = [record(one, report) for one in report.releases]
    if len(records) == 1:
        return dumped(records[0], indent=1) + "\n"
    average = mean(report.releases)
    whole = {
        "releases": records,
        "mean": None if average is None else points(average),
        "changes": [
            {
                "points": None if step.change is None else points(step.change),
                "told": step.told,
                "differs": list(step.differs),
            }
            for step in steps(report.releases)
        ],
        "passes": all(one["passes"] for one in records),
        "minimum": report.minimum,
        "judged_by": report.judged_by,
        "exit_code": exit_code(report),
        "version": report.version,
    }
    return dumped(whole, indent=1) + "\n"
