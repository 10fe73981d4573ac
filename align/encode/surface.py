"""A weight-free encoder: texts are near when they share numbers, names and international words.

A text is a bag of weighted keys, the same for every language (`align.keys`). Each key has a place
and a sign in the vector, drawn from its checksum (feature hashing, Weinberger et al. 2009), so that
the cosine of two vectors estimates how much weight their texts share, and everything behind an
encoder works as with any other.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from align.keys.names import skeletons
from align.keys.numbers import TOKEN, fold, is_number_word, number_keys
from align.keys.words import is_cyrillic, stem

DIMENSIONS = 1024

_NUMBER, _CALENDAR, _WORD, _NAME, _COGNATE = 3.0, 3.0, 1.0, 3.0, 2.0


class SurfaceEncoder:
    """Hashed bags of the keys that texts of three languages share."""

    name = "none"
    digest = "surface-1"
    dimensions = DIMENSIONS

    def centre(self, language: str) -> None:
        """None: the vectors of this encoder share no direction by language."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        rows = np.zeros((len(texts), DIMENSIONS), np.float64)
        for row, text in zip(rows, texts, strict=True):
            for key, weight in keys(text).items():
                place, sign = _place(key)
                row[place] += sign * weight
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows.astype(np.float32)


@lru_cache(maxsize=1 << 16)
def _place(key: str) -> tuple[int, float]:
    code = crc32(key.encode(errors="replace"))
    return code % DIMENSIONS, 1.0 if code & 0x80000000 else -1.0


def keys(text: str) -> dict[str, float]:
    """Weighted keys of a text."""
    found: dict[str, float] = {}
    tokens = TOKEN.findall(text)
    for key in number_keys(tokens):
        found[key] = _NUMBER
    for token in tokens:
        if not token[0].isdecimal():
            for key, weight in _word_keys(token):
                found[key] = max(found.get(key, 0.0), weight)
    return found


@lru_cache(maxsize=1 << 16)
def _word_keys(word: str) -> tuple[tuple[str, float], ...]:
    if is_number_word(fold(word)):
        return ()
    found = []
    if not is_cyrillic(word):
        found.append((stem(word), _WORD if len(word) > 3 else 0.2))
    for skeleton in skeletons(word):
        if len(skeleton) >= 3:
            found.append(("~" + skeleton[:4], _NAME if word[0].isupper() else _COGNATE))
    return tuple(found)
