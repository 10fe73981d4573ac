"""Sentences: what the release leaves out of its original, and what it adds."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from align.checks.context import Context
from align.checks.matter import NAMES, matter
from align.checks.rule import Hit, Option, Rule, Words
from align.findings import Severity
from align.types import BeadKind, LineKind, Span

_Side = Literal["source", "target"]
# Kinds of lines that have a rule of their own (CVR007).
_FRAME = frozenset({LineKind.TITLE, LineKind.DATELINE})
# A side with fewer sentences is not asked whether the release is abridged.
_FEWEST = 20
# Of sentences left out or added on purpose the aligner gives 99 in 100 a probability of this and
# more, and it is wrong seven times in 100,000 words; at 0.9 it is 90 in 100.
_DOUBTFUL = 0.7
# Words of an omitted sentence that stand in one other sentence of the original too: it says that
# again, as the heading and the first lines of a page do.
_AGAIN = 0.9
_TRIED = 50
# Further sentences of a run that are shown: of 841 runs left out or added in the gold pairs of the
# development data, abridged releases aside, none has more than five sentences.
_SHOWN = 5


class Omission(Rule):
    """CVR001: a sentence of the original that the release leaves out."""

    code = "CVR001"
    doubtful = _DOUBTFUL
    options = {
        # Of 260 documents of the development data that are whole at most 24 % is left out, of 20
        # that are abridged at least 57 %.
        "abridged-from": Option(
            0.4,
            "share of the original left out from which the release counts as abridged",
            least=0,
            most=1,
        ),
    }

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every run of sentences left out, or one note where the release is abridged."""
        runs = _runs(context, "source", BeadKind.OMISSION)
        share = _share(context, "source", runs)
        if share >= options["abridged-from"]:
            places = _count(len(runs), "place")
            yield Hit(
                _words(context, "source", runs[0][0]),
                f"The release leaves out {share:.0%} of the original, in {places}: it seems "
                "abridged, and what it leaves out is not told one by one.",
                severity=Severity.NOTE,
            )
            return
        summed, again = _summed_up(context), _Again(context, "source")
        for run in runs:
            why = _why(context, "source", run, again)
            if not why and run[0] in summed:
                why = "the release sums it up in brackets"
            yield _hit(context, "source", run, "The release leaves out", "also left out", why)


class Addition(Rule):
    """CVR002: a sentence of the release that the original does not have."""

    code = "CVR002"
    doubtful = _DOUBTFUL
    options = {
        "extended-from": Option(
            0.4,
            "share of the release added from which it counts as another text",
            least=0,
            most=1,
        ),
    }

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every run of sentences added, or one note where the release has much of its own."""
        runs = _runs(context, "target", BeadKind.ADDITION)
        share = _share(context, "target", runs)
        if share >= options["extended-from"]:
            yield Hit(
                _words(context, "target", runs[0][0]),
                f"{share:.0%} of the release is not in the original, in "
                f"{_count(len(runs), 'place')}: it has much of its own, and what it adds is not "
                "told one by one.",
                severity=Severity.NOTE,
            )
            return
        again = _Again(context, "target")
        for run in runs:
            bead = context.alignment.beads[context.bead_of["target", run[0]]]
            why = "a summary in brackets" if bead.summary else _why(context, "target", run, again)
            yield _hit(context, "target", run, "The original does not have", "also added", why)


def _runs(context: Context, side: _Side, kind: BeadKind) -> list[list[int]]:
    """Numbers of the unpaired sentences of a side, those in a row together."""
    found: list[list[int]] = []
    last = -1
    for place, sentence in enumerate(context.body(side)):
        number = context.bead_of.get((side, sentence.index))
        if number is None or sentence.kind in _FRAME:
            continue
        bead = context.alignment.beads[number]
        if bead.moved or context.alignment.kind(bead) is not kind:
            continue
        if found and last == place - 1:
            found[-1].append(sentence.index)
        else:
            found.append([sentence.index])
        last = place
    return found


def _share(context: Context, side: _Side, runs: Sequence[Sequence[int]]) -> float:
    """Share of the sentences of a side that are unpaired; 0 for a short side."""
    total = sum(1 for _ in context.body(side))
    return sum(map(len, runs)) / total if total >= _FEWEST else 0.0


def _hit(context: Context, side: _Side, run: Sequence[int], what: str, label: str, why: str) -> Hit:
    at = _words(context, side, run[0])
    more = f", and {_count(len(run) - 1, 'sentence')} after it" if len(run) > 1 else ""
    note = f" ({why})" if why else ""
    beads = [context.bead_of[side, n] for n in run]
    # The surest of a run stands for it: of ten sentences left out one may be doubtful.
    surest = max(beads, key=lambda n: (context.alignment.beads[n].probability, -n))
    return Hit(
        at,
        f"{what} this sentence{more}{note}.",
        surest,
        related=tuple((label, _words(context, side, n)) for n in run[1 : 1 + _SHOWN]),
        severity=Severity.NOTE if why else None,
    )


def _why(context: Context, side: _Side, run: Sequence[int], again: "_Again") -> str:
    """Why a run matters little; empty where it does."""
    every = context.side(side)
    titles = [s.text for s in context.body(side) if s.kind is LineKind.TITLE]
    kinds = [matter(every.sentences[n].text, every.language, titles) for n in run]
    if all(kinds):
        return NAMES[kinds[0]]
    if all(kind or again.holds(n) for n, kind in zip(run, kinds, strict=True)):
        return "it says again what stands elsewhere"
    return ""


class _Again:
    """Finds sentences whose words nearly all stand in one other sentence of their side."""

    def __init__(self, context: Context, side: _Side) -> None:
        self._words = {s.index: _set(s.text) for s in context.body(side)}
        self._where: dict[str, list[int]] = {}
        for number, words in self._words.items():
            for word in sorted(words):
                self._where.setdefault(word, []).append(number)

    def holds(self, number: int) -> bool:
        """Whether a sentence is one; a few of those that share its rarest words are looked at."""
        own = self._words.get(number, frozenset())
        # All but a tenth of the words are shared: among so many of the rarest there is one.
        rarest = sorted(own, key=lambda word: (len(self._where[word]), word))
        tried = rarest[: len(own) - math.ceil(_AGAIN * len(own)) + 1]
        others = {n for word in tried for n in self._where[word][:_TRIED]} - {number}
        return any(len(own & self._words[n]) >= _AGAIN * len(own) for n in sorted(others))


def _set(text: str) -> frozenset[str]:
    return frozenset(word.strip('.,;:!?«»“”"()—–-') for word in text.lower().split()) - {""}


def _summed_up(context: Context) -> set[int]:
    """First sentences of the omitted runs beside a summary in brackets."""
    beads = context.alignment.beads
    beside = {
        n + step
        for n, bead in enumerate(beads)
        if bead.summary
        for step in (-1, 1)
        if 0 <= n + step < len(beads)
    }
    left_out = {n for number in beside for n in beads[number].source if not beads[number].target}
    runs = _runs(context, "source", BeadKind.OMISSION)
    return {run[0] for run in runs if left_out.intersection(run)}


def _words(context: Context, side: _Side, number: int) -> Words:
    return Words(side, number, Span(0, len(context.side(side).sentences[number].text)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
