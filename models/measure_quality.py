"""Print the figures of the quality model's card.

    python models/measure_quality.py --quality FOLDER [--gold FOLDER] [--belarusian FILE] [--test]
        [--plot FILE]

``--quality`` holds the tables of MLQE-PE, DEMETR and WMT21 (Russian to English). ``--gold`` holds
documents aligned by hand (``ID.ru``, ``ID.en``, ``ID.gold``), whose human renderings should score
well. ``--belarusian`` is a table of the Russian sources of DEMETR and Belarusian versions of them.
``--test`` looks at ``mlqe-ru-en.test20`` too, which is not there to choose by. ``--plot``
draws what people gave for each ten points.
"""

import argparse
import csv
import gzip
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.encode import load_encoder
from align.pipeline.scoring import load_judge, score_pairs
from align.types import Language

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fit_quality
import quality_plot
import quality_releases
from quality_plot import Bin

Floats = NDArray[np.float64]
Pair = tuple[str, str]
ALARMS = 0.10


class Scores:
    """Adequacy of pairs, each scored once."""

    def __init__(self) -> None:
        self.judge = load_judge()
        self.known: dict[tuple[Pair, Language], float] = {}

    def of(self, pairs: list[Pair], language: Language = "ru") -> Floats:
        """The scores of pairs, in their order."""
        new = list(dict.fromkeys(p for p in pairs if (p, language) not in self.known))
        judged = score_pairs(new, [language] * len(new), self.judge)
        for pair, one in zip(new, judged, strict=True):
            self.known[pair, language] = one.adequacy
        return np.array([self.known[pair, language] for pair in pairs])


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def human_judgements(scores: Scores, folder: Path, part: str) -> list[Bin]:
    """Agreement with human scores, inside each domain, beside what the source alone tells.

    Gives the mean score, the mean human score and the number of each ten points of the scale.
    """
    rows = rows_of(folder / f"mlqe-ru-en.{part}.tsv.gz")
    train = rows_of(folder / "mlqe-ru-en.train.tsv.gz")
    began = time.perf_counter()
    said = scores.of([(row["source"], row["translation"]) for row in rows])
    took = time.perf_counter() - began
    z, human = (fit_quality.column(rows, name) for name in ("z_mean", "mean"))
    encoder = load_encoder()
    vectors = [encoder.encode([r["source"] for r in t]).astype(float) for t in (train, rows)]
    weights = fit_quality.ridge(vectors[0], fit_quality.column(train, "z_mean"), 300.0)
    alone = fit_quality.predicted(vectors[1], weights)
    print(f"MLQE-PE ru-en {part}, {len(rows)} pairs, {len(rows) / took:.0f} a second")
    domains = np.array([row["domain"] for row in rows])
    for domain in ("all", *sorted(set(domains))):
        k = (domains == domain) | (domain == "all")
        print(
            f"  {domain:10} Pearson {fit_quality.pearson(said[k], z[k]):.4f}, of the source alone "
            f"{fit_quality.pearson(alone[k], z[k]):.4f}; "
            f"off by {np.abs(said[k] - human[k]).mean():.1f}"
        )
    print("  score          human mean")
    bins: list[Bin] = []
    for low in range(0, 100, 10):
        k = (said >= low) & (said < low + 10)
        if k.any():
            print(
                f"  {low:3}-{low + 10:3} {k.sum():5} {human[k].mean():8.1f} "
                f"({said[k].mean():.1f} said)"
            )
            bins.append((float(said[k].mean()), float(human[k].mean()), int(k.sum())))
    return bins


def planted(scores: Scores, rows: list[list[str]], language: Language) -> float:
    """Share of planted errors below the alarm line, by kind; gives the line."""
    sound = np.sort(scores.of(sorted({(r[2], r[3]) for r in rows}), language))
    line = float(sound[int(ALARMS * len(sound))])
    flagged: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, severity, source, good, bad, _ in rows:
        if bad != good:
            flagged[severity, name].append(bool(scores.of([(source, bad)], language)[0] < line))
    print(f"DEMETR, {language}: alarm line {line:.1f}")
    for (severity, name), hits in sorted(flagged.items()):
        print(f"  {severity:9} {name:32} {np.mean(hits):.2f}")
    critical = [np.mean(v) for (severity, _), v in flagged.items() if severity == "critical"]
    print(f"  critical kinds, mean: {np.mean(critical):.3f}")
    return line


def systems(scores: Scores, path: Path) -> None:
    """Agreement on news, and whether systems are put in the order that people put them in."""
    import sacrebleu

    rows = rows_of(path)
    said = scores.of([(r["source"], r["translation"]) for r in rows])
    z = fit_quality.column(rows, "z")
    chrf = np.array(
        [
            sacrebleu.sentence_chrf(r["translation"], [r["reference"]], word_order=2).score
            for r in rows
        ]
    )
    print(
        f"WMT21 news, {len(rows)} segments: Pearson {fit_quality.pearson(said, z):.3f}, "
        f"chrF++ with the reference {fit_quality.pearson(chrf, z):.3f}"
    )
    names = sorted({row["system"] for row in rows})
    at = {name: np.array([row["system"] == name for row in rows]) for name in names}
    for label, values in (("this", said), ("chrF++", chrf)):
        right = [
            (values[at[a]].mean() > values[at[b]].mean()) == (z[at[a]].mean() > z[at[b]].mean())
            for a, b in combinations(names, 2)
        ]
        print(f"  order of {len(names)} systems, {label}: {np.mean(right):.3f} of pairs")


def human_releases(scores: Scores, folder: Path, line: float) -> None:
    """Share of the beads of human releases that are below the alarm line."""
    pairs = list(quality_releases.pairs(folder))
    said = scores.of(pairs, quality_releases.language(folder))
    print(
        f"{folder.name}: {len(said)} beads, {np.mean(said < line):.1%} below the line; "
        f"median {np.median(said):.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--belarusian", type=Path)
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--plot", type=Path, help="an SVG of the reliability")
    args = parser.parse_args()
    scores = Scores()
    for part in ("dev", "test20") if args.test else ("dev",):
        bins = human_judgements(scores, args.quality, part)
    if args.plot:
        quality_plot.draw(args.plot, bins, f"Score and what people gave, MLQE-PE ru-en {part}")
    with gzip.open(args.quality / "demetr-ru-en.dev.tsv.gz", "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream][1:]
    line = planted(scores, rows, "ru")
    if args.belarusian:
        text = args.belarusian.read_text("utf-8").split("\n")
        version = dict(row.split("\t") for row in text if row)
        planted(scores, [[*r[:2], version[r[2]], *r[3:]] for r in rows], "be")
    for folder in args.gold:
        human_releases(scores, folder, line)
    systems(scores, args.quality / "wmt21-ru-en.da.tsv.gz")


if __name__ == "__main__":
    main()
