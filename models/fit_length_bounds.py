"""Fit how long human translations are (align/quality/data/length.json).

    python models/fit_length_bounds.py --align FOLDER --quality FOLDER [--write]

The first folder holds aligned documents, as ``aligned_cases.py`` describes them: their beads with
both sides; the second ``mlqe-ru-en.train.tsv.gz`` of MLQE-PE, of which translations are taken that
humans gave more than 80 of 100. A bead with a semicolon on one side alone is left out: the
synthetic documents join sentences by one and leave out the other side's, so such a bead renders
half of its original.

The bounds are the smallest whole numbers of spreads beyond which in every collection no more than 3
in 1,000 pairs lie, or a single one. Prints how many do; ten seconds. Without ``--write`` nothing is
changed; the same input gives the same bytes.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
import training_text

from align.beads.evaluate import read_gold
from align.quality.lengths import Lengths, size
from align.resources import PACKAGE

OUT = PACKAGE / "quality" / "data" / "length.json"
# Letters of originals at which the table has a row: steps of √2, from and to where pairs run short.
LETTERS = (10, 14, 20, 28, 40, 57, 80, 113, 160, 226, 320)
# A row is fitted on originals of its length, less and more by this factor.
AROUND = math.sqrt(2)
GOOD = 80  # human score above which a translation is as good as a human one
RARE = 0.003
Pair = tuple[str, str]


def aligned(folder: Path) -> dict[str, list[Pair]]:
    """Beads with both sides by collection, each once."""
    found: dict[str, list[Pair]] = {}
    for root in sorted(path for path in folder.iterdir() if path.is_dir()):
        pairs: dict[Pair, None] = {}
        for gold in sorted(root.glob("*.gold")):
            source, target = (
                gold.with_suffix(f".{code}").read_text("utf-8").rstrip("\n").split("\n")
                for code in (root.name[-2:], "en")
            )
            for ours, theirs in read_gold(gold, (len(source), len(target))):
                texts = (" ".join(source[n] for n in ours), " ".join(target[n] for n in theirs))
                if all(texts):
                    pairs[texts] = None
        found[root.name] = list(pairs)
    return found


def judged(path: Path) -> Iterator[Pair]:
    for row in training_text.columns(path):
        if float(row["mean"]) > GOOD:
            yield row["source"], row["translation"]


def usable(pairs: Iterable[Pair]) -> list[Pair]:
    """Those whose lengths can be compared, and that render all of their originals."""
    return [(s, t) for s, t in pairs if size(s) and size(t) and (";" in s) == (";" in t)]


def fitted(pairs: list[Pair]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Median and spread of the log ratio at every length of the table."""
    source, target = (np.array([size(pair[side]) for pair in pairs]) for side in (0, 1))
    ratio = np.log(target / source)
    usual, spread = [], []
    for letters in LETTERS:
        near = ratio[(source >= letters / AROUND) & (source < letters * AROUND)]
        low, middle, high = np.percentile(near, [16, 50, 84])
        usual.append(round(float(middle), 3))
        spread.append(round(float(high - low) / 2, 3))
        print(f"{letters:4} letters: {len(near):5} pairs, median {middle:6.3f}, ±{spread[-1]:.3f}")
    return tuple(usual), tuple(spread)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--align", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    collections = {name: usable(pairs) for name, pairs in aligned(asked.align).items()}
    collections["mlqe"] = usable(judged(asked.quality / "mlqe-ru-en.train.tsv.gz"))
    table = Lengths(
        LETTERS, *fitted([pair for pairs in collections.values() for pair in pairs]), 0, 0
    )
    away = {name: np.array([table.compare(*pair)[1] for pair in pairs])
            for name, pairs in collections.items()}  # fmt: skip
    bounds = [
        next(
            n
            for n in range(1, 99)
            if all((side * far > n).sum() <= max(1, RARE * len(far)) for far in away.values())
        )
        for side in (-1, 1)
    ]
    for name, far in away.items():
        outside = ((far < -bounds[0]) | (far > bounds[1])).sum()
        print(f"{name}: {outside} of {len(far)} outside")
    rows = [
        json.dumps({"letters": letters, "usual": usual, "spread": spread})
        for letters, usual, spread in zip(table.letters, table.usual, table.spread, strict=True)
    ]
    text = (
        f'{{"made by": "models/fit_length_bounds.py", "short": {bounds[0]}, "long": {bounds[1]}, '
        '"rows": [\n' + ",\n".join(rows) + "\n]}\n"
    )
    print(text)
    if asked.write:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
