"""Numbers, months and days of the week in a text, whatever language and script they are written in.

A number's key is its value in plain digits after ``#``: "3 млрд", "3 billion" and "3,000,000,000"
are ``#3000000000``, "twenty-first", "двадцать первого" and "XXI" are ``#21``. A month's key is
``@m4``, a day's ``@d1``. The words are data: ``numbers.toml``.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# A figure with its groups of three, decimal places, or the parts of a date; a word, which in
# Belarusian can have an apostrophe within.
TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,/]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+)*"
)
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])[./]((?:19|20)\d\d)")
# Centuries and ordinals of congresses; single letters are initials, L, C, D and M abbreviations.
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_LOOK_ALIKE = str.maketrans("ХІ", "XI")
_ROMAN_ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8,
               "IX": 9}  # fmt: skip
# Figures longer than this are codes: they are not calculated with.
_DIGITS = 18
# The longest word of numbers.toml has 22 letters.
_LETTERS = 24


@dataclass(frozen=True, slots=True)
class _Words:
    """What words of the three languages say of numbers, by their folded spelling."""

    values: dict[str, int]
    scales: dict[str, int]
    calendar: dict[str, str]
    unsure: frozenset[str]
    joins: frozenset[str]
    every: frozenset[str]


@cache
def _data() -> dict[str, dict[str, dict[str, str]]]:
    text = files("align.keys").joinpath("numbers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _forms(words: str, language: dict[str, str]) -> Iterator[str]:
    for word in words.replace("ё", "е").split():
        if word[-1] not in "~^":
            yield word
            continue
        if word[-1] == "^":
            yield word[:-1]
        endings = language["ordinal" if word[-1] == "~" else "noun"]
        for ending in endings.replace("ё", "е").split():
            yield word[:-1] + ending


@cache
def _words() -> _Words:
    values: dict[str, int] = {}
    scales: dict[str, int] = {}
    calendar: dict[str, str] = {}
    unsure: set[str] = set()
    joins: set[str] = set()
    for code in ("en", "ru", "be"):
        language = _data()[code]
        endings: dict[str, str] = language  # type: ignore[assignment]
        for table, found in (("numbers", values), ("scales", scales)):
            for value, words in language[table].items():
                found.update(dict.fromkeys(_forms(words, endings), int(value)))
        for table, sign in (("months", "@m"), ("days", "@d")):
            for value, words in language[table].items():
                calendar.update(dict.fromkeys(_forms(words, endings), sign + value))
        unsure.update(_forms(endings["unsure"], endings))
        joins.update(endings["joins"].split())
    every = frozenset(values) | frozenset(scales) | frozenset(calendar)
    return _Words(values, scales, calendar, frozenset(unsure), frozenset(joins), every)


def signs() -> dict[str, str]:
    """Signs and the English word each stands for."""
    table: dict[str, str] = _data()["signs"]  # type: ignore[assignment]
    return table


def fold(word: str) -> str:
    """A word in small letters, ё as е and ў at its beginning as у, as spellings vary."""
    lower = word.lower().replace("ё", "е")
    return "у" + lower[1:] if lower[:1] == "ў" else lower


def is_number_word(folded: str) -> bool:
    """Whether a folded word is part of a number or date, and nothing else."""
    words = _words()
    return folded in words.every and folded not in words.unsure


@lru_cache(maxsize=4096)
def tokens_and_keys(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `TOKEN` finds in a text, and the keys of its numbers: read once for all who ask."""
    tokens = tuple(TOKEN.findall(text))
    return tokens, tuple(number_keys(tokens))


def number_keys(tokens: Sequence[str]) -> list[str]:
    """Keys of the numbers, months and days among `tokens`, in order, repetitions included.

    Parameters
    ----------
    tokens
        What `TOKEN` finds in a text.
    """
    roles = [_role(token) for token in tokens]
    if not any(role > _JOIN for role in roles):
        return []
    reader = _Reader(_words())
    for at, (token, role) in enumerate(zip(tokens, roles, strict=True)):
        if role == _FIGURE:
            reader.figure(token, tokens[at + 1 : at + 2])
        elif role == _WORD:
            word = fold(token)
            sure = word not in reader.words.unsure or _sure(token, tokens, at)
            reader.word(word, sure)
        elif role != _JOIN:
            reader.flush()
            if role == _NUMERAL:
                _roman(token, reader.keys)
    reader.flush()
    return reader.keys


