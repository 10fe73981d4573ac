"""The blocks of a file of corrections, from lines to locks and back.

A line in square brackets begins a block and says why; the lines below it name the sentences, one
each; lines that begin with # are comments::

    [pair] the editor merged the two
    original 3f9a21c4d0 after 5b1e1f before c770a2 | Документ направлен на создание …
    original 88ab03de17 after 1d20aa before 90fe41 | Таких в стране 143.
    release  0c11d2ee53 after 7714e0 before 02b1cc | The document aims to create jobs …

    [left out] the list is on the website
    original 77ab40c9f2 after 31e0d8 before aa0193 copy 2 of 3 | Подробности на сайте.

The digits decide which sentence is meant, see `align.locks.anchors`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from align.errors import InputError
from align.locks.anchors import Anchor, quote

_SIDES = ("original", "release")
# The sides that each kind of block has sentences of, and how to ask for them.
_KINDS = {
    "pair": ((True, True), "lines of both the original and the release"),
    "left out": ((True, False), "lines of the original, and of nothing else"),
    "added": ((False, True), "lines of the release, and of nothing else"),
}
_HEAD = re.compile(r"\[([^\]]*)\](.*)")
_SENTENCE = re.compile(
    r"(original|release)[ \t]+([0-9a-f]{10})"
    r"(?:[ \t]+after[ \t]+([0-9a-f]{6}))?(?:[ \t]+before[ \t]+([0-9a-f]{6}))?"
    r"(?:[ \t]+copy[ \t]+([1-9][0-9]{0,5})[ \t]+of[ \t]+([1-9][0-9]{0,5}))?"
)
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_BEGIN = "Blocks begin with [pair], [left out] or [added]."
_ANEW = "Mend the line, or delete its block and fix the pair anew with align lock."


@dataclass(frozen=True, slots=True)
class Lock:
    """Sentences that a person said belong together, or have no counterpart.

    Parameters
    ----------
    source, target
        Sentences of the original and of the release; one side empty for what was left out or
        added.
    reason
        Why, in the person's words, on one line.
    line
        Line of the file its block begins on, from 1; 0 where it comes from no file.
    """

    source: tuple[Anchor, ...]
    target: tuple[Anchor, ...]
    reason: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A lock and the lines it takes up, with the comment that touches it; numbered from 0."""

    lock: Lock
    start: int
    end: int


def parse(lines: Sequence[str], path: str) -> list[Block]:
    """The blocks of a file, in order.

    Raises
    ------
    InputError
        A line cannot be understood, or two lines name the same sentence.
    """
    blocks: list[Block] = []
    named: dict[tuple[str, Anchor], int] = {}
    for start, sentences in _grouped(lines, path):
        kind, reason = _head(lines[start])
        sides: tuple[list[Anchor], list[Anchor]] = ([], [])
        for number in sentences:
            side, anchor = _sentence(lines[number].strip(), path, number)
            # Neither the words after | nor the number of copies make it another sentence.
            key = side, Anchor(anchor.digest, anchor.after, anchor.before, anchor.copy)
            if key in named:
                problem = f"line {named[key]} names the same sentence."
                _fail(path, number, problem, "It can be fixed once: delete one of the two blocks.")
            named[key] = number + 1
            sides[_SIDES.index(side)].append(anchor)
        if (bool(sides[0]), bool(sides[1])) != _KINDS[kind][0]:
            _fail(path, start, f"a block [{kind}] needs {_KINDS[kind][1]}.")
        lock = Lock(tuple(sides[0]), tuple(sides[1]), reason, start + 1)
        first, free = start, blocks[-1].end if blocks else 0
        while first > free and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        # A comment that the file begins with is about the whole of it, and touches no block.
        blocks.append(Block(lock, first or start, sentences[-1] + 1))
    return blocks


def written(lock: Lock) -> str:
    """The lines of a block."""
    kind = "pair" if lock.source and lock.target else "left out" if lock.source else "added"
    lines = [f"[{kind}] {quote(lock.reason)}"]
    for side, anchors in zip(_SIDES, (lock.source, lock.target), strict=True):
        for anchor in anchors:
            words = [f"{side:8} {anchor.digest}"]
            words += [f"after {anchor.after}"] if anchor.after else []
            words += [f"before {anchor.before}"] if anchor.before else []
            words += [f"copy {anchor.copy} of {anchor.copies}"] if anchor.copies > 1 else []
            lines.append(f"{' '.join(words)} | {quote(anchor.text)}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _grouped(lines: Sequence[str], path: str) -> Iterator[tuple[int, list[int]]]:
    """For each block the number of its first line and of those that name its sentences."""
    start: int | None = None
    sentences: list[int] = []
    for number, line in enumerate(lines):
        words = line.strip()
        if line.startswith(_CONFLICT):
            remedy = "Keep the blocks that are right and delete the lines with the marks."
            _fail(path, number, "git left the marks of a conflict here.", remedy)
        if not words or words.startswith("#"):
            continue
        if not words.startswith("["):
            if start is None:
                _fail(path, number, "this line belongs to no block.", _BEGIN)
            sentences.append(number)
            continue
        if start is not None:
            yield start, sentences
        if _head(words)[0] not in _KINDS:
            _fail(path, number, f"there is no block '{quote(words, 40)}'.", _BEGIN)
        start, sentences = number, []
    if start is not None:
        yield start, sentences


def _head(line: str) -> tuple[str, str]:
    """Kind and reason of the line that begins a block."""
    match = _HEAD.match(line.strip())
    return (" ".join(match[1].split()), quote(match[2])) if match else ("", "")


def _sentence(line: str, path: str, number: int) -> tuple[str, Anchor]:
    """Side and sentence that a line names."""
    head, _, text = line.partition("|")
    match = _SENTENCE.fullmatch(head.strip())
    if not match:
        problem = (
            f"'{quote(line, 40)}' names no sentence: a line needs 'original' or 'release', the"
            " digits that align lock gave it, and the words after |."
        )
        _fail(path, number, problem)
    side, digits, after, before, *counts = match.groups()
    copy, copies = (int(count or 1) for count in counts)
    if copy > copies:
        _fail(path, number, f"there is no copy {copy} of {copies}.")
    return side, Anchor(digits, after or "", before or "", copy, copies, quote(text))


def _fail(path: str, number: int, problem: str, remedy: str = _ANEW) -> NoReturn:
    raise InputError(path, problem, remedy, number + 1)
