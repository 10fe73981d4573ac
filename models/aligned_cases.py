"""Aligned documents as the fit of the aligner needs them: encoded, with their evidence.

A folder holds one folder per suite, named ``...-ru`` or ``...-be``, with NAME.ru (or .be), NAME.en,
a sentence a line, and NAME.gold, ``[source numbers]:[target numbers]`` a line.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from align.beads import aligner, lattice, model
from align.beads.evaluate import Pair as Gold
from align.beads.evaluate import read_gold
from align.beads.evidence import PAIR_FEATURES, Evidence, surplus
from align.beads.lattice import MAX_SIDE, SHAPES
from align.beads.side import Given, sides
from align.encode import load_encoder
from align.linetypes import classify
from align.types import LineKind

# How much a document of each kind of suite counts: a transcript holds ten news documents' beads;
# the kinds (complete transcripts, easy and hard news, abridged, cuts) should count about alike.
WEIGHTS = {"kremlin": 2.0, "ntrex": 0.25, "abridged": 0.5, "tiny": 0.25}
# Posterior under the weights of before from which on a bead's evidence is kept.
LEAST = 1e-6


@dataclass
class Case:
    """A document pair with its gold beads, encoded, page furniture taken out.

    `cells` are the places in the table of pairs whose features are kept in `values`, (features,
    cells): those of the gold path and those that the weights of before give some probability.
    """

    suite: str
    name: str
    source: Given
    target: Given
    gold: list[Gold]
    weight: float = 1.0
    cells: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    values: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    nulls: tuple[NDArray[np.float32], ...] = ()
    runs: tuple[NDArray[np.float32], ...] = ()
    path: list[tuple[int, int, int, int]] | None = None


def read_lines(path: Path) -> list[str]:
    return [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]


def gold_path(case: Case) -> list[tuple[int, int, int, int]] | None:
    """The gold beads as a path, moved passages read as nulls; None if they are no path."""
    pairs = sorted((s, t) for s, t in case.gold if s and t)
    best: list[tuple[int, list[int]]] = []  # longest chain that ascends on both sides
    for n, (s, t) in enumerate(pairs):
        before = max(
            (best[m] for m in range(n) if pairs[m][0][-1] < s[0] and pairs[m][1][-1] < t[0]),
            default=(0, []),
        )
        best.append((before[0] + len(s) + len(t), [*before[1], n]))
    chain = [pairs[n] for n in max(best, default=(0, []))[1]]
    path, i, j = [], 0, 0
    for s, t in [*chain, ((len(case.source),), (len(case.target),))]:
        path += [(k, j, 1, 0) for k in range(i, s[0])]
        path += [(s[0], k, 0, 1) for k in range(j, t[0])]
        if s[0] == len(case.source):
            return path
        a, b = len(s), len(t)
        if s[-1] - s[0] + 1 != a or t[-1] - t[0] + 1 != b or max(a, b) > MAX_SIDE:
            return None
        path.append((s[0], t[0], a, b))
        i, j = s[0] + a, t[0] + b
    return path


class Reader:
    """Cases from texts: knows the vectors of every sentence."""

    def __init__(self, kind: str, texts: list[str]) -> None:
        self.encoder = load_encoder(model.SURFACE if kind == "surface" else None)
        self.row = {text: n for n, text in enumerate(texts)}
        self.vectors = self.encoder.encode(texts)
        self.surface = load_encoder(model.SURFACE).encode(texts) if kind == "full" else None
        self.ratios: dict[str, float] = {}

    def case(
        self, suite: str, name: str, texts: Sequence[Sequence[str]],
        kinds: Sequence[Sequence[LineKind]], gold: list[Gold],
    ) -> Case:  # fmt: skip
        numbers = [[self.row[text] for text in side] for side in texts]
        languages = suite[-2:], "en"
        both = aligner.given(
            (texts[0], texts[1]),
            (self.vectors[numbers[0]], self.vectors[numbers[1]]),
            self.ratios[languages[0]],
            centres=(self.encoder.centre(languages[0]), self.encoder.centre("en")),
            kinds=(kinds[0], kinds[1]),
            surface=None
            if self.surface is None
            else (self.surface[numbers[0]], self.surface[numbers[1]]),
        )
        return Case(suite, name, *both, gold, WEIGHTS.get(suite.split("-")[0], 1.0))


def load(folder: Path, kind: str) -> tuple[list[Case], dict[str, float]]:
    """All documents of the suites, encoded, and the usual quotients of lengths."""
    raw = []
    for root in sorted(p for p in folder.iterdir() if p.is_dir()):
        language = root.name[-2:]
        for path in sorted(root.glob("*.gold")):
            texts = [read_lines(path.with_suffix(f".{code}")) for code in (language, "en")]
            kinds = [classify(side) for side in texts]
            keep = [
                [n for n, k in enumerate(side) if k is not LineKind.FURNITURE] for side in kinds
            ]
            raw.append(
                (
                    root.name,
                    path.stem,
                    *kept(texts, kinds, read_gold(path, (len(texts[0]), len(texts[1]))), keep),
                )
            )
    every = sorted({text for _, _, sides, _, _ in raw for side in sides for text in side})
    reader = Reader(kind, every)
    for language in ("ru", "be"):
        lengths = np.array(
            [[len(" ".join(sides[0][n] for n in s)), len(" ".join(sides[1][n] for n in t))]
             for suite, _, sides, _, gold in raw if suite.endswith(language)
             for s, t in gold if s and t]
        )  # fmt: skip
        reader.ratios[language] = round(float(lengths[:, 1].sum() / lengths[:, 0].sum()), 3)
    cases = [reader.case(*row) for row in raw]
    return cases, reader.ratios


def kept(
    texts: Sequence[Sequence[str]], kinds: Sequence[Sequence[LineKind]], gold: list[Gold],
    keep: Sequence[Sequence[int]],
) -> tuple[list[list[str]], list[list[LineKind]], list[Gold]]:  # fmt: skip
    """A document pair with some of its sentences only, numbered anew."""
    renumber = [{n: k for k, n in enumerate(numbers)} for numbers in keep]
    beads = [
        (
            tuple(renumber[0][n] for n in s if n in renumber[0]),
            tuple(renumber[1][n] for n in t if n in renumber[1]),
        )
        for s, t in gold
    ]
    alone = [((n,), ()) for s, t in beads if not t for n in s]
    alone += [((), (n,)) for s, t in beads if not s for n in t]
    return (
        [[side[n] for n in numbers] for side, numbers in zip(texts, keep, strict=True)],
        [[side[n] for n in numbers] for side, numbers in zip(kinds, keep, strict=True)],
        [bead for bead in beads if bead[0] and bead[1]] + alone,
    )


def tiny(cases: list[Case], seed: int = 0) -> list[Case]:
    """Documents of one to four sentences: cuts of the others, and cuts of two that are unrelated.

    Whole news documents never show what two lone sentences look like that have nothing to do with
    each other.
    """
    chance = random.Random(seed)
    usable = [
        (case, path)
        for case in cases
        if case.suite.split("-")[0] in ("kremlin", "ntrex") and (path := gold_path(case))
    ]
    made = []
    for case, path in usable:
        beads = [(range(i, i + a), range(j, j + b)) for i, j, a, b in path if a and b]
        start = chance.randrange(len(beads))
        window = beads[start : start + chance.choice((1, 1, 2, 3))]
        rows = window[0][0][0], window[-1][0][-1] + 1
        columns = window[0][1][0], window[-1][1][-1] + 1
        gold: list[Gold] = [
            (tuple(n - rows[0] for n in s), tuple(n - columns[0] for n in t)) for s, t in window
        ]
        lone = set(range(rows[1] - rows[0])) - {n for s, _ in gold for n in s}
        gold += [((n,), ()) for n in sorted(lone)]
        lone = set(range(columns[1] - columns[0])) - {n for _, t in gold for n in t}
        gold += [((), (n,)) for n in sorted(lone)]
        language = case.suite[-2:]
        made.append(Case(f"tiny-{language}", case.name, case.source.part(*rows),
                         case.target.part(*columns), gold, WEIGHTS["tiny"]))  # fmt: skip
        other = chance.choice(
            [c for c, _ in usable if c.suite == case.suite and c.name != case.name]
        )
        parts = [
            side.part(at, min(len(side), at + chance.choice((1, 1, 2, 3, 4))))
            for side in (case.source, other.target)
            for at in (chance.randrange(len(side)),)
        ]
        gold = [((n,), ()) for n in range(len(parts[0]))]
        gold += [((), (n,)) for n in range(len(parts[1]))]
        made.append(Case(f"tiny-unrelated-{language}", case.name, *parts, gold, WEIGHTS["tiny"]))
    return made


def prepare(case: Case, before: model.Weights) -> None:
    """Evidence of a case, where it can matter."""
    case.path = gold_path(case)
    if case.path is None:
        return
    evidence = Evidence(*sides(case.source, case.target))
    extra = surplus(evidence.source, evidence.target)
    case.nulls = evidence.nulls(0, extra), evidence.nulls(1, -extra)
    case.runs = evidence.runs(0, extra), evidence.runs(1, -extra)
    shape = evidence.rows + 1, MAX_SIDE, MAX_SIDE, evidence.columns + 1
    wanted = lattice.posteriors(model.potentials(evidence, before)).pairs > LEAST
    for i, j, a, b in case.path:
        if a and b:
            wanted[i, a - 1, b - 1, j] = True
    case.cells = np.flatnonzero(wanted)
    i, a, b, j = np.unravel_index(case.cells, shape)
    case.values = np.zeros((len(PAIR_FEATURES), len(case.cells)), np.float32)
    for n, m in SHAPES:
        here = (a == n - 1) & (b == m - 1)
        if here.any():
            for row, values in zip(case.values, evidence.pairs(n, m), strict=True):
                table = np.broadcast_to(np.float32(values), evidence.places(n, m))
                row[here] = table[i[here], j[here]]
