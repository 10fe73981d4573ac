"""Write `golden/` anew: ``python tests/report/write_golden_reports.py``; then read the diff.

The head of the page (style sheet and its hash) is left out: a new colour does not touch the files.
"""

import sys
from pathlib import Path

from align.findings import Report
from align.report import NAMES, renderer
from align.report.github import step_summary
from align.report.text import render as render_text

HERE = Path(__file__).parent
ENDINGS = {
    "text": "txt",
    "concise": "concise.txt",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "junit": "xml",
    "markdown": "md",
    "html": "body.html",
}


def golden_reports(name: str, report: Report) -> dict[str, str]:
    """File names in `golden/` and what should be in them."""
    found = {f"{name}.{ENDINGS[form]}": renderer(form)(report) for form in NAMES}
    page = found[f"{name}.body.html"]
    found[f"{name}.body.html"] = page[page.index("<body>") :]
    found[f"{name}.60.ansi"] = render_text(report, width=60, color=True)
    found[f"{name}.summary.md"] = step_summary(report)
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    from written_reports import REPORTS

    for report_name, written in REPORTS.items():
        for file, text in golden_reports(report_name, written).items():
            (HERE / "golden" / file).write_bytes(text.encode())
