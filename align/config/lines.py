"""On which line of a TOML file a value stands: tomllib does not say.

One pass over the file, no nesting of calls; in a file that is no TOML the lines mean nothing, and
tomllib says why. Keys and lists that lie too deep in each other are refused here, before tomllib
sees them: a key of n parts takes it n² steps, and a megabyte of ``a.a.a`` hours.
"""

import re
import tomllib
from collections.abc import Iterator

Keys = tuple[str | int, ...]

# Nothing in the settings lies deeper than 4: pairs, its entry, original; rules, code, option, list.
_DEEPEST = 30

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+|\n|[\[\]{}=,.]|[^\s\[\]{}=,.\#\"']++",
    re.DOTALL,
)


def lines_of(text: str) -> dict[Keys, int]:
    """The line, from 1, of every key and every element of a list.

    Raises
    ------
    ValueError
        Keys or lists lie too deep in each other.

    Examples
    --------
    >>> found = lines_of('jobs = 2\\n[rules.TXT008]\\nspelling = "american"\\n')
    >>> found[("rules", "TXT008", "spelling")], found[("jobs",)]
    (3, 1)
    """
    found: dict[Keys, int] = {}
    reader = _Reader(found)
    for sign, line in _tokens(text):
        reader.take(sign, line)
        if len(reader.parts) + len(reader.open) > _DEEPEST:
            raise ValueError(f"keys or lists lie too deep in each other (at line {line})")
    return found


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        sign = match.group()
        if not sign.startswith("#"):
            yield sign, line
        line += sign.count("\n")


class _Reader:
    """Where in the file the scan stands: in a header, in a key, or in a value and its lists."""

    def __init__(self, found: dict[Keys, int]) -> None:
        self.found = found
        self.table: Keys = ()
        self.counts: dict[Keys, int] = {}  # Tables so far in every list of tables.
        self.parts: list[str] = []  # Of the key being read.
        self.dotted = False  # A full stop came last.
        self.header = 0  # Brackets before it, 0 outside of one.
        # The open lists and inline tables: where they stand, the number of the element or -1.
        self.open: list[tuple[Keys, int]] = []
        self.value: Keys | None = None  # Where the value being read stands; None in a key.

    def take(self, sign: str, line: int) -> None:
        if self.value is not None:
            self._in_value(sign, line)
        elif sign == "[" and not self.parts:
            self.header += 1
        elif sign == "]":
            self._end_header(line)
        elif sign == "=":
            self._end_key(line)
        elif sign == "}" and self.open:
            self._close()
        elif sign == "\n" and not self.open:
            self.parts, self.header, self.dotted = [], 0, False
        elif sign == ".":
            self.dotted = True
        elif sign not in ("\n", ",", "[", "}"):
            self.parts = [*self.parts, _word(sign)] if self.dotted else [_word(sign)]
            self.dotted = False

    def _end_header(self, line: int) -> None:
        if not self.parts:
            return
        path: Keys = ()
        for number, part in enumerate(self.parts, 1):
            path = (*path, part)
            self.found.setdefault(path, line)
            if number == len(self.parts) and self.header > 1:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
        self.found.setdefault(path, line)
        self.table, self.parts = path, []

    def _end_key(self, line: int) -> None:
        path = self.open[-1][0] if self.open else self.table
        for part in self.parts:
            path = (*path, part)
            self.found.setdefault(path, line)
        self.parts, self.value = [], path

    def _in_value(self, sign: str, line: int) -> None:
        assert self.value is not None  # noqa: S101 - take saw to it.
        listed = bool(self.open) and self.open[-1][1] >= 0
        if sign == "]":
            self._close()
            return
        if sign == "," and self.open:
            path, number = self.open[-1]
            if listed:
                self.open[-1] = path, number + 1
                self.value = (*path, number + 1)
            else:
                self.value = None
        elif sign == "}":
            self._close()
        elif sign == "\n":
            if not self.open:
                self.value, self.header = None, 0
        else:
            self.found.setdefault(self.value, line)
            if sign == "[":
                self.open.append((self.value, 0))
                self.value = (*self.value, 0)
            elif sign == "{":
                self.open.append((self.value, -1))
                self.value = None

    def _close(self) -> None:
        """Leave a list or an inline table: the scan stands behind the value that it was."""
        self.parts = []
        if self.open:
            self.value = self.open.pop()[0]


def _word(sign: str) -> str:
    """A part of a key without its quotation marks."""
    if sign[0] not in "\"'":
        return sign
    try:
        return str(tomllib.loads(f"key = {sign}")["key"])
    except tomllib.TOMLDecodeError:
        return sign
