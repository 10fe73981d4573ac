"""What fixes change in a file, as a unified diff: of its lines, or of a Word file's paragraphs.

Lines keep their ends, and the first its byte order mark: ``git apply`` takes the diff as it is.
"""

import difflib
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence

from align.formats.visible import visible
from align.readers import read_data
from align.readers.encoding import decode
from align.types import Document

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# A row of the diff: its sign, maybe with a byte order mark; what it says; its end.
_ROW = re.compile(r"(.\ufeff?)(.*?)(\r?\n?)\Z", re.DOTALL)
_NO_END = "\n\\ No newline at end of file\n"  # As diff -u says it.
_AROUND = 3  # Lines shown before and after a change, as everywhere.

Change = tuple[int, int, int, int]
"""Lines from … to of the old text that are lines from … to of the new one."""


def difference(before: bytes, after: bytes, document: Document) -> str:
    """The unified diff between two states of a file; empty where they say the same.

    Parameters
    ----------
    before, after
        The bytes of the file, as in `align.checks.rewrite.Rewrite`.
    document
        What was read from it: its path, format and encoding.
    """
    old, new = (_lines(data, document) for data in (before, after))
    rows: list[str] = []
    for group in _groups(_changes(old, new)):
        first, last = group[0], group[-1]
        begin = [max(0, first[0] - _AROUND), max(0, first[2] - _AROUND)]
        end = [min(len(old), last[1] + _AROUND), min(len(new), last[3] + _AROUND)]
        spans = [_span(a, b) for a, b in zip(begin, end, strict=True)]
        rows.append(f"@@ -{spans[0]} +{spans[1]} @@\n")
        at = begin[0]
        for old_start, old_end, new_start, new_end in group:
            rows += [f" {line}" for line in old[at:old_start]]
            rows += [f"-{line}" for line in old[old_start:old_end]]
            rows += [f"+{line}" for line in new[new_start:new_end]]
            at = old_end
        rows += [f" {line}" for line in old[at : end[0]]]
    if not rows:
        return ""
    path = visible(document.path)
    head = [f"--- {path}\n", f"+++ {path}\n"]
    return "".join(map(_shown, (*head, *rows)))


def _lines(data: bytes, document: Document) -> list[str]:
    if document.format in ("docx", "odt"):
        return _LINE.findall(f"{read_data(data, document.path).text}\n")
    text = decode(data, document.path, document.encoding).text
    return _LINE.findall(f"\ufeff{text}" if data.startswith(BOM_UTF8) else text)


def _shown(row: str) -> str:
    """A row of which nothing acts but its end."""
    sign, body, end = _ROW.findall(row)[0]
    return f"{sign}{visible(body)}{end}" + ("" if end.endswith("\n") else _NO_END)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The stretches that differ. Most fixes leave the number of lines: then line by line."""
    if len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            if one != other:
                yield number, number + 1, number, number + 1
        return
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    for tag, *places in difflib.SequenceMatcher(None, *middle).get_opcodes():
        if tag != "equal":
            a, b, c, d = (place + head for place in places)
            yield a, b, c, d


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _groups(changes: Iterator[Change]) -> Iterator[list[Change]]:
    """Changes that are shown together: with what stands around them they touch."""
    group: list[Change] = []
    for change in changes:
        if group and change[0] - group[-1][1] > 2 * _AROUND:
            yield group
            group = []
        if group and group[-1][1] == change[0] and group[-1][3] == change[2]:
            # Neighbouring lines: first all that go, then all that come.
            change = (group[-1][0], change[1], group[-1][2], change[3])
            group.pop()
        group.append(change)
    if group:
        yield group


def _span(start: int, end: int) -> str:
    """``12,7`` as diffs say it: the first line, from 1, and how many."""
    length = end - start
    first = start + 1 if length else start
    return f"{first}" if length == 1 else f"{first},{length}"
