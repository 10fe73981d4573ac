"""Choose the texts that the encoder learns from, and write them as one table.

    python models/training_text.py --parallel FOLDER --quality FOLDER --out FOLDER

Reads ``XX-YY.tsv.gz`` of the first folder (columns source, XX text, YY text; ``synthetic`` ones
have a Russian side in ``en-ru``) and the MLQE-PE tables of the second, of which only the text is
used. Writes ``pairs.tsv``: origin, language, text, language, text; a text without partner stands
alone. Rows of one origin keep their order, because a sentence's neighbours are its hardest
negatives.

Short interface strings are three quarters of what is freely licensed and nothing like a release:
they are kept only as often as a release has headings and labels. With the Debian package
``apertium-bel-rus`` installed, Russian sentences of MLQE-PE get a Belarusian rendering, the only
news-like Belarusian there is.
"""

import argparse
import csv
import gzip
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# Most rows of one origin and pair of languages: phpdoc alone has 57,692 of 153,000, all alike.
MOST = 5_000
# Share of the rows with fewer than SHORT_WORDS words on both sides that stay.
SHORT_WORDS, SHORT_SHARE = 5, 0.15
# Longer texts are paragraphs and would fill a batch alone.
LONGEST = 400
# Share of rows to which the next row is joined, as a bead joins sentences.
JOINED = 0.12
# Origins in Russian and English that also get a Belarusian rendering.
RENDERED = ("xquad", "bitcoin_org", "debian_handbook")
APERTIUM = """D=/usr/share/apertium/apertium-bel-rus; F=$D/apertium-bel-rus.rus-bel
apertium-destxt | lt-proc -w $D/rus-bel.automorf.bin | cg-proc -n -1 -w $D/rus-bel.rlx.bin |
apertium-pretransfer | lt-proc -b $D/rus-bel.autobil.bin | lrx-proc -m $D/rus-bel.autolex.bin |
apertium-transfer -b $F.t1x $D/rus-bel.t1x.bin | apertium-interchunk $F.t2x $D/rus-bel.t2x.bin |
apertium-postchunk $F.t3x $D/rus-bel.t3x.bin | apertium-transfer -n $F.t4x $D/rus-bel.t4x.bin |
lt-proc -n $D/rus-bel.autogen.bin | lt-proc -p $D/rus-bel.autopgen.bin |
lt-proc -c -p $D/rus-bel.pgen-short-u-1.bin | lt-proc -c -p $D/rus-bel.pgen-short-u-2.bin |
apertium-retxt"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two renderings of one text; `b` is empty where there is one alone."""

    origin: str
    language_a: str
    a: str
    language_b: str
    b: str


