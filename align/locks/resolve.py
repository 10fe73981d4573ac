"""From corrections in a file to sentence numbers of the two documents as they now are."""

from collections.abc import Iterable
from dataclasses import dataclass

from align.errors import UsageError
from align.locks.anchors import Anchor, Index, quote
from align.locks.blocks import Lock
from align.locks.file import lock_path
from align.types import SegmentedText

# Searching for the nearest looks at every sentence of the document; nobody reads more of them.
_SUGGESTED = 50
_SHOWN = 60  # Characters of a sentence in a message.

_Holders = tuple[dict[int, Lock], dict[int, Lock]]  # Who holds which sentence, by side.


@dataclass(frozen=True, slots=True)
class Pin:
    """Numbers of sentences that must make one bead; one side empty for an omission or addition."""

    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the corrections in the two documents as they now are.

    Parameters
    ----------
    held
        For each lock, in order, its pin; None where it no longer holds.
    found
        For each lock the numbers of those of its sentences that were found, whether or not the
        lock as a whole holds.
    problems
        A sentence for the user about each lock that no longer holds, in order.
    """

    held: tuple[Pin | None, ...]
    found: tuple[Pin, ...]
    problems: tuple[str, ...]

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pins to keep to. No sentence is in two of them."""
        return tuple(pin for pin in self.held if pin)


def fix(
    pins: Iterable[Pin], source: SegmentedText, target: SegmentedText, reason: str = ""
) -> tuple[Lock, ...]:
    """Locks that will find the sentences of `pins` again.

    Raises
    ------
    UsageError
        A pin is empty, or names a sentence that there is not, or one that another pin names.
    """
    sides = Index(source), Index(target)
    used: tuple[set[int], set[int]] = set(), set()
    locks = []
    for pin in pins:
        if not pin.source and not pin.target:
            raise UsageError("A pair without sentences fixes nothing. Name at least one.")
        for index, numbers, taken in zip(sides, (pin.source, pin.target), used, strict=True):
            for n in numbers:
                _check(index.side, n, taken)
                taken.add(n)
        anchors = [
            tuple(index.anchor(n) for n in numbers)
            for index, numbers in zip(sides, (pin.source, pin.target), strict=True)
        ]
        locks.append(Lock(anchors[0], anchors[1], quote(reason)))
    return tuple(locks)


def _check(side: SegmentedText, number: int, taken: set[int]) -> None:
    count = len(side.sentences)
    if not 0 <= number < count:
        raise UsageError(
            f"{side.document.path}: there is no sentence {number}; it has {count}, numbered from 0"
            f" to {count - 1}. Look them up with align lock ORIGINAL RELEASE --numbers."
        )
    if number in taken:
        raise UsageError(
            f"{side.document.path}: sentence {number} is named twice. It can be fixed once."
        )


def resolve(locks: Iterable[Lock], source: SegmentedText, target: SegmentedText) -> Resolved:
    """Find the sentences of corrections in the two documents.

    A lock holds when all its sentences are found and none of them is held by a lock before it;
    otherwise nothing of it is kept to, and a problem says so.

    Parameters
    ----------
    locks
        Corrections, as `read_locks` gives them.
    source, target
        Original and release.
    """
    indices = Index(source), Index(target)
    holders: _Holders = ({}, {})
    path = lock_path(source.document.path, target.document.path)
    held: list[Pin | None] = []
    found: list[Pin] = []
    problems: list[str] = []
    for lock in locks:
        pairs = list(zip(indices, (lock.source, lock.target), strict=True))
        places = [[index.find(anchor) for anchor in anchors] for index, anchors in pairs]
        known = [sorted({n for n in numbers if n is not None}) for numbers in places]
        found.append(Pin(tuple(known[0]), tuple(known[1])))
        problem = _lost(pairs, places, suggest=len(problems) < _SUGGESTED)
        problem = problem or _twice(indices, places, known) or _taken(indices, known, holders)
        if problem:
            where = f"{path or 'corrections'}:{lock.line}" if lock.line else f"{path or 'here'}"
            problems.append(f"{where}: {problem}")
            held.append(None)
            continue
        held.append(found[-1])
        for holder, numbers in zip(holders, known, strict=True):
            holder.update(dict.fromkeys(numbers, lock))
    return Resolved(tuple(held), tuple(found), tuple(problems))


def _lost(
    pairs: list[tuple[Index, tuple[Anchor, ...]]], places: list[list[int | None]], *, suggest: bool
) -> str:
    """What to say of the sentences that were not found; nothing if all were."""
    lost = [
        (index, anchor)
        for (index, anchors), numbers in zip(pairs, places, strict=True)
        for anchor, number in zip(anchors, numbers, strict=True)
        if number is None
    ]
    if not lost:
        return ""
    index, anchor = lost[0]
    document = index.side.document.path
    more = f" (and {len(lost) - 1} more of this pair)" if len(lost) > 1 else ""
    copies = len(index.copies(anchor))
    if copies:
        what = (
            f"{_words(anchor.text)} stands in {document}"
            f" {'once' if copies == 1 else f'{copies} times'} and which was meant can no longer"
            f" be told{more}"
        )
    else:
        what = f"{_words(anchor.text)} is no longer in {document}{more}"
        near = index.nearest(anchor.text) if suggest else None
        if near is not None:
            sentence = index.side.sentences[near]
            line = index.side.document.position(sentence.span.start).line
            what += f"; the nearest is sentence {near} on line {line}, {_words(sentence.text)}"
    return f"{what}. The pair is not kept to: fix it anew with align lock, or delete its block."


def _twice(
    indices: tuple[Index, Index], places: list[list[int | None]], known: list[list[int]]
) -> str:
    """What to say of a sentence that two lines of one block mean."""
    for index, numbers, distinct in zip(indices, places, known, strict=True):
        if len(distinct) < len(numbers):
            document = index.side.document.path
            return (
                f"two lines of the pair mean the same sentence of {document}."
                " The pair is not kept to: delete one of the lines."
            )
    return ""


def _taken(
    indices: tuple[Index, Index],
    known: list[list[int]],
    holders: _Holders,
) -> str:
    """What to say of a sentence that a lock before this one holds."""
    for index, numbers, holder in zip(indices, known, holders, strict=True):
        for n in numbers:
            if n in holder:
                where = f"the block on line {holder[n].line}" if holder[n].line else "another block"
                return (
                    f"{_words(index.side.sentences[n].text)} is in {where} too, which is kept to."
                    " This one is not: delete one of the two."
                )
    return ""


def _words(text: str) -> str:
    return f"“{quote(text, _SHOWN)}”"