# What a token can be in a number; most are nothing.
_NOTHING, _JOIN, _WORD, _FIGURE, _NUMERAL = range(5)


@lru_cache(maxsize=1 << 16)
def _role(token: str) -> int:
    if token[0].isdecimal():
        return _FIGURE
    if len(token) > _LETTERS:
        return _NOTHING
    word = fold(token)
    if word in _words().every:
        return _WORD
    if word in _words().joins:
        return _JOIN
    roman = len(token) > 1 and _ROMAN.fullmatch(token.translate(_LOOK_ALIKE))
    return _NUMERAL if roman else _NOTHING


def _sure(token: str, tokens: Sequence[str], at: int) -> bool:
    """Whether a word that may be another one is a month: by its capital, or a figure beside it."""
    if any(beside[0].isdecimal() for beside in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2])):
        return True
    return at > 0 and token[0].isupper() and token.isascii()


def _roman(token: str, keys: list[str]) -> None:
    match = _ROMAN.fullmatch(token.translate(_LOOK_ALIKE))
    if match:
        keys.append(f"#{10 * len(match[1]) + _ROMAN_ONES[match[2]]}")


class _Reader:
    """Adds up the words and figures of one number until something else comes.

    `group` is what the next scale word multiplies (two hundred and five), `total` what stands
    before it (thousand), `last` the scale that made it: scales descend in one number.
    """

    def __init__(self, words: _Words) -> None:
        self.words = words
        self.keys: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self.total = 0
        self.group: int | None = None
        self.places = 0
        self.last = 0

    def flush(self) -> None:
        """End the number."""
        if self.group is not None or self.last:
            whole = self.total + (self.group or 0)
            # "One of them", "first of all": one alone says nothing.
            if whole != 1 or self.places:
                self._add(whole, 0)
        self._clear()

    def _add(self, value: int, places: int) -> None:
        digits = str(value)
        if places:
            digits = digits.rjust(places + 1, "0")
            rest = digits[-places:]
            self.keys.append(f"#{digits[:-places]}.{rest}")
        else:
            self.keys.append(f"#{digits}")

    def figure(self, token: str, following: Sequence[str]) -> None:
        """A number in figures, and what comes after it."""
        scale = self.words.scales.get(fold(following[0]), 0) if following else 0
        # "2 million 500 thousand" goes on; "2 million, 500 of them" does not.
        if not (scale and self.group is None and self.last > scale):
            self.flush()
        date = _DATE.fullmatch(token)
        if date:
            self.keys += [f"#{int(date[1])}", f"@m{int(date[2])}", f"#{date[3]}"]
            return
        for part in token.split("/") if "/" in token else (token,):
            whole, rest = _plain(part)
            if scale and "/" not in token and len(whole) + len(rest) <= _DIGITS:
                # Kept as a fraction until the scale comes: 3.5 million is 35 × 100,000.
                power = 10 ** len(rest)
                if scale % power == 0:
                    self.group = int(whole + rest)
                    self.places = len(rest)
                    return
            self.keys.append("#" + whole + ("." + rest if rest else ""))

    def word(self, word: str, sure: bool) -> None:
        """A number word, a scale word, a month or a day."""
        words = self.words
        if word in words.scales:
            scale = words.scales[word]
            group = 1 if self.group is None else self.group
            if scale == 100:
                if self.places or not 0 < group < 10:
                    self.flush()
                    group = 1
                self.group = group * 100
            else:
                if self.last and scale >= self.last:
                    self.total, group = 0, self.total + (self.group or 0)
                self.total += group * scale // 10**self.places
                self.group, self.places, self.last = None, 0, scale
        elif word in words.values:
            value, group = words.values[word], self.group or 0
            fits = (
                self.group is None
                or (value < 10 and group % 10 == 0 and group % 100 != 10)
                or (10 <= value < 100 and group % 100 == 0)
            )
            if not fits or self.places:
                self.flush()
                group = 0
            self.group = group + value
        else:
            self.flush()
            if sure:
                self.keys.append(words.calendar[word])


def _plain(token: str) -> tuple[str, str]:
    """Whole digits and decimal places of a figure, without group separators and leading zeros."""
    digits = _BLANKS.sub("", token)
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    whole, _, rest = digits.replace(",", ".").partition(".")
    return whole.lstrip("0") or "0", rest
