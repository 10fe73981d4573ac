"""Text for a terminal: columns of characters, lines that fit, carets under words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from align.report.passages import Part

# Characters that one terminal shows in a column and another in none: they are left out, so that
# carets stand where they should. Soft hyphens, joiners and unseen blanks mean nothing there.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x2060, 0xFEFF))
_JOINER = "\u200d"
# Letters and signs of one column each, in pieces: a blank, or as much of a word as fits into the
# narrowest line. Nearly every text is made of these alone.
_PIECES = re.compile(r" |[!-~\xa1-\xac\xae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027]{1,20}")

Cell = tuple[str, bool, int]
"""What stands together in a line, whether it is of the marked words, and its columns."""


@lru_cache(maxsize=4_096)
def columns(char: str) -> int:
    """Columns of the terminal that a character takes: 0, 1 or 2 (UAX #11)."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width_of(text: str) -> int:
    """Columns that a text takes."""
    return sum(size for *_, size in _cells([(text, False)]))


def wrapped(parts: Iterable[Part], width: int) -> list[list[Cell]]:
    """Parts of a passage in lines of `width` columns, broken at blanks where there are any.

    An empty part that is marked is a place between two characters: it stays as an empty cell.
    """
    lines: list[list[Cell]] = [[]]
    used = 0  # Columns of the last line.
    blank = -1  # The last blank in it, at which it can be broken.
    for cell in _cells(parts):
        text, _, size = cell
        if used + size > width:
            if text == " ":
                # The line is full: its end is the blank.
                lines.append([])
                used, blank = 0, -1
                continue
            line = lines[-1]
            after: list[Cell] = []
            if blank >= 0:
                lines[-1], after = line[:blank], line[blank + 1 :]
            lines.append(after)
            used, blank = sum(held for *_, held in after), -1
            if used + size > width:
                lines.append([])
                used = 0
        if text == " ":
            blank = len(lines[-1])
        lines[-1].append(cell)
        used += size
    return [line for line in lines if line] or [[]]


def shown(line: Iterable[Cell]) -> list[Part]:
    """A line in as few parts as it has: words marked or not."""
    found: list[Part] = []
    for text, marked, _ in line:
        if found and found[-1][1] == marked:
            found[-1] = (found[-1][0] + text, marked)
        else:
            found.append((text, marked))
    return found


def carets(line: Iterable[Cell], mark: str = "^") -> str:
    """The line below a line, with a caret under every column of the words; empty without any."""
    row: list[str] = []
    place = False  # One between two characters: its caret stands under the next.
    for text, marked, size in line:
        if not text:
            place = place or marked
        elif place and size:
            row.append(mark + (mark if marked else " ") * (size - 1))
            place = False
        else:
            row.append((mark if marked else " ") * size)
    return ("".join(row) + mark * place).rstrip()


def _cells(parts: Iterable[Part]) -> Iterator[Cell]:
    for text, marked in parts:
        if not text:
            yield "", marked, 0
        at = 0
        while at < len(text):
            piece = _PIECES.match(text, at)
            # A mark behind a plain letter belongs to it.
            if piece and (piece.end() == len(text) or columns(text[piece.end()])):
                yield piece[0], marked, piece.end() - at
                at = piece.end()
                continue
            end = _cluster(text, at)
            cluster = text[at:end].translate(_UNSEEN)
            if cluster:
                yield cluster, marked, max(map(columns, cluster))
            at = end


def _cluster(text: str, start: int) -> int:
    """Where a letter ends with the marks and joined signs that are shown in its place."""
    end = start + 1
    while end < len(text) and (
        not columns(text[end]) or (text[end - 1] == _JOINER and end - start < 20)
    ):
        end += 1
    return end
