"""What is read from a pair before it is scored.

One network reads both texts and says how people would score them; another one holds their pieces
against each other and says whether there is an error, and where. How well the pieces match by the
encoder's vectors alone adds nothing to the two (dev .640 with it, .642 without).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Pieces(Protocol):
    """The pieces of a text; where they stand, (pieces, 2)."""

    @property
    def spans(self) -> Ints: ...


class Compared(Protocol):
    """What the network that finds errors says of a pair: `align.encode.comparer.Comparison`."""

    @property
    def quality(self) -> float: ...
    @property
    def fault(self) -> float: ...
    @property
    def source(self) -> Floats: ...
    @property
    def target(self) -> Floats: ...


P = TypeVar("P", bound=Pieces)


class PairNetworks(Protocol[P]):
    """What reads pairs: `align.encode.pairs.PairNetworks`."""

    @property
    def digest(self) -> str: ...
    def tokens(self, texts: Sequence[str]) -> Sequence[P]: ...
    def quality(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]: ...
    def compare(self, pieces: Sequence[P]) -> Sequence[Compared]: ...


@dataclass(frozen=True, slots=True)
class Tagged:
    """The pieces of one side.

    Parameters
    ----------
    spans
        Where each piece stands: code points of the text, half-open, int64 (pieces, 2).
    odds
        Log-odds that the other side does not account for it, float64 (pieces,), as the network
        says; `align.quality.calibration` knows what they are worth.
    """

    spans: Ints
    odds: Floats


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


# Pairs whose vectors are held at a time: 60 pieces of 384 numbers a pair make 25 MB.
_CHUNK = 256
# Characters of a side that are read, as many as the pairing reads of a sentence: what is longer is
# a table or damage.
_READ = 20_000


class PairReader:
    """Reads pairs.

    Parameters
    ----------
    networks
        What it reads them with.
    """

    def __init__(self, networks: PairNetworks[Any]) -> None:
        self._networks = networks
        self.digest = networks.digest

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """What is read from each pair of source and translation, in their order."""
        out: list[Reading] = []
        for first in range(0, len(pairs), _CHUNK):
            part = [(one[:_READ], other[:_READ]) for one, other in pairs[first : first + _CHUNK]]
            pieces = self._networks.tokens([text for pair in part for text in pair])
            compared = self._networks.compare(pieces)
            quality = self._networks.quality(part)
            out += (
                _reading(pieces[2 * n], pieces[2 * n + 1], quality[n], compared[n])
                for n in range(len(part))
            )
        return out


def _reading(source: Pieces, target: Pieces, quality: float, compared: Compared) -> Reading:
    values = {
        "quality": quality,
        "compared": compared.quality,
        "fault": compared.fault,
    }
    return Reading(
        values, Tagged(source.spans, compared.source), Tagged(target.spans, compared.target)
    )
