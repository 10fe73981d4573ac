"""``align rules``: what is looked at, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from align.cli.output import print_text
from align.errors import UsageError

if TYPE_CHECKING:
    from align.rulepages import Page


@click.command(short_help="List the rules of align check, or show the page of one.")
@click.argument("code", required=False)
@click.option("--markdown", is_flag=True, help="As one page of Markdown.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="text for reading, json for programs.",
)  # fmt: skip
def rules(code: str | None, markdown: bool, form: str) -> None:
    """List the rules, or show the page of the one with this CODE or name.

    A page says what the rule looks for and why, gives an example that breaks it and one that does
    not, and tells how to mend what it finds and which options the rule has.
    """
    from align.checks.documentation import pages

    every = pages()
    family = {name: page for name, page in every.items() if code and name.startswith(code.upper())}
    if code is not None:
        every = family or {found.code: found for found in [_page(code)]}
    if form == "json":
        import json

        rows = [_record(found) for found in every.values()]
        print_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif markdown:
        print_text("\n".join(_text(found) for found in every.values()))
    elif code is not None and len(every) == 1:
        print_text(_text(next(iter(every.values()))))
    else:
        print_text(_table(every))


def _page(code: str) -> "Page":
    from difflib import get_close_matches

    from align.checks.documentation import page, pages

    found = page(code)
    if found is None:
        every = pages().values()
        known = [*(one.code for one in every), *(one.name for one in every)]
        close = get_close_matches(code, known, 1) or get_close_matches(code.upper(), known, 1)
        advice = f"Did you mean {close[0]}?" if close else "align rules lists them."
        raise UsageError(f"There is no rule {code}. {advice}")
    return found


def _options(code: str) -> Mapping[str, Any]:
    from align.checks.registry import rules as every

    return every()[code].options if code in every() else {}


def _text(page: "Page") -> str:
    """The page, with its severity and options under the heading."""
    heading, _, rest = page.text.partition("\n")
    facts = [f"Severity {page.severity}", f"precision {page.precision}"]
    facts += ["with edits"] if page.fixable else []
    text = f"{heading}\n\n*{', '.join(facts)}.*\n{rest}"
    options = _options(page.code)
    if options:
        text += f"\n## Options\n\nIn `align.toml`, under `[rules.{page.code}]`:\n\n"
        for name, option in options.items():
            choices = ", ".join(f"`{_toml(one)}`" for one in option.choices)
            text += f"- `{name} = {_toml(option.default)}`: {option.about}"
            text += f" ({choices}).\n" if choices else ".\n"
    return text


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _record(page: "Page") -> dict[str, Any]:
    options = {
        name: {"default": option.default, "about": option.about, "choices": list(option.choices)}
        for name, option in _options(page.code).items()
    }
    return {
        "code": page.code,
        "name": page.name,
        "severity": page.severity.value,
        "precision": page.precision,
        "fixable": page.fixable,
        "summary": page.summary,
        "options": options,
        "text": page.text,
    }


def _table(every: "Mapping[str, Page]") -> str:
    from align.cli.glossary.tables import table

    rows = [
        [page.code, page.name, page.severity.value, page.precision, page.summary]
        for page in every.values()
    ]
    made = table(["code", "name", "severity", "precision", "what it looks for"], rows)
    return f"{made}\n{len(rows)} rules. One of them in full: align rules {rows[0][0]}\n"
