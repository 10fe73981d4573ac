"""Names and international words by the sound that their spellings in two scripts share.

The *skeleton* of a word is its consonants, in classes that spellings of the three languages agree
on: "Могилёв", "Магілёў" and "Mogilev" are ``mglv``. Belarusian г is written g or h, х is
written kh or h: they are one class. Where a letter has two renderings a word has two skeletons.
A word of one or two consonants is told by its vowels too (`short_form`).
"""

import re
import unicodedata
from functools import lru_cache

from align.keys.words import is_cyrillic, stem

# Longer words are codes, or no words.
LONGEST = 40

_CLASSES = dict(zip("бвгґджзклмнпрстўфхцчшщ", "bvggdzzklmnprstvfgssss", strict=True))
# A soft d and t are дз and ц in Belarusian; "це" is either "те" there or Russian "це".
_SOFT = re.compile("дз|дж|ц(?=[іяёюь])")
_SOFT_CLASS = {"дз": "d", "дж": "z", "ц": "t"}

_DIGRAPHS = re.compile(
    "shch|tsch|tch|sch|zh|kh|ch(?=[bcdfghjklmnpqrstvwxz])|ch|sh|ts|tz|ph|th|ck|qu|x|c(?=[eiy])"
)
_DIGRAPH_CLASS = {"shch": "s", "tsch": "s", "tch": "s", "sch": "s", "zh": "z", "kh": "g",
                  "sh": "s", "ts": "s", "tz": "s", "ph": "f", "th": "t", "ck": "k", "qu": "kv",
                  "x": "ks", "c": "s"}  # fmt: skip
_LATIN_CLASS = {"c": "k", "q": "k", "w": "v", "j": "z", "h": "g"}
_REPEATED = re.compile(r"(.)\1+")

# Vowels of unstressed syllables differ in the three spellings: a and o are one, e, i and y another.
_VOWELS = dict(zip("аоуэыеиіяёюйaouiey", "aauiiiiiaauiaauiii"[:18], strict=True))
_VOWEL_RUN = re.compile("[aiu]+")


def _latin(word: str) -> str:
    """A lower-case word in Latin letters without marks; ŭ is the Belarusian ў."""
    plain = unicodedata.normalize("NFD", word.replace("ŭ", "w").replace("ł", "l"))
    return "".join(c for c in plain if "a" <= c <= "z")


def _digraph(match: re.Match[str]) -> str:
    found = match.group()
    if found == "ch":
        # Chrome, technology: the х of the Greek; otherwise ч or ш.
        following = match.string[match.end() : match.end() + 1]
        return "g" if following and following not in "aeiouy" else "s"
    return _DIGRAPH_CLASS[found]


@lru_cache(maxsize=1 << 16)
def skeletons(word: str) -> tuple[str, ...]:
    """Consonants of a word, one string for each way of reading it; nothing for a long word."""
    if len(word) > LONGEST:
        return ()
    lower = word.lower()
    if not is_cyrillic(lower):
        sounds = _DIGRAPHS.sub(_digraph, _latin(lower))
        return (_collapse("".join(_LATIN_CLASS.get(c, c) for c in sounds if c not in "aeiouy")),)
    readings = [_SOFT.sub(lambda match: _SOFT_CLASS[match.group()], lower)]
    if "це" in lower:
        readings.append(readings[0].replace("це", "т"))
    if "ў" in lower:
        readings.append(readings[0].replace("ў", ""))
    if lower[0] == "у" and lower[1:2] in _CLASSES:
        readings.append("в" + readings[0][1:])
    found = (
        _collapse("".join(_CLASSES.get(c, c if "a" <= c <= "z" else "") for c in r))
        for r in readings
    )
    return tuple(dict.fromkeys(found))


def _collapse(sounds: str) -> str:
    return _REPEATED.sub(r"\1", sounds)


@lru_cache(maxsize=1 << 16)
def short_form(word: str) -> str:
    """Sounds of the stem of a short word, vowels in classes: "Юрий", "Юрый", "Yuri" are ``ur``."""
    base = stem(word)
    letters = base if is_cyrillic(base) else _DIGRAPHS.sub(_digraph, _latin(base))
    sounds = "".join(
        _VOWELS.get(c) or _CLASSES.get(c) or (_LATIN_CLASS.get(c, c) if "a" <= c <= "z" else "")
        for c in letters
    )
    runs = _VOWEL_RUN.sub(lambda match: match.group().strip("i")[:1] or "i", sounds)
    return _collapse(runs).rstrip("aiu")


def sounds(word: str, least: int, most: int) -> frozenset[str]:
    """Keys of a word's sound: ``~`` and the beginning of a skeleton, or ``.`` and a short form.

    Parameters
    ----------
    word
        As it stands in the text. One with fewer than `least` consonants and no capital has no key.
    least, most
        Consonants that a skeleton must have, and that are looked at: endings differ.
    """
    found = frozenset("~" + s[:most] for s in skeletons(word) if len(s) >= least)
    if not found and len(word) > 2 and word[0].isupper():
        form = short_form(word)
        return frozenset(("." + form,)) if len(form) > 1 else found
    return found
