"""Blanks and full stops: too many, too few, in the wrong place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Rule, Words
from align.types import BeadKind, LineKind, Sentence, Span

_GAP = re.compile(r"(\S)(\s+)(?=\S)")
_CLOSING = frozenset(",;:!?.)]»")
_BLANKS = frozenset(" \t\u00a0\u2009\u202f")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]+")
# A blank before a mark that closes, or after one that opens. " ..." and " .5" are no slips.
_BEFORE = re.compile(r"(?<=[^\s(\[«]) (?=[,;:!?)\]»]|\.(?![.\d\w]))")
_AFTER = re.compile(r"(?<=[(\[«]) (?=\S)")
# A mark with a letter on both sides. Of a full stop, the end of one sentence and the beginning of
# the next ("July.The"), or an initial and a name ("A.Ivanov"); not the dots of U.S. or of Ph.D.
_TIGHT = re.compile(
    r"(?<=[^\W\d_])[,;:!?](?=[^\W\d_]{2})|(?<=[a-z]{2})\.(?=[A-Z][a-z])"
    r"|(?<=\b[A-Z])\.(?=[A-Z][a-z]{2})|(?<=[a-z]{2})(?=\([A-Za-z]{3})|(?<=\))(?=[A-Za-z]{3})"
)
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|gov|by|ru|eu|info|int|news)\b", re.IGNORECASE)
# Characters of a word that are looked at for signs of an address.
_TOKEN = 100
# A name with a dot in it in the original: «Яндекс.Маркет».
_DOTTED_NAME = re.compile(r"[а-яёіў]\.[А-ЯЁІЎ]")
_CLOSERS = "»”\"'’)]*†¹²³⁴⁵⁶⁷⁸⁹⁰"
_FINAL = frozenset(".!?…:;,–—-/")
# Words of a line without a full stop, from which on it is a sentence and no heading, where no
# original tells: of the headings of 119 official releases 97 in 100 have fewer.
_SENTENCE_WORDS = 15
# From this share of words with a capital on a line is a heading, little words apart: "Trade and
# Investment in the Region". Where the original has a full stop all must have one.
_HEADING, _LITTLE = 0.6, 3


class Blanks(Rule):
    """TXT004: double blanks, a blank before a mark, none after it, invisible signs."""

    code = "TXT004"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every such place in the body of the release."""
        document = context.side("target").document.text
        for sentence in context.body("target"):
            yield from _double(sentence, sentence.span.of(document))
            for match in _INVISIBLE.finditer(sentence.text):
                at = Words("target", sentence.index, Span(*match.span()))
                code = f"U+{ord(match.group()[0]):04X}"
                change = Change(at, "", safe=True)
                yield Hit(at, f"An invisible sign ({code}) stands here.", changes=(change,))
            for pattern, message in ((_BEFORE, "before"), (_AFTER, "after")):
                for match in pattern.finditer(sentence.text):
                    yield _spaced(sentence, match, message)
            yield from _tight(context, sentence)


class FullStop(Rule):
    """TXT005: a sentence at the end of a paragraph without a full stop."""

    code = "TXT005"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every sentence of the body that ends in a letter or a digit."""
        for sentence in context.body("target"):
            text = sentence.text.rstrip(_CLOSERS + " ")
            if sentence.kind not in (LineKind.TEXT, LineKind.QUOTE) or not text:
                continue
            if text[-1] in _FINAL or not (text[-1].isalnum() or text[-1] == "%"):
                continue
            words = text.split()
            ended = _original_ended(context, sentence)
            if ended is False or (ended is None and len(words) < _SENTENCE_WORDS):
                continue
            long = [word for word in words if len(word) > _LITTLE]
            share = 1.0 if ended else _HEADING
            if len(long) > 1 and sum(word[0].isupper() for word in long) >= share * len(long):
                continue
            at = Words("target", sentence.index, Span(len(text) - 1, len(text)))
            end = Words("target", sentence.index, Span(len(text), len(text)))
            # Before what closes or after it is a matter of style.
            change = Change(end, ".", safe=ended is True and text == sentence.text)
            yield Hit(
                at, "The full stop is missing at the end of this sentence.",
                context.bead_of.get(("target", sentence.index)), changes=(change,),
            )  # fmt: skip


def _double(sentence: Sentence, raw: str) -> Iterator[Hit]:
    """Blanks in a row within a line; where lines are wrapped, what stands at their ends is none."""
    at, end = 0, len(raw) - len(raw.lstrip())
    for match in _GAP.finditer(raw):
        at += match.end(1) - end
        end = match.end(2)
        gap = match.group(2)
        # A blank too many beside a mark is told as such.
        told = raw[end] in _CLOSING or match.group(1) in "([«"
        if len(gap) > 1 and _BLANKS.issuperset(gap) and not told:
            # The blank alone would be the first of them: the change takes the letter after it.
            words = Words("target", sentence.index, Span(at, at + 2))
            many = "two blanks" if len(gap) == 2 else f"{len(gap)} blanks"
            change = Change(words, words.span.of(sentence.text), safe=True)
            yield Hit(words, f"There are {many} in a row here.", changes=(change,))
        at += 1


def _spaced(sentence: Sentence, match: re.Match[str], where: str) -> Hit:
    text, at = sentence.text, match.start()
    sign = text[at + 1] if where == "before" else text[at - 1]
    words = Words("target", sentence.index, Span(at, at + 2))
    change = Change(words, text[at + 1], safe=True)
    return Hit(words, f"There is a blank {where} “{sign}”.", changes=(change,))


def _tight(context: Context, sentence: Sentence) -> Iterator[Hit]:
    text = sentence.text
    dotted = _dotted_name(context, sentence)
    for match in _TIGHT.finditer(text):
        at, sign = match.start(), match.group()
        before = text[max(0, at - _TOKEN) : at].rsplit(" ", 1)[-1]
        after = text[at : at + _TOKEN].split(" ", 1)[0]
        if _ADDRESS.search(before + after) or (sign == "." and dotted):
            continue
        words = Words("target", sentence.index, Span(at, at + 1))
        if sign:
            what, mended = f"after “{sign}”", sign + " "
        else:
            what = "before the bracket" if text[at] == "(" else "after the bracket"
            mended = " " + text[at]
        change = Change(words, mended, safe=True)
        yield Hit(words, f"A blank is missing {what}.", changes=(change,))


def _dotted_name(context: Context, sentence: Sentence) -> bool:
    number = context.bead_of.get(("target", sentence.index))
    if number is None:
        return False
    source = context.alignment.source_text(context.alignment.beads[number])
    return bool(_DOTTED_NAME.search(source))


def _original_ended(context: Context, sentence: Sentence) -> bool | None:
    """Whether the original's sentence has a full stop; None where there is none to look at."""
    number = context.bead_of.get(("target", sentence.index))
    if number is None:
        return None
    alignment, bead = context.alignment, context.alignment.beads[number]
    # Of a bead of several sentences the last alone can tell.
    if alignment.kind(bead) is not BeadKind.PAIRED or bead.target[-1] != sentence.index:
        return None
    text = alignment.source.sentences[bead.source[-1]].text.rstrip(_CLOSERS + " ")
    return text[-1:] in (".", "!", "?", "…")
