"""Words that deny in a text: not, never, without; and words that do so by what they mean.

What a phrase as a whole does not deny (not only, тем не менее) is left out. The words are data:
``data/negation.toml``.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from align.types import Language, Span

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_CONTRACTED = "n't"
_MARKS = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‑": "-"})
# A clause ends here: a cue denies nothing beyond.
_BREAK = re.compile(r"[.;:!?…()]|[,–—](?=\s)|\s-\s")
# Letters that remain of a word without its prefix.
_REST = 3


@dataclass(frozen=True, slots=True)
class Denials:
    """What denies in a text; places of words, in order.

    Parameters
    ----------
    cues
        Words that deny what follows, one for a clause with several.
    softeners
        Words that deny, or nearly so, by what they mean, and phrases that only seem to.
    contraries
        Words that go with the contrary.
    polarity
        Words that ask for a negation near them.
    breaks
        Where clauses end.
    """

    cues: tuple[Span, ...] = ()
    softeners: tuple[Span, ...] = ()
    contraries: tuple[Span, ...] = ()
    polarity: tuple[Span, ...] = ()
    breaks: tuple[int, ...] = ()

    def clause(self, offset: int) -> int:
        """Number of the clause that a place is in."""
        return bisect_right(self.breaks, offset)


@dataclass(frozen=True, slots=True)
class _Words:
    cues: frozenset[str]
    pronouns: frozenset[str]
    light: frozenset[str]
    prefixes: tuple[str, ...]
    exceptions: re.Pattern[str]
    idioms: re.Pattern[str]
    softeners: re.Pattern[str]
    contraries: re.Pattern[str]
    polarity: re.Pattern[str]


@cache
def _words(language: Language) -> _Words:
    text = files("align.facts").joinpath("data/negation.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)[language]
    lists = {
        key: [" ".join(phrase.split()) for phrase in value.split(",") if phrase.strip()]
        for key, value in data.items()
    }
    patterns = ("exceptions", "idioms", "softeners", "contraries", "polarity")
    return _Words(
        frozenset(lists["cues"]),
        frozenset(lists["pronouns"]),
        frozenset(lists["light"]),
        tuple(lists["prefixes"]),
        *(_any_of(lists[name]) for name in patterns),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases, the longest first; ``~`` stands for the rest of a word."""
    if not phrases:
        return re.compile(r"(?!)")
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    parts = (
        r"\s+".join(re.escape(w.rstrip("~")) + r"\w*" * w.endswith("~") for w in p.split())
        for p in ordered
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def folded(text: str) -> str:
    """A text in small letters, its apostrophes and hyphens of one kind, letter for letter."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    return lower.translate(_MARKS)


def is_light(word: str, language: Language) -> bool:
    """Whether a word means too little to be what is denied."""
    return len(word) < _REST or folded(word) in _words(language).light


@lru_cache(maxsize=1 << 12)
def counted(text: str, language: Language) -> tuple[Span, ...]:
    """The cues of a text: words that deny what follows, one for a clause with several.

    Examples
    --------
    >>> [span.of("Никто не пришёл") for span in counted("Никто не пришёл", "ru")]
    ['не']
    """
    words = _words(language)
    plain = folded(text)
    found = [m for m in _WORD.finditer(plain) if _may_deny(m.group(), words, language)]
    if not found:
        return ()
    idioms = _places(words.idioms, plain)
    breaks = _breaks(plain)
    cues: list[Span] = []
    pronouns: list[Span] = []
    for match in found:
        span = Span(*match.span())
        if not _within(span, idioms):
            (pronouns if match.group() in words.pronouns else cues).append(span)
    denied = {bisect_right(breaks, cue.start) for cue in cues}
    for cue in pronouns:
        clause = bisect_right(breaks, cue.start)
        if clause not in denied:
            cues.append(cue)
            denied.add(clause)
    return tuple(sorted(cues))


def _may_deny(word: str, words: _Words, language: Language) -> bool:
    if word in words.cues or word in words.pronouns:
        return True
    return language == "en" and word.endswith(_CONTRACTED)


@lru_cache(maxsize=1 << 10)
def denials(text: str, language: Language) -> Denials:
    """What denies in a text."""
    words = _words(language)
    plain = folded(text)
    idioms = _places(words.idioms, plain)
    softeners = (*idioms, *_places(words.softeners, plain), *_prefixed(plain, words))
    return Denials(
        counted(text, language),
        tuple(sorted(set(softeners))),
        _places(words.contraries, plain),
        _places(words.polarity, plain),
        _breaks(plain),
    )


def _places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in pattern.finditer(text))


def _breaks(plain: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _BREAK.finditer(plain))


def _within(span: Span, places: Sequence[Span]) -> bool:
    """Whether a place begins in one of others, which are in order and apart."""
    at = bisect_right(places, span.start, key=lambda place: place.start)
    return at > 0 and span.start < places[at - 1].end


def _prefixed(plain: str, words: _Words) -> Iterator[Span]:
    """Words that mean the contrary by their beginning: неверный, unable."""
    for match in _WORD.finditer(plain):
        word = match.group()
        for prefix in words.prefixes:
            if word.startswith(prefix) and len(word) >= len(prefix) + _REST:
                if not words.exceptions.fullmatch(word):
                    yield Span(*match.span())
                break
