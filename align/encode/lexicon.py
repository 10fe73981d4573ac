"""The fitted table behind the weight-free encoder: what words are in English, and how rare.

Made by ``models/fit_lexicon.py``; the words of all three languages stand in it by their stems
(`align.keys.words`), Russian and Belarusian ones in one spelling.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from align.resources import PACKAGE

TABLE = PACKAGE / "encode" / "data" / "lexicon.tsv.gz"
# Rarity of a word that the table does not have: one in 20,000 sentences.
UNKNOWN = 9.9


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Rows of the table by stem, read when they are wanted.

    Parameters
    ----------
    rows
        What stands after the stem: rarity in tenths, or English stems with weights in hundredths.
    digest
        Of the file.
    """

    rows: dict[str, str]
    digest: str

    def rarity(self, english: str) -> float:
        """Logarithm of how many sentences there are for one with this English stem."""
        row = self.rows.get(english)
        return int(row) / 10 if row and row.isascii() and row.isdecimal() else UNKNOWN

    def renderings(self, word: str) -> list[tuple[str, float]]:
        """English stems that a Russian or Belarusian stem may stand for, and the weight of each."""
        cells = self.rows.get(word, "").split(" ")
        return [
            (english, int(weight) / 100)
            for english, weight in zip(cells[::2], cells[1::2], strict=False)
        ]


@cache
def load() -> Lexicon:
    """The lexicon that ships with the program."""
    data = TABLE.read_bytes()
    lines = gzip.decompress(data).decode().split("\n")
    rows = dict(line.split("\t", 1) for line in lines if line[:1] not in ("", "#"))
    return Lexicon(rows, blake2b(data, digest_size=8).hexdigest())
