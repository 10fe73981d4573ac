"""Write `golden/` anew: ``python tests/report/score/write_golden_scores.py``; then read the diff.

The head of the page (style sheet and its hash) is left out: a new colour does not touch the files.
"""

import sys
from dataclasses import replace
from pathlib import Path

from align.report.score import COMPARISONS, NAMES, comparison, explain, renderer
from align.report.score.text import render as render_text
from align.scores import Comparison, ScoreReport

HERE = Path(__file__).parent
ENDINGS = {
    "text": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "markdown": "md",
    "html": "body.html",
    "junit": "xml",
}


def golden_scores(name: str, report: ScoreReport) -> dict[str, str]:
    """File names in `golden/` and what should be in them: of all releases, and of the first."""
    found = {}
    first = replace(report, releases=report.releases[:1])
    for stem, one in ((name, report), (f"{name}-first", first)):
        for form in NAMES:
            found[f"{stem}.{ENDINGS[form]}"] = renderer(form)(one)
        page = found[f"{stem}.body.html"]
        found[f"{stem}.body.html"] = page[page.index("<body>") :]
        found[f"{stem}.60.ansi"] = render_text(one, width=60, color=True, blocks=False)
        found[f"{stem}.brief.txt"] = render_text(one, brief=True)
    found[f"{name}-first.explained.txt"] = explain(report.releases[0])
    return found


def golden_comparison(name: str, compared: Comparison) -> dict[str, str]:
    """The same of a comparison."""
    found = {f"{name}.{ENDINGS[form]}": comparison(compared, form) for form in COMPARISONS}
    found[f"{name}.60.ansi"] = comparison(compared, width=60, color=True)
    return found


def golden() -> dict[str, str]:
    """All of them."""
    from written_scores import COMPARISONS as COMPARED
    from written_scores import REPORTS

    found = {}
    for name, report in REPORTS.items():
        found |= golden_scores(name, report)
    for name, compared in COMPARED.items():
        found |= golden_comparison(name, compared)
    return found


if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    for file, text in golden().items():
        (HERE / "golden" / file).write_bytes(text.encode())
