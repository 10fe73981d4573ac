"""JUnit's XML, as test services read it: a suite for each release, a case for each rule.

A finding that makes the check fail is a failure of its case; the others are its output. The
elements are those of Jenkins' schema (junit-10.xsd).
"""

from collections.abc import Iterator

from align.findings import Checked, Finding, Report
from align.formats.visible import visible
from align.formats.xmltext import element, escape, opening
from align.report.passages import offered, offers, passages
from align.report.tally import headings

Row = tuple[int, str]  # Indentation and text.


def render(report: Report) -> str:
    """The report as an XML document."""
    names = map(visible, headings(report.checked))
    suites = [
        _suite(checked, name, report) for checked, name in zip(report.checked, names, strict=True)
    ]
    counts = {
        "tests": str(sum(tests for tests, *_ in suites)),
        "failures": str(sum(failures for _, failures, *_ in suites)),
        "errors": str(sum(errors for *_, errors, _ in suites)),
    }
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    if suites:
        rows.append(opening("testsuites", {"name": "align check", **counts}))
        rows.extend(row for *_, body in suites for row in body)
        rows.append("</testsuites>")
    else:
        rows.append(opening("testsuites", {"name": "align check", **counts}, "/>"))
    return "\n".join(rows) + "\n"


def _suite(checked: Checked, name: str, report: Report) -> tuple[int, int, int, list[str]]:
    """Numbers of cases, of cases with a failure and of those with an error, and the XML."""
    if checked.problem:
        cases = [
            [_case(name, "check"), _verdict("error", "not checked", checked.problem, ()), _END]
        ]
        failures, errors = 0, 1
    else:
        by_rule: dict[str, list[Finding]] = {}
        names = {rule.code: rule.name for rule in report.rules if _fits(rule.code, checked)}
        for finding in checked.told:
            by_rule.setdefault(finding.rule, []).append(finding)
            names.setdefault(finding.rule, finding.name)
        failures = errors = 0
        cases = []
        for code, title in sorted(names.items()):
            found = by_rule.get(code, [])
            loud = [f for f in found if f.severity.reaches(report.level)]
            quiet = [f for f in found if not f.severity.reaches(report.level)]
            failures += bool(loud)
            cases.append(list(_rule(name, f"{code} {title}", loud, quiet)))
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors)}
    body = [f" {opening('testsuite', {'name': name, **counts, 'skipped': '0'})}"]
    body.extend(row for case in cases for row in case)
    body.append(" </testsuite>")
    return len(cases), failures, errors, body


_END = "  </testcase>"


def _fits(code: str, checked: Checked) -> bool:
    """Whether a rule looks at this: those of the glossary at the glossary, others at releases."""
    return code.startswith("GLS") is not bool(checked.release)


def _rule(suite: str, name: str, loud: list[Finding], quiet: list[Finding]) -> Iterator[str]:
    if not loud and not quiet:
        yield _case(suite, name, "/>")
        return
    yield _case(suite, name)
    for finding in loud:
        yield _verdict("failure", finding.severity.value, finding.message, tuple(_told(finding)))
    if quiet:
        rows = [row for finding in quiet for row in (*_told(finding), "")]
        yield f"   <system-out>{_block(rows[:-1])}</system-out>"
    yield _END


def _case(suite: str, name: str, end: str = ">") -> str:
    return f"  {opening('testcase', {'name': visible(name), 'classname': suite}, end)}"


def _verdict(kind: str, severity: str, message: str, rows: tuple[str, ...]) -> str:
    head = {"type": severity, "message": visible(message)}
    if not rows:
        return f"   {element(kind, visible(message), head)}"
    return f"   {opening(kind, head)}{_block(rows)}</{kind}>"


def _block(rows: list[str] | tuple[str, ...]) -> str:
    return "\n".join(map(escape, rows))


def _told(finding: Finding) -> Iterator[str]:
    at = finding.at.location
    yield visible(f"{at.path}:{at.line}:{at.column}: {finding.severity.value}: {finding.message}")
    for passage in passages(finding):
        text = "".join(f"⟦{words}⟧" if own else words for words, own in passage.parts())
        yield f"{passage.name}: {text}" if text else passage.name
    if finding.edits:
        offer = offers(finding)
        look = "" if all(one.safe for one in offer) else " (look at it first)"
        yield f"fix: {', '.join(map(offered, offer))}{look}"
