"""How likely a word in Latin letters is the name that a Cyrillic word writes.

A name is read in units of one or two Cyrillic letters for up to four Latin ones, each with a cost:
the negative logarithm of how often the one is written as the other in names of many languages
(Knight and Graehl 1998; ``data/README.md``). So "Роулетт" is Rowlett as well as Roulett, at little
more cost, and neither is Rolwett.

References
----------
Knight and Graehl (1998), "Machine transliteration", Computational Linguistics 24(4).
"""

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# A letter that no unit accounts for, and an ending of inflection that is cut off.
UNKNOWN, ENDING = 6.5, 0.7
# Any one letter, in what is compared.
ANY = "?"
# Longer words are no names.
LONGEST = 30
_MOST = 4  # Latin letters of a unit
_LONGEST_ENDING = 5  # of those in the data file
_LEAST = 2  # letters that remain of a name without its ending
# Novorossiya, not Novorossiyi: names in -ия have little in common with their cases.
_CASE = re.compile("(?<=..)([иі])(?:и|і|ю|ей|яй|ею|яю)$")
_OTHERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "æ": "ae", "đ": "d", "ı": "i", "ð": "d"})

Units = Mapping[str, Mapping[str, float]]
Columns = list[list[float]]


@lru_cache(maxsize=1 << 15)
def latin(word: str) -> str:
    """A word in small Latin letters without marks, hyphens and apostrophes."""
    plain = word.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain.translate(_OTHERS))
    return "".join(c for c in plain if "a" <= c <= "z")


@lru_cache(maxsize=1 << 15)
def cyrillic(word: str) -> str:
    """A word in small Cyrillic letters, ё as е, without hyphens and apostrophes."""
    plain = word.lower().replace("ё", "е")
    return "".join(c for c in plain if "а" <= c <= "я" or c in "іў")


class Sounds:
    """Names of two scripts compared by the cost of the units that make one of the other.

    Parameters
    ----------
    units
        Costs by Cyrillic and Latin letters. ``^`` and ``$`` stand for the ends of a word; under the
        empty string are Latin letters that stand for nothing.
    """

    def __init__(self, units: Units) -> None:
        self.units = units
        # What stands before the end of a name.
        self.inner = {
            letters: [(part, cost) for part, cost in row.items() if part and part[-1] != "$"]
            for letters, row in units.items()
        }

    def cost(self, original: str, name: str) -> float:
        """What it costs to read `name` (as `latin` writes it) as a form of `original`."""
        reading = Reading(self, original)
        return reading.end(reading.columns(name), name)

    def form(self, original: str, name: str) -> str:
        """`original` without the ending that `name` leaves off."""
        return Reading(self, original).form(name)


class Reading:
    """A Cyrillic word, ready to be compared with Latin ones.

    Column j of the table has the costs of the first letters of the original for the first j of
    the name: what follows in the name does not count for it, so names that begin alike share
    columns.
    """

    def __init__(self, sounds: Sounds, original: str) -> None:
        marked = "^" + original
        none: Mapping[str, float] = {}
        get = sounds.units.get
        self._original = original
        self._silent = get("", none)
        self._dropped = [get(letter, none).get("", UNKNOWN) for letter in marked]
        # Latin letters to the steps that they allow: from which row to which, at what cost, three
        # items a step. Lists of tuples keep the collector of garbage at work.
        self._steps: dict[str, list[Any]] = {}
        steps, inner = self._steps, sounds.inner
        for i in range(1, len(marked) + 1):
            for start in (i - 1, i - 2) if i > 1 else (0,):
                for part, cost in inner.get(marked[start:i], ()):
                    steps.setdefault(part, []).extend((start, i, cost))
        self._ends = [
            (cut, len(marked) - cut, get("$", none), get(marked[-cut - 1] + "$", none))
            for cut in range(_LONGEST_ENDING + 1)
            if not cut or (len(original) - cut >= _LEAST and original[-cut:] in endings())
        ]
        self._opened = False

    def columns(self, name: str, begun: Columns | None = None) -> Columns:
        """All columns for a name; those of `begun` are taken over."""
        if ANY in name and not self._opened:
            self._open()
        found = list(begun or [[0.0] + [math.inf] * len(self._dropped)])
        marked = "^" + name
        for j in range(len(found), len(marked) + 1):
            found.append(self._column(found, marked, j))
        return found

    def _open(self) -> None:
        """Let every step also be one with any one of its letters open."""
        self._opened = True
        for part, steps in list(self._steps.items()):
            for at, letter in enumerate(part):
                if letter != "^":
                    key = part[:at] + ANY + part[at + 1 :]
                    self._steps.setdefault(key, []).extend(steps)

    def _column(self, before: Columns, marked: str, j: int) -> list[float]:
        letter = marked[j - 1]
        silent = math.inf if letter == "^" else min(UNKNOWN, self._silent.get(letter, UNKNOWN))
        column = [cost + silent for cost in before[j - 1]]
        steps = self._steps
        for size in range(1, min(_MOST, j) + 1):
            costs = before[j - size]
            found = iter(steps.get(marked[j - size : j], ()))
            for start, end, step in zip(found, found, found, strict=True):
                cost = costs[start] + step
                if cost < column[end]:
                    column[end] = cost
        last = column[0]
        for i, dropped in enumerate(self._dropped, 1):
            last += dropped
            if last < column[i]:
                column[i] = last
            else:
                last = column[i]
        return column

    def end(self, columns: Columns, name: str) -> float:
        """The cost of the whole name, the original's ending of inflection cut off or not."""
        return min(self._ways(columns, name))[0]

    def forms(self) -> list[str]:
        """The original with its ending, and without what may be one."""
        return [self._original[: len(self._original) - cut] for cut, *_ in self._ends]

    def form(self, name: str) -> str:
        """The original without the ending that `name` leaves off."""
        cut = min(self._ways(self.columns(name), name))[1]
        return self._original[: len(self._original) - cut]

    def _ways(self, columns: Columns, name: str) -> Iterator[tuple[float, int]]:
        """Costs of the whole name, each with the letters of the original that are cut off."""
        yield math.inf, 0
        for cut, place, plain, joined in self._ends:
            extra = ENDING if cut else 0.0
            for tail in range(min(_MOST, len(name) + 1)):
                part = name[len(name) - tail :] + "$"
                column = columns[len(name) + 1 - tail]
                for at, steps in ((place, plain), (place - 1, joined)):
                    step = _open_end(steps, part) if ANY in part else steps.get(part)
                    if step is not None:
                        yield column[at] + step + extra, cut


