"""Words without their endings, by rules small enough to be the same for every reader of a table.

No dictionary: the endings of Russian and Belarusian inflection, of English plurals and verbs, are
cut where enough of the word remains. Two forms of a word nearly always meet; that a few words meet
that should not costs less than a dictionary.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

# What must remain of a word, in letters.
_LEAST = 3
# Words differ in their beginning: what is longer is cut, and with it most derivation.
LONGEST_STEM = 10

# Belarusian writes a and я for unstressed о and е, дз and ц for a soft д and т, ў for в.
_LETTERS = str.maketrans("оёэяіыўщю", "аеееиившу", "ьъ'й")
_SOUNDS = re.compile("дз|дж|жд|шч|ц(?=[іяёюь])")
_SOUND = {"дз": "д", "дж": "ж", "жд": "ж", "шч": "ш", "ц": "т"}
# Latin letters that stand in Cyrillic words by mistake.
_LOOK_ALIKE = str.maketrans("aeopcyxi", "аеорсухі")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчш")
_REPEATED = re.compile(r"(.)\1+")


@cache
def _endings() -> tuple[tuple[str, ...], frozenset[str], int]:
    """Reflexive endings, all others, and the length of the longest."""
    text = files("align.keys").joinpath("endings.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    reflexive = tuple(data.pop("reflexive").split())
    endings = frozenset(" ".join(data.values()).split())
    return reflexive, endings, max(map(len, endings))


def is_cyrillic(word: str) -> bool:
    """Whether a word has a Cyrillic letter."""
    return any("\u0400" <= c <= "\u052f" for c in word)


def _cyrillic(word: str) -> str:
    reflexive, endings, longest = _endings()
    word = word.translate(_LOOK_ALIKE)
    for ending in reflexive:
        if word.endswith(ending) and len(word) >= len(ending) + 4:
            word = word[: -len(ending)]
            break
    for length in range(min(longest, len(word) - _LEAST), 0, -1):
        if word[-length:] in endings:
            word = word[:-length]
            break
    return _common(word)[:LONGEST_STEM]


def _common(word: str) -> str:
    """A Cyrillic stem as Russian and Belarusian would both write it: турист, турыст are турист."""
    if word[:1] == "у" and word[1:2] in _CONSONANTS:
        word = "в" + word[1:]
    return _REPEATED.sub(r"\1", _SOUNDS.sub(_sound, word).translate(_LETTERS))


def _sound(match: re.Match[str]) -> str:
    return _SOUND[match.group()]


def _english(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "y":
        word = word[:-1] + "i"
    return word[:LONGEST_STEM]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The beginning of a word that its forms share, and its Russian and Belarusian spellings."""
    lower = word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    if lower[:1] == "ў":
        lower = "у" + lower[1:]
    return _cyrillic(lower) if is_cyrillic(lower) else _english(lower)
