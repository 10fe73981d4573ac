"""Words of a text that are names, or may be: words with a capital, and what stands before them.

Whether a capital says that a word is a name depends on where it stands: at the beginning of a
sentence, in a heading in capitals it says nothing.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from align.keys.names import LONGEST
from align.keys.numbers import fold as fold_number
from align.keys.numbers import is_number_word
from align.types import Span

# Parts of a hyphenated name are words of their own: Кай-Фу Ли, Kai-Fu Lee.
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# What stands between two words of one name: a blank, a hyphen, initials.
_JOINT = re.compile(r"[ \u00a0\u2009\u202f]?(?:[^\W\d_]\.[ \u00a0\u2009\u202f]?){0,3}|-")
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.[ \u00a0\u2009\u202f]?){1,3}\Z")
_OPENERS = "«»“”„\"'’‘([{*"
_CONTRACTED = tuple(f"{mark}{end}" for mark in "'’" for end in ("ve", "re", "ll", "d", "m", "t"))
_POSSESSIVE = ("'s", "’s", "'", "’")
# A heading in capitals has no full stop, four words of four letters or more, and of these so many
# begin with a capital.
_HEADING, _FEWEST, _WEIGHTY = 0.7, 4, 4
# Mr., Sen., Дж.: letters before a full stop that ends no sentence.
_SHORT = 4
# Letters before a word that are looked at for initials.
_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Mention:
    """A word with a capital.

    Parameters
    ----------
    text
        The word, without a possessive ending.
    span
        Where it stands.
    opening
        Whether its capital says nothing: it begins a sentence, a quotation, or stands in a heading
        in capitals.
    acronym
        Whether all of it is in capitals.
    initials
        Capital letters with full stops directly before it.
    joined
        Whether it goes on a name: only a blank or initials part it from the mention before.
    """

    text: str
    span: Span
    opening: bool
    acronym: bool
    initials: tuple[str, ...] = ()
    joined: bool = False


@cache
def words_of(key: str) -> frozenset[str]:
    """A list of words of the data file, in small letters."""
    text = files("align.facts").joinpath("data/names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[key].lower().split())


@lru_cache(maxsize=1 << 12)
def mentions(text: str) -> tuple[Mention, ...]:
    """Words with a capital, in order; days, months, numbers and pronouns are none.

    Examples
    --------
    >>> [m.text for m in mentions("On Monday the minister met J. Smith of Brest.")]
    ['On', 'Smith', 'Brest']
    """
    found: list[Mention] = []
    heading = _is_heading(text)
    plain = words_of("no-names")
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if not word[0].isupper() or (len(word) == 1 and text[end : end + 1] == "."):
            continue
        if word.endswith(_POSSESSIVE):
            word = word[: -2 if word[-1] == "s" else -1]
        elif word.endswith(_CONTRACTED):
            continue
        if (
            not 1 < len(word) <= LONGEST
            or word.lower() in plain
            or is_number_word(fold_number(word))
        ):
            continue
        joined = bool(found) and last >= 0 and bool(_JOINT.fullmatch(text, last, start))
        found.append(
            Mention(
                word,
                Span(start, start + len(word)),
                heading or _opens(text, start),
                word.isupper() and len(word) > 1,
                _initials(text, start),
                joined and last == found[-1].span.end,
            )
        )
        last = found[-1].span.end
    return tuple(found)


def _initials(text: str, start: int) -> tuple[str, ...]:
    found = _INITIALS.search(text, max(0, start - _BEFORE), start)
    letters = tuple(c for c in found.group() if c.isalpha()) if found else ()
    return letters if all(letter.isupper() for letter in letters) else ()


def _opens(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and (text[at].isspace() or text[at] in _OPENERS):
        if text[at] in '«“„"(':
            return True
        at -= 1
    if at < 0 or text[at] in "!?…:;—–-":
        return at < 0 or text[at] != "-" or text[at + 1 : at + 2] == " "
    if text[at] != ".":
        return False
    begin = at
    while begin > 0 and at - begin <= _SHORT and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:at]
    short = word[:1].isupper() and len(word) <= _SHORT
    return not short and word.lower() not in words_of("before-names")


def _is_heading(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) >= _WEIGHTY]
    capitals = sum(word[0].isupper() for word in words)
    stopped = text.rstrip(" \"'»”’)").endswith((".", "!", "?", ":", ";", "…", ","))
    return not stopped and len(words) >= _FEWEST and capitals > _HEADING * len(words)
