"""The word lists that errors are planted with, and the translation that is spoilt by them."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().with_name("quality_words.toml")
JOINING = ("of", "for", "the")  # words in small letters inside a name
MARKS = ".,!?;:()«»\"“”'’…[]"

Marked = list[tuple[str, bool]]  # words, and whether each is wrong


def core(word: str) -> str:
    """`word` without the marks around it."""
    return word.strip(MARKS)


@dataclass(frozen=True, slots=True)
class Lists:
    """What ``quality_words.toml`` says; `kinds` are name, how often, weight."""

    kinds: tuple[tuple[str, float, float], ...]
    function_words: frozenset[str]
    antonyms: Mapping[str, Sequence[str]]
    exchanged: tuple[tuple[str, ...], ...]
    pronouns: Mapping[str, Sequence[str]]
    denied: Mapping[str, str]
    affirmed: Mapping[str, str]
    tenses: Mapping[str, Sequence[str]]
    modifiers: Mapping[str, Sequence[str]]

    def fellows(self, word: str) -> list[str]:
        """The other numbers, months or days that `word` can be exchanged for."""
        for group in self.exchanged:
            # Months and days in small letters are other words: may, march.
            if (word if group[0][0].isupper() else word.lower()) in group:
                return [other for other in group if other.lower() != word.lower()]
        return []


@cache
def lists() -> Lists:
    """The word lists, read once."""
    data = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    antonyms: dict[str, list[str]] = defaultdict(list)
    for one, other in map(str.split, data["antonyms"]):
        antonyms[one].append(other)
        antonyms[other].append(one)
    return Lists(
        tuple((kind["name"], kind["often"], kind.get("weight", 1.0)) for kind in data["kind"]),
        frozenset(data["function_words"]),
        dict(antonyms),
        tuple(tuple(data[name]) for name in ("months", "days", "ordinals", "cardinals")),
        {word: [other] for word, other in data["pronouns"].items()},
        *(data[name] for name in ("denied", "affirmed", "tenses")),
        {name: data[name] for name in ("adjectives", "adverbs", "before_numbers")},
    )


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound translation, and where it can be spoilt.

    Parameters
    ----------
    source, target
        The pair.
    words
        Of the translation.
    other
        Another pair of the same origin, from which words may be taken.
    """

    source: str
    target: str
    words: Sequence[str]
    other: tuple[str, str]

    def places(self, fits: Callable[[str], object]) -> list[int]:
        """Words that fit, without the marks around them."""
        return [n for n, word in enumerate(self.words) if fits(core(word))]

    @property
    def content(self) -> list[int]:
        known = lists().function_words
        return self.places(lambda w: w.isalpha() and w.lower() not in known and len(w) > 2)

    @property
    def names(self) -> list[int]:
        words = [(n, core(self.words[n])) for n in self.content if n]
        return [n for n, word in words if word[0].isupper() and not word.isupper()]

    @property
    def phrases(self) -> list[tuple[int, int]]:
        """Whole names, first word and one past the last: the House of Lords, but not its article.

        A word that opens the sentence belongs to a name only if another one of the name follows.
        """
        capital = [core(word)[:1].isupper() and len(core(word)) > 1 for word in self.words]
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(self.words):
            if not capital[start]:
                start += 1
                continue
            end = start + 1
            while end < len(self.words) and self.words[end - 1][-1] not in MARKS:
                if capital[end]:
                    end += 1
                elif self.words[end] in JOINING and end + 1 < len(self.words) and capital[end + 1]:
                    end += 2
                else:
                    break
            if start or (end > 1 and core(self.words[0]).lower() not in lists().function_words):
                found.append((start, end))
            start = end
        return found

    def lower(self, place: int) -> str:
        return core(self.words[place]).lower()

    def with_word(self, place: int, word: str) -> Marked:
        """Its words with another one at `place`."""
        out = self.marked()
        out[place] = (put(self.words[place], word), True)
        return out

    def with_added(self, place: int, words: Sequence[str]) -> Marked:
        """Its words with others before `place`."""
        out = self.marked()
        out[place:place] = [(word, True) for word in words]
        return out

    def without(self, place: int, count: int = 1) -> Marked:
        """Its words without some; those on both sides of the gap are wrong."""
        out = self.marked()
        del out[place : place + count]
        for n in (place - 1, place):
            if 0 <= n < len(out):
                out[n] = (out[n][0], True)
        return out

    def marked(self) -> Marked:
        return [(word, False) for word in self.words]


def put(word: str, new: str) -> str:
    """`new` with the marks around `word` and, where that has one, its capital."""
    old = core(word)
    start = word.find(old)
    if old[:1].isupper():
        new = new[:1].upper() + new[1:]
    return word[:start] + new + word[start + len(old) :]
