"""Belarusian renderings of the Russian sentences that were judged or marked by humans.

    apt-get install apertium-bel-rus
    python models/quality_belarusian.py --quality FOLDER --work FOLDER

Nobody has judged translations from Belarusian. So the Russian originals of MLQE-PE and DEMETR are
rendered by the rules of Apertium (the Debian package ``apertium-bel-rus``, GPL; only what it writes
is used), and a judgement of the Russian one is taken for one of the Belarusian one. Writes
``belarusian.json``: Russian to Belarusian, an empty text where there is none. Half a minute.

The chain of programs is the package's own (mode ``rus-bel``) but for its tagger, which fails an
assertion on some texts and then writes nothing at all: of the readings that the constraint grammar
leaves the first is taken.
"""

import argparse
import json
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import training_text

DATA = "/usr/share/apertium/apertium-bel-rus"
ANALYSIS = (
    f"apertium-destxt | lt-proc -w {DATA}/rus-bel.automorf.bin | cg-proc -w {DATA}/rus-bel.rlx.bin"
)
SYNTHESIS = f"""D={DATA}; F=$D/apertium-bel-rus.rus-bel
apertium-pretransfer | lt-proc -b $D/rus-bel.autobil.bin | lrx-proc -m $D/rus-bel.autolex.bin |
apertium-transfer -b $F.t1x $D/rus-bel.t1x.bin | apertium-interchunk $F.t2x $D/rus-bel.t2x.bin |
apertium-postchunk $F.t3x $D/rus-bel.t3x.bin | apertium-transfer -n $F.t4x $D/rus-bel.t4x.bin |
lt-proc -n $D/rus-bel.autogen.bin | lt-proc -p $D/rus-bel.autopgen.bin |
lt-proc -c -p $D/rus-bel.pgen-short-u-1.bin | lt-proc -c -p $D/rus-bel.pgen-short-u-2.bin |
apertium-retxt"""
# A word of Apertium's stream, ^form/reading/reading$; marks in it stand behind a backslash.
UNIT = re.compile(r"\^((?:[^$\\]|\\.)*)\$")
SLASH = re.compile(r"(?<!\\)/")
LINES = 250  # texts that are rendered at once


def originals(quality: Path) -> list[str]:
    """The Russian sentences, each once."""
    rows = training_text.columns(quality / "mlqe-ru-en.train.tsv.gz")
    texts = [row["source"] for row in rows]
    rows = training_text.columns(quality / "demetr-ru-en.dev.tsv.gz")
    return list(dict.fromkeys([*texts, *(row["source"] for row in rows)]))


def first_readings(stream: str) -> str:
    """A stream with one reading a word; a word without readings becomes empty."""

    def first(unit: re.Match[str]) -> str:
        parts = SLASH.split(unit[1])
        return f"^{parts[1] if len(parts) > 1 else ''}$"

    return UNIT.sub(first, stream)


def rendered(texts: Sequence[str]) -> list[str]:
    """A rendering of each text; where a batch loses its lines, its halves are tried."""
    out = run(SYNTHESIS, first_readings(run(ANALYSIS, "\n".join(texts) + "\n")))
    lines = out.rstrip("\n").split("\n")
    if len(lines) == len(texts):
        return lines
    if len(texts) == 1:
        return [""]
    middle = len(texts) // 2
    return [*rendered(texts[:middle]), *rendered(texts[middle:])]


def run(programs: str, text: str) -> str:
    """What a chain of programs writes."""
    return subprocess.run(
        ["sh", "-c", programs],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ).stdout


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), LINES):
        yield texts[start : start + LINES]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    if not Path(DATA).is_dir():
        raise SystemExit(f"{DATA}: missing; install the Debian package apertium-bel-rus first")
    texts = originals(args.quality)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [text for part in pool.map(rendered, batches(texts)) for text in part]
    args.work.mkdir(parents=True, exist_ok=True)
    table = json.dumps(dict(zip(texts, found, strict=True)), ensure_ascii=False, indent=0)
    (args.work / "belarusian.json").write_text(table + "\n", encoding="utf-8", newline="\n")
    print(f"{len(texts)} texts, {sum(not text for text in found)} of them without a rendering")


if __name__ == "__main__":
    main()
