"""The course of a release: the order of its passages, its headline and its dateline."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from align.checks.context import Context
from align.checks.rule import Hit, Rule, Words
from align.findings import Severity
from align.types import Bead, BeadKind, LineKind, Sentence, Span

_NAMES = {LineKind.TITLE: "headline", LineKind.DATELINE: "dateline"}
# Words of the sentence before that a message shows.
_SHOWN = 8


class Order(Rule):
    """CVR006: a passage that stands elsewhere in the original."""

    code = "CVR006"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every block of moved beads, once."""
        sentences = context.alignment.target.sentences, context.alignment.source.sentences
        for block in _blocks(context):
            number, bead = block[0]
            sentence, first = sentences[0][bead.target[0]], sentences[1][bead.source[0]]
            many = sum(len(b.target) for _, b in block)
            what = "This passage" if many == 1 else f"This passage of {many} sentences"
            yield Hit(
                Words("target", sentence.index, Span(0, len(sentence.text))),
                f"{what} stands elsewhere in the original: {_after(context, first.index)}.",
                number,
                (("the original", Words("source", first.index, Span(0, len(first.text)))),),
            )


class Frame(Rule):
    """CVR007: a headline or a dateline that only one side has."""

    code = "CVR007"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """The headline and the dateline of the original that the release lacks, and the reverse."""
        for kind, name in _NAMES.items():
            ours, theirs = _first(context, "source", kind), _first(context, "target", kind)
            lone = [s for s in (ours, theirs) if s and not _paired(context, s, ours is s)]
            if ours and not theirs and lone:
                severity = None if kind is LineKind.TITLE else Severity.NOTE
                yield Hit(
                    Words("source", ours.index, Span(0, len(ours.text))),
                    f"The release has no {name}; the original has “{ours.text}”.",
                    severity=severity,
                )
            elif theirs and not ours and lone:
                yield Hit(
                    Words("target", theirs.index, Span(0, len(theirs.text))),
                    f"The release has a {name}, and the original has none.",
                    severity=Severity.NOTE,
                )


def _blocks(context: Context) -> list[list[tuple[int, Bead]]]:
    """Moved beads, those that follow each other in both texts together."""
    blocks: list[list[tuple[int, Bead]]] = []
    last = -1
    for place, (number, bead) in enumerate(context.paired):
        if not bead.moved:
            continue
        if blocks and last == place - 1 and blocks[-1][-1][1].source < bead.source:
            blocks[-1].append((number, bead))
        else:
            blocks.append([(number, bead)])
        last = place
    return blocks


def _after(context: Context, number: int) -> str:
    """Where a sentence of the original stands, in words."""
    before = [s for s in context.body("source") if s.index < number]
    if not before:
        return "at its beginning"
    words = before[-1].text.split()
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    return f"after “{shown}”"


def _first(context: Context, side: Literal["source", "target"], kind: LineKind) -> Sentence | None:
    return next((s for s in context.body(side) if s.kind is kind), None)


def _paired(context: Context, sentence: Sentence, source: bool) -> bool:
    number = context.bead_of.get(("source" if source else "target", sentence.index))
    if number is None:
        return False
    return context.alignment.kind(context.alignment.beads[number]) is BeadKind.PAIRED
