"""What stands twice: a word in a row, a sentence."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Option, Rule, Words
from align.findings import Severity
from align.types import BeadKind, LineKind, Sentence, Span

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]{1,30}(?:['’][a-z]{1,3})?)(\s+)(\1)(?![\w'’-])", re.I)
# Who speaks, before what is said.
_SPEAKER = re.compile(r"^[^:.!?]{1,60}: ")
# "Thank you very much" may be said twice in a row.
_LEAST = 5
_SIGNS = re.compile(r"[\W_]+")


class RepeatedWord(Rule):
    """TXT010: a word twice in a row."""

    code = "TXT010"
    paired = False

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every such word that English does not repeat by right."""
        for sentence in context.body("target"):
            for match in _TWICE.finditer(sentence.text):
                word, again = match[1], match[3]
                if word.lower() in _words("allowed"):
                    continue
                # "Does Will will it so?": of two words only one has a capital.
                if word[1:] != again[1:] or (again[0].isupper() and not word[0].isupper()):
                    continue
                grammar = word.lower() in _words("grammar")
                if not grammar and _original_repeats(context, sentence):
                    continue
                at = Words("target", sentence.index, Span(*match.span()))
                second = Words("target", sentence.index, Span(match.end(1), match.end(3)))
                # Two capitals are a name more often: the Roa Roa Hotel.
                severity = Severity.NOTE if again[0].isupper() else None
                safe = grammar and severity is None
                yield Hit(
                    at,
                    f"“{word}” stands here twice.",
                    severity=severity,
                    changes=(Change(second, "", safe=safe),),
                )


class RepeatedSentence(Rule):
    """TXT011: a sentence that stands in the release a second time."""

    code = "TXT011"
    paired = False
    options = {
        "least": Option(
            10, "words that a sentence must have, unless it is repeated at once", least=1
        )
    }

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every repetition, unless the original repeats its sentence too."""
        seen: dict[str, tuple[int, Sentence]] = {}
        for place, sentence in enumerate(context.body("target")):
            key = _plain(_SPEAKER.sub("", sentence.text))
            count = len(key.split())
            if sentence.kind is LineKind.TITLE or count < _LEAST:
                continue
            before, first = seen.get(key, (place, sentence))
            seen[key] = (place, first)
            if first is sentence or (count < options["least"] and place - before > 1):
                continue
            if _both_rendered(context, first, sentence):
                continue
            whole = Span(0, len(sentence.text))
            earlier = Words("target", first.index, Span(0, len(first.text)))
            yield Hit(
                Words("target", sentence.index, whole),
                "This sentence stands in the release before.",
                related=(("the first time", earlier),),
            )


def _original_repeats(context: Context, sentence: Sentence) -> bool:
    """Whether the original of a sentence has a word twice in a row as well, hyphen or not."""
    number = context.bead_of.get(("target", sentence.index))
    if number is None:
        return False
    source = context.alignment.source_text(context.alignment.beads[number])
    return bool(_TWICE.search(source.replace("-", " ")))


def _both_rendered(context: Context, first: Sentence, second: Sentence) -> bool:
    """Whether each of two sentences renders one of the original, and these are alike."""
    texts = []
    for sentence in (first, second):
        number = context.bead_of.get(("target", sentence.index))
        if number is None:
            return False
        bead = context.alignment.beads[number]
        if context.alignment.kind(bead) is not BeadKind.PAIRED:
            return False
        texts.append(_plain(context.alignment.source_text(bead)))
    return texts[0] == texts[1] and first.index != second.index


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text.lower()).strip()


@cache
def _words(kind: str) -> frozenset[str]:
    text = files("align.checks").joinpath("data/repetition.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind].split())
