"""Fit the weights of the aligner, ``align/beads/weights/*.json``, on aligned documents.

    python models/fit_aligner.py FOLDER [--kind full] [--folds 3] [--write] [--without GROUP]

FOLDER is described in ``aligned_cases.py``. All weights are fitted jointly by maximum likelihood of
the gold paths (forward-backward, L-BFGS) under a Gaussian prior, in three rounds: the rates at
which documents leave out and add are found by the weights of the round before. Documents of one
name, whatever their suite, are in one fold. Without ``--write`` it prints cross-validated figures;
``--without`` leaves evidence out, to see what it is worth (``all``: each group in turn). Needs
scipy. About five minutes on two cores.
"""

import argparse
import json
import multiprocessing
from pathlib import Path

import numpy as np
from aligned_cases import Case, load, prepare, tiny
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.beads import aligner, lattice, model
from align.beads.evaluate import Counts, judge, pooled
from align.beads.evidence import NULL_FEATURES, PAIR_FEATURES, RUN_FEATURES
from align.beads.lattice import MAX_SIDE, SHAPES

SHAPE_NAMES = sorted({model.shape_name(a, b) for a, b in SHAPES})
GROUPS = (
    ("shapes", SHAPE_NAMES), ("pairs", PAIR_FEATURES),
    ("nulls", NULL_FEATURES), ("runs", RUN_FEATURES),
)  # fmt: skip
# Number among the shapes of each place in a table of pairs.
PLACE = np.array(
    [SHAPES.index((a, b)) if (a, b) in SHAPES else -1
     for a in range(1, MAX_SIDE + 1) for b in range(1, MAX_SIDE + 1)]
)  # fmt: skip
# Precision of the Gaussian prior on every weight, its feature scaled to a usual size of 1. Strict
# F1 of ntrex-hard-ru / -be, held out: .947 / .969 with .05, .950 / .972 with .5.
PRIOR = 0.5
# Log-odds that a moved passage must gain. Strict F1 of ntrex-moved-ru / ntrex-hard-ru, held out,
# with 4: .967 / .942, 7: .967 / .946, 10: .967 / .947, 12: .955 / .950, never: .834 / .947.
MOVED = 8.0


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


