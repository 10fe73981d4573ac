"""JUnit's XML, as test services read it: a case for each release.

A release below the minimum is a failure, one without a score an error. The elements are those of
Jenkins' schema (junit-10.xsd).
"""

from collections.abc import Iterator

from align.formats.visible import visible
from align.formats.xmltext import element, escape, opening
from align.report.score.marked import plain
from align.report.score.numbers import number
from align.report.score.short import SIDES
from align.report.score.words import (
    costs,
    headings,
    headline,
    judged,
    place,
    reason,
    scored,
    unscored,
    worst_numbers,
)
from align.scores import ReleaseScore, ScoreReport

_SUITE = "align score"


def render(report: ScoreReport) -> str:
    """The scores as an XML document."""
    lost = sum(not scored(one) for one in report.releases)
    low = sum(scored(one) and not report.passes(one) for one in report.releases)
    counts = {"tests": str(len(report.releases)), "failures": str(low), "errors": str(lost)}
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows.append(opening("testsuites", {"name": _SUITE, **counts}))
    rows.append(f" {opening('testsuite', {'name': _SUITE, **counts, 'skipped': '0'})}")
    for one, name in zip(report.releases, headings(report.releases), strict=True):
        rows.extend(_case(report, one, visible(name)))
    rows += [" </testsuite>", "</testsuites>"]
    return "\n".join(rows) + "\n"


def _case(report: ScoreReport, one: ReleaseScore, name: str) -> Iterator[str]:
    yield f"  {opening('testcase', {'name': name, 'classname': _SUITE})}"
    if not scored(one):
        yield f"   {_told('error', 'not scored', unscored(one), [])}"
    elif report.passes(one):
        rows = [headline(one, report), *_first(one)]
        yield f"   <system-out>{_block(rows)}</system-out>"
    else:
        said = f"{headline(one, report)}. {judged(report, one)}"
        yield f"   {_told('failure', 'below the minimum', said, [said, *_first(one)])}"
    yield "  </testcase>"


def _told(kind: str, why: str, message: str, rows: list[str]) -> str:
    head = {"type": why, "message": visible(message)}
    if not rows:
        return element(kind, visible(message), head)
    return f"{opening(kind, head)}{_block(rows)}</{kind}>"


def _block(rows: list[str]) -> str:
    return "\n".join(map(escape, rows))


def _first(one: ReleaseScore) -> Iterator[str]:
    """The beads to look at first, and what made the score."""
    taken = costs(one)
    for n in worst_numbers(one):
        bead = one.beads[n]
        yield ""
        where = visible(place(bead)) or bead.kind
        yield f"{number(bead.adequacy)}, {where}: costs {number(taken[n], None, 1)} points"
        for side, label in SIDES:
            if text := plain(bead, side):
                yield f"{label}: {text}"
        yield from (f"why: {visible(reason(why))}" for why in bead.reasons)
    if one.signature:
        yield ""
        yield visible(one.signature)
