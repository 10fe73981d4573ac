"""Quotation marks and brackets: of one kind, English, and in pairs."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Option, Rule, Words
from align.findings import Severity
from align.types import Sentence, Span

_MARKS = frozenset('«»‹›„‟“”"')
_MARK = re.compile('[«»‹›„‟“”"]')
_FOREIGN = frozenset("«»‹›„‟")
_OPENING = frozenset("«‹„‟“")
_STYLES = {"straight": ('"', '"'), "curved": ("“", "”")}
_BEFORE_OPENING = frozenset(" \t\u00a0\u202f([{/—–-«“„‘'")
# Sentences of a paragraph; what is longer is a file of a sentence a line.
_PARAGRAPH = 10
# Marks in a row that are looked over; quotations end together by twos and threes.
_ROW = 8
_BRACKET = re.compile(r"[()\[\]{}]")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# "1)" and "a)" count an item; ":)" smiles.
_ITEM = re.compile(r"(?:^|[\s,;])(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark: its sentence, where in it, the character, and whether it opens."""

    sentence: Sentence
    at: int
    sign: str
    opens: bool
    nested: bool = False

    @property
    def style(self) -> str:
        if self.sign in _FOREIGN:
            return "foreign"
        if self.sign == '"':
            return "straight"
        return "curved" if self.opens == (self.sign == "“") else "turned"

    @property
    def words(self) -> Words:
        return Words("target", self.sentence.index, Span(self.at, self.at + 1))


class MixedQuotes(Rule):
    """TXT003: quotation marks of two kinds in one release, or such as English does not use."""

    code = "TXT003"
    paired = False
    options = {
        "marks": Option(
            "consistent", "the kind to use", choices=("consistent", "straight", "curved")
        ),
    }

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """The first mark of each kind that does not belong, with a change for every one."""
        marks = [mark for paragraph in _paragraphs(context) for mark in _marks(paragraph)]
        count = Counter(mark.style for mark in marks)
        wanted = options["marks"]
        if wanted == "consistent":
            wanted = "straight" if count["straight"] > count["curved"] else "curved"
        for style in ("foreign", "turned", "straight", "curved"):
            odd = [mark for mark in marks if mark.style == style]
            if not odd or style == wanted:
                continue
            if style == "foreign":
                what = f"“{odd[0].sign}” is no English quotation mark"
            elif style == "turned":
                what = "This quotation mark is curved the wrong way"
            elif options["marks"] != "consistent":
                what = f"This quotation mark is {style}, and {wanted} ones are asked for"
            else:
                others = "the other is" if count[wanted] == 1 else f"{count[wanted]} others are"
                what = f"This quotation mark is {style}, and {others} {wanted}"
            more = f" ({len(odd)} in all)" if len(odd) > 1 else ""
            changes = tuple(
                Change(mark.words, _STYLES[wanted][not mark.opens], safe=not mark.nested)
                for mark in odd
            )
            yield Hit(odd[0].words, f"{what}{more}.", changes=changes)


