"""Findings and suppressions together: what is not told, and which suppressions do nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from align.checks.documentation import info
from align.checks.run import Chosen, fingerprint
from align.checks.suppress.comments import read_comments
from align.checks.suppress.ignore import CODE, Ignore, meant
from align.checks.suppress.sidecar import read_sidecar, sidecar_path
from align.findings import Finding, Quote, Suppression
from align.readers.encoding import decode
from align.readers.source import read_bytes
from align.types import Alignment, Document, Span

# Suppressions of one release that are looked at; it has a handful. With ten thousand findings this
# many take two seconds (measured, two busy cores).
_MOST = 1_000


def apply_all(
    findings: Sequence[Finding], alignment: Alignment, chosen: Chosen, today: date
) -> tuple[Finding, ...]:
    """Apply the suppressions that stand in a release and beside it.

    Faults of suppressions are told only where SUP001 is among the chosen rules.

    Raises
    ------
    ConfigError
        The file beside the release cannot be understood.
    InputError
        The release cannot be read any more.
    """
    document = alignment.target.document
    ignores = ignores_of(document)
    marked, faults = applied(findings, ignores, document.path, chosen.codes, today)
    if CODE not in chosen.codes:
        return marked
    level = chosen.severities.get(CODE)
    return (*marked, *(replace(fault, severity=level or fault.severity) for fault in faults))


def ignores_of(document: Document) -> tuple[Ignore, ...]:
    """The suppressions in a release and in the file beside it; none for standard input."""
    if document.path == "-":
        return ()
    found: list[Ignore] = []
    if document.format in ("html", "md"):
        data = read_bytes(document.path)
        raw = decode(data, document.path, document.encoding).text
        found += read_comments(raw, document)
    found += read_sidecar(sidecar_path(Path(document.path)))
    return tuple(found)


def applied(
    findings: Iterable[Finding],
    ignores: Sequence[Ignore],
    release: str,
    ran: Collection[str],
    today: date,
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Mark what is suppressed.

    Parameters
    ----------
    findings
        What was found in a release.
    ignores
        Its suppressions. The first that fits a finding gives the reason; all that fit are used.
    release
        Path of the release, as in the findings.
    ran
        Codes of the rules that ran: a suppression of another is not called unused.
    today
        The day on which dates are judged.

    Returns
    -------
    findings
        As they came, those that are suppressed marked.
    faults
        Findings of SUP001: suppressions that are broken, have run out, or are never used.
    """
    beyond = ignores[_MOST:]
    ignores = ignores[:_MOST]
    by_code: dict[str, list[tuple[int, str]]] = {}
    for number, ignore in enumerate(ignores):
        for rule in ignore.rules if ignore.holds(today) else ():
            for code in meant(rule):
                by_code.setdefault(code, []).append((number, rule))
    used: set[tuple[int, str]] = set()
    marked: list[Finding] = []
    for finding in findings:
        for number, rule in by_code.get(finding.rule, ()):
            ignore = ignores[number]
            if ignore.fits(finding, release):
                used.add((number, rule))
                if finding.suppression is None:
                    why = Suppression(ignore.kind, ignore.reason, ignore.location)
                    finding = replace(finding, suppression=why)
        marked.append(finding)
    faults = [
        _fault(ignore, told)
        for number, ignore in enumerate(ignores)
        for told in _faults(ignore, number, used, ran, today)
    ]
    if beyond:
        told = f"A release has {_MOST:,} suppressions at the most: keep a baseline instead."
        faults.append(_fault(beyond[0], told))
    return tuple(marked), tuple(faults)


def _faults(
    ignore: Ignore,
    number: int,
    used: Collection[tuple[int, str]],
    ran: Collection[str],
    today: date,
) -> Iterator[str]:
    """What is wrong with a suppression, a sentence each."""
    yield from ignore.faults
    for rule in ignore.rules:
        if not meant(rule):
            yield f"“{rule}” is no rule: “align rules” lists them."
    if ignore.faults or not all(map(meant, ignore.rules)):
        return
    rules = " and ".join(f"“{rule}”" for rule in ignore.rules)
    if not ignore.reason:
        yield f'This suppression of {rules} does nothing without a reason: add reason="…".'
    elif ignore.until is not None and ignore.until < today:
        yield (
            f"This suppression of {rules} ran out on {ignore.until.isoformat()}:"
            " mend what it hides, or give it a later date."
        )
    else:
        for rule in ignore.rules:
            if (number, rule) not in used and not meant(rule).isdisjoint(ran):
                yield f"There is nothing of “{rule}” here to suppress: take this out."


def _fault(ignore: Ignore, told: str) -> Finding:
    about = info(CODE)
    return Finding(
        CODE,
        about.name,
        about.severity,
        told,
        "target",
        Quote(ignore.location, ignore.words, Span(0, len(ignore.words))),
        fingerprint=fingerprint(CODE, "", ignore.words, (told,)),
    )
