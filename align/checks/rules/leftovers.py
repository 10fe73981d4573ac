"""What a copied web page left in the text: counters of photographs, names of buttons."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Rule, Words
from align.findings import Severity
from align.linetypes import line_kind
from align.types import LineKind, Sentence, Span

# "- 9" between two sentences, at the end or at the beginning of one. Without a full stop or an end
# beside it, it is a score or a sum.
_COUNTER = re.compile(r"(?:(?<=[.!?…”\"»’'])|^)\s*[-–—]\s?\d{1,3}(?=\s+[A-Z“\"«‘'(]|\s*$)")
# Lines that begin with a dash: from so many on they are a list, and "- 3 Schools" an item of it.
_DASH = re.compile(r"[-–—]\s")
_LIST = 2
_MARKS = " \t»›→>|·•:-–—"
# Longest name of a button, in characters.
_LONGEST = 24
# Kinds of files whose furniture is the release's own; a web page has its menus by right.
_PLAIN = frozenset({"txt", "md", "docx", "odt"})


class Leftovers(Rule):
    """TXT009: page furniture in the body of the release."""

    code = "TXT009"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Counters and buttons inside a sentence; a note for a line of them among the text."""
        yield from self._lines(context)
        body = [s for s in context.body("target") if s.kind is not LineKind.DATELINE]
        listed = sum(_DASH.match(s.text) is not None for s in body) > _LIST
        for sentence in body:
            for match in _COUNTER.finditer(sentence.text):
                if listed and not match.start():
                    continue
                yield _hit(sentence, match.start(), match.end(), "a counter of the page")
            for start, end in _buttons(sentence.text):
                yield _hit(sentence, start, end, "a button of the page")

    @staticmethod
    def _lines(context: Context) -> Iterator[Hit]:
        """Runs of furniture lines between the first and the last line of the text, once each."""
        side = context.side("target")
        if side.document.format not in _PLAIN:
            return
        body = [s.index for s in side.sentences if s.kind is LineKind.TEXT]
        inside = side.sentences[body[0] : body[-1]] if body else ()
        # Under the headline too: what is left of the photographs stands there.
        title = next((s.index for s in side.sentences if s.kind is LineKind.TITLE), None)
        if body and title is not None and title < body[0]:
            inside = (*side.sentences[title : body[0]], *inside)
        run: list[Sentence] = []
        for sentence in (*inside, None):
            if sentence is not None and sentence.kind is LineKind.FURNITURE:
                run.append(sentence)
                continue
            if run:
                more = f", and {len(run) - 1} more after it" if len(run) > 1 else ""
                whole = tuple(Words("target", s.index, Span(0, len(s.text))) for s in run)
                yield Hit(
                    whole[0],
                    f"“{_short(run[0].text)}” is left of the web page{more}.",
                    severity=Severity.NOTE,
                    changes=tuple(Change(words, "") for words in whole),
                )
            run = []


def _hit(sentence: Sentence, start: int, end: int, what: str) -> Hit:
    text = sentence.text
    found = text[start:end].strip()
    # With the blank before it, or, at the beginning, the one after it.
    while start > 0 and text[start - 1] == " ":
        start -= 1
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    at = Words("target", sentence.index, Span(start, end))
    shown = text.index(found, start)
    return Hit(
        Words("target", sentence.index, Span(shown, shown + len(found))),
        f"“{found}” is {what}, left in the text.",
        changes=(Change(at, "", safe=at.span != Span(0, len(text))),),
    )


def _buttons(text: str) -> Iterator[tuple[int, int]]:
    """Names of buttons after the last full stop of a sentence, before its first word, or alone."""
    end = len(text.rstrip(_MARKS))
    tail = max(text.rfind(sign, max(0, end - _LONGEST - 2), end) for sign in ".!?…”\"»’'")
    last = text[tail + 1 :]
    if _is_button(last) and (tail < 0 or last[:1] == " "):
        yield tail + 1, len(text)
        return
    colon = text.find(":", 0, _LONGEST)
    named = colon > 0 and text[:colon].lower().strip(_MARKS) in _names("openers")
    if named and line_kind(text) is LineKind.FURNITURE:
        yield 0, len(text)


def _is_button(text: str) -> bool:
    plain = text.strip(_MARKS).lower()
    return bool(plain) and len(plain) <= _LONGEST and plain in _names("buttons")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …"


@cache
def _names(kind: str) -> frozenset[str]:
    text = files("align.checks").joinpath("data/leftovers.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)[kind]
    return frozenset(name.strip() for line in listed.split("\n") for name in line.split("|"))
