"""What is read from a pair before it is scored: how well each piece of a text is matched.

Each piece of a word is held against the pieces of the other side: the likeness of the nearest one
says whether anything there means the same. The mean over the translation falls with what is added,
the mean over the source with what is left out.

References
----------
Zhang et al. 2020, "BERTScore", arXiv:1904.09675, for precision and recall by nearest pieces; Zhao
et al. 2020, arXiv:2005.01196, for doing without a reference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Pieces(Protocol):
    """The pieces of a text: spans (pieces, 2) and unit vectors (pieces, dimensions)."""

    @property
    def spans(self) -> Ints: ...
    @property
    def vectors(self) -> NDArray[np.float32]: ...


class TokenEncoder(Protocol):
    """What is needed of an encoder."""

    @property
    def digest(self) -> str: ...
    def tokens(self, texts: Sequence[str]) -> Sequence[Pieces]: ...


@dataclass(frozen=True, slots=True)
class Tagged:
    """The pieces of one side.

    Parameters
    ----------
    spans
        Where each piece stands: code points of the text, half-open, int64 (pieces, 2).
    matched
        How well the other side accounts for it, float64 (pieces,); the scale is the reader's own.
    """

    spans: Ints
    matched: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read from a pair.

    Parameters
    ----------
    values
        Numbers by name, which `align.quality.calibration` weighs.
    source, target
        The pieces of each side.
    """

    values: Mapping[str, float]
    source: Tagged
    target: Tagged


# One lost word moves the mean of the worst fifth of the pieces five times as much as that of all.
# By themselves the worst tenth, fifth and third agree with people less than all (.32, .35, .37 and
# .40 on the source side, MLQE-PE ru-en dev); the fifth is weighed beside it.
_WORST = 5
# Pairs whose vectors are held at a time: 60 pieces of 384 numbers a pair make 25 MB.
_CHUNK = 256
# Characters of a side that are read, as many as the pairing reads of a sentence: what is longer is
# a table or damage, and the time to match two texts grows with the product of their lengths.
_READ = 20_000


class MatchReader:
    """Reads pairs with the bundled encoder.

    Parameters
    ----------
    encoder
        Gives vectors of pieces.
    """

    def __init__(self, encoder: TokenEncoder) -> None:
        self._encoder = encoder
        self.digest = encoder.digest

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """What is read from each pair of source and translation, in their order."""
        out: list[Reading] = []
        for first in range(0, len(pairs), _CHUNK):
            texts = [text[:_READ] for pair in pairs[first : first + _CHUNK] for text in pair]
            pieces = self._encoder.tokens(texts)
            out += (_reading(pieces[n], pieces[n + 1]) for n in range(0, len(pieces), 2))
        return out


def _reading(source: Pieces, target: Pieces) -> Reading:
    x, y = source.vectors.astype(np.float64), target.vectors.astype(np.float64)
    if len(x) and len(y):
        rendered, supported = _nearest(x, y), _nearest(y, x)
        means = x.mean(axis=0), y.mean(axis=0)
        likeness = float(means[0] @ means[1] / np.linalg.norm(means[0]) / np.linalg.norm(means[1]))
    else:
        # Where one side is empty nothing of the other one is matched.
        rendered, supported, likeness = np.zeros(len(x)), np.zeros(len(y)), 0.0
    values = {
        "likeness": likeness,
        "rendered": _mean(rendered),
        "supported": _mean(supported),
        "worst rendered": _mean(np.sort(rendered)[: -(-len(rendered) // _WORST)]),
        "worst supported": _mean(np.sort(supported)[: -(-len(supported) // _WORST)]),
    }
    return Reading(values, Tagged(source.spans, rendered), Tagged(target.spans, supported))


def _nearest(these: Floats, others: Floats) -> Floats:
    """Likeness of the nearest of `others` to each of `these`; a block at a time, for long texts."""
    step = max(1, 2_000_000 // len(others))
    blocks = [these[n : n + step] @ others.T for n in range(0, len(these), step)]
    return np.concatenate([block.max(axis=1) for block in blocks])


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