def table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def columns(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def clean(text: str) -> str:
    return " ".join(text.split())


def parallel(folder: Path) -> Iterator[Pair]:
    """All pairs of the folder, the synthetic ones also beside their Russian."""
    russian: dict[str, str] = {}
    prose: list[Pair] = []
    for name in ("en-ru", "be-ru", "en-be"):
        a, b = name.split("-")
        for origin, x, y in table(folder / f"{name}.tsv.gz"):
            x, y = clean(x), clean(y)
            if name == "en-ru":
                russian.setdefault(x, y)
            pair = Pair(origin, a, x, b, y)
            if name == "en-ru" and origin in RENDERED:
                prose.append(pair)
            yield pair
    for origin, x, y in table(folder / "en-be.synthetic.tsv.gz"):
        x, y = clean(x), clean(y)
        yield Pair(origin, "en", x, "be", y)
        if x in russian:
            yield Pair(origin, "be", y, "ru", russian[x])
    for pair, y in zip(prose, apertium([pair.b for pair in prose]), strict=True):
        if y:
            yield Pair(f"apertium|{pair.origin}", "en", pair.a, "be", y)
            yield Pair(f"apertium|{pair.origin}", "be", y, "ru", pair.b)


def quality(folder: Path) -> Iterator[Pair]:
    """Sentences of Wikipedia, Reddit and Wikiquote; good machine translations count as pairs."""
    russian: list[str] = []
    for row in columns(folder / "mlqe-ru-en.train.tsv.gz"):
        source, translation = clean(row["source"]), clean(row["translation"])
        russian.append(source)
        if float(row["z_mean"]) > 0:
            yield Pair("mlqe", "en", translation, "ru", source)
        else:
            yield Pair("mlqe", "ru", source, "", "")
    for text, belarusian in zip(russian, apertium(russian), strict=True):
        if belarusian:
            yield Pair("apertium|mlqe", "be", belarusian, "ru", text)
    for name in ("en-de", "en-zh"):
        for row in columns(folder / f"mlqe-{name}.train.tsv.gz"):
            yield Pair("mlqe-wikipedia", "en", clean(row["source"]), "", "")


def apertium(texts: list[str]) -> list[str]:
    """Belarusian renderings; empty ones where apertium is missing or lost its place.

    The package's own chain of programs, but for its tagger, which fails an assertion on every
    third sentence and then gives nothing at all: the first reading stands instead.
    """
    if not shutil.which("apertium-transfer"):
        return [""] * len(texts)
    done: list[str] = []
    for at in range(0, len(texts), 200):
        part = texts[at : at + 200]
        # A blank line between texts keeps a sentence from running into the next one.
        run = subprocess.run(
            ["sh", "-c", APERTIUM], input="\n\n".join(part), capture_output=True, text=True
        )
        rendered = run.stdout.split("\n\n")
        done += map(clean, rendered) if len(rendered) == len(part) else [""] * len(part)
    return done


def usable(pair: Pair, chance: random.Random) -> bool:
    """Whether a row teaches something: letters on both sides, no outsize, few short ones."""
    texts = [text for text in (pair.a, pair.b) if text]
    if any(len(text) > LONGEST or not any(c.isalpha() for c in text) for text in texts):
        return False
    if pair.a == pair.b:
        return False
    if pair.b and not 0.4 < (len(pair.a) + 8) / (len(pair.b) + 8) < 2.5:
        return False
    short = max(len(text.split()) for text in texts) < SHORT_WORDS
    return not short or chance.random() < SHORT_SHARE


def choose(pairs: Iterable[Pair]) -> list[Pair]:
    """The rows that stay, each once, those of one origin in their order."""
    chance = random.Random(0)
    seen: set[tuple[str, str]] = set()
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        key = (pair.a.lower(), pair.b.lower())
        if key not in seen and usable(pair, chance):
            seen.add(key)
            groups.setdefault((pair.origin, pair.language_a, pair.language_b), []).append(pair)
    rows: list[Pair] = []
    for _, group in sorted(groups.items()):
        if len(group) > MOST:  # whole runs of 50, so that neighbours stay neighbours
            runs = [group[at : at + 50] for at in range(0, len(group), 50)]
            chance.shuffle(runs)
            group = [pair for run in runs[: MOST // 50] for pair in run]
        rows += group
        rows += joined(group, chance)
    return rows


def joined(group: list[Pair], chance: random.Random) -> Iterator[Pair]:
    """Some rows with the next one added, the way a bead joins sentences."""
    for one, two in pairwise(group):
        long = len(one.a.split()) >= SHORT_WORDS and len(two.a.split()) >= SHORT_WORDS
        if long and one.b and len(one.a) + len(two.a) < LONGEST and chance.random() < JOINED:
            yield Pair(
                one.origin + "+",
                one.language_a,
                f"{one.a} {two.a}",
                one.language_b,
                f"{one.b} {two.b}",
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    csv.field_size_limit(10**7)
    rows = choose([*parallel(args.parallel), *quality(args.quality)])
    args.out.mkdir(parents=True, exist_ok=True)
    lines = ("\t".join((p.origin, p.language_a, p.a, p.language_b, p.b)) for p in rows)
    (args.out / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    counts = Counter(f"{p.language_a}-{p.language_b} {p.origin.split(':')[0]}" for p in rows)
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:7,} {name}")
    print(f"{len(rows):7,} rows")


if __name__ == "__main__":
    main()
