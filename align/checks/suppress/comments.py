"""Suppressions in the comments of web pages and Markdown files.

::

    <!-- align: ignore TRM001 reason="The treaty itself says so." -->
    <!-- align: ignore FCT001, FCT002 reason="Checked with the ministry." until=2027-01-31 -->
    <!-- align: ignore-file CVR001 text="Работы завершат" reason="Left out on purpose." -->

One that is not for the whole file is for the paragraph that it stands in. Between paragraphs it is
for what follows on its line, or else for what stands before it on its line, or else for the next
block: all lines of it, where a block has several.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from align.checks.suppress.ignore import Ignore, Place
from align.findings import Location
from align.text import one_line
from align.types import Document, Paragraph

_BEGIN = re.compile(r"<!--\s{0,100}align:")
_END = "-->"
_TOKEN = re.compile(
    r"(?P<key>[\w-]{1,40})\s{0,9}=\s{0,9}"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|“(?P<curly>[^”]*)”|(?P<bare>[^\s,]+))"
    r"|(?P<word>[^\s,]+)"
)
# A comment that is longer was not closed where it should be.
_LONGEST = 2_000
_VERBS = ("ignore", "ignore-file")
_SAMPLES = {
    "reason": 'reason="…"',
    "until": "until=2027-01-31",
    "text": 'text="…"',
    "fingerprint": "fingerprint=…",
}
_KEYS = tuple(_SAMPLES)


def read_comments(raw: str, document: Document) -> tuple[Ignore, ...]:
    """The suppressions in the comments of a release.

    Parameters
    ----------
    raw
        The decoded file.
    document
        What was read from it.
    """
    where = _Places(document)
    return tuple(
        _ignore(raw[start:end], body, start, end, where) for start, end, body in _comments(raw)
    )


def _comments(raw: str) -> Iterator[tuple[int, int, str]]:
    """Begin and end of every comment that is for the program, and what it says."""
    at = 0
    while match := _BEGIN.search(raw, at):
        end = raw.find(_END, match.end())
        if end < 0:
            end = len(raw)
        at = min(len(raw), end + len(_END))
        yield match.start(), at, raw[match.end() : end]


def _ignore(whole: str, body: str, start: int, end: int, where: "_Places") -> Ignore:
    faults: list[str] = []
    values: dict[str, str] = {}
    words: list[str] = []
    if len(body) > _LONGEST:
        faults.append("This comment has no end: close it with “-->”.")
    for token in _TOKEN.finditer(body[:_LONGEST]):
        key = token["key"]
        if key is None:
            if token["word"] in _KEYS:
                faults.append(f"“{token['word']}” says nothing: write {_SAMPLES[token['word']]}.")
                # What follows is its value, and no rule.
                break
            words.append(token["word"])
            continue
        if key not in _KEYS or key in values:
            why = "stands here twice" if key in values else "is not known here"
            faults.append(f"“{key}” {why}: write reason, until, text or fingerprint once each.")
        values[key] = next(
            v for v in token.group("double", "single", "curly", "bare") if v is not None
        )
        if token["bare"] and token["bare"][0] in "\"'“":
            faults.append(f"What “{key}” says has no end: close the quotation mark.")
            break
    verb, *rules = words or [""]
    if verb not in _VERBS:
        faults.append(f"“{verb}” is not known here: write ignore or ignore-file.")
    elif not rules:
        faults.append("This suppression names no rule: write a code such as TRM001.")
    until, fault = day(values.get("until"))
    return Ignore(
        "inline",
        tuple(dict.fromkeys(rules)) if verb in _VERBS else (),
        where.location(start, end),
        one_line(whole[:_LONGEST]),
        one_line(values.get("reason", "")),
        until,
        values.get("text", ""),
        values.get("fingerprint", ""),
        None if verb == "ignore-file" else where.reach(start),
        (*faults, *([fault] if fault else [])),
    )


def day(written: str | None) -> tuple[date | None, str]:
    """A date as it is written, and what is wrong with it."""
    if written is None:
        return None, ""
    try:
        return date.fromisoformat(written), ""
    except ValueError:
        return None, f"“{written}” is no date: write it as 2027-01-31."


class _Places:
    """Where comments stand in a release, and what stands beside them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = document.paragraphs
        self._starts = [self._raw(p.span.start) for p in self._paragraphs]

    def location(self, start: int, end: int) -> Location:
        """Lines and columns of a part of the raw text."""
        return Location(self._document.path, *self._place(start), *self._place(end))

    def reach(self, start: int) -> tuple[Place, Place]:
        """The places that a comment is for."""
        after = bisect_right(self._starts, start)
        line = self._place(start)[0]
        before = self._paragraphs[after - 1] if after else None
        following = self._paragraphs[after:]
        if before and start < self._raw(before.span.end - 1) + 1:
            return self._range(before, before)
        if following and self._place(self._starts[after])[0] == line:
            return self._range(following[0], following[0])
        if before and self._place(self._raw(before.span.end - 1))[0] == line:
            return self._range(before, before)
        if following:
            block = list(takewhile(lambda p: p.block == following[0].block, following))
            return self._range(block[0], block[-1])
        return (line, 1), (line, 0)

    def _range(self, first: Paragraph, last: Paragraph) -> tuple[Place, Place]:
        begin = self._document.position(first.span.start)
        end = self._document.position(last.span.end)
        return (begin.line, begin.column), (end.line, end.column)

    def _raw(self, offset: int) -> int:
        return self._document.source_map.raw_offset(offset)

    def _place(self, raw: int) -> Place:
        starts = self._document.source_map.line_starts
        line = max(1, bisect_right(starts, raw))
        return line, raw - starts[line - 1] + 1
