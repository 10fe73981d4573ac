"""The rules' pages: what a rule looks for, why, an example each way, and how to repair it.

A page begins with its data, in TOML between two lines of ``+++``; the rest is for people. The
fenced examples under "Breaks it" and "Does not" are glossary files, and run as tests.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.glossary.lint.values import Severity

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
    """

    code: str
    name: str
    severity: Severity
    fixable: bool
    summary: str
    text: str

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
def pages() -> dict[str, Page]:
    """All pages by code, in order."""
    folder = files("align.glossary.lint").joinpath("pages")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return {
        name.removesuffix(".md"): _read(
            name.removesuffix(".md"), folder.joinpath(name).read_text(encoding="utf-8")
        )
        for name in names
    }


def page(code: str) -> Page | None:
    """The page of a rule, by its code or its name."""
    wanted = code.strip()
    for found in pages().values():
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
    )