def _open_end(steps: Mapping[str, float], part: str) -> float | None:
    """The least cost of an end with any letter in the place of `ANY`."""
    at = part.index(ANY)
    costs = (
        cost
        for key, cost in steps.items()
        if len(key) == len(part) and key[:at] == part[:at] and key[at + 1 :] == part[at + 1 :]
    )
    return min(costs, default=None)


@cache
def endings() -> frozenset[str]:
    """Endings of inflection that a name may have in the original."""
    text = files("align.facts").joinpath("data/names.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["endings"].split())


@cache
def load() -> Sounds:
    """The units that ship with the program."""
    text = files("align.facts").joinpath("data/name_sounds.tsv").read_text(encoding="utf-8")
    units: dict[str, dict[str, float]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            letters, *cells = line.split("\t")
            pairs = (cell.rpartition(":") for cell in cells)
            units[letters] = {part: int(cost) / 100 for part, _, cost in pairs}
    return Sounds(units)


@lru_cache(maxsize=1 << 14)
def reading(original: str) -> Reading:
    """A Cyrillic word, as `cyrillic` writes it, read by the units that ship with the program."""
    return Reading(load(), _CASE.sub(r"\1я", original))


@lru_cache(maxsize=1 << 15)
def cost(original: str, name: str) -> float:
    """What it costs to read a Latin word as a Cyrillic one: for each letter 0.3 to 1 if it is it.

    Parameters
    ----------
    original, name
        Words as they stand. Infinite for words without letters or with very many.
    """
    ours, theirs = cyrillic(original), latin(name)
    if not (0 < len(ours) <= LONGEST and 0 < len(theirs) <= LONGEST):
        return math.inf
    read = reading(ours)
    return read.end(read.columns(theirs), theirs)


def per_letter(original: str, name: str) -> float:
    """The cost for each letter of the name, its two ends counted as letters."""
    return cost(original, name) / (len(latin(name)) + 2)


@lru_cache(maxsize=1 << 12)
def initials(original: str) -> frozenset[str]:
    """Latin letters that a name may begin with whose original begins with a letter, or two.

    Examples
    --------
    >>> sorted(initials("Х")), sorted(initials("Дж"))
    (['c', 'h', 'j', 'k'], ['c', 'd', 'g', 'j', 'z'])
    """
    units = load().units
    first = cyrillic(original)[:2]
    if not first:
        return frozenset()
    found = {
        part.lstrip("^")[:1]
        for key in (first[0], "^" + first[0], first)
        for part, step in units.get(key, {}).items()
        if step < _INITIAL
    }
    return frozenset(found - {"", "$"})


# -log of the share from which on a letter is a usual rendering of another at the beginning.
_INITIAL = 4.0
