"""How words of an original are rendered where no letter tells it: Кёльн is Cologne."""

import gzip
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from align.encode.lexicon import load
from align.facts.name_sounds import latin
from align.facts.names import words_of
from align.keys.words import stem

# Letters of a country's name that words made from it are known by.
_DERIVED = 4
# Weight from which on a rendering of the lexicon is believed.
BELIEVED = 0.1


# Endings of English words that are no names, where the lexicon does not have them.
_DERIVED_WORD = re.compile(
    "(?:ing|ed|ly|[st]ions?|ness|ments?|[ai]ble|is[mt]s?|[ai]l|ous|ives?|[eo]rs|ity|ship|less|ful)$"
)


class Sort(StrEnum):
    """What a name names, as far as it is known."""

    PERSON = "person"
    COUNTRY = "country"
    CITY = "city"
    ANY = "any"


_TABLES = {"countries": Sort.COUNTRY, "cities": Sort.CITY}


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("align.facts").joinpath("data/exonyms.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _exonyms() -> dict[str, tuple[str, ...]]:
    """English names by the stem of each word of the original's."""
    found: dict[str, dict[str, None]] = {}
    for name, original in _rows():
        for word in original.replace("-", " ").split():
            if word[0].isupper():
                found.setdefault(stem(word), {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _rows() -> Iterator[tuple[str, str]]:
    for table in _tables().values():
        for name, originals in table.items():
            yield from ((name, original) for original in originals)


@cache
def _sorts() -> dict[str, Sort]:
    """What listed names name: the stems of single words of both languages."""
    found: dict[str, Sort] = {}
    for title, sort in _TABLES.items():
        for name, originals in _tables()[title].items():
            for word in (name, *originals):
                if " " not in word:
                    found[key(word)] = sort
    return found


def exonyms(original: str) -> tuple[str, ...]:
    """English names that a word of the original's name is known to have.

    Examples
    --------
    >>> exonyms("Германии"), exonyms("Бреста")
    (('Germany',), ('Brest',))
    """
    return _exonyms().get(stem(original), ())


@lru_cache(maxsize=1 << 14)
def renderings(original: str) -> frozenset[str]:
    """Stems of the English words that may render a word of an original."""
    names = (word for name in exonyms(original) for word in _telling(name))
    known = (english for english, weight in load().renderings(stem(original)) if weight > BELIEVED)
    return frozenset((*map(key, names), *known))


def _telling(name: str) -> list[str]:
    """Words of a name that tell it from others: Korea of North Korea."""
    every = name.replace("-", " ").split()
    return [word for word in every if word.lower() not in words_of("general")] or every


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """The stem of a word; of an English one its marks and full stops left out."""
    return stem(latin(name) or name)


def sort_of(word: str) -> Sort:
    """What a word of either language names, if it is listed as the name of a country or city."""
    return _sorts().get(key(word), Sort.ANY)


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, original in _rows():
        some = found.setdefault(key(name), set())
        if " " not in name + original and len(original) > _DERIVED:
            some.add(original[:-1].lower())
    return {name: tuple(sorted(some)) for name, some in found.items()}


def is_listed(name: str) -> bool:
    """Whether an English word is listed as the name of a country, a city or a people."""
    return key(name) in _beginnings()


def beginnings(name: str) -> tuple[str, ...]:
    """What words begin with that are made from the originals of a listed name: коре, for Korea."""
    return _beginnings().get(key(name), ())


@cache
def _common() -> dict[str, str]:
    """Names that are common in English, with letters for what they name."""
    data = files("align.facts").joinpath("data/names.txt.gz").read_bytes()
    rows = gzip.decompress(data).decode("utf-8").split("\n")
    return dict(row.split("\t") for row in rows)


def is_common(name: str) -> bool:
    """Whether an English word is a name that is common in English."""
    return latin(name) in _common()


def is_town(name: str) -> bool:
    """Whether a common name is that of a town or a state, and no person's."""
    return _common().get(latin(name)) == "t"


@cache
def _given() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[str]]]:
    """Rows of the data file that a given name stands in, and initials that stand for another."""
    text = files("align.facts").joinpath("data/names.toml").read_text(encoding="utf-8")
    rows: dict[str, set[int]] = {}
    letters: dict[str, set[str]] = {}
    for number, row in enumerate(tomllib.loads(text)["given"]):
        names = row.split()
        for name in names:
            rows.setdefault(latin(name) or stem(name), set()).add(number)
            if not latin(name):
                first = {latin(other)[0] for other in names if latin(other)}
                letters.setdefault(name[0].lower(), set()).update(first)
    return (
        {name: frozenset(some) for name, some in rows.items()},
        {letter: frozenset(some) for letter, some in letters.items()},
    )


def is_given(name: str) -> bool:
    """Whether an English word is a given name."""
    return latin(name) in _given()[0] or "g" in _common().get(latin(name), "")


def same_given(original: str, name: str) -> bool:
    """Whether two given names are listed as one: Мікалай, Nicholas."""
    none: frozenset[int] = frozenset()
    rows = _given()[0]
    return not rows.get(stem(original), none).isdisjoint(rows.get(latin(name), none))


def given_initials(letter: str) -> frozenset[str]:
    """Letters that listed given names begin with in English whose originals begin with another."""
    return _given()[1].get(letter.lower(), frozenset())


def looks_derived(word: str) -> bool:
    """Whether an English word ends as words do that are no names."""
    return bool(_DERIVED_WORD.search(word))
