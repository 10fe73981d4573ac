"""Small pure helpers for text whose offsets must lead back to the file it came from."""

import re

_WORDS = re.compile(r"\S+")
_BREAK = re.compile(r"\r\n|\r|\n")


def one_line(text: str) -> str:
    """`text` with every run of white space made one blank, and none at the ends."""
    return " ".join(text.split())


def in_lines(text: str, offset: int) -> int:
    """Where a place of ``one_line(text)`` stands in `text`.

    Examples
    --------
    >>> text = "Union\\n   State"
    >>> in_lines(text, one_line(text).index("State"))
    9
    """
    at = 0
    for match in _WORDS.finditer(text):
        length = match.end() - match.start()
        if offset <= at + length:
            return match.start() + max(0, offset - at)
        at += length + 1
    return len(text)


def line_starts(raw: str, *, line_feeds_only: bool = False) -> tuple[int, ...]:
    r"""Offsets of the first character of every line of a decoded file.

    Lines end as in editors, at ``\n``, ``\r\n`` or ``\r``; with `line_feeds_only` at ``\n``.
    """
    if line_feeds_only:
        return (0, *(match.end() for match in re.finditer("\n", raw)))
    return (0, *(match.end() for match in _BREAK.finditer(raw)))


def normalise_newlines(
    raw: str, *, keep_lone: bool = False
) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""Make every line of a decoded file end in a line feed.

    Parameters
    ----------
    raw
        The decoded file.
    keep_lone
        Leave a carriage return that no line feed follows as it is: pre-segmented text is split
        at line feeds alone.

    Returns
    -------
    text
        `raw` with ``\r\n`` (and ``\r``, unless kept) as ``\n``; nothing else is changed.
    runs
        ``(text offset, raw offset)`` pairs for `align.types.SourceMap`.
    """
    runs = [(0, 0)]
    for dropped, match in enumerate(re.finditer("\r\n", raw)):
        # The line feed stands in the file, one place after its carriage return.
        run = (match.start() - dropped, match.start() + 1)
        if run[0] == 0:
            runs.clear()
        runs.append(run)
    text = raw.replace("\r\n", "\n")
    return text if keep_lone else text.replace("\r", "\n"), tuple(runs)
