"""Tell English, Russian and Belarusian apart, and all three from anything else.

Each word of the script that most letters belong to gives points: for being a function word of a
language, for a letter that only this language has (`і`, `ў` against `и`, `щ`, `ъ`) and for a group
of letters that its neighbour never has; a letter outside the alphabet costs points. The words and
letters are data: ``align/data/langid.toml``. With neither evidence nor a clear lead the answer is
None, for "another language, or nothing to tell by".
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.types import LANGUAGES, Document, Language, LineKind

# A language is as sure of a few hundred words as of any number: what lies beyond is not looked at.
_SAMPLE = 20_000

# Points a word gives. That a letter outside the alphabet weighs more than any one sign in favour
# makes Ukrainian, which has both `і` and `и`, neither Belarusian nor Russian.
_FUNCTION_WORD, _OWN_LETTER, _OWN_PART, _HINT, _FOREIGN_LETTER = 2.0, 2.0, 1.0, 0.5, -2.5

# Titles, lists of names and menus are short of function words and often in another language than
# the text they belong to.
_BODY = frozenset((LineKind.TEXT, LineKind.QUOTE, LineKind.LIST_ITEM))
_REST_WEIGHT = 0.25

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text as far as it can be told.

    Parameters
    ----------
    language
        One of the three, or None for another language or too little text.
    confidence
        From 0 to 1; 0 when `language` is None.
    scores
        Points per language and word, for explaining the guess.
    """

    language: Language | None
    confidence: float
    scores: Mapping[Language, float]


@dataclass(frozen=True, slots=True)
class _Profile:
    words: frozenset[str]
    letters: frozenset[str]
    alphabet: frozenset[str]
    never: re.Pattern[str] | None
    parts: re.Pattern[str] | None
    hints: re.Pattern[str] | None

    def points(self, word: str) -> float:
        letters, bounded = set(word), f"_{word}_"
        if self.alphabet and not letters <= self.alphabet:
            return _FOREIGN_LETTER
        if self.never is not None and self.never.search(bounded):
            return _FOREIGN_LETTER
        if word in self.words:
            return _FUNCTION_WORD
        if letters & self.letters:
            return _OWN_LETTER
        if self.parts is not None and self.parts.search(bounded):
            return _OWN_PART
        if self.hints is not None and self.hints.search(bounded):
            return _HINT
        return 0.0


def identify(text: str) -> Guess:
    """Guess the language of a paragraph or heading.

    Parameters
    ----------
    text
        Any text; only its first 20,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if not cyrillic and not latin:
        return Guess(None, 0.0, dict.fromkeys(LANGUAGES, 0.0))
    is_cyrillic = cyrillic >= latin
    script = _CYRILLIC if is_cyrillic else _LATIN
    words = Counter(word for word in _WORD.findall(sample.lower()) if script.match(word))
    total = max(1, sum(words.values()))
    own = {
        language: sum(profile.points(word) * count for word, count in words.items())
        for language, profile in _profiles().items()
    }
    scores = {language: round(points / total, 4) for language, points in own.items()}
    ranked = sorted(own, key=lambda language: -own[language])
    best = ranked[0]
    rival = max(own[ranked[1]], 0.0, *_other_points(words))
    lead = own[best] - rival
    if lead <= 0:
        return Guess(None, 0.0, scores)
    return Guess(best, round(math.tanh(lead / 2), 4), scores)


def identify_document(document: Document) -> Guess:
    """Guess the language of a document: its paragraphs vote, by their length.

    Body text counts in full, titles, dates and page furniture for a quarter. The confidence is
    the share of the vote.
    """
    votes: dict[Language | None, float] = dict.fromkeys((*LANGUAGES, None), 0.0)
    scores = dict.fromkeys(LANGUAGES, 0.0)
    total = seen = 0.0
    for paragraph in document.paragraphs:
        guess = identify(paragraph.span.of(document.text))
        length = min(len(paragraph.span), _SAMPLE)
        weight = length * (1.0 if paragraph.kind in _BODY else _REST_WEIGHT)
        votes[guess.language] += weight
        total += weight
        for language in LANGUAGES:
            scores[language] += weight * guess.scores[language]
        seen += length
        # Ten samples settle it; a long document need not be read to its end.
        if seen > 10 * _SAMPLE:
            break
    if not total:
        return Guess(None, 0.0, scores)
    scores = {language: round(points / total, 4) for language, points in scores.items()}
    winner = sorted(votes, key=lambda name: -votes[name])[0]
    return Guess(winner, round(votes[winner] / total, 4) if winner else 0.0, scores)


def _other_points(words: Counter[str]) -> list[float]:
    return [
        sum(profile.points(word) * count for word, count in words.items())
        for profile in _other_profiles()
    ]


@cache
def _data() -> dict[str, dict[str, dict[str, str]]]:
    text = files("align").joinpath("data/langid.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _profile(entry: Mapping[str, str]) -> _Profile:
    return _Profile(
        frozenset(entry["words"].split()),
        frozenset(entry.get("letters", "")),
        frozenset(entry["alphabet"]) | frozenset("'’ʼ") if "alphabet" in entry else frozenset(),
        _any_of(entry.get("never", "")),
        _any_of(entry.get("parts", "")),
        _any_of(entry.get("hints", "")),
    )


def _any_of(groups: str) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, groups.split()))) if groups else None


@cache
def _profiles() -> dict[Language, _Profile]:
    data: dict[str, dict[str, str]] = _data()  # type: ignore[assignment]
    return {language: _profile(data[language]) for language in LANGUAGES}


@cache
def _other_profiles() -> tuple[_Profile, ...]:
    return tuple(_profile(entry) for entry in _data()["other"].values())
