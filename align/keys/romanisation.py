"""How Russian and Belarusian names are written in Latin letters: the schemes, with their dates.

The schemes are data (``romanisation.toml``); what they all say of a letter counts as one.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_VOWELS = frozenset("аоуэыеёиіюяьъ'’")
_MARKS = str.maketrans({"ł": "l", "Ł": "L", "’": "", "'": "", "ʼ": "", "-": ""})


def plain(word: str) -> str:
    """A word in small Latin letters without marks, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFD", word.translate(_MARKS).lower())
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 14)
def spells(latin: str, cyrillic: str, language: str) -> bool:
    """Whether each letter of a name is written as in some known scheme.

    `language` is that of the name; ``be-ru`` for one that Belarusian writes and releases spell
    after its Russian form.

    Examples
    --------
    >>> spells("Halowchanka", "Галоўчанка", "be"), spells("Lukaschenko", "Лукашенко", "ru")
    (True, False)
    """
    wanted = plain(latin)
    letters, start, endings = _table(language)
    word = cyrillic.lower().replace("-", "")
    reached: dict[int, set[int]] = {0: {0}}
    for at in range(len(word)):
        places = reached.get(at)
        if not places:
            continue
        begins = at == 0 or word[at - 1] in _VOWELS
        for size in (1, 2):
            part = word[at : at + size]
            if len(part) < size:
                break
            options = letters.get(part, ())
            if begins:
                options += start.get(part, ())
            if at + size == len(word):
                options += endings.get(part, ())
            for option in options:
                for place in places:
                    if wanted.startswith(option, place):
                        reached.setdefault(at + size, set()).add(place + len(option))
    return len(wanted) in reached.get(len(word), ())


def romanised(cyrillic: str, language: str) -> str:
    """A name by BGN/PCGN, marks and apostrophes left out.

    Examples
    --------
    >>> romanised("Лукашенко", "ru"), romanised("Ельск", "ru")
    ('Lukashenko', 'Yelsk')
    """
    scheme = _schemes(language)[0]
    out = ""
    lower = cyrillic.lower()
    for at, letter in enumerate(lower):
        begins = at == 0 or lower[at - 1] in _VOWELS
        options = scheme["letters"].get(letter, letter)
        if begins:
            options = scheme.get("start", {}).get(letter, options)
        first = options.split()[0].strip("-") if letter != "-" else "-"
        out += first[:1].upper() + first[1:] if cyrillic[at].isupper() else first
    return out


def _schemes(language: str) -> list[dict[str, Any]]:
    return [scheme for scheme in _data() if scheme["language"] == language]


@cache
def _data() -> tuple[dict[str, Any], ...]:
    text = files("align.keys").joinpath("romanisation.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["scheme"])


@cache
def _table(language: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Renderings of all schemes together: letters, those after a vowel, endings."""
    tables: list[dict[str, tuple[str, ...]]] = []
    for part in ("letters", "start", "endings"):
        table: dict[str, tuple[str, ...]] = {}
        for scheme in _schemes(language):
            for letter, options in scheme.get(part, {}).items():
                several = tuple("" if o == "-" else o for o in options.split())
                table[letter] = tuple(dict.fromkeys((*table.get(letter, ()), *several)))
        tables.append(table)
    return tuple(tables)
