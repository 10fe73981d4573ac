"""Negations: whether the release denies what the original denies, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

from align.checks.context import Context
from align.checks.flips import Flip, differ, flips
from align.checks.rule import Hit, Rule, Words
from align.checks.run import joined
from align.findings import Severity

# Scores from which a negation is told at all, and for sure: lost, added (`align.checks.flips`).
NOTED, SURE = (0.1, -0.5), (1.5, 1.5)


class Negation(Rule):
    """FCT020: the original denies and the release does not, or the other way about."""

    code = "FCT020"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """The likeliest flip of each bead; none without an encoder."""
        alignment = context.alignment
        unlike = [
            n
            for n, bead in context.paired
            if differ(alignment.source_text(bead), alignment.target_text(bead), context.language)
        ]
        for number, links in context.links(unlike).items():
            for flip in flips(links, context.language)[:1]:
                if flip.score >= NOTED[not flip.lost]:
                    yield from _hit(context, number, flip)


def _hit(context: Context, number: int, flip: Flip) -> Iterator[Hit]:
    bead = context.alignment.beads[number]
    source = joined(context.alignment, "source", bead.source, flip.source)
    target = joined(context.alignment, "target", bead.target, flip.target)
    if source is None or target is None:
        return
    ours, theirs = (_text(context, words) for words in (source, target))
    if flip.lost:
        message = f"“{ours}” in the original, “{theirs}” here: is the negation lost?"
    else:
        message = f"“{theirs}” here; the original says “{ours}” without a negation."
    severity = None if flip.score >= SURE[not flip.lost] else Severity.NOTE
    yield Hit(target, message, number, (("the original", source),), severity)


def _text(context: Context, words: Words) -> str:
    return words.span.of(context.side(words.side).sentences[words.sentence].text)
