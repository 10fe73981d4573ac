"""Fit the weights of the aligner, ``align/beads/weights.json``, on aligned documents.

    python models/fit_aligner.py FOLDER [--folds 3] [--write]

FOLDER holds one folder per suite, named ``…-ru`` or ``…-be``, with NAME.ru (or .be), NAME.en, a
sentence a line, and NAME.gold, ``[source numbers]:[target numbers]`` a line. All weights are fitted
jointly by maximum likelihood of the gold paths (forward-backward, L-BFGS) under a Gaussian prior.
Documents of one name, whatever their suite, are in one fold. Without ``--write`` it prints
cross-validated figures. Needs scipy. About ten minutes on two cores.
"""

import argparse
import ast
import json
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from align.beads import aligner, evidence, lattice, model
from align.beads.evidence import NULL_FEATURES, PAIR_FEATURES, RUN_FEATURES, SHAPES
from align.encode import load_encoder
from align.linetypes import classify
from align.types import Bead, LineKind

SHAPE_NAMES = sorted({model.shape_name(a, b) for a, b in SHAPES})
GROUPS = (
    ("shapes", SHAPE_NAMES), ("pairs", PAIR_FEATURES),
    ("nulls", NULL_FEATURES), ("runs", RUN_FEATURES),
)  # fmt: skip
PRIOR = 0.05  # precision of the Gaussian prior on every weight
# Log-odds that a moved passage must gain. Strict F1 on ntrex-moved-ru / ntrex-hard-ru with 1: .975
# / .948, 4: .974 / .956, 6: .971 / .957, 9: .964 / .959, never: .842 / .959.
MOVED = 4.0


@dataclass
class Case:
    """A document pair with its gold beads, encoded, page furniture taken out."""

    suite: str
    name: str
    source: evidence.Side
    target: evidence.Side
    gold: list[tuple[tuple[int, ...], tuple[int, ...]]]
    weight: float = 1.0
    features: dict[tuple[int, int], NDArray[np.float32]] = field(default_factory=dict)
    path: list[tuple[int, int, int, int]] | None = None


def read_lines(path: Path) -> list[str]:
    return [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]


