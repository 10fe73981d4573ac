"""The lint of the glossary's files as findings: what is wrong there misleads every check."""

from collections.abc import Sequence
from pathlib import Path

from align.checks.documentation import info
from align.checks.run import Chosen, fingerprint
from align.findings import Finding, Location, Quote
from align.glossary.lint import lint_files

GROUP = "GLS"


def lint_findings(paths: Sequence[Path], chosen: Chosen) -> tuple[Finding, ...]:
    """What the chosen rules of the lint find in glossary files, in order.

    Raises
    ------
    ConfigError
        A file cannot be read at all.
    """
    codes = frozenset(code for code in chosen.codes if code.startswith(GROUP))
    if not codes:
        return ()
    found = []
    for problem in lint_files(paths, codes=codes):
        place = Location(problem.path, problem.line, 1, problem.line, 1)
        severity = chosen.severities.get(problem.code, problem.severity)
        words = (problem.term, problem.message)
        found.append(
            Finding(
                problem.code,
                info(problem.code).name,
                severity,
                problem.message,
                "glossary",
                Quote(place),
                concept=problem.concept,
                fingerprint=fingerprint(problem.code, problem.concept, "", words),
            )
        )
    return tuple(found)
