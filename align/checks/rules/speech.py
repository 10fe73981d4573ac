"""Quotations: what somebody said in his own words, and who it is that speaks."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from align.checks.context import Context
from align.checks.rule import Hit, Option, Rule, Words
from align.encode.lexicon import load
from align.facts.quotes import has_marks, passages
from align.findings import Severity
from align.glossary.instead import is_light
from align.keys.names import skeletons
from align.keys.words import stem
from align.types import Bead, Sentence, Span

# Who speaks, at the beginning of a line of a transcript: in the original initials and a family
# name, or a role; in the release names, maybe with an office before them.
_LABELS = {
    "source": re.compile(
        r"(?:[А-ЯЁІЎ]\.\s?){1,2}[А-ЯЁІЎ][\w’'ʼ-]+(?=:\s)|[А-ЯЁІЎ]\w+(?:\s+[\w’'ʼ-]+){0,7}(?=:\s)"
    ),
    "target": re.compile(r"[A-Z][\w’'.-]*(?:\s+[\w’',.-]+){0,15}?(?=:\s)"),
}
Name = Literal["source", "target"]
_SAID: Mapping[Name, str] = {
    "source": "The original has this in quotation marks, and the release has not.",
    "target": "The release has this in quotation marks, and the original has not.",
}
_SIDES: tuple[Name, Name] = ("source", "target")
_INITIALS = re.compile(r"(?:[А-ЯЁІЎ]\.\s?){1,2}[А-ЯЁІЎ][\w’'ʼ-]+$")
# Letters of a preposition or a conjunction.
_SHORT = 3
# Two names of one person: the shorter sounds like the beginning of the longer, in so many
# consonants at least.
_SOUNDS = 2


class Quotation(Rule):
    """FCT030: a quotation of the original that is none in the release, or the reverse."""

    code = "FCT030"
    options = {"least": Option(5, "words that a quotation must have", least=1)}

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every quotation whose beginning or end has no mark on the other side."""
        alignment = context.alignment
        for name in _SIDES:
            body = list(context.body(name))
            for passage in passages([sentence.text for sentence in body]):
                if passage.words < options["least"] or passage.is_title:
                    continue
                for place in dict.fromkeys((passage.first, passage.last)):
                    number = context.bead_of[name, body[place].index]
                    bead = alignment.beads[number]
                    other = _numbers(bead, _other(name))
                    sentences = context.side(_other(name)).sentences
                    if not other or any(has_marks(sentences[n].text) for n in other):
                        continue
                    yield Hit(
                        _whole(context, "target", bead),
                        _SAID[name],
                        number,
                        (("the original", _whole(context, "source", bead)),),
                        None if name == "source" else Severity.NOTE,
                    )
                    break


class Speaker(Rule):
    """FCT031: a line of a transcript that another person says than in the original."""

    code = "FCT031"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every label of a line whose names are not those of the original's label."""
        alignment = context.alignment
        for number, bead in context.paired:
            ours, theirs = (
                _label(context.side(name).sentences[_numbers(bead, name)[0]], name)
                for name in _SIDES
            )
            if ours is None or theirs is None:
                continue
            said = ours.of(alignment.source.sentences[bead.source[0]].text)
            there = theirs.of(alignment.target.sentences[bead.target[0]].text)
            if _INITIALS.match(said) or said.lower() in _roles():
                if not _differ(said, there):
                    continue
            elif not _other_office(said, there):
                continue
            yield Hit(
                Words("target", bead.target[0], theirs),
                f"“{there}” speaks here, “{said}” in the original.",
                number,
                (("the original", Words("source", bead.source[0], ours)),),
            )


def _numbers(bead: Bead, name: str) -> tuple[int, ...]:
    return bead.source if name == "source" else bead.target


def _other(name: Name) -> Name:
    return "target" if name == "source" else "source"


def _whole(context: Context, name: Name, bead: Bead) -> Words:
    """The first sentence of a side of a bead."""
    number = _numbers(bead, name)[0]
    return Words(name, number, Span(0, len(context.side(name).sentences[number].text)))


def _label(sentence: Sentence, name: Name) -> Span | None:
    """The words before the colon, which may say who speaks."""
    match = _LABELS[name].match(sentence.text)
    return Span(*match.span()) if match else None


def _other_office(source: str, target: str) -> bool:
    """Whether two labels surely name different offices: "minister of economy", "of finance".

    A word of the original that the word list knows, and none of whose renderings is there, stands
    against a word of the release that is a rendering of none.
    """
    ours, theirs = _words(source), _words(target)
    office = [{_offices()[w] for w in words if w in _offices()} for words in (ours, theirs)]
    if not office[0] or not office[1] or ours[0] not in _offices():
        return False
    if not office[0] <= office[1]:
        return True
    english = {stem(word) for word in theirs if word not in _offices() and not is_light(word)}
    rest = [stem(word) for word in ours if word not in _offices() and len(word) > _SHORT]
    known = [{word for word, _ in load().renderings(one)} for one in rest]
    lost = any(known_of and known_of.isdisjoint(english) for known_of in known)
    return lost and bool(english - set().union(*known))


@cache
def _data() -> dict[str, dict[str, str]]:
    text = files("align.checks").joinpath("data/speakers.toml").read_text(encoding="utf-8")
    return {
        kind: {word: one for one, several in words.items() for word in several.split()}
        for kind, words in tomllib.loads(text).items()
    }


def _roles() -> dict[str, str]:
    return _data()["roles"]


def _offices() -> dict[str, str]:
    return _data()["offices"]


def _differ(source: str, target: str) -> bool:
    """Whether two labels surely name different speakers."""
    ours = _names(source)
    theirs = _names(target)
    roles = [{_roles()[w] for w in _words(label) if w in _roles()} for label in (source, target)]
    if roles[0] and roles[1]:
        return roles[0].isdisjoint(roles[1])
    if not ours or not theirs or roles[0] or roles[1]:
        return False
    return not any(_same(a, b) for a in ours for b in theirs)


def _words(label: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", label.lower())


def _names(label: str) -> list[str]:
    """Words of a label that may be a family name."""
    found: list[str] = re.findall(r"[A-ZА-ЯЁІЎ][^\W\d_]{2,}", label)
    return found


def _same(one: str, other: str) -> bool:
    for a in skeletons(one):
        for b in skeletons(other):
            short, long = sorted((a, b), key=len)
            if len(short) >= _SOUNDS and long.startswith(short):
                return True
            if short and short == long:
                return True
    return False