def kept_potentials(case: Case, weights: model.Weights) -> lattice.Potentials:
    """Potentials of the beads whose evidence is kept; all others are impossible."""
    rows, columns = len(case.source), len(case.target)
    table = lattice.no_pairs(rows, columns)
    kind = PLACE[case.cells // (columns + 1) % MAX_SIDE**2]
    table.reshape(-1)[case.cells] = weights.pairs @ case.values + weights.shapes[kind]
    return lattice.Potentials(
        table, weights.nulls @ case.nulls[0], weights.nulls @ case.nulls[1],
        np.full(rows, weights.runs @ case.runs[0]), np.full(columns, weights.runs @ case.runs[1]),
    )  # fmt: skip


def expected(case: Case, weights: model.Weights) -> tuple[float, NDArray[np.float64]]:
    """Negative log-likelihood of the gold path, and its gradient."""
    p, runs = kept_potentials(case, weights), case.runs
    table = p.pairs
    kind = PLACE[case.cells // table.shape[3] % MAX_SIDE**2]
    q = lattice.posteriors(p)
    gradient = np.zeros(sum(len(names) for _, names in GROUPS))
    g = split(gradient)
    mass = q.pairs.reshape(-1)[case.cells]
    names = np.array([SHAPE_NAMES.index(model.shape_name(a, b)) for a, b in SHAPES])
    path = np.array(case.path)
    inside = path[(path[:, 2] > 0) & (path[:, 3] > 0)]
    flat = np.ravel_multi_index(
        (inside[:, 0], inside[:, 2] - 1, inside[:, 3] - 1, inside[:, 1]), table.shape
    )
    at = np.searchsorted(case.cells, flat)
    loss = q.log_partition - float(table.reshape(-1)[flat].astype(np.float64).sum())
    g["pairs"] += case.values @ mass - case.values[:, at].sum(axis=1)
    g["shapes"] += np.bincount(names[kind], mass, len(SHAPE_NAMES))
    g["shapes"] -= np.bincount(names[kind[at]], minlength=len(SHAPE_NAMES))
    g["nulls"] += case.nulls[0] @ q.omissions + case.nulls[1] @ q.additions
    g["runs"] += runs[0] * q.omission_runs.sum() + runs[1] * q.addition_runs.sum()
    last = (1, 1)
    for i, j, a, b in case.path or []:
        if not b:
            g["nulls"] -= case.nulls[0][:, i]
            loss -= p.omissions[i]
            if last == (1, 0):
                g["runs"] -= runs[0]
                loss -= p.omission_runs[i]
        elif not a:
            g["nulls"] -= case.nulls[1][:, j]
            loss -= p.additions[j]
            if last == (0, 1):
                g["runs"] -= runs[1]
                loss -= p.addition_runs[j]
        last = (a, b)
    return loss * case.weight, gradient * case.weight


def fit(
    cases: list[Case], ratios: dict[str, float], start: NDArray[np.float64], steps: int,
    kept: NDArray[np.float64],
) -> NDArray[np.float64]:  # fmt: skip
    usable = [case for case in cases if case.path is not None]

    scale = scales(usable)
    processes = multiprocessing.get_context("fork").Pool(2, _keep, (usable, ratios))

    def objective(scaled: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        loss, gradient = PRIOR / 2 * float(scaled @ scaled), PRIOR * scaled
        rows = [(scaled / scale, n) for n in range(len(usable))]
        for value, slope in processes.map(_expected, rows, chunksize=16):
            loss, gradient = loss + value, gradient + slope / scale * kept
        return loss, gradient

    with processes:
        result = minimize(
            objective, start * scale, jac=True, method="L-BFGS-B", options={"maxiter": steps}
        )
    print(f"{result.nit} steps, loss {result.fun:.1f}", flush=True)
    return np.asarray(result.x / scale)


def fitted(
    cases: list[Case], ratios: dict[str, float], start: NDArray[np.float64], steps: int,
    kept: NDArray[np.float64],
) -> NDArray[np.float64]:  # fmt: skip
    """Weights, with the rates of the documents found by the weights themselves."""
    vector = start
    for share in (0.5, 0.25, 0.25):
        set_rates(cases, as_weights(vector, 0.0, ratios))
        vector = fit(cases, ratios, vector, max(1, int(steps * share)), kept)
    return vector


def set_rates(cases: list[Case], weights: model.Weights) -> None:
    """Give every case the rates that a first search with these weights finds."""
    null, run = NULL_FEATURES.index("rate"), RUN_FEATURES.index("rate")
    for case in cases:
        if case.path is not None:
            for axis in (0, 1):
                case.nulls[axis][null] = case.runs[axis][run] = 0.0
            found = model.rates([lattice.posteriors(kept_potentials(case, weights))])
            for axis in (0, 1):
                case.nulls[axis][null] = case.runs[axis][run] = found[axis]


def scales(cases: list[Case]) -> NDArray[np.float64]:
    """Usual size of every feature, so that the prior treats all alike."""
    sizes = np.ones(sum(len(names) for _, names in GROUPS))
    parts = split(sizes)
    for name, tables in (
        ("pairs", [case.values for case in cases]),
        ("nulls", [table for case in cases for table in case.nulls]),
    ):
        total = sum((np.square(t, dtype=np.float64).sum(axis=1) for t in tables), np.zeros(1))
        count = sum(t.shape[1] for t in tables)
        parts[name][:] = np.maximum(np.sqrt(total / count), 1e-3)
    return sizes


_kept: list[object] = []


def _keep(*given: object) -> None:
    _kept[:] = given


def _expected(row: tuple[NDArray[np.float64], int]) -> tuple[float, NDArray[np.float64]]:
    cases, ratios = _kept
    return expected(cases[row[1]], as_weights(row[0], 0.0, ratios))  # type: ignore[index,arg-type]


def evaluate(cases: list[Case], weights: model.Weights) -> dict[str, list[Counts]]:
    out: dict[str, list[Counts]] = {}
    for case in cases:
        found = aligner.search(case.source, case.target, weights).beads
        out.setdefault(case.suite, []).append(judge(found, case.gold))
    return out


def figures(counts: list[Counts]) -> str:
    """Strict F1, precision and recall of omitted and added sentences, calibration."""
    every = pooled(counts)
    nulls = "  ".join(f"{t.precision:.3f}/{t.recall:.3f}" for t in (every.omitted, every.added))
    error, accepted = every.calibration_error or 0.0, every.accepted or 0.0
    return f"{every.strict.f1:.4f}  {nulls}  {error:.3f}  {accepted:.4f}"


# Evidence that is left out together, by a word that its names hold or equal.
EVIDENCE = {
    "rivals (lead, margin)": ("lead", "margin"),
    "length": ("length",),
    "size": ("size", "short", "short member"),
    "numbers": ("numbers",),
    "names": ("names",),
    "marks and kinds of lines": ("marks", "kinds", "kind"),
    "distance": ("distance",),
    "surface": ("surface",),
    "cover of each member": ("covered",),
    "gain of joining": ("gain",),
    "runs of nulls": ("run ",),
    "the document (surplus, kept, rate)": ("surplus", "kept", "rate"),
}


def mask(without: str | None) -> NDArray[np.float64]:
    """1 for every weight that is fitted, 0 for those of the evidence left out."""
    kept = []
    for group, names in GROUPS:
        for name in names:
            label = f"run {name}" if group == "runs" else name
            kept.append(not without or not any(word in label for word in EVIDENCE[without]))
    return np.array(kept, np.float64)


def cross_validated(
    cases: list[Case], ratios: dict[str, float], start: NDArray[np.float64],
    args: argparse.Namespace, kept: NDArray[np.float64],
) -> dict[str, list[Counts]]:  # fmt: skip
    """Counts of every suite, each document held out of the fit that judges it."""
    names = sorted({case.name for case in cases})
    out: dict[str, list[Counts]] = {}
    for fold in range(args.folds):
        held = set(names[fold :: args.folds])
        vector = fitted(
            [c for c in cases if c.name not in held], ratios, start * kept, args.steps, kept
        )
        weights = as_weights(vector, args.moved, ratios)
        for suite, rows in evaluate([c for c in cases if c.name in held], weights).items():
            out.setdefault(suite, []).extend(rows)
    return out


def show(found: dict[str, list[Counts]]) -> None:
    print(f"{'suite':18} strict  omitted P/R  added P/R    error  accepted")
    for suite, counts in sorted(found.items()):
        if "unrelated" not in suite:
            print(f"{suite:18} {figures(counts)}")


def write(path: Path, vector: NDArray[np.float64], rest: dict[str, object]) -> None:
    found = split(vector)
    data: dict[str, object] = {
        name: {
            label: round(float(value), 4) for label, value in zip(labels, found[name], strict=True)
        }
        for name, labels in GROUPS
    }
    text = json.dumps(data | rest, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def beginning(before: model.Weights) -> NDArray[np.float64]:
    """The weights of before, in the order of the fit."""
    bias = dict(zip(SHAPES, before.shapes, strict=True))
    shapes = [bias[int(name[0]), int(name[2])] for name in SHAPE_NAMES]
    return np.concatenate([shapes, before.pairs, before.nulls, before.runs])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", default="full", choices=("full", "vectors", "surface"))
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--moved", type=float, default=MOVED)
    parser.add_argument("--without", choices=("all", *EVIDENCE))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cases, ratios = load(args.folder, args.kind)
    cases += tiny(cases)
    before = model.load_weights(args.kind)
    for case in cases:
        prepare(case, before)
    print(
        f"{len(cases)} documents, {sum(c.path is None for c in cases)} without a monotone gold "
        f"path; ratios {ratios}; {sum(len(c.cells) for c in cases)} beads", flush=True,
    )  # fmt: skip
    start = beginning(before)
    if args.without:
        for name in EVIDENCE if args.without == "all" else (args.without,):
            print(f"\nwithout {name}")
            show(cross_validated(cases, ratios, start, args, mask(name)))
        return
    every = mask(None)
    if args.folds > 1:
        show(cross_validated(cases, ratios, start, args, every))
    if args.write:
        vector = fitted(cases, ratios, start, args.steps, every)
        write(model.WEIGHTS / f"{args.kind}.json", vector, {"moved": args.moved, "ratios": ratios})


if __name__ == "__main__":
    main()
