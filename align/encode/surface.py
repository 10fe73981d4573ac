"""A weight-free encoder: texts are near when they share numbers, names and words of a lexicon.

A text is a bag of weighted keys, the same for every language: values of numbers, sounds of names
and international words (`align.keys`), English stems, to which a lexicon takes the Russian and
Belarusian words (`align.encode.lexicon`), signs. Each key has a place and a sign in the vector,
drawn from its checksum (feature hashing, Weinberger et al. 2009), so that the cosine of two vectors
estimates how much weight their texts share, and everything behind an encoder works as with any
other.

References
----------
Weinberger et al. (2009), "Feature hashing for large scale multitask learning", arXiv:0902.2206.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from align.encode.lexicon import UNKNOWN, load
from align.keys.names import skeletons
from align.keys.numbers import TOKEN, fold, is_number_word, number_keys, signs
from align.keys.words import is_cyrillic, stem

DIMENSIONS = 2048
# Places of a key. With one, two keys that meet there count in full as one: a third more errors.
_SPREAD = 4
# Changes with everything below and in align.keys that changes a vector.
_VERSION = "surface-1"

# Weights of keys beside that of an English word of the same rarity.
_NUMBER, _NAME, _COGNATE, _MARK = 1.0, 1.0, 0.7, 0.3
# Consonants of a skeleton: fewer are shared by chance, more are lost in endings.
_SKELETON, _PREFIX = 3, 4
# Signs that translators keep: a question, a quotation, an aside, a list.
_MARKS = {"?": "?", "«": '"', "“": '"', "„": '"', '"': '"', "(": "(", ":": ":", ";": ";", "!": "!"}
# Rows whose sums are in memory at once, in double precision: 4 MB.
_BLOCK = 512

# Places in the vector and what is added there.
Direction = tuple[NDArray[np.int64], NDArray[np.float64]]


class SurfaceEncoder:
    """Hashed bags of the keys that texts of three languages share."""

    name = "none"
    dimensions = DIMENSIONS

    @property
    def digest(self) -> str:
        """Digest of the code and the lexicon."""
        return f"{_VERSION}-{load().digest}"

    def centre(self, language: str) -> None:
        """None: the vectors of this encoder share no direction by language."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of `texts`, float32 (texts, dimensions): unit rows, zero rows for empty text."""
        rows = np.zeros((len(texts), DIMENSIONS), np.float32)
        for start in range(0, len(texts), _BLOCK):
            part = [directions(text) for text in texts[start : start + _BLOCK]]
            found = [direction for text in part for direction in text]
            if not found:
                continue
            lengths = [sum(len(places) for places, _ in text) for text in part]
            places = np.concatenate([places for places, _ in found])
            places += np.repeat(np.arange(len(part)) * DIMENSIONS, lengths)
            weights = np.concatenate([weights for _, weights in found])
            sums = np.bincount(places, weights, len(part) * DIMENSIONS)
            sums = sums.reshape(len(part), DIMENSIONS)
            norms = np.linalg.norm(sums, axis=1, keepdims=True)
            rows[start : start + len(part)] = sums / np.where(norms > 0, norms, 1.0)
        return rows


def directions(text: str) -> list[Direction]:
    """What the words, numbers and signs of a text add to its vector; a word counts once."""
    tokens = TOKEN.findall(text)
    found = [_key(key, _NUMBER * UNKNOWN) for key in dict.fromkeys(number_keys(tokens))]
    found += [_word(token) for token in dict.fromkeys(tokens) if not token[0].isdecimal()]
    found += [_word(word) for sign, word in signs().items() if sign in text]
    marks = dict.fromkeys(mark for sign, mark in _MARKS.items() if sign in text)
    return found + [_key(mark, _MARK * UNKNOWN) for mark in marks]


@lru_cache(maxsize=1 << 16)
def _key(key: str, weight: float) -> Direction:
    code = np.frombuffer(
        blake2b(key.encode(errors="replace"), digest_size=4 * _SPREAD).digest(), "<u4"
    )
    # The sign from another bit than the place.
    return (code % DIMENSIONS).astype(np.int64), np.where(code >> 31, weight, -weight)


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> Direction:
    every = [_key(key, weight) for key, weight in word_keys(word).items()]
    if not every:
        return np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate([p for p, _ in every]), np.concatenate([w for _, w in every])


def word_keys(word: str) -> dict[str, float]:
    """Keys of a word and their weights; none for a word that is part of a number or a date."""
    if is_number_word(fold(word)):
        return {}
    lexicon = load()
    base = stem(word)
    found: dict[str, float] = {}
    rarity = UNKNOWN
    if not is_cyrillic(word):
        rarity = found[base] = lexicon.rarity(base)
    else:
        every = lexicon.renderings(base)
        norm = math.sqrt(sum(weight * weight for _, weight in every))
        for english, weight in every:
            found[english] = weight / norm * lexicon.rarity(english)
        if every:
            total = sum(weight for _, weight in every)
            rarity = sum(weight * lexicon.rarity(e) for e, weight in every) / total
    for skeleton in skeletons(word):
        if len(skeleton) >= _SKELETON:
            found["~" + skeleton[:_PREFIX]] = rarity * (_NAME if word[0].isupper() else _COGNATE)
    return found
