"""A sentence and its translation read together by one network, so that each sees the other.

The network is the bundled encoder's kind and takes its word vectors from it; both texts lie behind
one another, with positions that begin anew and a vector for each side. What it says of a pair are a
few numbers (`Reading`), which `align.quality` turns into scores.

References
----------
Ranasinghe et al. 2020, "TransQuest", https://aclanthology.org/2020.coling-main.445, for reading
both texts in one network; Kepler et al. 2019, "OpenKiwi", https://aclanthology.org/P19-3020, for
word-level marks beside the score of the sentence.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from numpy.typing import NDArray

from align.encode.joint_model import JointModel, describe, verify_files
from align.encode.model import find
from align.encode.model import verify as verify_trunk
from align.encode.onnx import GRAPH, WEIGHTS, WORKERS, open_session
from align.encode.pooling import BATCH, BATCH_TOKENS
from align.encode.spelling import as_read
from align.encode.tokens import spans
from align.encode.weights import Arrays, floats, initializers, read
from align.errors import ModelError

# Pieces of one side that are read at once. It was trained on up to 200; longer beads are cut on
# both sides in like parts.
MOST_PIECES = 200
FIRST_WORD = 4  # below are the four special pieces

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tagged:
    """The pieces of one text and what the network says of each.

    Parameters
    ----------
    spans
        Where each piece stands: code points of the text, half-open, int64 (pieces, 2).
    odds
        Log-odds that the other side does not account for it, float64 (pieces,).
    """

    spans: Ints
    odds: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of a pair.

    Parameters
    ----------
    quality
        Estimated human score, in standard deviations around the mean of the training data.
    fault
        Log-odds that there is an error in the translation.
    source, target
        The pieces of each side.
    """

    quality: float
    fault: float
    source: Tagged
    target: Tagged


class JointReader:
    """A loaded model. What it says of a pair does not depend on the pairs read with it.

    Parameters
    ----------
    model
        The folder; checksums of it and of its trunk are verified first.

    Raises
    ------
    ModelError
        A file is damaged, or the encoder is not the one that the model was trained on.
    """

    def __init__(self, model: JointModel | None = None) -> None:
        self.model = model or describe()
        trunk = find(self.model.trunk[0])
        if trunk.digest != self.model.trunk[1]:
            raise ModelError(
                f"{self.model.folder}: it was trained on the encoder {self.model.trunk[1]}, and "
                f"{trunk.folder} holds {trunk.digest}. Reinstall sverka."
            )
        verify_files(self.model)
        verify_trunk(trunk)
        self.digest = self.model.digest
        self._tokenizer = sentencepiece.SentencePieceProcessor(
            model_file=str(trunk.folder / "tokenizer.model")
        )
        weights = self.model.folder / WEIGHTS
        given = initializers(weights, trunk.folder / WEIGHTS)
        self._session = open_session(self.model.folder / GRAPH, 1, given)
        self._head = _Head.of(read(weights), weights)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """What the network says of each pair of source and translation, in their order."""
        texts = [as_read(text) for pair in pairs for text in pair]
        parsed = self._tokenizer.encode(texts, out_type="offset_mapping") if texts else []
        cut = [_parts(parsed[n]["ids"], parsed[n + 1]["ids"]) for n in range(0, len(parsed), 2)]
        rows = [(n, part) for n, parts in enumerate(cut) for part in parts]
        said = self._run([_framed(*part) for _, part in rows])
        out: list[list[tuple[int, Floats, Floats, Floats]]] = [[] for _ in pairs]
        for (n, (source, target)), one in zip(rows, said, strict=True):
            out[n].append((len(source) + len(target), *one))
        readings = []
        for n, found in enumerate(out):
            weights = np.array([max(1, size) for size, *_ in found], float)
            values = np.average([one[1] for one in found], axis=0, weights=weights)
            sides = [
                Tagged(
                    spans(texts[2 * n + side], parsed[2 * n + side]["offsets"]),
                    np.concatenate([one[2 + side] for one in found]),
                )
                for side in (0, 1)
            ]
            readings.append(Reading(float(values[0]), float(values[1]), *sides))
        return readings

    def _run(self, rows: Sequence["_Framed"]) -> list[tuple[Floats, Floats, Floats]]:
        """Values, odds of the source's pieces and odds of the translation's, for each row."""
        found: list[tuple[Floats, Floats, Floats] | None] = [None] * len(rows)

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
        return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True)
class _Framed:
    """A pair as the network is given it."""

    ids: list[int]
    positions: list[int]
    sides: list[int]
    lengths: tuple[int, int]


def _framed(source: Sequence[int], target: Sequence[int]) -> _Framed:
    head, tail = 0, 2
    left, right = [head, *source, tail], [tail, *target, tail]
    return _Framed(
        [*left, *right],
        [*range(len(left)), *range(len(right))],
        [0] * len(left) + [1] * len(right),
        (len(source), len(target)),
    )


def _parts(source: list[int], target: list[int]) -> list[tuple[list[int], list[int]]]:
    """Both sides in as many like parts as the longer one needs."""
    count = max(1, -(-max(len(source), len(target)) // MOST_PIECES))
    return [
        tuple(side[len(side) * k // count : len(side) * (k + 1) // count] for side in both)  # type: ignore[misc]
        for both in ((source, target),)
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
    """What turns token vectors into numbers, in double precision.

    The first token, the mean of each side, their product and their distance are its features: the
    network begins as an encoder whose means of renderings lie near each other.
    """

    hidden: tuple[Floats, Floats]
    out: tuple[Floats, Floats]
    tag: tuple[Floats, Floats]

    @classmethod
    def of(cls, tensors: Arrays, path: Path) -> "_Head":
        try:
            return cls(
                *(
                    (
                        floats(tensors[f"head.{name}.weight"]).T.copy(),
                        floats(tensors[f"head.{name}.bias"]),
                    )
                    for name in ("hidden", "out", "tag")
                )
            )
        except KeyError as error:
            raise ModelError(f"{path}: not the weights of a quality model: {error!r}") from error

    def read(self, states: Floats, row: _Framed) -> tuple[Floats, Floats, Floats]:
        """Values (2,), odds of the source's pieces and of the translation's.

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
        tags = states @ self.tag[0] + self.tag[1]
        begin = row.lengths[0] + 3
        return (
            inner @ self.out[0] + self.out[1],
            tags[1 : 1 + row.lengths[0], 0],
            tags[begin : begin + row.lengths[1], 1],
        )
