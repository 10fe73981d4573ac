"""Edits put in order: which may be made together, and what the text is then."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise

from align.findings import Edit, Finding
from align.types import Span

Fix = tuple[Edit, ...]
"""The edits of one finding: all of them are made, or none."""

_WORDS = re.compile(r"\w+|\W")


class Refused(Exception):  # noqa: N818 - no error: it says why a fix is left out.
    """A fix cannot be made, and why: the rest of a sentence that begins with “It”."""


def fixes_of(findings: Iterable[Finding], *, unsafe: bool = False) -> tuple[Fix, ...]:
    """The fixes that findings offer; those that are not safe only if asked for."""
    return tuple(
        finding.edits
        for finding in findings
        if finding.edits
        and finding.suppression is None
        and (unsafe or all(edit.safe for edit in finding.edits))
    )


def settled(fixes: Iterable[Fix], text: str) -> tuple[list[Fix], list[tuple[Fix, str]]]:
    """Fixes that do not touch each other, in the order of the text, and the others with a reason.

    Of two that touch the first in the text stays. An edit that another fix makes too is no clash.
    """
    kept: list[Fix] = []
    left: list[tuple[Fix, str]] = []
    taken: list[tuple[int, int, str]] = []
    for fix in sorted(fixes, key=lambda fix: min((edit.span for edit in fix), default=Span(0, 0))):
        own = sorted({(edit.span.start, edit.span.end, edit.text) for edit in fix})
        new = [edit for edit in own if edit not in taken]
        if any(not 0 <= start <= end <= len(text) for start, end, _ in own):
            left.append((fix, "lies outside of the text"))
        elif any(_touch(a, b) for a, b in pairwise(own)) or any(
            _touch(edit, other) for edit in new for other in _near(taken, edit)
        ):
            left.append((fix, "overlaps with another one"))
        else:
            kept.append(fix)
            for edit in new:
                insort(taken, edit)
    return kept, left


def edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """All edits of some fixes, each once, in the order of the text."""
    every = {(edit.span, edit.text): edit for fix in fixes for edit in fix}
    return [every[key] for key in sorted(every)]


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that are in order and do not touch each other."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*parts, text[at:]))


def trimmed(edit: Edit, text: str) -> tuple[Span, str]:
    """The part of an edit that changes something, in whole words.

    Examples
    --------
    >>> trimmed(Edit(Span(4, 16), "Union State", True), "The Allied State grew.")
    (Span(start=4, end=10), 'Union')
    """
    old, new = _WORDS.findall(edit.span.of(text)), _WORDS.findall(edit.text)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before = len("".join(old[:head]))
    behind = len("".join(old[len(old) - tail :]))
    words = "".join(new[head : len(new) - tail])
    return Span(edit.span.start + before, edit.span.end - behind), words


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Number of equal items at the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _near(
    taken: Sequence[tuple[int, int, str]], edit: tuple[int, int, str]
) -> Iterable[tuple[int, int, str]]:
    """The edits that could touch one: they are apart, so two before it and all that begin in it."""
    first = max(0, bisect_left(taken, (edit[0],)) - 2)
    last = bisect_right(taken, (edit[1] + 1,))
    return taken[first:last]


def _touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    if one[:2] == other[:2]:
        return True
    return one[0] < other[1] and other[0] < one[1]
