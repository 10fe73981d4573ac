"""An encoder that remembers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.cache import VectorCache
from align.encode import Encoder

# Little-endian whatever the machine, so that a cache can be carried along.
STORED = np.dtype("<f4")


class CachedEncoder:
    """Gives the vectors of `encoder`, and computes only those that are not in `cache`.

    Parameters
    ----------
    encoder
        Any encoder whose vectors do not depend on what a text is encoded together with.
    cache
        Where vectors are kept; the caller closes it.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self.encoder, self.cache = encoder, cache

    @property
    def name(self) -> str:
        """Name of the encoder."""
        return self.encoder.name

    @property
    def digest(self) -> str:
        """Digest of the encoder: the cache changes nothing."""
        return self.encoder.digest

    @property
    def dimensions(self) -> int:
        """Width of a vector."""
        return self.encoder.dimensions

    def centre(self, language: str) -> NDArray[np.float32] | None:
        """Mean vector of `language`, (dimensions,); None where the model has none."""
        return self.encoder.centre(language)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        distinct = list(dict.fromkeys(texts))
        row = {text: number for number, text in enumerate(distinct)}
        vectors = np.zeros((len(distinct), self.dimensions), np.float32)
        known = self.cache.get_many(self.digest, distinct)
        missing = []
        for number, text in enumerate(distinct):
            stored = known.get(number, b"")
            if len(stored) == self.dimensions * STORED.itemsize:
                vectors[number] = np.frombuffer(stored, STORED)
            elif text.strip():
                missing.append(number)
        if missing:
            wanted = [distinct[number] for number in missing]
            vectors[missing] = self.encoder.encode(wanted)
            self.cache.put_many(
                self.digest,
                {distinct[number]: vectors[number].astype(STORED).tobytes() for number in missing},
            )
        return vectors[[row[text] for text in texts]]
