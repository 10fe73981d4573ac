"""One line a finding, as editors and other programs read them: ``path:line:column: …``."""

from align.findings import Finding, Report
from align.formats.visible import visible
from align.report.tally import file_name


def render(report: Report) -> str:
    """A line for each finding, and for each release that could not be checked."""
    rows: list[str] = []
    for checked in report.checked:
        if checked.problem:
            # Most say the name themselves.
            told = checked.problem.removeprefix(f"{checked.release}: ")
            rows.append(f"{file_name(checked.release)}: error: {told}")
        rows.extend(map(_line, checked.told))
    return "".join(f"{visible(row)}\n" for row in rows)


def _line(finding: Finding) -> str:
    at = finding.at.location
    place = f"{file_name(at.path)}:{at.line}:{at.column}"
    return f"{place}: {finding.severity.value} {finding.rule} {finding.message} [{finding.name}]"