def read_gold(path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    beads = []
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            left, right = line.strip().split("]:[")
            beads.append(
                (tuple(ast.literal_eval(left + "]")), tuple(ast.literal_eval("[" + right)))
            )
    return beads


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
        if s[-1] - s[0] + 1 != a or t[-1] - t[0] + 1 != b or max(a, b) > evidence.MAX_SIDE:
            return None
        path.append((s[0], t[0], a, b))
        i, j = s[0] + a, t[0] + b
    return path


def split(vector: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    out, at = {}, 0
    for name, names in GROUPS:
        out[name] = vector[at : at + len(names)]
        at += len(names)
    return out


def as_weights(
    vector: NDArray[np.float64], moved: float, ratios: dict[str, float]
) -> model.Weights:
    parts = split(vector)
    shapes = np.array(
        [parts["shapes"][SHAPE_NAMES.index(model.shape_name(a, b))] for a, b in SHAPES]
    )
    rest = {name: parts[name] for name, _ in GROUPS[1:]}
    return model.Weights(shapes=shapes, moved=moved, ratios=ratios, digest="fit", **rest)


def prepare(case: Case) -> None:
    tile = evidence.Tile(case.source, case.target, (0, len(case.source)), (0, len(case.target)))
    case.features = {
        (a, b): tile.pairs(a, b)
        for a, b in SHAPES
        if a <= len(case.source) and b <= len(case.target)
    }
    extra = model.surplus(case.source, case.target)
    case.features[1, 0] = tile.nulls(0, extra)
    case.features[0, 1] = tile.nulls(1, -extra)
    case.path = gold_path(case)


def expected(case: Case, weights: model.Weights) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the gold path, and its gradient."""
    rows, columns = len(case.source), len(case.target)
    pairs = {}
    for bias, (a, b) in zip(weights.shapes, SHAPES, strict=True):
        if (a, b) in case.features:
            table = np.full((rows, columns + 1), lattice.IMPOSSIBLE)
            table[: rows - a + 1, : columns - b + 1] = (
                np.tensordot(weights.pairs, case.features[a, b], axes=1) + bias
            )
            pairs[a, b] = table
    extra = model.surplus(case.source, case.target)
    runs = evidence.run_features(extra), evidence.run_features(-extra)
    p = lattice.Potentials(
        rows, columns, np.zeros(rows + 1, np.int64), columns, pairs,
        weights.nulls @ case.features[1, 0], weights.nulls @ case.features[0, 1],
        np.full(rows, weights.runs @ runs[0]), np.full(columns, weights.runs @ runs[1]),
    )  # fmt: skip
    q = lattice.posteriors(p)
    gradient = np.zeros(sum(len(names) for _, names in GROUPS))
    g = split(gradient)
    for (a, b), table in q.pairs.items():
        inner = table[: rows - a + 1, : columns - b + 1]
        g["pairs"] += np.tensordot(case.features[a, b], inner, axes=2)
        g["shapes"][SHAPE_NAMES.index(model.shape_name(a, b))] += inner.sum()
    g["nulls"] += case.features[1, 0] @ q.omissions + case.features[0, 1] @ q.additions
    g["runs"] += runs[0] * q.omission_runs.sum() + runs[1] * q.addition_runs.sum()
    loss, last = q.log_partition, (1, 1)
    for i, j, a, b in case.path or []:
        if a and b:
            g["pairs"] -= case.features[a, b][:, i, j]
            g["shapes"][SHAPE_NAMES.index(model.shape_name(a, b))] -= 1.0
            loss -= pairs[a, b][i, j]
        elif a:
            g["nulls"] -= case.features[1, 0][:, i]
            loss -= p.omissions[i]
            if last == (1, 0):
                g["runs"] -= runs[0]
                loss -= p.omission_runs[i]
        else:
            g["nulls"] -= case.features[0, 1][:, j]
            loss -= p.additions[j]
            if last == (0, 1):
                g["runs"] -= runs[1]
                loss -= p.addition_runs[j]
        last = (a, b)
    return loss * case.weight, gradient * case.weight


def fit(
    cases: list[Case], ratios: dict[str, float], start: NDArray[np.float64], steps: int
) -> NDArray[np.float64]:
    usable = [case for case in cases if case.path is not None]

    processes = multiprocessing.get_context("fork").Pool(2, _keep, (usable, ratios))

    def objective(vector: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        loss, gradient = PRIOR / 2 * float(vector @ vector), PRIOR * vector
        rows = [(vector, n) for n in range(len(usable))]
        for value, slope in processes.map(_expected, rows, chunksize=16):
            loss, gradient = loss + value, gradient + slope
        return loss, gradient

    with processes:
        result = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return np.asarray(result.x)


_kept: list[object] = []


def _keep(*given: object) -> None:
    _kept[:] = given


def _expected(row: tuple[NDArray[np.float64], int]) -> tuple[float, NDArray[np.float64]]:
    cases, ratios = _kept
    return expected(cases[row[1]], as_weights(row[0], 0.0, ratios))  # type: ignore[index,arg-type]


def evaluate(cases: list[Case], weights: model.Weights) -> dict[str, list[tuple[Case, list[Bead]]]]:
    out: dict[str, list[tuple[Case, list[Bead]]]] = {}
    for case in cases:
        out.setdefault(case.suite, []).append(
            (case, aligner.search(case.source, case.target, weights))
        )
    return out


def figures(rows: list[tuple[Case, list[Bead]]]) -> str:
    """Strict F1 (Sennrich and Volk 2011), null recall, expected calibration error."""
    hit = made = wanted = found = nulls = made_nulls = 0
    marks: list[tuple[float, bool]] = []
    for case, beads in rows:
        gold = set(case.gold)
        mine = {(b.source, b.target) for b in beads}
        full = {g for g in gold if g[0] and g[1]}
        hit, made, wanted = hit + len(mine & gold), made + len(mine), wanted + len(full)
        found += len(mine & full)
        nulls += len(gold - full)
        made_nulls += len((mine & gold) - full)
        marks += [
            (b.probability, (b.source, b.target) in gold) for b in beads if b.source and b.target
        ]
    precision, recall = hit / max(1, made), found / max(1, wanted)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for mark in marks:
        bins.setdefault(min(14, int(mark[0] * 15)), []).append(mark)
    ece = sum(abs(sum(p for p, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / max(
        1, len(marks)
    )
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return (
        f"strict F1 {f1:.3f}  P {precision:.3f} R {recall:.3f}  "
        f"null recall {made_nulls}/{nulls}  ece {ece:.3f}"
    )


def load(folder: Path) -> tuple[list[Case], dict[str, float]]:
    encoder = load_encoder()
    raw = []
    for root in sorted(p for p in folder.iterdir() if p.is_dir()):
        language = root.name[-2:]
        for path in sorted(root.glob("*.gold")):
            texts = (
                read_lines(path.with_suffix("." + language)),
                read_lines(path.with_suffix(".en")),
            )
            kinds = [classify(side) for side in texts]
            keep = [
                [n for n, k in enumerate(side) if k is not LineKind.FURNITURE] for side in kinds
            ]
            renumber = [{n: k for k, n in enumerate(numbers)} for numbers in keep]
            gold = [
                (
                    tuple(renumber[0][n] for n in s if n in renumber[0]),
                    tuple(renumber[1][n] for n in t if n in renumber[1]),
                )
                for s, t in read_gold(path)
            ]
            gold = [bead for bead in gold if bead[0] or bead[1]]
            kept = [[side[n] for n in numbers] for side, numbers in zip(texts, keep, strict=True)]
            raw.append((root.name, language, path.stem, kept, gold))
    every = sorted({text for _, _, _, sides, _ in raw for side in sides for text in side})
    row = {text: n for n, text in enumerate(every)}
    vectors = encoder.encode(every)
    ratios = {}
    for language in ("ru", "be"):
        lengths = np.array(
            [[len(" ".join(sides[0][n] for n in s)), len(" ".join(sides[1][n] for n in t))]
             for _, code, _, sides, gold in raw if code == language for s, t in gold if s and t]
        )  # fmt: skip
        ratios[language] = round(float(lengths[:, 1].sum() / lengths[:, 0].sum()), 3)
    cases = []
    for suite, language, name, texts, gold in raw:
        centred = [
            aligner.centred(vectors[[row[t] for t in side]], encoder.centre(code))
            for side, code in zip(texts, (language, "en"), strict=True)
        ]
        source, target = evidence.sides(*texts, (centred[0], centred[1]), ratios[language])
        case = Case(suite, name, source, target, gold)
        # A kremlin transcript holds ten news documents' beads; the four kinds of suites (complete
        # transcripts, easy and hard news, abridged) should count about alike.
        case.weight = {"kremlin": 2.0, "ntrex": 0.25, "abridged": 0.5}.get(suite.split("-")[0], 1.0)
        prepare(case)
        cases.append(case)
    print(
        f"{len(cases)} documents, {sum(c.path is None for c in cases)} without a monotone gold "
        f"path; ratios {ratios}"
    )
    return cases, ratios


def tiny(cases: list[Case], seed: int = 0) -> list[Case]:
    """Documents of one to four sentences: cuts of the others, and cuts of two that are unrelated.

    Whole news documents never show what two lone sentences look like that have nothing to do with
    each other.
    """
    chance = random.Random(seed)
    usable = [c for c in cases if c.path is not None and not c.suite.startswith("abridged")]
    made = []
    for case in usable:
        assert case.path is not None
        beads = [(range(i, i + a), range(j, j + b)) for i, j, a, b in case.path if a and b]
        start = chance.randrange(len(beads))
        window = beads[start : start + chance.choice((1, 1, 2, 3))]
        rows = slice(window[0][0][0], window[-1][0][-1] + 1)
        columns = slice(window[0][1][0], window[-1][1][-1] + 1)
        gold = [
            (tuple(n - rows.start for n in s), tuple(n - columns.start for n in t))
            for s, t in window
        ]
        lone = set(range(rows.stop - rows.start)) - {n for s, _ in gold for n in s}
        gold += [((n,), ()) for n in sorted(lone)]
        lone = set(range(columns.stop - columns.start)) - {n for _, t in gold for n in t}
        gold += [((), (n,)) for n in sorted(lone)]
        made.append(_cut(case, case, rows, columns, gold, "tiny"))
        other = chance.choice([c for c in usable if c.suite == case.suite and c.name != case.name])
        rows, columns = (
            slice(at, at + chance.choice((1, 1, 2, 3, 4)))
            for at in (chance.randrange(len(case.source)), chance.randrange(len(other.target)))
        )
        size = (
            len(range(*rows.indices(len(case.source)))),
            len(range(*columns.indices(len(other.target)))),
        )
        gold = [((n,), ()) for n in range(size[0])] + [((), (n,)) for n in range(size[1])]
        made.append(_cut(case, other, rows, columns, gold, "tiny-unrelated"))
    return made


def _cut(
    case: Case, other: Case, rows: slice, columns: slice,
    gold: list[tuple[tuple[int, ...], tuple[int, ...]]], kind: str,
) -> Case:  # fmt: skip
    """A document pair of some sentences of one and some of another.

    Numbers and names have columns per document pair, so an unrelated pair shares none here.
    """
    sides = []
    for n, (side, cut) in enumerate(((case.source, rows), (other.target, columns))):
        tables = [side.numbers[cut], side.names[cut]]
        if case is not other:
            width = [case.source.numbers.shape[1], other.target.numbers.shape[1]]
            pad = np.zeros((len(tables[0]), width[1 - n]), np.float32)
            tables[0] = np.concatenate([tables[0], pad][:: 1 if n == 0 else -1], axis=1)
            tables[1] = np.zeros((len(tables[1]), 1), np.float32)
        sides.append(evidence.Side(side.vectors[cut], side.lengths[cut], *tables))
    suite = f"{kind}-{case.suite[-2:]}"
    made = Case(suite, case.name, sides[0], sides[1], gold, weight=0.25)
    prepare(made)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--moved", type=float, default=MOVED)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cases, ratios = load(args.folder)
    cases += tiny(cases)
    zero = np.zeros(sum(len(names) for _, names in GROUPS))
    names = sorted({case.name for case in cases})
    everything: dict[str, list[tuple[Case, list[Bead]]]] = {}
    for fold in range(args.folds):
        began = time.monotonic()
        held = set(names[fold :: args.folds])
        vector = fit([c for c in cases if c.name not in held], ratios, zero, args.steps)
        weights = as_weights(vector, args.moved, ratios)
        for suite, rows in evaluate([c for c in cases if c.name in held], weights).items():
            everything.setdefault(suite, []).extend(rows)
        print(f"fold {fold}: {time.monotonic() - began:.0f} s", flush=True)
    for suite, rows in sorted(everything.items()):
        print(f"{suite:16} {figures(rows)}")
    if args.write:
        vector = fit(cases, ratios, zero, args.steps)
        parts = split(vector)
        data: dict[str, object] = {
            name: {
                label: round(float(value), 4)
                for label, value in zip(labels, parts[name], strict=True)
            }
            for name, labels in GROUPS
        }
        data |= {"moved": args.moved, "ratios": ratios}
        model.WEIGHTS.write_text(
            json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
