"""What words say of quantities and dates, by language; the words are data (``data/*.toml``)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from align.facts.values import Number
from align.types import Language

# Longer words are codes, or no words: "четырёхсотпятидесятимиллионный" has 30 letters.
LONGEST = 40
# Words remembered for each language; a text has some thousand different ones.
_REMEMBERED = 1 << 16

_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
               "ix": 9}  # fmt: skip
_LOOK_ALIKE = str.maketrans("хі", "xi")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word can say; one word may say several things ("second", "third").

    Parameters
    ----------
    number
        Of a cardinal; `hint` where it may be no number.
    ordinal, scale, part, times, decade, month, weekday, roman
        Values of words of these kinds. `single`: a scale that stands for one when alone;
        `unsure`: a month or weekday that may be another word.
    fixed
        Number and unit in one word: "двадцатилетие".
    unit, modifier
        A unit of measure or currency, an adjective before one.
    head
        Unit, or scale after ``*``, of the second element of a compound.
    roles
        What the grammar needs it for: ``and``, ``from``, ``year``.
    tells
        Whether it can be part of a fact without a figure beside it.
    starts
        Whether a number can begin with it.
    """

    number: Number | None = None
    hint: bool = False
    ordinal: int | None = None
    scale: int = 0
    single: bool = False
    part: Fraction | None = None
    times: Fraction | None = None
    decade: int = 0
    month: int = 0
    weekday: int = 0
    unsure: bool = False
    roman: int = 0
    fixed: tuple[Number, str] | None = None
    unit: str = ""
    modifier: str = ""
    head: str | None = None
    roles: frozenset[str] = frozenset()

    tells: bool = field(init=False, default=False)
    starts: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        tells = bool(
            self.number is not None or self.ordinal or self.scale or self.part or self.times
            or self.decade or self.month or self.weekday or self.roman or self.fixed
            or not self.roles.isdisjoint(("noon", "midnight"))
        )  # fmt: skip
        object.__setattr__(self, "tells", tells)
        object.__setattr__(self, "starts", tells or "article" in self.roles)


NOTHING = Sense()


class Vocabulary:
    """The words of a language.

    Attributes
    ----------
    language
        Its code.
    senses
        What a folded word can say; `NOTHING` for most.
    ordinal, cardinal, decade
        Endings behind a figure.
    idioms
        Phrases whose numbers are none, by their first word.
    telling
        Whether a word can be part of a fact without a figure beside it.
    near
        Words by which a text speaks of a day or year without naming it.
    """

    def __init__(self, language: Language) -> None:
        data = tomllib.loads(_read(f"{language}.toml"))
        self.language = language
        endings = {mark: _list(words) for mark, words in data["endings"].items()}
        self.senses = _Senses(_senses(data, endings), data, endings)
        self.telling = _Telling(self.senses)
        suffixes = {name: frozenset(_list(words)) for name, words in data["suffixes"].items()}
        self.ordinal = suffixes["ordinal"]
        self.cardinal = suffixes.get("cardinal", frozenset[str]())
        self.decade = suffixes["decade"]
        self.idioms: dict[str, list[tuple[str, ...]]] = {}
        for phrase in data["idioms"]["phrases"].replace("\n", "|").split("|"):
            words = tuple(_pieces(phrase))
            if words:
                self.idioms.setdefault(words[0], []).append(words)
        self.near = frozenset(_list(data.get("near", {}).get("words", "")))


class _Senses(dict[str, Sense]):
    """What words say; a word not yet seen is looked at once."""

    def __init__(
        self, known: dict[str, Sense], data: dict[str, Any], endings: dict[str, list[str]]
    ) -> None:
        super().__init__(known)
        self._heads = {
            form: unit for unit, words in data["heads"].items() for form in _forms(words, endings)
        }
        self._prefixes = {
            form: number(value)
            for value, words in data["prefixes"].items()
            for form in _forms(words, endings)
        }

    def __missing__(self, word: str) -> Sense:
        sense = NOTHING
        if word[0] == "ў":
            sense = self[word_start(word)]
        elif len(word) <= LONGEST:
            found = self._compound(word)
            if found:
                sense = Sense(fixed=found)
            elif not word.strip("xiхіv"):
                match = _ROMAN.fullmatch(word.translate(_LOOK_ALIKE))
                if match:
                    sense = Sense(roman=10 * len(match[1]) + _ROMAN_ONES[match[2]])
        if len(self) < _REMEMBERED:
            self[word] = sense
        return sense

    def _compound(self, word: str) -> tuple[Number, str] | None:
        """Value and unit of a word such as "двадцатипятилетний"."""
        for at in range(3, len(word) - 2):
            unit = self._heads.get(word[at:])
            if unit is not None:
                value = self._prefix(word[:at])
                if value is not None:
                    if unit.startswith("*"):
                        return value * int(unit[1:]), ""
                    return value, unit
        return None

    def _prefix(self, word: str, depth: int = 3) -> Number | None:
        """Value of the first element: "двадцатипяти"; hundreds, tens and ones descend."""
        found = self._prefixes.get(word)
        if found is not None or depth == 1:
            return found
        for at in range(3, len(word) - 2):
            first = self._prefixes.get(word[:at])
            if first is None or first < 20:
                continue
            rest = self._prefix(word[at:], depth - 1)
            if rest is not None and rest < (10 if first < 100 else 100):
                return first + rest
        return None


