"""How long a translation is: what is usual for the length of its original, and what is not.

``data/length.json`` has, for originals of some lengths, the median of the log ratio of both lengths
in human translations and the spread around it; ``models/fit_length_bounds.py`` fits it. Short
originals vary more. Lengths are letters and digits. An abbreviation on one side may be written in
full on the other: "Саммит ОДКБ" is "the summit of the Collective Security Treaty Organization".

References
----------
Gale and Church, "A program for aligning sentences in bilingual corpora", Computational Linguistics
19 (1993): lengths of sentences and their translations in characters.
"""

import json
import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ABBREVIATION = re.compile(r"\b[A-ZА-ЯЁІЎ]{2,6}\b")
# Letters that stand for one of an abbreviation when it is written in full: of 183 in the bundled
# glossaries the longest English terms have 8.3 on an average, six in seven have up to 10.
_IN_FULL = 10


@dataclass(frozen=True, slots=True)
class Lengths:
    """What ``length.json`` says.

    Parameters
    ----------
    letters
        Lengths of originals, ascending.
    usual, spread
        Median of the log ratio at each of them, and half the distance between its 16th and 84th
        percentiles; between two lengths both change with the logarithm of the length.
    short, long
        How many spreads below and above the median human translations reach.
    """

    letters: tuple[float, ...]
    usual: tuple[float, ...]
    spread: tuple[float, ...]
    short: float
    long: float

    def compare(self, source: str, target: str) -> tuple[float, float]:
        """How far a translation is from the usual length.

        Parameters
        ----------
        source, target
            Texts with letters or digits on both sides.

        Returns
        -------
        Logarithm of the ratio of its length to the usual one, and the same in spreads; 0 where
        spelling out abbreviations makes up for the difference.
        """
        away, spread = self._away(size(source), size(target))
        if away > 0:
            away, spread = self._away(spelled_out(source), size(target))
            away = max(0.0, away)
        elif away < 0:
            away, spread = self._away(size(source), spelled_out(target))
            away = min(0.0, away)
        return away, away / spread

    def _away(self, source: int, target: int) -> tuple[float, float]:
        # "Да." may be "Of course." or "Yes": a text up to the first length of the table is no
        # longer than is usual for any shorter original.
        letters = max(source, min(self.letters[0], target))
        usual, spread = self._at(letters)
        return math.log(target / letters) - usual, spread

    def _at(self, letters: float) -> tuple[float, float]:
        letters = min(max(letters, self.letters[0]), self.letters[-1])
        place = min(bisect_right(self.letters, letters), len(self.letters) - 1)
        before, after = self.letters[place - 1], self.letters[place]
        share = math.log(letters / before) / math.log(after / before)
        return (
            self.usual[place - 1] + share * (self.usual[place] - self.usual[place - 1]),
            self.spread[place - 1] + share * (self.spread[place] - self.spread[place - 1]),
        )


def size(text: str) -> int:
    """Letters and digits of a text."""
    return sum(map(str.isalnum, text))


def spelled_out(text: str) -> int:
    """Letters and digits of a text when its abbreviations are written in full.

    Examples
    --------
    >>> spelled_out("Саммит СНГ"), spelled_out("САММИТ СНГ")
    (36, 9)
    """
    letters = size(text)
    if text.isupper() and len(text.split()) > 1:
        return letters
    return letters + (_IN_FULL - 1) * sum(map(len, _ABBREVIATION.findall(text)))


@cache
def lengths() -> Lengths:
    """The fitted table."""
    data = json.loads(files("align.quality").joinpath("data/length.json").read_text("utf-8"))
    rows = data["rows"]
    return Lengths(
        tuple(float(row["letters"]) for row in rows),
        tuple(float(row["usual"]) for row in rows),
        tuple(float(row["spread"]) for row in rows),
        float(data["short"]),
        float(data["long"]),
    )
