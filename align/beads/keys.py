"""What two sentences of different languages can share on the surface: numbers and names.

A sentence becomes a set of keys. A number's key is its value in plain digits; a name's key is the
skeleton of consonants that its Russian, Belarusian and English spellings have in common
("Могилёв", "Магілёў" and "Mogilev" are all ``mglv``). Keys are evidence, never proof.
"""

import re
import unicodedata

_NUMBER = re.compile(r"\d{1,3}(?:[   ]\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]{3,40}")
# Skeletons shorter than three consonants are shared by chance too often.
_SKELETON = 3
# Two spellings of a name differ in its ending; four consonants of its beginning identify it.
_PREFIX = 4

_CYRILLIC = dict(zip("бвгґджзклмнпрстўфхцчшщ", "bvggdzzklmnprstvfhcsss", strict=True))
_DIGRAPHS = (
    ("shch", "s"), ("tch", "s"), ("sch", "s"), ("zh", "z"), ("kh", "h"), ("ch", "s"), ("sh", "s"),
    ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"),
)  # fmt: skip
_LATIN = {"c": "k", "q": "k", "w": "v", "j": "z"}


def number_keys(text: str) -> frozenset[str]:
    """Numbers in `text`, in digits: group separators dropped, a decimal comma made a point."""
    keys = set()
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\s", "", match.group())
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
            digits = digits.replace(",", "")
        whole, _, rest = digits.replace(",", ".").partition(".")
        keys.add("#" + (whole.lstrip("0") or "0") + ("." + rest if rest else ""))
    return frozenset(keys)


def _skeleton(word: str) -> str:
    lower = word.lower()
    if any("\u0400" <= c <= "\u04ff" for c in lower):
        letters = "".join(_CYRILLIC.get(c, "") for c in lower)
    else:
        plain = "".join(c for c in unicodedata.normalize("NFD", lower) if c.isascii())
        for digraph, letter in _DIGRAPHS:
            plain = plain.replace(digraph, letter)
        letters = "".join(_LATIN.get(c, c) for c in plain if c not in "aeiouy")
    return re.sub(r"(.)\1+", r"\1", letters)


def name_keys(text: str) -> frozenset[str]:
    """Consonant skeletons of the words in `text` that begin with a capital letter."""
    keys = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper():
            skeleton = _skeleton(word)
            if len(skeleton) >= _SKELETON:
                keys.add(skeleton[:_PREFIX])
    return frozenset(keys)
