"""A report for the terminal: each finding with its sentences, and carets under the words.

Colours are the sixteen that follow the terminal's own theme; without them nothing is lost.
"""

from collections.abc import Iterator, Sequence

from align.findings import Checked, Finding, Report, Severity
from align.formats.summary import LOOK_BELOW, percent
from align.formats.visible import visible
from align.report.layout import carets, shown, width_of, wrapped
from align.report.passages import Passage, offered, offers, passages
from align.report.tally import counted, exit_code, file_name, heading, named, scope, tally, verdict

_NARROWEST = 40
# Findings from which on the errors' places are told again at the end, and how many of them: a
# terminal of 24 lines shows two or three findings.
_SCROLLED, _LISTED = 10, 20
_INDENT, _LABEL = 4, 10  # Columns before the labels, and for them with the blanks behind.
_CODES = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.NOTE: "1;36",
    "bold": "1",
    "dim": "2",
    "green": "32",
    "red": "1;31",
}


def render(report: Report, width: int = 100, color: bool = False) -> str:
    """The findings grouped by release, and what they come to.

    Parameters
    ----------
    report
        What was found.
    width
        Columns of the terminal; the report is no wider, but for long names of files.
    color
        Whether the terminal shows colours.
    """
    pen = _Pen(color)
    width = max(width, _NARROWEST)
    rows: list[str] = []
    for checked in report.checked:
        rows.extend(_release(checked, width, pen))
    rows.extend(_end(report, width, pen))
    return "".join(f"{row.rstrip()}\n" for row in rows)


class _Pen:
    """Writes in colours, or leaves them."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str | Severity) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._color and text else text


def _release(checked: Checked, width: int, pen: _Pen) -> Iterator[str]:
    """The findings of a release below its name; nothing where there are none."""
    if not checked.told and not checked.problem:
        return
    name = visible(heading(checked))
    of = visible(f"  the release of {file_name(checked.original)}") if checked.original else ""
    yield pen(name, "bold") + pen(of, "dim")
    yield ""
    if checked.problem:
        for row in _folded(f"Not checked: {visible(checked.problem)}", width, 2):
            yield pen(row, "red")
        yield ""
    for finding in checked.told:
        yield from _finding(finding, width, pen)
        yield ""


def _finding(finding: Finding, width: int, pen: _Pen) -> Iterator[str]:
    at = finding.at.location
    place = visible(f"{file_name(at.path)}:{at.line}:{at.column}")
    severity = pen(finding.severity.value, finding.severity)
    yield f"{pen(place, 'bold')}: {severity} {visible(named(finding))}"
    yield from _folded(visible(finding.message), width, 2)
    seen = passages(finding)
    if seen or finding.edits:
        yield ""
    for passage in seen:
        yield from _passage(passage, finding, width, pen)
    offer = offers(finding)
    if offer:
        safe = all(one.safe for one in offer)
        words = ", ".join(map(offered, offer)) + ("" if safe else " (look at it first)")
        yield from _labelled("fix", words, width, pen, "green")
    if finding.probability < LOOK_BELOW:
        sure = f"{percent(finding.probability)} sure that these sentences belong together"
        yield from _labelled("pairing", sure, width, pen, "dim")


def _passage(passage: Passage, finding: Finding, width: int, pen: _Pen) -> Iterator[str]:
    """The passage in lines, carets below those that have some of the words."""
    label, margin = passage.name, " " * (_INDENT + _LABEL)
    lead = f"{' ' * _INDENT}{pen(label, 'dim')}"
    if width_of(label) >= _LABEL:
        yield lead
        lead = margin
    else:
        lead += " " * (_LABEL - width_of(label))
    for line in wrapped(passage.parts(), width - len(margin)) if passage.text else ():
        words = (pen(text, finding.severity) if own else text for text, own in shown(line))
        yield lead + "".join(words)
        lead = margin
        if below := carets(line):
            yield margin + pen(below, finding.severity)


def _labelled(label: str, words: str, width: int, pen: _Pen, style: str) -> Iterator[str]:
    lead = f"{' ' * _INDENT}{pen(label, 'dim')}{' ' * (_LABEL - len(label))}"
    for row in _folded(words, width - _INDENT - _LABEL, 0):
        yield lead + pen(row, style)
        lead = " " * (_INDENT + _LABEL)


def _folded(text: str, width: int, indent: int) -> Iterator[str]:
    for line in wrapped([(text, False)], width - indent):
        yield " " * indent + "".join(cell for cell, *_ in line)


def _end(report: Report, width: int, pen: _Pen) -> Iterator[str]:
    """How many there are, what to do next, and whether it passes."""
    counts = tally(report.checked)
    hushed = f"; {counts.suppressed:,} suppressed" if counts.suppressed else ""
    where = scope(report)
    told = f"{counts.words} in {where}" if where else "Nothing was checked"
    yield from _folded(f"{told[0].upper()}{told[1:]}{hushed}.", width, 0)
    yield from _errors(report.findings, width, pen)
    for hint in _hints(report.findings, counts.safe, counts.fixable):
        for row in _folded(hint, width, 0):
            yield pen(row, "dim")
    code = exit_code(report)
    for row in _folded(verdict(report), width, 0):
        yield pen(row, "red" if code else "green")


def _errors(findings: Sequence[Finding], width: int, pen: _Pen) -> Iterator[str]:
    """Where the errors are, after a report that has scrolled away."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if len(findings) <= _SCROLLED or not errors:
        return
    yield ""
    for finding in errors[:_LISTED]:
        at = finding.at.location
        place = visible(f"{file_name(at.path)}:{at.line}:{at.column}")
        yield f"{' ' * 2}{pen(place, 'bold')}: {visible(named(finding))}"
    if len(errors) > _LISTED:
        yield from _folded(f"and {counted(len(errors) - _LISTED, 'error')} more", width, 2)
    yield ""


def _hints(findings: Sequence[Finding], safe: int, fixable: int) -> Iterator[str]:
    if findings:
        yield f"“align rules {visible(findings[0].rule)}” explains that rule, with examples."
    if safe:
        yield f"“--fix” mends {safe:,} of them."
    if fixable > safe:
        more = f"{fixable - safe:,} more" if safe else f"{fixable:,}"
        yield f"“--fix --unsafe-fixes” mends {more} that somebody should look at after."
