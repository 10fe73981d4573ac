"""Words as they are compared: without what tells writers, keyboards and stresses apart.

Folding is for comparison alone. What is wrong in a text (a Latin letter in a Cyrillic word) is
reported from the text itself.
"""

import re
import unicodedata
from functools import lru_cache

from align.types import Language

# One letter or digit, then any more with apostrophes, hyphens and marks between them. An apostrophe
# is ', ', ʼ, ` or ´; a hyphen also the one that does not break (U+2011). U+00AD and U+0301 stand
# inside words. Linear: each character can be read in one way only.
_MARKS = "\u00ad\u0300\u0301"
_WORD = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*|['’ʼ`´‘\-\u2010\u2011][^\W_]+)*")

# Latin letters that look like Cyrillic ones, by shape: capitals and small letters differ.
_LATIN = "ABCEHIKMOPTXYSJaceiopxysj"
_CYRILLIC = "АВСЕНІКМОРТХУЅЈасеіорхуѕј"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC + "г", _LATIN + "r")
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'") | {"\u2010": "-", "\u2011": "-"})
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u0300\u0301\u200b\u200c\u200d\u2060\ufeff"))
_ODD = re.compile("[^а-яіўёa-z0-9-]")
_PLAIN = re.compile("[a-z0-9'-]*|[а-яіўё0-9'-]*")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z]")


def words(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand: half-open ranges.

    A word holds its apostrophes, hyphens and stress marks: "прэм'ер-міністр" is one word.
    """
    return [match.span() for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def fold(token: str, language: Language) -> str:
    """`token` as words of `language` are compared, in small letters.

    Composed (NFC), without stress marks, soft hyphens and zero-width characters; apostrophes and
    hyphens of one kind each; look-alike letters of the other script in a word's own; ё as е in
    Russian; ў at the beginning as у in Belarusian, where it only shows that a vowel goes before.

    Folding twice is folding once.
    """
    text = _folded(token, language)
    # Lowering and dropping can leave marks that compose anew: once more, until nothing changes.
    while not _PLAIN.fullmatch(text) and (again := _folded(text, language)) != text:
        text = again
    return text


def _folded(token: str, language: Language) -> str:
    text = spelled(token, language).lower()
    if language == "ru":
        return text.replace("ё", "е")
    if language == "be" and text[:1] == "ў":
        return "у" + text[1:]
    return text


@lru_cache(maxsize=1 << 16)
def spelled(token: str, language: Language) -> str:
    """`token` in one spelling, its capitals kept: what `fold` does before it lowers them."""
    if token.isascii() and language == "en":
        return token.replace("`", "'")
    if _ODD.search(token):
        token = unicodedata.normalize("NFC", token.translate(_DROPPED)).translate(_APOSTROPHES)
    if language == "en":
        if _LATIN_LETTER.search(token) and _CYRILLIC_LETTER.search(token):
            return token.translate(_TO_LATIN)
        return token
    # A single letter has no neighbours to tell its script: і, а, о, у stand there, as words.
    if _LATIN_LETTER.search(token) and (len(token) == 1 or _CYRILLIC_LETTER.search(token)):
        return token.translate(_TO_CYRILLIC)
    return token


def is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation in capitals: ООН, БЕЛТА, WHO; never one letter alone."""
    return sum(map(str.isalpha, word)) > 1 and word.isupper()


def keeps_capitals(citation: str, token: str) -> bool:
    """Whether a word of a text has all the capitals that a word of a term is written with.

    A word all in capitals in the text does (headings are); an acronym needs all of its own.
    """
    if is_acronym(citation):
        return token.isupper()
    return token[:1].isupper() or not citation[:1].isupper()
