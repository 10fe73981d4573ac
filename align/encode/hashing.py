"""A weight-free encoder: character trigrams hashed into a vector.

It knows no languages: texts are near when they share letters, so it pairs names, numbers and
cognates written in one script and nothing else. It serves tests of everything around an encoder,
and shows how small the `Encoder` seam is.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 256


class HashingEncoder:
    """Feature hashing of character trigrams (Weinberger et al. 2009), signs included."""

    name = "hashing"
    digest = "trigrams-256"
    dimensions = DIMENSIONS

    def centre(self, language: str) -> None:
        """None: the vectors of this encoder share no direction by language."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, 256): unit rows, zero rows for empty text."""
        rows = np.zeros((len(texts), DIMENSIONS), np.float64)
        for row, text in zip(rows, texts, strict=True):
            padded = f"  {text.lower().strip()} "
            for start in range(len(padded) - 2 if padded.strip() else 0):
                code = hashlib.blake2b(
                    padded[start : start + 3].encode(errors="replace"), digest_size=4
                )
                number = int.from_bytes(code.digest(), "little")
                row[number % DIMENSIONS] += 1.0 if number & 0x80000000 else -1.0
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows.astype(np.float32)
