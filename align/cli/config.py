"""``align config``: the settings that count here, and where they are written."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import print_text

if TYPE_CHECKING:
    from align.config import Config, Place
    from align.config.show import Row

_WIDE = 60  # Columns of what a setting says.


@click.group(short_help="Show the settings that count here.")
def config() -> None:
    """Show the settings of align.toml or [tool.align] that count in this folder."""


@config.command(short_help="Show every setting and where it is written.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "toml"]), default="text",
    help="text for reading, json for programs, toml for a file that says the same.",
)  # fmt: skip
def show(form: str) -> None:
    """Show every setting that counts in this folder, defaults included, and where it is written.

    The closest align.toml, or pyproject.toml with [tool.align], upwards of here counts, and what it
    extends. Rules, options and patterns are looked at too: what is wrong is told, exit code 2.
    """
    from align.checks.choose import chooser
    from align.config import load_config
    from align.config.show import as_toml, rows

    found = load_config(Path.cwd())
    rules = chooser(found).chosen.codes
    settings = rows(found)
    if form == "toml":
        names = ", ".join(_shown(path) for path in found.files)
        print_text(f"# {f'Settings of {names}' if names else 'Defaults'}.\n{as_toml(settings)}")
    elif form == "json":
        print_text(_json(found, settings))
    else:
        print_text(_text(found, settings, len(rules)))


def _json(config: "Config", settings: "tuple[Row, ...]") -> str:
    data = {
        "files": [_shown(path) for path in config.files],
        "settings": {
            ".".join(row.keys): {"value": row.value, "from": [_at(p) for p in row.places]}
            for row in settings
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _text(config: "Config", settings: "tuple[Row, ...]", rules: int) -> str:
    """A line a setting, or an element of a longer one, with where it comes from behind."""
    from align.formats.visible import visible

    lines: list[tuple[str, str, str]] = []
    for row in settings:
        key = " ".join(row.keys)
        told = _told(row)
        places = [_at(place) for place in row.places]
        if row.keys == ("pairs",) and places:
            origins = places  # Each has its own.
        else:
            origins = [", ".join(places) or "default", *[""] * (len(told) - 1)]
        for text, origin in zip(told, origins, strict=True):
            lines.append((key, text, origin))
            key = ""
    widths = [max(len(line[column]) for line in lines) for column in (0, 1)]
    # A few long patterns must not push the last column off the screen for all.
    widths = [min(widths[0], 40), min(widths[1], _WIDE)]
    table = "".join(
        visible(f"{key:<{widths[0]}}  {text:<{widths[1]}}  {origin}".rstrip()) + "\n"
        for key, text, origin in lines
    )
    return f"{visible(_head(config))}\n\n{table}\n{_foot(config, rules)}\n"


def _told(row: "Row") -> list[str]:
    """What a setting says, in lines."""
    from align.config.show import toml

    unset = {
        "baseline": "none", "min-score": "none", "encoder": "the bundled one", "target-lang": "en",
    }  # fmt: skip
    empty = {"glossaries": "the bundled ones", "pairs": "none", "exclude": "nothing"}
    if row.value is None:
        return [unset.get(row.keys[0], "found out")]
    if row.value == []:
        return [empty.get(row.keys[0], "none")]
    if row.keys == ("pairs",):
        return [
            f"{pair['original']} -> {pair['release']}"
            + (f" ({pair['source-lang']})" if "source-lang" in pair else "")
            for pair in row.value
        ]
    if isinstance(row.value, list):
        joined = ", ".join(row.value)
        return [joined] if len(joined) <= _WIDE else list(row.value)
    return [row.value if isinstance(row.value, str) else toml(row.value)]


def _head(config: "Config") -> str:
    if not config.files:
        return "No align.toml counts here: these are the defaults. align init writes one."
    first, *others = (_shown(path) for path in config.files)
    return f"Settings of {first}{''.join(f', which extends {name}' for name in others)}."


def _foot(config: "Config", rules: int) -> str:
    """How many pairs and rules there are by these settings."""
    from align.checks.choose import codes
    from align.pipeline.pairs import find_pairs

    running = f"{rules} of {len(codes())} rules run"
    if not config.pairs:
        return f"No pairs are named; {running}."
    found = find_pairs(config)
    for warning in (*found.warnings, *(problem.text for problem in found.problems)):
        click.echo(f"align: warning: {warning}", err=True)
    count = len(found.pairs)
    return f"{count} pair{'' if count == 1 else 's'} found; {running}."


def _at(place: "Place") -> str:
    return _shown(place.path) + (f":{place.line}" if place.line else "")


def _shown(path: Path) -> str:
    from align.pipeline.walk import shown

    return shown(path)
