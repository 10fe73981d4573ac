"""Fit the lexicon of the weight-free encoder: what a Russian or Belarusian word is in English.

    python models/fit_lexicon.py --parallel FOLDER --quality FOLDER [--write]

Reads ``en-ru.tsv.gz``, ``en-be.tsv.gz`` and ``en-be.synthetic.tsv.gz`` of the first folder (columns
source, English, the other) and the training tables of MLQE-PE in the second: their English says how
common a word is, and Russian with its English translation is the only prose nearly as a release
has it. With the Debian package ``apertium-bel-rus`` installed these Russian sentences also get a
Belarusian rendering. Word translations are those of IBM Model 1 (Brown et al. 1993) in both
directions, for both languages together: their stems are one vocabulary. Two minutes and 6 GB.
Without ``--write`` nothing is changed; the same input gives the same bytes.
"""

import argparse
import gzip
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
import training_text

from align.encode.lexicon import TABLE
from align.keys.names import LONGEST as LONGEST_WORD
from align.keys.numbers import TOKEN, fold, is_number_word
from align.keys.words import stem

# Rows of one origin: phpdoc alone has 57,692 of 153,000, all alike.
MOST = 20_000
# How often a sentence of MLQE-PE counts: prose among manuals.
PROSE = 3
# Longer texts are paragraphs: they teach little and cost the square.
LONGEST = 60
ITERATIONS = 5
# Words seen less often are not believed.
LEAST = 2
# A rendering is kept from this share of a word's occurrences and this many expected ones.
SHARE, EXPECTED, RENDERINGS = 0.03, 1.0, 4
# English words in fewer sentences are as rare as any.
RARE = 3

HEADER = """\
# Lexicon of the weight-free encoder, made by models/fit_lexicon.py; see README.md beside it.
# English stem, rarity in tenths: logarithm of the sentences for one that has it.
# Russian and Belarusian stem, English stems with the root of their share in hundredths.
"""

Words = list[str]
Ids = NDArray[np.int32]
Floats = NDArray[np.float64]


def stems(text: str) -> Words:
    """Stems of the words of a text, numbers and dates left out."""
    words = (token for token in TOKEN.findall(text) if not token[0].isdecimal())
    plain = (word for word in words if len(word) <= LONGEST_WORD and not is_number_word(fold(word)))
    return [found for word in plain if (found := stem(word))]


def corpus(parallel: Path, quality: Path) -> Iterator[tuple[Words, Words]]:
    """Stems of an English text and of its Russian or Belarusian rendering."""
    for name in ("en-ru", "en-be", "en-be.synthetic"):
        seen: Counter[str] = Counter()
        for row in training_text.table(parallel / f"{name}.tsv.gz"):
            seen[row[0]] += 1
            if len(row) == 3 and seen[row[0]] <= MOST:
                yield stems(row[1]), stems(row[2])
    rows = list(training_text.columns(quality / "mlqe-ru-en.train.tsv.gz"))
    russian = [training_text.clean(row["source"]) for row in rows]
    for originals in (russian, training_text.apertium(russian)):
        for row, original in zip(rows, originals, strict=True):
            pair = stems(row["translation"]), stems(original)
            yield from [pair] * PROSE


def prose(quality: Path) -> Iterator[str]:
    """English sentences of MLQE-PE."""
    for path in sorted(quality.glob("mlqe-*.train.tsv.gz")):
        column = "source" if path.name.startswith("mlqe-en-") else "translation"
        for row in training_text.columns(path):
            yield row[column]


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """Inverse document frequency of English stems, natural logarithm."""
    found: Counter[str] = Counter()
    total = 0
    for text in texts:
        found.update(set(stems(text)))
        total += 1
    return {s: math.log(1 + total / (n + 0.5)) for s, n in found.items() if n >= RARE}


@dataclass(frozen=True, slots=True)
class Counts:
    """Expected number of times that two words stand for each other.

    `other`, `english` and `count` are parallel; the vocabularies begin with the empty word.
    """

    others: Words
    englishes: Words
    totals: Floats
    other: NDArray[np.int64]
    english: NDArray[np.int64]
    count: Floats


