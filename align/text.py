"""Small pure helpers for text whose offsets must lead back to the file it came from."""

import re

_BREAK = re.compile(r"\r\n|\r|\n")
_CARRIAGE_RETURN = re.compile(r"\r\n?")


def one_line(text: str) -> str:
    """`text` with every run of white space made one blank, and none at the ends."""
    return " ".join(text.split())


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
    pieces: list[str] = []
    runs = [(0, 0)]
    done = length = 0
    for match in _CARRIAGE_RETURN.finditer(raw):
        pieces.append(raw[done : match.start()])
        length += match.start() - done
        if match.end() - match.start() == 2:
            # The line feed itself stands in the file, one place after its carriage return.
            done = match.end() - 1
            if length == runs[-1][0]:
                runs.pop()
            runs.append((length, done))
        else:
            pieces.append("\r" if keep_lone else "\n")
            length += 1
            done = match.end()
    pieces.append(raw[done:])
    return "".join(pieces), tuple(runs)
