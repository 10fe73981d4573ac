"""How long ``align check`` takes, beside pairing alone; how fast the rules are without the network.

    python tests/bench/bench_check_speed.py ORIGINAL RELEASE [--runs 5]

ORIGINAL and RELEASE hold a sentence a line, some 60 of them. Printed: seconds of whole processes,
cold (nothing kept from earlier runs) and warm, of `align check` and `align pair` in turn, medians
and the ratio; then how many such releases a second the rules on facts and text alone read, on one
core, pairing not counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from align.checks.choose import chooser
from align.checks.context import Context
from align.checks.run import run
from align.config import Config
from align.encode import load_encoder
from align.facts import read
from align.pipeline import Settings, pair
from align.types import Alignment

RULES = ("FCT001", "FCT002", "FCT003", "FCT004", "FCT005", "FCT006", "FCT007", "FCT008", "TXT")
SECONDS = 5.0


def seconds(command: str, files: list[str], cache: Path) -> float:
    environment = {**os.environ, "SVERKA_CACHE_DIR": str(cache)}
    call = [sys.executable, "-m", "align", command, "--pre-segmented", *files, "-o", os.devnull]
    call += ["-f", "jsonl"]
    began = time.perf_counter()
    done = subprocess.run(call, env=environment, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - began


def rules_a_second(alignment: Alignment, names: tuple[str, ...]) -> float:
    chosen = chooser(Config(), select=names).chosen
    run(Context(alignment), chosen)  # words of the languages are read once
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        read.cache_clear()  # another release has other sentences
        run(Context(alignment), chosen)
        count += 1
    return count / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs=2, metavar="FILE")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    for kind in ("cold", "warm"):
        times: dict[str, list[float]] = {"check": [], "pair": []}
        with tempfile.TemporaryDirectory() as kept:
            for turn in range(args.runs + 1):
                for command, found in times.items():
                    folder = Path(kept) / (f"{turn}{command}" if kind == "cold" else "warm")
                    found.append(seconds(command, args.files, folder))
        check, alone = (statistics.median(found[1:]) for found in times.values())
        print(f"{kind}: align check {check:.2f} s, align pair {alone:.2f} s,"
              f" {check / alone:.1f} times as long")  # fmt: skip
    settings = Settings(presegmented=True)
    alignment, _ = pair(*args.files, load_encoder(), settings)
    print(f"facts and text alone: {rules_a_second(alignment, RULES):.0f} releases a second of "
          f"{len(alignment.target.sentences)} sentences")  # fmt: skip


if __name__ == "__main__":
    main()
