"""From evidence to potentials: fitted weights, one log-linear model for every document.

The weights are those of a conditional random field over the lattice (Lafferty et al. 2001, in its
semi-Markov form, Sarawagi and Cohen 2004), fitted jointly by ``models/fit_aligner.py``; they live
in ``weights.json`` beside this module with the names of what they weigh.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.beads.evidence import (
    NULL_FEATURES,
    PAIR_FEATURES,
    RUN_FEATURES,
    SHAPES,
    Side,
    Tile,
    run_features,
)
from align.beads.lattice import IMPOSSIBLE, Potentials
from align.errors import ModelError

Doubles = NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything fitted.

    Parameters
    ----------
    shapes
        Bias of each of `SHAPES`; a shape and its mirror image share one.
    pairs, nulls, runs
        Weights of the features, in the order of their names in `align.beads.evidence`. Omissions
        and additions share theirs, so that swapping the documents mirrors the alignment; which
        side has more to leave out is evidence ("surplus").
    moved
        Log-odds that a passage must gain to count as moved.
    ratios
        Characters of English that render one character of the language.
    digest
        Stands for the file in signatures.
    """

    shapes: Doubles
    pairs: Doubles
    nulls: Doubles
    runs: Doubles
    moved: float
    ratios: Mapping[str, float]
    digest: str


def shape_name(a: int, b: int) -> str:
    """``1-2`` for both 1-2 and 2-1."""
    return f"{min(a, b)}-{max(a, b)}"


@cache
def load_weights(path: Path = WEIGHTS) -> Weights:
    """The fitted weights, by name so that an old file cannot be read in a new order."""
    import hashlib

    raw = path.read_bytes()
    data = json.loads(raw)

    def ordered(group: str, names: tuple[str, ...]) -> Doubles:
        return np.array([float(data[group][name]) for name in names])

    try:
        return Weights(
            shapes=ordered("shapes", tuple(shape_name(a, b) for a, b in SHAPES)),
            pairs=ordered("pairs", PAIR_FEATURES),
            nulls=ordered("nulls", NULL_FEATURES),
            runs=ordered("runs", RUN_FEATURES),
            moved=float(data["moved"]),
            ratios={k: float(v) for k, v in data["ratios"].items()},
            digest=hashlib.sha256(raw).hexdigest()[:12],
        )
    except KeyError as error:
        raise ModelError(f"{path}: the weight {error} is missing; reinstall sverka.") from error


def surplus(source: Side, target: Side) -> float:
    """Logarithm of the source's length over the target's, in comparable characters."""
    return float(np.log((source.lengths.sum() + 50.0) / (target.lengths.sum() + 50.0)))


def whole(source: Side, target: Side, weights: Weights) -> Potentials:
    """Potentials of the full lattice of two documents of ordinary size."""
    rows, columns = len(source), len(target)
    tile = Tile(source, target, (0, rows), (0, columns))
    pairs = {}
    for bias, (a, b) in zip(weights.shapes, SHAPES, strict=True):
        if a <= rows and b <= columns:
            table = np.full((rows, columns + 1), IMPOSSIBLE)
            scores = np.tensordot(weights.pairs, tile.pairs(a, b), axes=1) + bias
            table[: rows - a + 1, : columns - b + 1] = scores
            pairs[a, b] = table
    extra = surplus(source, target)
    low = np.zeros(rows + 1, np.int64)
    return Potentials(rows, columns, low, columns, pairs, *nulls(tile, extra, weights))


def nulls(tile: Tile, extra: float, weights: Weights) -> tuple[Doubles, Doubles, Doubles, Doubles]:
    """Potentials of a tile's omissions, additions, and what their runs add."""
    omissions = np.asarray(weights.nulls @ tile.nulls(0, extra), np.float64)
    additions = np.asarray(weights.nulls @ tile.nulls(1, -extra), np.float64)
    return (
        omissions,
        additions,
        np.full(len(omissions), weights.runs @ run_features(extra)),
        np.full(len(additions), weights.runs @ run_features(-extra)),
    )
