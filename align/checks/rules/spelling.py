"""British and American spelling: one of them in a release."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Option, Rule, Words
from align.findings import Severity
from align.types import LineKind, Span

_WORD = re.compile(r"[A-Za-z]+")
_STYLES = ("british", "american")
_NAMES = {"british": "British", "american": "American"}
# From this share of the prevailing spelling on the other is no slip, but a release without a style.
_EVEN = 0.5
# Fewer words that tell are no style of a release: the other spelling is only noted.
_FEW = 2


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A word whose spelling tells: where, in which style, how the other has it, its group."""

    words: Words
    text: str
    style: str
    other: str
    group: str
    named: bool


class Spelling(Rule):
    """TXT008: a word spelled as in Britain in an American release, or the reverse."""

    code = "TXT008"
    paired = False
    options = {
        "spelling": Option(
            "consistent",
            "the spelling to use; as most words of the release have it by default",
            choices=("consistent", "british", "american"),
        ),
    }

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every word of the other spelling; one note where neither prevails."""
        found = list(_spelled(context))
        style = options["spelling"]
        if style in _STYLES:
            for one in found:
                # Oxford writes -ize, and is in Britain.
                if one.style != style and not (one.group and style == "british"):
                    severity = Severity.NOTE if one.named else None
                    yield _hit(one, f"{_NAMES[style]} spelling is asked for", severity)
            return
        # A name keeps its spelling whatever the release has: the Labour Party.
        found = [one for one in found if not one.named]
        # In -ise a word is British, in -ize it is either, unless others are in -ise.
        plain = [one for one in found if not (one.group and one.style == "american")]
        grouped = [one for one in found if one.group]
        told = list(_prevailing(plain))
        if {one.style for one in grouped} == set(_STYLES):
            told += [hit for hit in _prevailing(grouped) if hit.at not in {t.at for t in told}]
        yield from told


def _prevailing(found: Sequence[_Spelled]) -> Iterator[Hit]:
    """Words of the spelling that fewer have; one note where neither prevails."""
    by = [[one for one in found if one.style == style] for style in _STYLES]
    few, many = sorted(by, key=lambda each: (len(each), -_first(each)))
    if not few:
        return
    if len(few) > _EVEN * len(many):
        told = f"{len(many)} of {len(found)} words that tell are {_NAMES[many[0].style]}"
        yield _hit(few[0], f"neither spelling prevails: {told}", Severity.NOTE)
        return
    for one in few:
        severity = Severity.NOTE if len(many) < _FEW else None
        yield _hit(one, f"{len(many)} others are {_NAMES[many[0].style]}", severity)


def _first(each: Sequence[_Spelled]) -> int:
    return each[0].words.sentence if each else 0


def _hit(one: _Spelled, why: str, severity: Severity | None) -> Hit:
    return Hit(
        one.words,
        f"“{one.text}” is the {_NAMES[one.style]} spelling of “{one.other}”; {why}.",
        severity=severity,
        changes=(Change(one.words, one.other, safe=not one.named),),
    )


def _spelled(context: Context) -> Iterator[_Spelled]:
    for sentence in context.body("target"):
        for match in _WORD.finditer(sentence.text):
            word = match.group()
            told = _table().get(word.lower())
            if told is None or not (word.islower() or word.istitle() or word.isupper()):
                continue
            style, other, group = told
            inside = match.start() > len(sentence.text) - len(sentence.text.lstrip("“\"'‘([ "))
            named = not word.islower() and (inside or sentence.kind is LineKind.TITLE)
            words = Words("target", sentence.index, Span(*match.span()))
            yield _Spelled(words, word, style, _as(other, word), group, named)


def _as(word: str, like: str) -> str:
    """A word in the capitals of another."""
    return word.upper() if like.isupper() else word.title() if like.istitle() else word


@cache
def _table() -> dict[str, tuple[str, str, str]]:
    """Words that tell a style, each with the style, the other spelling and its group."""
    text = files("align.checks").joinpath("data/spelling.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str, str]] = {}
    for family in tomllib.loads(text)["family"]:
        sure, group = family.get("sure", ""), family.get("group", "")
        endings = [family[style].replace("-", "").split(" ") for style in _STYLES]
        for stem in family["stems"].split():
            for british, american in zip(*endings, strict=True):
                if sure != "american":
                    found[stem + british] = ("british", stem + american, group)
                if sure != "british":
                    found[stem + american] = ("american", stem + british, group)
    return found
