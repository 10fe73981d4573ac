"""Punctuation as Russian and Belarusian have it, left in English."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Rule, Words
from align.types import Span

_NUMERO = re.compile(r"№ ?")
# A comma before one or two digits groups no thousands; three may.
_DECIMAL = re.compile(
    r"(?<![\d,.])(?P<sign>[$€£¥]\s?)?(?P<whole>\d{1,9}),(?P<part>\d{1,2})(?![\d,]|\.\d)"
    r"(?=(?P<unit>\s?%|\s(?P<word>[A-Za-z]{1,12}))?)"
)
_GROUPED = re.compile(r"(?<![\d.,/-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d/-]|[.,]\d)")
_PERCENT = re.compile(r"(?<=\d) %")
_DATE = re.compile(
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d|\.\d)"
)
_DOTS = re.compile(r"(?<!\.)[!?]\.\.(?!\.)|(?<![.\w])\.\.(?![.\w/])|(?<=\w)\.\.(?=\s|$)")
# A number that one calls is no sum.
_CALLED = re.compile(
    r"\b(?:call|dial|tel|phone|telephone|fax|hotline|contact|number)\b|\d\s$", re.I
)
_NEAR = 60
_YEARS = frozenset({"in", "since", "by", "of", "from", "until", "during", "year"})


class ForeignMarks(Rule):
    """TXT007: №, a decimal comma, digits grouped by blanks, a blank before %, and others."""

    code = "TXT007"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every such mark in the body of the release."""
        for sentence in context.body("target"):
            source = _original(context, sentence.index)
            for start, end, message, better, safe in _found(sentence.text, source):
                at = Words("target", sentence.index, Span(start, end))
                change = () if better is None else (Change(at, better, safe=safe),)
                yield Hit(at, message, changes=change)


def _original(context: Context, number: int) -> str:
    bead = context.bead_of.get(("target", number))
    return "" if bead is None else context.alignment.source_text(context.alignment.beads[bead])


def _found(text: str, source: str) -> Iterator[tuple[int, int, str, str | None, bool]]:
    """Where a mark stands, what to say, what to put there, and whether that needs no thought."""
    for match in _NUMERO.finditer(text):
        yield (*match.span(), "“№” is “No.” in English.", "No. ", True)
    for match in _DECIMAL.finditer(text):
        word = (match["word"] or "").lower()
        bare = match["unit"] and not word
        # What the original writes with a comma is no two numbers, whatever follows.
        told = match["sign"] or match["whole"] == "0" or bare or word in _units()
        if told or f"{match['whole']},{match['part']}" in source:
            start, end = match.start("whole"), match.end("part")
            better = f"{match['whole']}.{match['part']}"
            yield start, end, f"English has a decimal point: “{better}”.", better, True
    for match in _GROUPED.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if _CALLED.search(near):
            continue
        before = near.rsplit(None, 1)
        better = re.sub(r"\s", ",", match.group())
        # "By 20 300 people" may be a day and a number.
        safe = not before or before[-1].lower() not in _YEARS
        yield (*match.span(), f"English groups digits by commas: “{better}”.", better, safe)
    for match in _PERCENT.finditer(text):
        yield (*match.span(), "English has no blank before “%”.", "%", True)
    for match in _DATE.finditer(text):
        yield (*match.span(), f"“{match.group()}” is read as a date in few countries.", None, False)
    for match in _DOTS.finditer(text):
        end = match.end()
        better = match.group()[0] if match.group()[0] in "!?" else "."
        yield match.start(), end, f"“{match.group()}” is no English mark.", better, False


@cache
def _units() -> frozenset[str]:
    text = files("align.checks").joinpath("data/units.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["words"].split())
