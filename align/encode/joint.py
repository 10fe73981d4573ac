"""A sentence and its translation read together by one network, so that each sees the other.

The network is the bundled encoder's kind and takes its word vectors from it; both texts lie behind
one another, with positions that begin anew and a vector for each side. It says how people would
score the pair.

References
----------
Ranasinghe et al. 2020, "TransQuest", https://aclanthology.org/2020.coling-main.445.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray

from align.encode.model import ModelDescription
from align.encode.onnx import WEIGHTS, WORKERS, open_session
from align.encode.pair_model import PairModel
from align.encode.pooling import BATCH, BATCH_TOKENS
from align.encode.spelling import as_read
from align.encode.weights import Arrays, floats, initializers, read
from align.errors import ModelError

NAME = "adequacy"
# Pieces of one side that are read at once. It was trained on up to 200; longer beads are cut on
# both sides in like parts.
MOST_PIECES = 200
FIRST_WORD = 4  # below are the four special pieces

Floats = NDArray[np.float64]


class JointReader:
    """A loaded network. What it says of a pair depends on the pairs read with it in the last digits
    alone.

    Parameters
    ----------
    model
        Where it is.
    trunk
        The encoder whose word vectors and tokenizer it uses.

    Raises
    ------
    ModelError
        The weights are not those of such a network.
    """

    def __init__(self, model: PairModel, trunk: ModelDescription) -> None:
        self._tokenizer = sentencepiece.SentencePieceProcessor(
            model_file=str(trunk.folder / "tokenizer.model")
        )
        weights = model.folder / f"{NAME}.safetensors"
        given = initializers(weights, trunk.folder / WEIGHTS)
        self._session = open_session(model.folder / f"{NAME}.onnx", 1, given)
        self._head = _Head.of(read(weights), weights)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Estimated human score of each pair of source and translation.

        In standard deviations around the mean of the training data. That of a long pair is the
        mean of its parts, each weighted by its pieces.
        """
        texts = [as_read(text) for pair in pairs for text in pair]
        parsed = self._tokenizer.encode(texts) if texts else []
        cut = [parts(parsed[n], parsed[n + 1]) for n in range(0, len(parsed), 2)]
        rows = [part for one in cut for part in one]
        said = iter(self._run([_framed(*part) for part in rows]))
        out = []
        for one in cut:
            weights = [max(1, len(source) + len(target)) for source, target in one]
            out.append(float(np.average([next(said) for _ in one], weights=weights)))
        return out

    def _run(self, rows: Sequence["_Framed"]) -> list[float]:
        """The estimate of each row."""
        found = [0.0] * len(rows)

        def run(batch: list[int]) -> None:
            width = max(len(rows[n].ids) for n in batch)
            feed = {
                key: np.array([_filled(getattr(rows[n], name), width, pad) for n in batch])
                for key, name, pad in (
                    ("input_ids", "ids", 1),
                    ("position_ids", "positions", 0),
                    ("side_ids", "sides", 0),
                )
            }
            lengths = [len(rows[n].ids) for n in batch]
            feed["attention_mask"] = np.array([_filled([1] * n, width, 0) for n in lengths])
            hidden = self._session.run(["last_hidden_state"], feed)[0]
            for n, states in zip(batch, hidden, strict=True):
                found[n] = self._head.read(states[: len(rows[n].ids)].astype(np.float64), rows[n])

        with ThreadPoolExecutor(WORKERS) as pool:
            # Longest first, so that no thread is left alone with a long batch at the end.
            for _ in pool.map(run, _batches(rows)):
                pass
        return found


@dataclass(frozen=True, slots=True)
class _Framed:
    """A pair as the network is given it."""

    ids: list[int]
    positions: list[int]
    sides: list[int]


def _framed(source: Sequence[int], target: Sequence[int]) -> _Framed:
    head, tail = 0, 2
    left, right = [head, *source, tail], [tail, *target, tail]
    return _Framed(
        [*left, *right],
        [*range(len(left)), *range(len(right))],
        [0] * len(left) + [1] * len(right),
    )


def parts(source: list[int], target: list[int]) -> list[tuple[list[int], list[int]]]:
    """Both sides in as many like parts as the longer one needs."""
    count = max(1, -(-max(len(source), len(target)) // MOST_PIECES))
    cuts = [[len(side) * k // count for k in range(count + 1)] for side in (source, target)]
    return [
        (source[cuts[0][k] : cuts[0][k + 1]], target[cuts[1][k] : cuts[1][k + 1]])
        for k in range(count)
    ]


def _filled(values: Sequence[int], width: int, pad: int) -> list[int]:
    return [*values, *[pad] * (width - len(values))]


def _batches(rows: Sequence[_Framed]) -> list[list[int]]:
    """Numbers of rows in batches of like length, longest first."""
    out: list[list[int]] = []
    for n in sorted(range(len(rows)), key=lambda n: (-len(rows[n].ids), n)):
        longest = len(rows[out[-1][0]].ids) if out else 0
        if out and len(out[-1]) < BATCH and (len(out[-1]) + 1) * longest <= BATCH_TOKENS:
            out[-1].append(n)
        else:
            out.append([n])
    return out


@dataclass(frozen=True, slots=True)
class _Head:
    """What turns token vectors into a number, in double precision.

    The first token, the mean of each side, their product and their distance are its features: the
    network begins as an encoder whose means of renderings lie near each other.
    """

    hidden: tuple[Floats, Floats]
    out: tuple[Floats, Floats]

    @classmethod
    def of(cls, tensors: Arrays, path: Path) -> "_Head":
        try:
            return cls(
                *(
                    (
                        floats(tensors[f"head.{name}.weight"]).T.copy(),
                        floats(tensors[f"head.{name}.bias"]),
                    )
                    for name in ("hidden", "out")
                )
            )
        except KeyError as error:
            raise ModelError(f"{path}: not the weights of a quality model: {error!r}") from error

    def read(self, states: Floats, row: _Framed) -> float:
        """The estimate.

        Parameters
        ----------
        states
            Token vectors of the pair, (tokens, width).
        row
            What the network was given.
        """
        words = np.array(row.ids) >= FIRST_WORD
        sides = np.array(row.sides)
        first, second = (
            states[words & (sides == side)].sum(axis=0) / max(1, (words & (sides == side)).sum())
            for side in (0, 1)
        )
        features = [states[0], first, second, first * second * 4, np.abs(first - second)]
        inner = np.tanh(np.concatenate(features) @ self.hidden[0] + self.hidden[1])
        return float((inner @ self.out[0] + self.out[1])[0])
