"""The Belarusian dictionary: stems, the paradigms they take, and endings for what it lacks.

Three gzipped text files in ``models/morphology-be`` (its README tells where they are from):

``stems.txt.gz``
    Sorted lines ``stem<TAB>numbers of paradigms``.
``paradigms.txt.gz``
    A paradigm a line, counted from 0: ``kind<TAB>suffix of the lemma<TAB>slot=suffix slot=…``.
    Kind is ``N`` and a letter for the gender (after it ``+`` for a person's name, ``*`` for
    another), ``A``, ``M``, ``V``, ``R`` or another; a slot is ``[gender]case number`` or ``-``.
``endings.txt.gz``
    Sorted lines ``ending of a citation form<TAB>numbers of paradigms``, the likeliest first.

A word is looked up by cutting it in two at every place: 205,000 lines are bisected a dozen times,
some ten microseconds in all. Nothing is built at loading but three lists of lines.
"""

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from align.errors import ModelError
from align.resources import models_dir

FOLDER = "morphology-be"
# Of the 91,000 suffixes of GrammarDB's paradigms none is longer.
LONGEST_SUFFIX = 22
# Stems of one letter or none have hundreds of paradigms; those get a table at first use.
_MANY = 12


@dataclass(frozen=True, slots=True)
class Paradigm:
    """How the words of one type inflect: (slot, suffix) of every form."""

    kind: str
    lemma: str
    forms: tuple[tuple[str, str], ...]
    suffixes: frozenset[str]


class Lexicon:
    """The three files, read at first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paradigms: dict[int, Paradigm] = {}
        self._crowded: dict[str, dict[str, list[int]]] = {}

    def _lines(self, name: str) -> list[str]:
        path = self._folder / name
        try:
            return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        except (OSError, EOFError, ValueError) as error:
            raise ModelError(
                f"{path}: the Belarusian dictionary cannot be read ({error}). Install sverka again."
            ) from error

    @cached_property
    def _stems(self) -> list[str]:
        return self._lines("stems.txt.gz")

    @cached_property
    def _paradigm_lines(self) -> list[str]:
        return self._lines("paradigms.txt.gz")

    @cached_property
    def _endings(self) -> dict[str, str]:
        lines = (line.partition("\t") for line in self._lines("endings.txt.gz"))
        return {ending: numbers for ending, _, numbers in lines}

    def paradigm(self, number: int) -> Paradigm:
        """The paradigm of this number."""
        found = self._paradigms.get(number)
        if found is None:
            kind, lemma, forms = self._paradigm_lines[number].split("\t")
            pairs = (form.partition("=") for form in forms.split(" "))
            slots = tuple((slot, suffix) for slot, _, suffix in pairs)
            found = Paradigm(kind, lemma, slots, frozenset(suffix for _, suffix in slots))
            self._paradigms[number] = found
        return found

    def _numbers(self, line: str, suffix: str) -> list[int]:
        """Paradigms of a line of stems that have this suffix."""
        stem, _, listed = line.partition("\t")
        numbers = listed.split(" ")
        if len(numbers) < _MANY:
            return [int(n) for n in numbers if suffix in self.paradigm(int(n)).suffixes]
        table = self._crowded.get(stem)
        if table is None:
            table = self._crowded[stem] = {}
            for number in map(int, numbers):
                for known in self.paradigm(number).suffixes:
                    table.setdefault(known, []).append(number)
        return table.get(suffix, [])

    def find(self, word: str) -> list[tuple[str, Paradigm]]:
        """Stem and paradigm of every lexeme that has `word` among its forms."""
        found = []
        stems = self._stems
        for cut in range(max(0, len(word) - LONGEST_SUFFIX), len(word) + 1):
            stem, suffix = word[:cut], word[cut:]
            key = stem + "\t"
            at = bisect_left(stems, key)
            if at < len(stems) and stems[at].startswith(key):
                found += [(stem, self.paradigm(n)) for n in self._numbers(stems[at], suffix)]
        return found

    def guess(self, word: str) -> list[tuple[str, Paradigm]]:
        """Likely stems and paradigms of a citation form that the dictionary lacks."""
        for cut in range(1, len(word)):
            numbers = self._endings.get(word[cut:])
            if numbers is None:
                continue
            found = []
            for number in numbers.split(" "):
                paradigm = self.paradigm(int(number))
                for suffix in dict.fromkeys((paradigm.lemma, *nominatives(paradigm))):
                    if len(suffix) < len(word) and word.endswith(suffix):
                        found.append((word[: len(word) - len(suffix)], paradigm))
                        break
            if found:
                return found
        return []


def nominatives(paradigm: Paradigm) -> list[str]:
    """Suffixes of a paradigm's nominatives."""
    return [suffix for slot, suffix in paradigm.forms if slot[-2:] in ("NS", "NP")]


@cache
def load() -> Lexicon:
    """The dictionary that ships with the program."""
    return Lexicon(models_dir() / FOLDER)
