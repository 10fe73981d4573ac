"""One self-contained web page, for an editor minutes before publication, and for printing.

As the page of a pair (`align.formats.page`) it carries its style sheet and nothing else, and a
content security policy that allows that style sheet alone.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from align.findings import Checked, Finding, Report, Severity
from align.formats.page import style, template
from align.formats.summary import LOOK_BELOW, percent
from align.formats.visible import visible
from align.report.passages import Offer, Part, Passage, offers, passages
from align.report.tally import (
    PLURALS,
    exit_code,
    file_name,
    heading,
    headings,
    scope,
    tally,
    verdict,
)

# Characters of a passage on the page, which scrolls; more would be a text of its own.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class _Shown:
    """A passage as the template needs it."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    """A finding as the template needs it; `number` counts them from 1 through the whole page."""

    number: int
    rule: str
    name: str
    severity: str
    message: str
    place: str
    concept: str
    doubt: str
    original: _Shown | None
    release: _Shown | None
    others: tuple[_Shown, ...]
    offers: tuple[Offer, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A release, or the glossary."""

    number: int
    name: str
    listed: str
    original: str
    problem: str
    warnings: tuple[str, ...]
    counts: str
    cards: tuple[_Card, ...]
    hushed: tuple[_Card, ...]
    signature: str


def render(report: Report) -> str:
    """The whole page."""
    # The hash is that of the text between <style> and </style>, to the byte.
    css = style("align.report", "report.css")
    sections = _sections(report)
    counts = tally(report.checked)
    flags = [
        (s.value, s.value if n == 1 else PLURALS[s], n, _first(sections, s))
        for s, n in counts.by_severity
        if n
    ]
    told = {card.rule for section in sections for card in section.cards}
    where = scope(report)
    return template("align.report", "report.html.j2").render(
        css=css,
        style_hash=b64encode(sha256(css.encode()).digest()).decode(),
        verdict=verdict(report),
        code=exit_code(report),
        scope=f"Looked at: {where}." if where else "Nothing was checked.",
        flags=flags,
        suppressed=counts.suppressed,
        sections=sections,
        rules=[
            tuple(map(visible, (rule.code, rule.name, rule.summary)))
            for rule in report.rules
            if rule.code in told
        ],
        version=visible(report.version),
    )


def _sections(report: Report) -> list[_Section]:
    found = []
    number = 0
    listed = headings(report.checked)
    for place, checked in enumerate(report.checked, 1):
        cards: list[_Card] = []
        hushed: list[_Card] = []
        for finding in checked.findings:
            number += 1
            card = _card(number, finding, checked)
            (cards if finding.suppression is None else hushed).append(card)
        name = visible(heading(checked))
        original = visible(file_name(checked.original)) if checked.original else ""
        found.append(
            _Section(
                place,
                name,
                visible(listed[place - 1]),
                original,
                visible(checked.problem),
                tuple(map(visible, checked.warnings)),
                "not checked" if checked.problem else tally([checked]).words,
                tuple(cards),
                tuple(hushed),
                visible(checked.signature),
            )
        )
    return found


def _card(number: int, finding: Finding, checked: Checked) -> _Card:
    at = finding.at.location
    # The file is named where it is not the one that the section is about.
    own = at.path == checked.release
    path = "" if own else f"{file_name(at.path)}, "
    # Lines of a word-processor file are its paragraphs.
    paged = PurePath(at.path).suffix.lower() in (".docx", ".docm", ".odt")
    line = "paragraph" if paged else "line"
    seen = passages(finding)
    sides = {p.side: p for p in seen if p.location is None}
    why = finding.suppression
    doubtful = finding.probability < LOOK_BELOW
    return _Card(
        number,
        visible(finding.rule),
        visible(finding.name),
        finding.severity.value,
        visible(finding.message),
        visible(f"{path}{line} {at.line}, column {at.column}"),
        visible(finding.concept),
        percent(finding.probability) if doubtful else "",
        _shown(sides.get("source")),
        _shown(sides.get("target")),
        tuple(one for one in map(_shown, (p for p in seen if p.location is not None)) if one),
        offers(finding),
        visible(f"{why.kind}: {why.reason}") if why else "",
    )


def _shown(passage: Passage | None) -> _Shown | None:
    return _Shown(passage.name, passage.parts(_LONGEST)) if passage else None


def _first(sections: list[_Section], severity: Severity) -> int:
    """Number of the first finding of a severity."""
    return next(c.number for s in sections for c in s.cards if c.severity == severity.value)
