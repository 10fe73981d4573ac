"""How often each rule speaks up: a table for the terminal, and for the log of a run."""

from collections import Counter

from align.findings import Report


def statistics(report: Report) -> str:
    """A line for each rule that found something: how often, its code and name.

    Examples
    --------
    >>> statistics(Report((), (), "error", "1.0"))
    ''
    """
    counts = Counter((finding.rule, finding.name) for finding in report.findings)
    width = len(f"{max(counts.values(), default=0):,}")
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{number:>{width},}  {code}  {name}\n" for (code, name), number in rows)
