"""Words of the original's language left in the release."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from align.checks.context import Context
from align.checks.letters import LOOK_ALIKE, is_cyrillic, is_latin
from align.checks.rule import Hit, Rule, Words
from align.types import Span

_WORD = re.compile(r"[^\W\d_]+")
# From this share of Cyrillic letters on a sentence as a whole is untranslated, not a name in it.
_SENTENCE = 0.5
_SHOWN = 80
# Characters before a word in which a bracket may have opened.
_NEAR = 200
# Signs between words of one run.
_BETWEEN = re.compile(r"[\s,.;:«»“”\"'’ʼ–—-]{1,4}")
# What follows a name in its own letters: its rendering, in brackets.
_GLOSS = re.compile(r"[»”\"']?\s?[(\[][^()\[\]]{0,200}?[A-Za-z]")


class Untranslated(Rule):
    """CVR005: words in Cyrillic letters that the release does not explain."""

    code = "CVR005"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every run of Cyrillic words, or the sentence where most of it is."""
        for sentence in context.body("target"):
            text = sentence.text
            if not is_cyrillic(text):
                continue
            number = context.bead_of.get(("target", sentence.index))
            related = _original(context, number)
            cyrillic = sum(map(is_cyrillic, text))
            if cyrillic > _SENTENCE * sum(map(str.isalpha, text)) and cyrillic > 1:
                whole = Span(0, len(text))
                yield Hit(
                    Words("target", sentence.index, whole),
                    "This sentence is left untranslated.", number, related,
                )  # fmt: skip
                continue
            for start, end in _runs(text):
                if not _explained(text, start, end):
                    shown = text[start:end]
                    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
                    yield Hit(
                        Words("target", sentence.index, Span(start, end)),
                        f"“{shown}” is left untranslated.", number, related,
                    )  # fmt: skip


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where Cyrillic words stand, those beside each other together."""
    start = end = -1
    for match in _WORD.finditer(text):
        word = match.group()
        # A word of both scripts has a letter mistyped, and so has a lone "а": TXT001 tells that.
        foreign = is_cyrillic(word) and not is_latin(word)
        if not foreign or (len(word) == 1 and word in LOOK_ALIKE):
            continue
        if start >= 0 and _BETWEEN.fullmatch(text, end, match.start()):
            end = match.end()
            continue
        if start >= 0:
            yield start, end
        start, end = match.span()
    if start >= 0:
        yield start, end


def _explained(text: str, start: int, end: int) -> bool:
    """Whether words stand in brackets after a rendering, or before one in brackets."""
    before = text[max(0, start - _NEAR) : start]
    opened = max(before.rfind("("), before.rfind("["))
    inside = opened > max(before.rfind(")"), before.rfind("]"))
    return (inside and is_latin(before[:opened])) or bool(_GLOSS.match(text, end))


def _original(context: Context, number: int | None) -> tuple[tuple[str, Words], ...]:
    source = context.alignment.beads[number].source if number is not None else ()
    if not source:
        return ()
    length = len(context.side("source").sentences[source[0]].text)
    return (("the original", Words("source", source[0], Span(0, length))),)
