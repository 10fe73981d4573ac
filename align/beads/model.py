"""From evidence to potentials: fitted weights, one log-linear model for every document.

The weights are those of a conditional random field over the lattice (Lafferty et al. 2001, in its
semi-Markov form, Sarawagi and Cohen 2004), fitted jointly by ``models/fit_aligner.py``; they live
in the folder ``weights`` beside this module, with the names of what they weigh.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.beads.evidence import (
    NULL_FEATURES,
    PAIR_FEATURES,
    RUN_FEATURES,
    Evidence,
    surplus,
)
from align.beads.lattice import SHAPES, Posteriors, Potentials, no_pairs
from align.errors import ModelError

Doubles = NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("weights")
# What share of a document's sentences has no partner, before anything is known of it, and how many
# sentences that opinion weighs: it keeps a few doubtful ones from becoming a rule.
SHARE, OPINION = 0.1, 10.0
SURFACE = "none"  # the encoder that knows surface marks alone


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
def load_weights(kind: str = "full", folder: Path = WEIGHTS) -> Weights:
    """The fitted weights, by name so that an old file cannot be read in a new order.

    Parameters
    ----------
    kind
        What was known of the sentences: ``full``, vectors of a network and of surface marks;
        ``vectors``, those of a network alone; ``surface``, those of surface marks alone.

    Raises
    ------
    ModelError
        A weight is missing.
    """
    import hashlib

    path = folder / f"{kind}.json"
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


def weights_for(encoder: str) -> Weights:
    """The weights for documents encoded by the encoder of this name."""
    return load_weights("surface" if encoder == SURFACE else "full")


def potentials(evidence: Evidence, weights: Weights) -> Potentials:
    """Log-odds of every bead, from its evidence."""
    rows, columns = evidence.rows, evidence.columns
    table = no_pairs(rows, columns)
    for bias, (a, b) in zip(weights.shapes, SHAPES, strict=True):
        if a <= rows and b <= columns:
            height, width = evidence.places(a, b)
            score = np.full((height, width), bias, np.float32)
            # What counts once for all beads and once more for joined ones is the same table.
            found = evidence.pairs(a, b)
            sums: dict[int, float] = {}
            for weight, values in zip(weights.pairs, found, strict=True):
                sums[id(values)] = sums.get(id(values), 0.0) + weight
            for values in found:
                weight = sums.pop(id(values), 0.0)
                if weight and not isinstance(values, float):
                    score += np.float32(weight) * values
            table[:height, a - 1, b - 1, :width] = score
    extra = surplus(evidence.source, evidence.target)
    runs = [float(weights.runs @ evidence.runs(axis, x)) for axis, x in ((0, extra), (1, -extra))]
    return Potentials(
        table,
        np.asarray(weights.nulls @ evidence.nulls(0, extra), np.float64),
        np.asarray(weights.nulls @ evidence.nulls(1, -extra), np.float64),
        np.full(rows, runs[0]),
        np.full(columns, runs[1]),
    )


def rates(found: Sequence[Posteriors]) -> tuple[float, float]:
    """How much more, or less, than usual a document leaves out and adds, from a first search.

    Logarithms of the expected shares of null sentences over `SHARE`, for source and target.
    """
    out = []
    for part in ("omissions", "additions"):
        every = np.concatenate([np.zeros(0), *(getattr(q, part) for q in found)])
        share = (every.sum() + SHARE * OPINION) / (len(every) + OPINION)
        out.append(float(np.log(share / SHARE)))
    return out[0], out[1]


def adapted(p: Potentials, weights: Weights, rate: tuple[float, float]) -> Potentials:
    """Potentials for a document that leaves out and adds at this rate.

    Documents differ: a transcript leaves out next to nothing, an abridged release most. The rate
    enters once, by a fitted weight, so it cannot feed on itself.
    """
    null, run = weights.nulls[NULL_FEATURES.index("rate")], weights.runs[RUN_FEATURES.index("rate")]
    return replace(
        p,
        omissions=p.omissions + null * rate[0],
        additions=p.additions + null * rate[1],
        omission_runs=p.omission_runs + run * rate[0],
        addition_runs=p.addition_runs + run * rate[1],
    )