class Unpaired(Rule):
    """TXT006: a bracket or a quotation mark without its other half."""

    code = "TXT006"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every lone mark; of a quotation over paragraphs the last alone is closed."""
        paragraphs = list(_paragraphs(context))
        for number, paragraph in enumerate(paragraphs):
            after = paragraphs[number + 1] if number + 1 < len(paragraphs) else ()
            for mark, sure in _lone(context, paragraph, after):
                what = "opens a quotation that is not closed"
                if not mark.opens:
                    what = "closes a quotation that was not opened"
                severity = None if sure else Severity.NOTE
                yield Hit(mark.words, f"This mark {what}: {mark.sign}", severity=severity)
            for at, sign in _lone_brackets(paragraph):
                what = "is not closed" if sign in _BRACKETS.values() else "was not opened"
                yield Hit(at, f"This bracket {what}: {sign}")


def _lone(
    context: Context, paragraph: Sequence[Sentence], after: Sequence[Sentence]
) -> Iterator[tuple[_Mark, bool]]:
    """Lone quotation marks of a paragraph, and whether each is a slip for sure.

    Where the original's sentence has whole quotations alone, those of the release are whole too, or
    the next sentences end them. For the others the paragraph is gone through; which of two straight
    marks opens is a guess where one quotes inside a quotation, and only an odd number of them in a
    paragraph tells.
    """
    marks = _marks(paragraph)
    whole = {s.index for s in paragraph if _quotes_whole(context, s.index)}
    rest: list[_Mark] = []
    for number, own in groupby(marks, lambda mark: _bead(context, mark)):
        here = list(own)
        if number is not None and here[0].sentence.index in whole:
            here = list(_lone_quotes(here))
        rest += here
    # A file of a sentence a line has no paragraphs: what is longer is none.
    short = len(paragraph) <= _PARAGRAPH
    odd = sum(mark.sign == '"' for mark in marks) % 2 == 1
    begun = bool(after) and bool(_MARK.match(after[0].text))
    for mark in _lone_quotes(rest, goes_on=not short, begun=begun):
        sure = mark.sentence.index in whole or mark.sign != '"'
        yield mark, sure or (short and odd)


def _bead(context: Context, mark: _Mark) -> int | None:
    return context.bead_of.get(("target", mark.sentence.index))


def _quotes_whole(context: Context, number: int) -> bool:
    """Whether the original of a sentence has quotations, each with both its marks."""
    bead = context.bead_of.get(("target", number))
    if bead is None or not context.alignment.beads[bead].source:
        return False
    text = context.alignment.source_text(context.alignment.beads[bead])
    depth = count = 0
    for match in _MARK.finditer(text):
        count += 1
        depth += 1 if _opens(text, match.start()) else -1
        if depth not in (0, 1):
            return False
    return bool(count) and depth == 0


def _paragraphs(context: Context) -> Iterator[list[Sentence]]:
    for _, sentences in groupby(context.body("target"), lambda s: (s.paragraph, s.kind)):
        yield list(sentences)


def _marks(paragraph: Sequence[Sentence]) -> list[_Mark]:
    """Quotation marks of a paragraph, and which of them open."""
    out: list[_Mark] = []
    depth = 0
    for sentence in paragraph:
        text = sentence.text
        for match in _MARK.finditer(text):
            at, sign = match.start(), match.group()
            if sign == '"' and text[at - 1 : at].isdigit() and depth == 0:
                continue  # inches
            opens = _opens(text, at)
            depth = max(0, depth + (1 if opens else 0))
            out.append(_Mark(sentence, at, sign, opens, depth > 1))
            depth -= 0 if opens else min(1, depth)
    return out


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation: by what is beside it and its like, else by its form."""
    start, end = at, at + 1
    while start > max(0, at - _ROW) and text[start - 1] in _MARKS:
        start -= 1
    while end < min(len(text), at + _ROW) and text[end] in _MARKS:
        end += 1
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    opening = not before or before in _BEFORE_OPENING
    closing = not after.strip() or not (after.isalnum() or after in _BEFORE_OPENING)
    if opening != closing:
        return opening
    return text[at] in _OPENING if text[at] != '"' else opening and bool(after.strip())


def _lone_quotes(
    marks: Sequence[_Mark], *, goes_on: bool = False, begun: bool = False
) -> Iterator[_Mark]:
    """Marks without their other half.

    Parameters
    ----------
    marks
        In their order.
    goes_on
        A mark that opens at the beginning of a sentence may open a paragraph of the quotation.
    begun
        The next paragraph begins with such a mark.
    """
    opened: list[_Mark] = []
    for mark in marks:
        # A quotation of more sentences than a paragraph has was not closed.
        while opened and mark.sentence.index - opened[-1].sentence.index > _PARAGRAPH:
            yield opened.pop()
        if not mark.opens:
            if opened:
                opened.pop()
            else:
                yield mark
            continue
        if opened and opened[-1].sign == mark.sign:
            before = opened.pop()
            if not (goes_on and mark.at == 0):
                yield before
        opened.append(mark)
    if opened and not begun:
        yield opened[0]


def _lone_brackets(paragraph: Sequence[Sentence]) -> Iterator[tuple[Words, str]]:
    opened: list[tuple[Words, str]] = []
    for sentence in paragraph:
        for match in _BRACKET.finditer(sentence.text):
            at, sign = match.start(), match.group()
            here = Words("target", sentence.index, Span(at, at + 1))
            if sign in "([{":
                opened.append((here, sign))
            elif opened and opened[-1][1] == _BRACKETS[sign]:
                opened.pop()
            elif not _ITEM.search(sentence.text[max(0, at - 8) : at]) and (
                at == 0 or sentence.text[at - 1] not in ":;-"
            ):
                yield here, sign
    yield from opened
