"""Slips in the spelling of a name: what would be a letter nearer to the original.

A spelling is a slip where one letter more, one less, another one or two exchanged make it read much
better as the original's name, or make it one that is known to be right. Which of the spellings
Rowlett and Roulette is right no rule tells, and none is asked.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from align.encode.lexicon import UNKNOWN, load
from align.facts.name_sounds import ANY, LONGEST, Reading, cost, cyrillic, latin, reading
from align.facts.name_words import is_common, is_listed, key
from align.keys.romanisation import spells
from align.morphology import lemmas
from align.types import Language

# What it counts for a spelling that it is a known name, or a scheme's (align.keys.romanisation).
KNOWN = 2.5
# Only of names that end so a scheme tells the spelling: others come from another alphabet.
_SLAVIC = re.compile(
    "(?:[оеё]ва?|[иіы]на?|[сц]кий|[сц]кая|[сц]кі|енко|[эае]нка|[аеоуыюя]к|[иі]ч|[аоеё]ў)$"
)
# Shorter names differ from others by a letter.
LEAST = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """A spelling that a letter would mend.

    Parameters
    ----------
    better
        The spelling that reads best as the original, in small letters without marks.
    gain
        How much better it reads: natural logarithm of how many times as likely.
    known
        Whether the better spelling is that of a known name or of a scheme.
    """

    better: str
    gain: float
    known: bool


def is_known(name: str) -> bool:
    """Whether a word in Latin letters is common in English: a name, or any other word."""
    return load().rarity(key(name)) < UNKNOWN or is_common(name) or is_listed(name)


@lru_cache(maxsize=1 << 14)
def is_scheme(original: str, name: str, language: Language) -> bool:
    """Whether a name follows a romanisation of the original's word, its ending cut off or not."""
    ours = cyrillic(original)
    return bool(ours) and any(_spells(name, form, language) for form in reading(ours).forms())


def is_citation(original: str, name: str, language: Language) -> bool:
    """Whether a name follows a romanisation of the citation form of the original's word."""
    return any(_spells(name, lemma, language) for lemma in lemmas(original, language))


def _spells(name: str, form: str, language: Language) -> bool:
    return spells(name, form, language) or (language == "be" and spells(name, form, "be-ru"))


@lru_cache(maxsize=1 << 12)
def slip(original: str, name: str, language: Language, least: float) -> Slip | None:
    """How a name could be mended by one letter; None where that gains little.

    Parameters
    ----------
    original, name
        A word of the original and the word of the release that stands for it, as they stand.
    language
        Of the original.
    least
        How much must be gained.
    """
    ours, theirs = cyrillic(original), latin(name)
    base = cost(original, name)
    if not LEAST <= len(theirs) <= LONGEST or base < least - KNOWN or math.isinf(base):
        return None
    read = reading(ours)
    best: Slip | None = None
    for opened, pattern in sorted(_costs(read, theirs)):
        # With its open letter filled a pattern costs as much or more.
        if base - opened + KNOWN < max(least, best.gain if best else 0.0):
            break
        for spelling in _filled(pattern):
            gain = base - read.end(read.columns(spelling), spelling)
            known = gain + KNOWN >= least and _is_right(spelling, read, language)
            gain += KNOWN if known else 0.0
            if spelling != theirs and gain >= least and (best is None or gain > best.gain):
                best = Slip(spelling, gain, known)
    if best is not None and is_citation(original, name, language):
        return None
    return best


def _is_right(spelling: str, read: Reading, language: Language) -> bool:
    if is_common(spelling):
        return True
    forms = [form for form in read.forms() if _SLAVIC.search(form)]
    return any(_spells(spelling, form, language) for form in forms)


def _costs(read: Reading, name: str) -> Iterator[tuple[float, str]]:
    """Costs of all spellings a letter away, with `ANY` for a letter that may be any."""
    begun = read.columns(name)
    for at, spelling in patterns(name):
        yield read.end(read.columns(spelling, begun[: at + 2]), spelling), spelling


def _filled(pattern: str) -> Iterator[str]:
    for letter in ascii_lowercase if ANY in pattern else "-":
        yield pattern.replace(ANY, letter)


def patterns(name: str) -> Iterator[tuple[int, str]]:
    """Spellings a letter away, and how many letters at the beginning are the name's own."""
    for at in range(len(name)):
        if name[at : at + 2] != name[at : at + 2][::-1]:
            yield at, name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        yield at, name[:at] + name[at + 1 :]
        yield at, name[:at] + ANY + name[at + 1 :]
        yield at, name[:at] + ANY + name[at:]
    yield len(name), name + ANY


def distance(one: str, other: str, most: int) -> int:
    """Letters to put in, take out, change or exchange (Damerau 1964); more than `most` is one more.

    Examples
    --------
    >>> distance("lukashneko", "lukashenko", 2), distance("minsk", "moscow", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            step = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                step = min(step, before[j - 2] + 1)
            row.append(step)
        if min(row) > most and min(last) >= most:  # two exchanged may still save one
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