def model1(pairs: Iterable[tuple[Words, Words]]) -> Counts:
    """IBM Model 1 in both directions; a count is the geometric mean of the two."""
    kept = [p for p in pairs if 0 < len(p[0]) <= LONGEST and 0 < len(p[1]) <= LONGEST]
    totals = [Counter(word for pair in kept for word in pair[side]) for side in (0, 1)]
    words = [["", *sorted(w for w, n in total.items() if n >= LEAST)] for total in totals]
    number = [{w: n for n, w in enumerate(v)} for v in words]
    sides = [
        [np.array([n[w] for w in pair[side] if w in n], np.int32) for pair in kept]
        for side, n in enumerate(number)
    ]
    sizes = len(words[0]), len(words[1])
    made = _direction(sides[0], sides[1], sizes)
    back, counts = _direction(sides[1], sides[0], sizes[::-1])
    back = back % sizes[0] * sizes[1] + back // sizes[0]
    both, at_made, at_back = np.intersect1d(made[0], back, return_indices=True)
    english, other = both // sizes[1], both % sizes[1]
    real = (english != 0) & (other != 0)
    count = np.sqrt(made[1][at_made] * counts[at_back])
    total = np.array([totals[1][word] for word in words[1]], np.float64)
    return Counts(words[1], words[0], total, other[real], english[real], count[real])


def _direction(
    makers: list[Ids], made: list[Ids], sizes: tuple[int, int]
) -> tuple[NDArray[np.int64], Floats]:
    """Each word of `made` comes from one of `makers` or from none: ``maker * size + word``, counts.

    Word 0 stands for none.
    """
    keys, lengths = [], []
    for one, other in zip(makers, made, strict=True):
        sources = np.concatenate([np.zeros(1, np.int64), one])
        keys.append((sources[None, :] * sizes[1] + other[:, None]).ravel())
        lengths.append(np.full(len(other), len(sources), np.int32))
    length = np.concatenate(lengths)
    group = np.repeat(np.arange(len(length), dtype=np.int32), length)
    unique, place = np.unique(np.concatenate(keys), return_inverse=True)
    del keys
    maker = unique // sizes[1]
    probability = np.full(len(unique), 1.0 / sizes[1])
    for _ in range(ITERATIONS):
        value = probability[place]
        value /= np.bincount(group, value, len(length))[group]
        count = np.bincount(place, value, len(unique))
        probability = count / np.bincount(maker, count, sizes[0])[maker]
    return unique, count


def renderings(counts: Counts) -> dict[str, list[tuple[str, float]]]:
    """English stems of each other stem, with the root of their share, the largest first."""
    share = counts.count / counts.totals[counts.other]
    found: dict[str, list[tuple[float, str]]] = {}
    for at in np.flatnonzero((share >= SHARE) & (counts.count >= EXPECTED)):
        word = counts.others[counts.other[at]]
        found.setdefault(word, []).append((-share[at], counts.englishes[counts.english[at]]))
    kept = {word: sorted(every)[:RENDERINGS] for word, every in found.items()}
    return {
        word: [(english, math.sqrt(min(1.0, -minus))) for minus, english in every]
        for word, every in kept.items()
    }


def lines(rare: dict[str, float], rendered: dict[str, list[tuple[str, float]]]) -> Iterator[str]:
    """The table, sorted."""
    for word, value in sorted(rare.items()):
        if word.isascii():
            yield f"{word}\t{round(10 * value)}\n"
    for word, every in sorted(rendered.items()):
        # Neither Latin words, which stand for themselves, nor letters of both scripts in one word.
        if all("\u0400" <= c <= "\u04ff" for c in word):
            cells = " ".join(f"{english} {round(100 * root)}" for english, root in every)
            yield f"{word}\t{cells}\n"


def write(path: Path, text: str) -> int:
    """Write a compressed table; the bytes tell nothing of when or where."""
    data = gzip.compress(text.encode(), 9, mtime=0)
    # The operating system of the header is whatever zlib was built on.
    path.write_bytes(data[:9] + b"\xff" + data[10:])
    return len(data)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rare = rarity(prose(args.quality))
    counts = model1(corpus(args.parallel, args.quality))
    rendered = renderings(counts)
    print(f"{len(rare)} English stems, {len(rendered)} others")
    if args.write:
        print(f"{write(TABLE, HEADER + ''.join(lines(rare, rendered)))} bytes: {TABLE}")


if __name__ == "__main__":
    main()
