"""Alignments out: one pure function from an `Alignment` to text for each format.

`render` and `losses` look the format's module up in a small table and import it on first use, so
that importing this package costs nothing. A format module has a function ``render(alignment)``
and, where the format cannot hold everything, ``losses(alignment)``.
"""

from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from align.errors import UsageError
from align.types import Alignment

__all__ = ["FORMATS", "format_for_path", "losses", "render", "render_table_svg"]

_MODULES = {
    "table": "align.formats.table",
    "jsonl": "align.formats.jsonl",
    "tsv": "align.formats.tsv",
    "tmx": "align.formats.tmx",
    "xliff": "align.formats.xliff",
    "ladder": "align.formats.ladder",
    "html": "align.formats.page",
}
_ENDINGS = {
    ".txt": "table",
    ".jsonl": "jsonl",
    ".tsv": "tsv",
    ".tmx": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".ladder": "ladder",
    ".html": "html",
    ".htm": "html",
}
FORMATS: tuple[str, ...] = tuple(_MODULES)
"""Names of the formats, the one for the terminal first."""


def render(
    alignment: Alignment,
    name: str,
    *,
    width: int = 100,
    color: bool = False,
    numbered: bool = False,
) -> str:
    """Write an alignment in the format `name`.

    Parameters
    ----------
    alignment
        What to write.
    name
        One of `FORMATS`.
    width, color
        Columns of the terminal, and whether it shows colours; the table alone uses them.
    numbered
        Show the numbers of sentences in table and page; the other formats have them anyway.

    Returns
    -------
    str
        The whole text, ending in a line feed, always encodable as UTF-8; the same for the same
        alignment, byte for byte. ``jsonl`` and ``ladder`` of nothing may be empty.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    module = _module(name)
    if name == "table":
        return str(module.render(alignment, width=width, color=color, numbered=numbered))
    if name == "html":
        return str(module.render(alignment, numbered=numbered))
    return str(module.render(alignment))


def losses(alignment: Alignment, name: str) -> tuple[str, ...]:
    """Sentences that say what the format `name` cannot hold of this alignment; mostly none."""
    told = getattr(_module(name), "losses", None)
    return tuple(told(alignment)) if told else ()


def render_table_svg(alignment: Alignment, width: int = 100, title: str = "align pair") -> str:
    """Draw the table as it looks in a terminal, as an SVG picture for a web page."""
    return str(import_module("align.formats.picture").render_table_svg(alignment, width, title))


def format_for_path(path: str | PurePath) -> str:
    """Name of the format that the ending of a file name stands for.

    Raises
    ------
    UsageError
        If the ending stands for none.
    """
    ending = PurePath(path).suffix.lower()
    if ending not in _ENDINGS:
        raise UsageError(
            f"{path}: the ending of the file name names no format."
            f" End it in one of {' '.join(_ENDINGS)}, or choose a format by name."
        )
    return _ENDINGS[ending]


def _module(name: str) -> ModuleType:
    if name not in _MODULES:
        raise UsageError(f"There is no format {name!r}. Choose one of {', '.join(FORMATS)}.")
    return import_module(_MODULES[name])