class _Telling(dict[str, bool]):
    """`Sense.tells` of the words asked for."""

    def __init__(self, senses: _Senses) -> None:
        super().__init__()
        self._senses = senses

    def __missing__(self, word: str) -> bool:
        found = self._senses[word].tells
        if len(self) < _REMEMBERED:
            self[word] = found
        return found


def number(text: str) -> Number:
    """A number of the data: 12, 3/2."""
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def fold(text: str) -> str:
    """Small letters, ё as е, one apostrophe; every character stays one character."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    # Three searches are ten times as fast as `str.translate`.
    return lower.replace("ё", "е").replace("’", "'").replace("ʼ", "'")


@cache
def vocabulary(language: Language) -> Vocabulary:
    """The words of a language, read once."""
    return Vocabulary(language)


@cache
def common() -> dict[str, Any]:
    """What all languages share: units, signs, addresses."""
    return tomllib.loads(_read("common.toml"))


@cache
def currencies() -> frozenset[str]:
    """Units that are money."""
    return frozenset(common()["currencies"]["names"])


def names(language: Language, table: str) -> dict[int, str]:
    """The first word of each line of a table, such as the months' names."""
    data = tomllib.loads(_read(f"{language}.toml"))
    return {int(key): _list(words)[0].rstrip("^") for key, words in data[table].items()}


def says_near(text: str, language: Language) -> bool:
    """Whether a text speaks of a day or a year without naming it: "last year", "сегодня"."""
    near = vocabulary(language).near
    return any(word_start(word) in near for word in re.findall(r"[^\W\d_]+", fold(text)))


def _read(name: str) -> str:
    return files("align.facts").joinpath("data", name).read_text(encoding="utf-8")


def _list(words: str) -> list[str]:
    return ["" if word == "-" else fold(word) for word in words.split()]


def _pieces(phrase: str) -> Iterator[str]:
    """Words and hyphens of a phrase, as the text is cut."""
    for piece in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|-", fold(phrase)):
        yield word_start(piece)


def word_start(word: str) -> str:
    """A folded word with ў at its beginning as у, as it is written after a consonant."""
    return "у" + word[1:] if word[0] == "ў" else word


def _forms(words: str, endings: dict[str, list[str]]) -> Iterator[str]:
    for word in _list(words):
        if word and word[-1] in endings:
            for ending in endings[word[-1]]:
                yield word_start(word[:-1] + ending)
        elif word:
            yield word_start(word)


def _senses(data: dict[str, Any], endings: dict[str, list[str]]) -> dict[str, Sense]:
    """Every word of the tables with all it can say."""
    found: dict[str, dict[str, Any]] = {}

    def note(words: str, **said: Any) -> None:
        for form in _forms(words, endings):
            for name, value in said.items():
                found.setdefault(form, {}).setdefault(name, value)

    for name, convert in (("ordinals", int), ("scales", int), ("decades", int), ("months", int),
                          ("weekdays", int), ("parts", Fraction), ("times", Fraction)):  # fmt: skip
        entry = name if name == "times" else name[:-1]
        for key, words in data[name].items():
            note(words, **{entry: convert(key)})
    for key, words in data["cardinals"].items():
        note(words, number=int(key))
    for key, words in data["hints"].items():
        note(words, number=int(key), hint=True)
    for key, words in data["units"].items():
        note(words, unit=key)
    for key, words in data["modifiers"].items():
        note(words, modifier=key)
    for key, words in data["heads"].items():
        note(words, head=key)
    for key, words in data["fixed"].items():
        value, _, unit = key.partition(" ")
        note(words, fixed=(number(value), unit), hint=bool(unit))
    note(data["single"]["words"], single=True)
    for words in data["unsure"].values():
        note(words, unsure=True)
    roles: dict[str, set[str]] = {}
    for key, words in data["words"].items():
        for form in _forms(words, endings):
            roles.setdefault(form, set()).add(key)
    for sign, unit in common()["signs"].items():
        found.setdefault(fold(sign), {}).setdefault("unit", unit)
    known = {entry.name for entry in fields(Sense)}
    out = {}
    for form in {**found, **roles}:
        said = {name: value for name, value in found.get(form, {}).items() if name in known}
        out[form] = Sense(**said, roles=frozenset(roles.get(form, ())))
    return out
