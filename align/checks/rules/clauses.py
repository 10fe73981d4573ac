"""Clauses: what a sentence of the release leaves out of its original, or adds to it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from align.checks.context import Context
from align.checks.matter import NAMES, matter
from align.checks.rule import Hit, Option, Rule, Words
from align.findings import Severity
from align.types import LineKind, Span

if TYPE_CHECKING:
    from align.checks.unrendered import Unrendered

_OPTIONS = {
    "least": Option(2, "words that mean something by themselves a clause must have", least=1),
    "note-from": Option(0.5, "how likely it must be to be noted, from 0 to 1", least=0, most=1),
    "warn-from": Option(
        0.8, "how likely it must be to be told as more than a note", least=0, most=1
    ),
    "part": Option(
        0.47, "part of the usual length below which the other side lacks something", least=0, most=1
    ),
}
# A clause that is told as more than a note has so many words that mean something, and a word of it
# scores so much on the average. With the three limits 84 in 100 planted omissions of three words
# and more are warned of, and 94 additions, at 0.1 wrong alarms in 1,000 English words for each
# (tests/bench/bench_clauses.py).
_SAID, _MEAN = 3, 0.3
# A bead with so many letters whose other side has less than `part` of the length usual in the
# document lacks something, whatever its words say: of 3,392 beads in six clean suites 24 are so,
# and on reading them 21 did lack a clause or were furniture.
_LETTERS = 50
# Of a longer clause the beginning is shown.
_SHOWN = 160
_BARE = " \t,;:–—-"


class ClauseOmitted(Rule):
    """CVR003: a part of a sentence of the original that nothing in the release renders."""

    code = "CVR003"
    linked = True
    options = _OPTIONS

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every run of the original's words that no word of its bead in the release stands for."""
        titles = [s.text for s in context.body("source") if s.kind is LineKind.TITLE]
        lopsided = _lopsided(context, "source", options["part"])
        for number, run in _runs(context, "source", options):
            at = _place(context, "source", number, run.span)
            text = _text(context, at)
            kind = matter(text, context.language, titles)
            kind = "" if kind == "fragment" else kind
            what = f" ({NAMES[kind]})" if kind else ""
            yield Hit(
                at,
                f"Nothing in the release says “{_short(text)}”{what}.",
                number,
                (("the release", _whole(context, "target", number)),),
                Severity.NOTE if kind or _explains(context, at) else _severity(run, options),
            )
            if kind or _severity(run, options) is None:
                lopsided.discard(number)
        for number in sorted(lopsided):
            whole = _whole(context, "source", number)
            kind = matter(_text(context, whole), context.language, titles)
            yield Hit(
                whole,
                "The release says much less here: a part of the sentence seems to be left out.",
                number,
                (("the release", _whole(context, "target", number)),),
                Severity.NOTE if kind and kind != "fragment" else None,
            )


class ClauseAdded(Rule):
    """CVR004: a part of a sentence of the release that the original does not have."""

    code = "CVR004"
    linked = True
    options = _OPTIONS

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every run of the release's words that no word of its bead in the original stands for."""
        lopsided = _lopsided(context, "target", options["part"])
        for number, run in _runs(context, "target", options):
            at = _place(context, "target", number, run.span)
            text = _text(context, at)
            yield Hit(
                at,
                f"Nothing in the original says “{_short(text)}”.",
                number,
                (("the original", _whole(context, "source", number)),),
                Severity.NOTE if _explains(context, at) else _severity(run, options),
            )
            if _severity(run, options) is None:
                lopsided.discard(number)
        for number in sorted(lopsided):
            yield Hit(
                _whole(context, "target", number),
                "The release says much more here: a part of the sentence seems to be added.",
                number,
                (("the original", _whole(context, "source", number)),),
            )


