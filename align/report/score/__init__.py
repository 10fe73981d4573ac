"""Scores out: one pure function from an `align.scores.ScoreReport` to text for each format.

As in `align.report`, a format's module is imported when it is first asked for, and has a function
``render(report)``; the one for the terminal takes width, colours and block signs too. Two
translations held against each other have formats of their own (`comparison`), and the terminal an
account of how a score comes about (`explain`).
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from align.errors import UsageError
from align.report import by_ending
from align.scores import Comparison, ReleaseScore

__all__ = ["COMPARISONS", "NAMES", "comparison", "explain", "for_suffix", "renderer"]

_MODULES = {
    "text": "align.report.score.text",
    "json": "align.report.score.whole",
    "jsonl": "align.report.score.lines",
    "markdown": "align.report.score.markdown",
    "html": "align.report.score.page",
    "junit": "align.report.score.junit",
}
_COMPARISONS = {
    "text": "align.report.score.comparison_text",
    "json": "align.report.score.comparison_whole",
}
_ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
}
NAMES: tuple[str, ...] = tuple(_MODULES)
"""Names of the formats of scores, the one for the terminal first."""
COMPARISONS: tuple[str, ...] = tuple(_COMPARISONS)
"""Names of the formats of comparisons, the one for the terminal first."""


def renderer(name: str) -> Callable[..., str]:
    """The function that writes scores in the format `name`.

    It takes the report; the one of ``text`` takes `width`, `color`, `blocks` and `brief` as well.
    What it gives ends in a line feed, can be written as UTF-8, and is the same for the same
    report, byte for byte; ``jsonl`` of no release is empty.

    Raises
    ------
    UsageError
        If there is no such format.

    Examples
    --------
    >>> from align.scores import ScoreReport
    >>> renderer("jsonl")(ScoreReport((), None, "low", "1.0"))
    ''
    """
    return _function(name, _MODULES)


def comparison(
    compared: Comparison, form: str = "text", *, width: int = 100, color: bool = False
) -> str:
    """Two translations held against each other, in a format of `COMPARISONS`.

    Parameters
    ----------
    compared
        The measures of both.
    form
        Name of the format.
    width, color
        Of the terminal, for ``text``.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    render = _function(form, _COMPARISONS)
    return render(compared, width=width, color=color) if form == "text" else render(compared)


def explain(release: ReleaseScore, width: int = 100, color: bool = False) -> str:
    """How a release's score comes about, for the terminal: every bead, and the sum they make.

    Parameters
    ----------
    release
        The score.
    width, color
        Of the terminal.
    """
    from align.report.score.explained import render

    return render(release, width, color)


def for_suffix(path: str | PurePath) -> str:
    """Name of the format that the ending of a file name stands for.

    Raises
    ------
    UsageError
        If the ending stands for none.

    Examples
    --------
    >>> for_suffix("out/score.html")
    'html'
    """
    return by_ending(path, _ENDINGS, "scores")


def _function(name: str, modules: dict[str, str]) -> Callable[..., str]:
    if name not in modules:
        raise UsageError(f"There is no format '{name}'. Choose one of {', '.join(modules)}.")
    render: Callable[..., str] = import_module(modules[name]).render
    return render
