"""What the workbook for translators looks like: one row a concept, and a sheet of details.

The first sheet shows a concept on one row, a column for each language and standing of a term;
several terms of one standing are lines of one cell. What else there is to say of a term (a
narrower status, exact capitals, forms, dates, its source) stands in the second sheet, which has
rows for those terms alone. A third sheet explains how to fill in both.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.glossary.concepts import Status
from align.types import LANGUAGE_NAMES, LANGUAGES, Language

# Standings in the order of their columns, and the status of a term that has no more to say.
STANDINGS = {
    "preferred": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "barred": Status.DEPRECATED,
    "proposed": Status.PROPOSED,
}
_BEFORE_TERMS = ("id", "domain")
_AFTER_TERMS = ("definition", "note", "enforce", "gap", "override")
# The most a cell takes in every spreadsheet program.
CELL_LIMIT = 32_767
# Signs that XML does not hold are written so in workbooks (ECMA-376 part 1, 22.9.2.19): a text
# that happens to look like that must be told from one.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of sheets and columns, from ``data/workbook.toml``.

    Parameters
    ----------
    sheets
        Names of the sheets by what they hold: ``concepts``, ``terms``, ``help``.
    headings
        Headings of the first sheet in their order, with the field or the language and standing
        of their column.
    widths
        Widths of the columns of the first sheet, in characters.
    term_widths
        Headings of the second sheet in their order, with their widths.
    help
        Rows of the third sheet.
    """

    sheets: Mapping[str, str]
    headings: Mapping[str, str | tuple[Language, str]]
    widths: tuple[int, ...]
    term_widths: Mapping[str, int]
    help: tuple[tuple[str, str], ...]


def standing(status: Status) -> str:
    """The column that terms of a status stand in."""
    return "barred" if status.barred else status.value


@cache
def layout() -> Layout:
    """The layout of the workbook."""
    data = tomllib.loads(files(__package__).joinpath("data/workbook.toml").read_text("utf-8"))
    names, widths = data["headings"], data["widths"]
    columns: list[tuple[str, str | tuple[Language, str], int]] = []
    columns += [(field, field, widths[field]) for field in _BEFORE_TERMS]
    for language in LANGUAGES:
        columns += [
            (
                names[kind].format(language=LANGUAGE_NAMES[language]),
                (language, kind),
                widths[kind],
            )
            for kind in STANDINGS
        ]
    columns += [(field, field, widths[field]) for field in _AFTER_TERMS]
    return Layout(
        data["sheets"],
        {heading: field for heading, field, _ in columns},
        tuple(width for _, _, width in columns),
        data["term_widths"],
        tuple((head, text) for head, text in data["help"]["lines"]),
    )


def column_name(number: int) -> str:
    """The letters of a column counted from 1: A, …, Z, AA, …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def escape_text(text: str) -> str:
    """`text` as a workbook holds it."""
    return _ESCAPE.sub("_x005F_", text)


def unescape_text(text: str) -> str:
    """The text that a workbook holds as `text`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
