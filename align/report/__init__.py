"""Reports out: one pure function from an `align.findings.Report` to text for each format.

A format's module is imported when it is first asked for, so that importing this package costs
nothing. It has a function ``render(report)``; the one for the terminal takes width and colours too.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath

from align.errors import UsageError

__all__ = ["NAMES", "by_ending", "for_suffix", "renderer"]

_MODULES = {
    "text": "align.report.text",
    "concise": "align.report.concise",
    "json": "align.report.whole",
    "jsonl": "align.report.lines",
    "sarif": "align.report.sarif",
    "github": "align.report.github",
    "gitlab": "align.report.gitlab",
    "junit": "align.report.junit",
    "markdown": "align.report.markdown",
    "html": "align.report.page",
}
_ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
}
# Names that two services look for, whatever their ending says.
_CUSTOMARY = {".sarif.json": "sarif", "gl-code-quality-report.json": "gitlab"}
NAMES: tuple[str, ...] = tuple(_MODULES)
"""Names of the formats, the one for the terminal first."""


def renderer(name: str) -> Callable[..., str]:
    """The function that writes a report in the format `name`.

    It takes the report; the one of ``text`` takes `width` and `color` as well. What it gives ends
    in a line feed, can be written as UTF-8, and is the same for the same report, byte for byte;
    of formats with a line for each finding it may be empty.

    Raises
    ------
    UsageError
        If there is no such format.

    Examples
    --------
    >>> from align.findings import Report
    >>> renderer("jsonl")(Report((), (), "error", "1.0"))
    ''
    """
    if name not in _MODULES:
        raise UsageError(f"There is no format '{name}'. Choose one of {', '.join(NAMES)}.")
    render: Callable[..., str] = import_module(_MODULES[name]).render
    return render


def for_suffix(path: str | PurePath) -> str:
    """Name of the format that the ending of a file name stands for.

    Raises
    ------
    UsageError
        If the ending stands for none.

    Examples
    --------
    >>> for_suffix("out/check.sarif.json")
    'sarif'
    """
    name = PurePath(path).name.lower()
    for ending, form in _CUSTOMARY.items():
        if name.endswith(ending):
            return form
    return by_ending(path, _ENDINGS, "reports")


def by_ending(path: str | PurePath, endings: Mapping[str, str], what: str) -> str:
    """What the ending of a file name stands for.

    Raises
    ------
    UsageError
        If it stands for none of the formats of `what`.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in endings:
        raise UsageError(
            f"{path}: the ending of the file name names no format of {what}."
            f" End it in one of {' '.join(endings)}, or choose a format by name."
        )
    return endings[suffix]
