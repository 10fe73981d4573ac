"""JSON Lines: one finding a line, in the order of the report. What other programs should read."""

from align.findings import Report
from align.formats.jsonl import dumped
from align.report.records import record


def render(report: Report, *, suppressed: bool = False) -> str:
    """A line for each finding; with `suppressed`, for those too, and with the reason.

    Of a release that could not be checked there is none: the command's exit code says so.
    """
    return "".join(
        f"{dumped(record(finding))}\n"
        for checked in report.checked
        for finding in (checked.findings if suppressed else checked.told)
    )
