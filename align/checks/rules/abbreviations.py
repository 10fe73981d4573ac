"""Abbreviations: their first mention in a release is expanded."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from align.checks.context import Context
from align.checks.rule import Hit, Option, Rule, Words
from align.glossary.instead import is_light
from align.morphology import is_acronym
from align.types import LineKind, Span

_WORD = re.compile(r"(?<![\w.-])[A-Z][A-Za-z]{0,3}[A-Z]{1,8}s?(?![\w-])")
_PLAIN_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# Letters that the initials of a full form and its abbreviation may differ in: EAEU has two of
# Eurasian, and "and", "of", "the" are counted or not.
_SLACK = 1
# A line in capitals is a heading, and has no abbreviations.
_CAPITALS = 0.6
# Characters before an abbreviation in which its full form stands.
_NEAR = 200


class Unexpanded(Rule):
    """TRM005: an abbreviation whose first mention is not expanded."""

    code = "TRM005"
    paired = False
    options = {"known": Option([], "further abbreviations that need no expansion")}

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every abbreviation that has a known full form, which the release never gives."""
        known = _data()[0].union(options["known"])
        body, forms = list(context.body("target")), _full_forms(context)
        texts = [(sentence.text, _plain(sentence.text)) for sentence in body]
        seen: set[str] = set()
        for sentence in body:
            if sentence.kind is LineKind.TITLE or _shouts(sentence.text):
                continue
            for match in _WORD.finditer(sentence.text):
                short = match.group()
                if short in seen or short in known or short.rstrip("s") in known:
                    continue
                seen.add(short)
                full = forms.get(short, "")
                if full and not _expanded(texts, short, full):
                    at = Words("target", sentence.index, Span(*match.span()))
                    yield Hit(
                        at, f"“{short}” is not expanded; write “{full} ({short})” at its first "
                        "mention.", context.bead_of.get(("target", sentence.index)),
                    )  # fmt: skip


def _full_forms(context: Context) -> dict[str, str]:
    """Abbreviations and their full forms: the usual ones, and those of the glossary over them."""
    found = dict(_data()[1])
    for concept in context.terms.glossary.concepts if context.terms else ():
        terms = [t.text for t in concept.in_language("en") if t.status.allowed]
        full = [t for t in terms if " " in t]
        shorts = (t for t in terms if is_acronym(t) and " " not in t)
        found.update(dict.fromkeys(shorts, full[0]) if full else {})
    return found


def _expanded(texts: Sequence[tuple[str, str]], short: str, full: str) -> bool:
    """Whether the release has the full form, or words with these initials beside the short one.

    `texts` are its sentences, as they stand and as words in small letters.
    """
    wanted, own = f" {_plain(full)} ", re.escape(short)
    beside = re.compile(rf"\(({own})\b|\b{own}\s?\([^()]+\)")
    for text, plain in texts:
        if wanted in f" {plain} ":
            return True
        if short in text:
            for match in beside.finditer(text):
                before = text[max(0, match.start() - _NEAR) : match.start()]
                if match[1] is None or _initials(before, short):
                    return True
    return False


def _plain(text: str) -> str:
    return " ".join(_PLAIN_WORD.findall(text.lower()))


def _initials(before: str, short: str) -> bool:
    """Whether the words before an abbreviation in brackets begin with its letters."""
    letters = [c for c in short.upper() if c.isalpha()]
    words = _PLAIN_WORD.findall(before)[-3 * len(letters) :]
    initials = [part[0].upper() for w in words for part in w.split("-") if not is_light(w)]
    at = len(initials)
    missed = 0
    for letter in reversed(letters):
        if at and initials[at - 1] == letter:
            at -= 1
        else:
            missed += 1
    return missed <= _SLACK


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > _CAPITALS * len(letters)


@cache
def _data() -> tuple[frozenset[str], dict[str, str]]:
    text = files("align.checks").joinpath("data/abbreviations.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return frozenset(data["known"].split()), data["full"]
