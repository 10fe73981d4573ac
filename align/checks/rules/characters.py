"""Characters that do not belong: letters of the other script, marks of stress, invisible signs."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from align.checks.context import Context
from align.checks.letters import LOOK_ALIKE, LOOKED_LIKE, is_cyrillic, is_latin
from align.checks.rule import Change, Hit, Option, Rule, Words
from align.findings import Severity
from align.types import Sentence, Span

# A word between hyphens and apostrophes: "IT-парк" is one of each script, and nothing is mistyped.
_PART = re.compile(r"[^\W\d_\u0300\u0301]+")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300\u0301][^\W\d_]*)+")
_MARKS = re.compile("[\u0300\u0301]")
# Words that one letter makes: "a" and "I"; the other look-alikes are no words.
_ALONE = frozenset("аІі")


class LookAlike(Rule):
    """TXT001: a letter of the other script in a word, which looks right and is not found."""

    code = "TXT001"
    paired = False
    options = {"original": Option(True, "look at the original too, for a note")}

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every such word of the release; of the original the first, with their number."""
        for sentence in context.body("target"):
            if is_cyrillic(sentence.text):
                yield from self._release(sentence)
        if options["original"]:
            yield from self._original(context)

    @staticmethod
    def _release(sentence: Sentence) -> Iterator[Hit]:
        for match in _PART.finditer(sentence.text):
            word = match.group()
            odd = [c for c in word if is_cyrillic(c)]
            if not odd or not (is_latin(word) or (len(word) == 1 and word in _ALONE)):
                continue
            at = Words("target", sentence.index, Span(*match.span()))
            letters = ", ".join(f"“{c}”" for c in dict.fromkeys(odd))
            few = len(odd) * 2 <= len(word) or len(word) == 1
            mended = "".join(LOOK_ALIKE.get(c, c) for c in word)
            change = () if is_cyrillic(mended) or not few else (Change(at, mended, safe=True),)
            which = "Cyrillic letter" if len(dict.fromkeys(odd)) == 1 else "Cyrillic letters"
            yield Hit(at, f"“{word}” has the {which} {letters}.", changes=change)

    @staticmethod
    def _original(context: Context) -> Iterator[Hit]:
        found: list[tuple[Words, str]] = []
        for sentence in context.body("source"):
            for match in _PART.finditer(sentence.text):
                word = match.group()
                if not (is_cyrillic(word) and is_latin(word)):
                    continue
                odd = [c for c in word if is_latin(c)]
                if all(c in LOOKED_LIKE for c in odd):
                    found.append((Words("source", sentence.index, Span(*match.span())), word))
        if found:
            at, word = found[0]
            many = f", as in {len(found) - 1} other words" if len(found) > 1 else ""
            yield Hit(
                at, f"“{word}” of the original has a Latin letter{many}.", severity=Severity.NOTE
            )


class StressMark(Rule):
    """TXT002: a mark of stress that dictionaries set, left in a word."""

    code = "TXT002"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every word with U+0301 or U+0300 after a letter."""
        body = list(context.body("target"))
        plain = {word for s in body for word in _PART.findall(s.text)}
        for sentence in body:
            if not _MARKS.search(sentence.text):
                continue
            for match in _WORD.finditer(sentence.text):
                word = match.group()
                mended = _MARKS.sub("", word)
                # José may be written with a mark of its own: what needs no thought is a word that
                # stands elsewhere without one, and a letter that has none in any language.
                safe = mended in plain or unicodedata.normalize("NFC", word) == word
                at = Words("target", sentence.index, Span(*match.span()))
                yield Hit(
                    at, f"“{word}” has a mark of stress; write “{mended}”.",
                    changes=(Change(at, mended, safe=safe),),
                )  # fmt: skip
