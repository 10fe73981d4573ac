"""A small network over the encoder's pieces that finds errors of a translation.

The bundled encoder reads each text by itself; `align.encode.match` holds the pieces of the two
against each other. Layers that see both texts at once then say whether an error is in the pair
and which pieces the other side does not account for.

References
----------
Parikh et al. 2016, arXiv:1606.01933, for comparing each piece with what it is matched with; Kepler
et al. 2019, "OpenKiwi", https://aclanthology.org/P19-3020, for word-level marks beside the score of
the sentence.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.encode.joint import parts
from align.encode.match import Compared, Pieces, compare
from align.encode.model import ModelDescription
from align.encode.onnx import WEIGHTS, WORKERS, open_session
from align.encode.pair_model import PairModel
from align.encode.pooling import batches
from align.encode.tokens import TokenVectors
from align.encode.weights import Arrays, floats, initializers, read
from align.errors import ModelError

NAME = "errors"
# Sides as the graph knows them; the third is the mark that stands before the pair.
SOURCE, TARGET, PAIR = 0, 1, 2
OUTPUT = "last_hidden_state"
SUMMARY_SCALE = 4.0  # as in training, models/compare_net.py
NONE = -9.0  # stands for the largest numbers of a side without pieces, as in training

Floats = NDArray[np.float64]
Pair = tuple[TokenVectors, TokenVectors]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the network says of a pair.

    Parameters
    ----------
    quality
        Estimated human score, in standard deviations around the mean of the training data.
    fault
        Log-odds that there is an error in the translation.
    source, target
        Log-odds that the other side does not account for a piece, float64 (pieces,) each.
    """

    quality: float
    fault: float
    source: Floats
    target: Floats


class Comparer:
    """A loaded network. What it says of a pair depends on the pairs read with it in the last digits
    alone.

    Parameters
    ----------
    model
        Where it is.
    trunk
        The encoder whose vectors it is given.

    Raises
    ------
    ModelError
        The weights are not those of such a network.
    """

    def __init__(self, model: PairModel, trunk: ModelDescription) -> None:
        table = initializers(trunk.folder / WEIGHTS)
        self._words = table["words"], table["words.scale"]
        path = model.folder / f"{NAME}.safetensors"
        tensors = {name: floats(value) for name, value in read(path).items()}
        try:
            self._head = {
                part: (tensors[f"head.{part}.weight"].T.copy(), tensors[f"head.{part}.bias"])
                for part in ("hidden", "out", "tag")
            }
            given = constants(tensors)
        except KeyError as error:
            raise ModelError(f"{path}: not the weights of a quality model: {error!r}") from error
        self._session = open_session(model.folder / f"{NAME}.onnx", 1, given)

    def read(self, pairs: Sequence[Pair]) -> list[Comparison]:
        """What the network says of each pair of source and translation, in their order.

        Parameters
        ----------
        pairs
            As the encoder reads them. Of a long pair its parts are read, each counting by its
            pieces.
        """
        cut = [parts(*(list(range(len(side.ids))) for side in pair)) for pair in pairs]
        rows = [
            tuple(self._pieces(side, kept) for side, kept in zip(pair, part, strict=True))
            for pair, one in zip(pairs, cut, strict=True)
            for part in one
        ]
        said = iter(self._run([compare(*row) for row in rows]))
        out = []
        for one in cut:
            found = [next(said) for _ in one]
            weights = [max(1, len(source) + len(target)) for source, target in one]
            values = np.average([values for values, *_ in found], axis=0, weights=weights)
            odds = (np.concatenate([part[side] for part in found]) for side in (1, 2))
            out.append(Comparison(float(values[0]), float(values[1]), *odds))
        return out

    def _pieces(self, side: TokenVectors, kept: Sequence[int]) -> Pieces:
        ids = side.ids[list(kept)]
        words = self._words[0][ids] * self._words[1][ids]
        return Pieces(side.vectors[list(kept)], words.astype(np.float32))

    def _run(self, rows: Sequence[Compared]) -> list[tuple[Floats, Floats, Floats]]:
        """Values (2,), odds of the source's pieces and of the translation's, for each row."""
        sizes = [range(1 + len(row.source) + len(row.target)) for row in rows]
        found: list[tuple[Floats, Floats, Floats] | None] = [None] * len(rows)

        def run(batch: list[int]) -> None:
            hidden = self._states([rows[n] for n in batch])
            for n, states in zip(batch, hidden, strict=True):
                found[n] = self._said(states[: len(sizes[n])], rows[n])

        with ThreadPoolExecutor(WORKERS) as pool:
            # Longest first, so that no thread is left alone with a long batch at the end.
            for _ in pool.map(run, list(batches(sizes))[::-1]):
                pass
        return [one for one in found if one is not None]

    def _states(self, rows: Sequence[Compared]) -> Floats:
        """Vectors of the mark and of all pieces, (rows, tokens, width)."""
        sizes = [(len(row.source), len(row.target)) for row in rows]
        tokens = 1 + max(a + b for a, b in sizes)
        given = np.zeros((len(rows), tokens, rows[0].source.shape[1]), np.float32)
        sides = np.full((len(rows), tokens), PAIR, np.int64)
        mask = np.zeros((len(rows), tokens), np.int64)
        for n, (row, (a, b)) in enumerate(zip(rows, sizes, strict=True)):
            given[n, 1 : 1 + a], given[n, 1 + a : 1 + a + b] = row.source, row.target
            sides[n, 1 : 1 + a], sides[n, 1 + a : 1 + a + b] = SOURCE, TARGET
            mask[n, : 1 + a + b] = 1
        feed = {"features": given, "side_ids": sides, "attention_mask": mask}
        return np.asarray(self._session.run([OUTPUT], feed)[0], np.float64)

    def _said(self, states: Floats, row: Compared) -> tuple[Floats, Floats, Floats]:
        source, target = np.split(states[1:], [len(row.source)])
        features = [states[0], *map(_mean, (source, target)), *map(_most, (source, target))]
        inner = np.tanh(
            self._through("hidden", np.concatenate([*features, SUMMARY_SCALE * row.summary]))
        )
        return (
            self._through("out", inner),
            self._through("tag", source)[:, 0],
            self._through("tag", target)[:, 1],
        )

    def _through(self, part: str, values: Floats) -> Floats:
        matrix, bias = self._head[part]
        return np.asarray(values @ matrix + bias)


def _mean(states: Floats) -> Floats:
    return np.asarray(states.sum(axis=0) / max(1, len(states)))


def _most(states: Floats) -> Floats:
    return states.max(axis=0) if len(states) else np.full(states.shape[1], NONE)


def constants(tensors: Arrays) -> Arrays:
    """What the graph asks for: matrices (in, out); queries, keys and values side by side."""
    out = {
        name: np.ascontiguousarray(value.T if name.endswith(".weight") else value, np.float32)
        for name, value in tensors.items()
        if not name.startswith("head.")
    }
    layer = 0
    while f"layer.{layer}.q.weight" in out:
        for part in ("weight", "bias"):
            three = [out.pop(f"layer.{layer}.{name}.{part}") for name in "qkv"]
            out[f"layer.{layer}.qkv.{part}"] = np.concatenate(three, axis=-1)
        layer += 1
    return out
