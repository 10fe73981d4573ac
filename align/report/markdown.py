"""Markdown, for a comment on a pull request or the summary of a step.

The words of documents are text there and nothing else: they make no mark-up, call nobody, link to
nothing. Links and mentions are found in the finished page, where a backslash is long gone: an
invisible joiner parts what would be one.
"""

import re
from collections.abc import Iterable, Iterator

from align.findings import Checked, Finding, Report, Severity
from align.formats.visible import visible
from align.report.passages import Passage, offered, offers, passages
from align.report.tally import PLURALS, file_name, heading, scope, tally, verdict

# GitHub refuses a comment of more than 65,536 characters; room for what is put around it.
_LONGEST = 65_000
# Other places that are shown of a finding. The text report and the page show all.
_OTHERS = 5
_MARKS = re.compile(r"[\\`*_\[\]|~]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})
# At the ends of a passage's part as well: it may go on in the next. Before an underscore
# stands its backslash.
_CALLS = re.compile(
    r"@(?=\\?\w|\Z)|[#!](?=\d|\Z)|:(?=//|/?\Z)|(?:www|\Aww?)(?=\.|\Z)", re.IGNORECASE
)
_HERE = "‸"  # A place between two characters.
_JOINER = "\u2060"


def render(report: Report, *, longest: int = _LONGEST) -> str:
    """The report, at most `longest` characters; says how many findings had no room."""
    counts = tally(report.checked)
    where = scope(report)
    hushed = f"; {counts.suppressed:,} suppressed" if counts.suppressed else ""
    told = f"{counts.words} in {where}{hushed}." if where else "Nothing was checked."
    head = f"### align check\n\n**{verdict(report)}** {told[0].upper()}{told[1:]}\n"
    room = longest - len(head) - 200  # For what could not be shown, and how much.
    rows: list[str] = [head]
    left = 0
    for checked in report.checked:
        block, missed = _release(checked, room)
        rows.extend(block)
        room -= sum(map(len, block))
        left += missed
    if left:
        rows.append(f"\n{left:,} more had no room here: see the whole report.\n")
    return "".join(rows)


def plain(text: str) -> str:
    """Any text as Markdown that shows it and does nothing else; not for the beginning of a line.

    Examples
    --------
    >>> plain("<b> & *stars*")
    '&lt;b&gt; &amp; \\\\*stars\\\\*'
    """
    shown = _MARKS.sub(r"\\\g<0>", visible(text).translate(_ENTITIES))
    return _CALLS.sub(rf"\g<0>{_JOINER}", shown)


def _release(checked: Checked, room: int) -> tuple[list[str], int]:
    """What there is of a release in at most `room` characters, and how many findings had none."""
    if not (checked.told or checked.problem or checked.warnings):
        return [], 0
    of = f" the release of {plain(file_name(checked.original))}" if checked.original else ""
    rows = [f"\n#### {plain(heading(checked))}\n", f"\n{of.strip()}\n" if of else ""]
    if checked.problem:
        rows.append(f"\n**Not checked:** {plain(checked.problem)}\n")
    rows.extend(f"\n<i>Mind:</i> {plain(warning)}\n" for warning in checked.warnings)
    loud = [f for f in checked.told if f.severity is not Severity.NOTE]
    notes = [f for f in checked.told if f.severity is Severity.NOTE]
    left = len(checked.told)
    room -= sum(map(len, rows))
    if room < 0:
        return [], left
    shown = list(_fitting(map(_finding, loud), room))
    room -= sum(map(len, shown))
    rows.extend(shown)
    left -= len(shown)
    if notes:
        word = "note" if len(notes) == 1 else PLURALS[Severity.NOTE]
        begin = f"\n<details><summary>{len(notes):,} {word}</summary>\n"
        end = "\n</details>\n"
        shown = list(_fitting(map(_finding, notes), room - len(begin) - len(end)))
        left -= len(shown)
        rows.extend([begin, *shown, end] if shown else [])
    return rows, left


def _fitting(blocks: Iterable[str], room: int) -> Iterator[str]:
    for block in blocks:
        room -= len(block)
        if room < 0:
            return
        yield block


def _finding(finding: Finding) -> str:
    at = finding.at.location
    severity = finding.severity.value
    rows = [
        f"\n**{severity}** {plain(finding.rule)} {plain(finding.name)},"
        f" {plain(file_name(at.path))}:{at.line}:{at.column}<br>{plain(finding.message)}\n"
    ]
    seen = passages(finding)
    others = [passage for passage in seen if passage.location is not None]
    seen = (*(p for p in seen if p.location is None), *others[:_OTHERS])
    if seen:
        rows.append("\n" + ">\n".join(f"> {_passage(passage)}\n" for passage in seen))
    if finding.edits:
        offer = offers(finding)
        look = "" if all(one.safe for one in offer) else " (look at it first)"
        rows.append(f"\nFix: {plain(', '.join(map(offered, offer)))}{look}\n")
    return "".join(rows)


def _passage(passage: Passage) -> str:
    words = "".join(
        f"<b>{plain(text or _HERE)}</b>" if own else plain(text) for text, own in passage.parts()
    )
    return f"<i>{plain(passage.name)}:</i> {words}" if words else f"<i>{plain(passage.name)}</i>"
