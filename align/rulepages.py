"""The rules' pages: what a rule looks for, why, an example each way, and how to mend what it tells.

A page begins with its data, in TOML between two lines of ``+++``; the rest is for people. The
fenced examples under its headings run as tests.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.findings import Severity

_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a rule.

    Parameters
    ----------
    code, name
        Such as GLS003 and duplicate-source-term.
    severity
        How much a problem of the rule usually matters.
    fixable
        Whether the program can repair it, at least sometimes.
    summary
        What the rule looks for, in one sentence.
    text
        The page itself, in Markdown.
    precision
        How often it is right: ``high``, ``medium`` or ``low``.
    """

    code: str
    name: str
    severity: Severity
    fixable: bool
    summary: str
    text: str
    precision: str = "high"

    def examples(self, heading: str) -> list[tuple[str, str]]:
        """Language and text of the fenced blocks under a heading of the page."""
        found: list[tuple[str, str]] = []
        here, kind = False, ""
        block: list[str] | None = None
        for line in self.text.split("\n"):
            if block is not None:
                if line.startswith(_FENCE):
                    found.append((kind, "".join(f"{row}\n" for row in block)))
                    block = None
                else:
                    block.append(line)
            elif line.startswith("## "):
                here = line[3:].strip() == heading
            elif here and line.startswith(_FENCE):
                kind, block = line[len(_FENCE) :].strip(), []
        return found


@cache
def read_pages(room: str) -> dict[str, Page]:
    """All pages in the folder ``pages`` of a package, by code, in order."""
    folder = files(room).joinpath("pages")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return {
        name.removesuffix(".md"): _read(
            name.removesuffix(".md"), folder.joinpath(name).read_text(encoding="utf-8")
        )
        for name in names
    }


def find_page(pages: dict[str, Page], name: str) -> Page | None:
    """The page of a rule, by its code or its name."""
    wanted = name.strip()
    for found in pages.values():
        if wanted.upper() == found.code or wanted.lower() == found.name:
            return found
    return None


def _read(code: str, text: str) -> Page:
    _, head, body = text.split("+++\n", 2)
    data = tomllib.loads(head)
    return Page(
        code,
        data["name"],
        Severity(data["severity"]),
        data["fixable"],
        data["summary"],
        body.strip() + "\n",
        data.get("precision", "high"),
    )
