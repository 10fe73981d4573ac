"""GitHub: annotations of a pull request, and the summary of a step.

Of a step ten errors, ten warnings and ten notices are shown in place, no more: the loudest come
first. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from align.findings import Finding, Location, Report, Severity
from align.formats.visible import visible
from align.report import markdown
from align.report.passages import offered, offers, passages
from align.report.places import in_repository
from align.report.tally import named, scope, tally, verdict

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# The runner undoes these and no others (actions/toolkit, core/src/command.ts).
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
_MESSAGE = str.maketrans(_DATA)
# A summary of more than 1,024 KiB is not shown at all; 4 bytes are the longest character.
_LONGEST_SUMMARY = 1024 * 1024 // 4
# Characters of a passage that an annotation shows.
_LONGEST = 300


def render(report: Report) -> str:
    """A command for each finding, and for each release that could not be checked; then the sum."""
    rows = [
        _command("error", checked.release, None, "not checked", visible(checked.problem))
        for checked in report.checked
        if checked.problem
    ]
    found = sorted(report.findings, key=lambda finding: finding.severity.rank)
    rows.extend(map(_annotation, found))
    told = tally(report.checked).words if scope(report) else "nothing was checked"
    rows.append(f"{verdict(report)} {told[0].upper()}{told[1:]}.".replace("::", ": :"))
    return "".join(f"{row}\n" for row in rows)


def step_summary(report: Report) -> str:
    """The whole report in Markdown, for the file that ``GITHUB_STEP_SUMMARY`` names."""
    return markdown.render(report, longest=_LONGEST_SUMMARY)


def _annotation(finding: Finding) -> str:
    lines = [visible(finding.message)]
    for passage in passages(finding):
        text = "".join(words for words, _ in passage.parts(_LONGEST))
        lines.append(f"{passage.name}: {text}" if text else passage.name)
    if finding.edits:
        offer = offers(finding)
        look = "" if all(one.safe for one in offer) else " (look at it first)"
        lines.append(f"fix: {', '.join(map(offered, offer))}{look}")
    at = finding.at.location
    command = _COMMANDS[finding.severity]
    return _command(command, at.path, at, visible(named(finding)), "\n".join(lines))


def _command(name: str, path: str, at: Location | None, title: str, message: str) -> str:
    properties = {"title": title}
    if path and path != "-":
        properties["file"] = in_repository(path)
        if at is not None:
            properties |= {"line": str(at.line), "endLine": str(at.end_line)}
            if at.line == at.end_line:
                # Columns are heeded within one line only.
                properties |= {"col": str(at.column), "endColumn": str(at.end_column)}
    listed = ",".join(f"{k}={visible(v).translate(_PROPERTY)}" for k, v in properties.items())
    return f"::{name} {listed}::{message.translate(_MESSAGE)}"