def _lopsided(context: Context, side: Literal["source", "target"], part: float) -> set[int]:
    """Numbers of the beads whose other side is much shorter than is usual."""
    from align.checks.unrendered import usual_ratio

    if not context.paired or part <= 0:
        return set()
    alignment = context.alignment
    ratio = usual_ratio(alignment)
    found = set()
    for number, bead in context.paired:
        texts = alignment.source_text(bead), alignment.target_text(bead)
        more = math.log(max(1, len(texts[1])) / max(1, len(texts[0]))) - ratio
        long = len(texts[0] if side == "source" else texts[1]) > _LETTERS
        if long and (more if side == "source" else -more) < math.log(part):
            found.add(number)
    return found


def _runs(
    context: Context, side: Literal["source", "target"], options: Mapping[str, Any]
) -> "Iterator[tuple[int, Unrendered]]":
    """The runs of words that are to be told, with the numbers of their beads."""
    if context.linker is None or not context.paired:
        return
    from align.checks.unrendered import members, unrendered, usual_ratio

    ratio = usual_ratio(context.alignment)
    links = context.links([number for number, _ in context.paired])
    sentences = context.side(side).sentences
    for number, bead in context.paired:
        numbers = bead.source if side == "source" else bead.target
        lengths = [len(sentences[n].text) for n in numbers]
        lost = [run for _, run in members(links[number], side, lengths, context.language)]
        told = lost + [
            run
            for run in unrendered(links[number], side, ratio, context.language)
            if run.probability >= options["note-from"] and run.content >= options["least"]
            and not any(one.span.start < run.span.end and run.span.start < one.span.end
                        for one in lost)
        ]  # fmt: skip
        side_text = (
            context.alignment.source_text if side == "source" else context.alignment.target_text
        )
        text = side_text(context.alignment.beads[number])
        yield from ((number, run) for run in _joined(told, text))


def _joined(told: "list[Unrendered]", text: str) -> "list[Unrendered]":
    """The runs of a bead, those with nothing but marks between them as one."""
    out: list[Unrendered] = []
    for run in sorted(told, key=lambda one: one.span):
        before = out[-1] if out else None
        if before and not any(map(str.isalnum, text[before.span.end : run.span.start])):
            out[-1] = replace(
                before,
                span=Span(before.span.start, run.span.end),
                content=before.content + run.content,
                probability=max(before.probability, run.probability),
                mean=max(before.mean, run.mean),
            )
        else:
            out.append(run)
    return out


def _severity(run: "Unrendered", options: Mapping[str, Any]) -> Severity | None:
    """None, which is the rule's own, where it is likely enough."""
    said = run.content >= _SAID and run.mean >= _MEAN
    return None if said and run.probability >= options["warn-from"] else Severity.NOTE


def _place(context: Context, side: Literal["source", "target"], number: int, span: Span) -> Words:
    """A range of a bead's text as words of one sentence: of the one that has most of it."""
    bead = context.alignment.beads[number]
    numbers = bead.source if side == "source" else bead.target
    sentences = context.side(side).sentences
    best, at = Words(side, numbers[0], Span(0, 0)), 0
    for n in numbers:
        length = len(sentences[n].text)
        part = Span(max(0, span.start - at), max(0, min(length, span.end - at)))
        if part.end - part.start > len(best.span):
            best = Words(side, n, part)
        at += length + 1
    return best


def _whole(context: Context, side: Literal["source", "target"], number: int) -> Words:
    """The first sentence of a side of a bead."""
    bead = context.alignment.beads[number]
    first = (bead.source if side == "source" else bead.target)[0]
    return Words(side, first, Span(0, len(context.side(side).sentences[first].text)))


def _explains(context: Context, at: Words) -> bool:
    """Whether words stand in brackets, or open one: "(190 miles)", "AFU (the Armed Forces"."""
    text = context.side(at.side).sentences[at.sentence].text
    before = text[: at.span.start]
    opened = before.count("(") + before.count("[") > before.count(")") + before.count("]")
    return opened or "(" in at.span.of(text) or "[" in at.span.of(text)


def _text(context: Context, at: Words) -> str:
    return at.span.of(context.side(at.side).sentences[at.sentence].text)


def _short(text: str) -> str:
    text = text.strip(_BARE)
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
