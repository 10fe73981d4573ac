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
import struct
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from align.encode.lexicon import UNKNOWN, load
from align.keys.names import LONGEST, sounds
from align.keys.numbers import fold, is_number_word, signs, tokens_and_keys
from align.keys.words import is_cyrillic, stem

# Errors on FLORES dev, en-ru and en-be: 2.5 and 8 % with 1,024 dimensions, 1.0 and 4.4 % with
# 2,048, 0.8 and 3.6 % with 4,096; without hashing 0.6 and 3.2 %.
DIMENSIONS = 2048
# Places of a key. With one, two keys that meet there count in full as one: a third more errors.
_SPREAD = 4
# Changes with everything below and in align.keys that changes a vector.
_VERSION = "surface-1"

# Weights of keys beside an English word that is as rare as a word can be. Each was varied alone:
# errors on FLORES dev, en-ru and en-be, are 0.8 and 4.4 % with these (2,048 dimensions), 1.4 and
# 5.5 % with 1, 1, 0.7, 0.3 and rarity as it is. Numbers and names have evidence of their own in the
# aligner besides.
_NUMBER, _NAME, _COGNATE, _MARK = 0.7, 0.7, 0.4, 0.5
# Power of a word's rarity.
_POWER = 0.7
# Rarity of a Cyrillic word that the lexicon does not have, of which only the sound is known.
_UNHEARD = 7.0
# Consonants of a skeleton: fewer are shared by chance, more are lost in endings.
_SKELETON, _PREFIX = 3, 4
# Signs that translators keep: a question, a quotation, an aside, a list.
_MARKS = {"?": "?", "«": '"', "“": '"', "„": '"', '"': '"', "(": "(", ":": ":", ";": ";", "!": "!"}
# Rows whose sums are in memory at once, in double precision: 4 MB.
_BLOCK = 128

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
    tokens, keys = tokens_and_keys(text)
    found = [_key(key, _NUMBER) for key in dict.fromkeys(keys)]
    found += [_word(token[:LONGEST]) for token in dict.fromkeys(tokens) if not token[0].isdecimal()]
    found += [_word(word) for sign, word in signs().items() if sign in text]
    marks = dict.fromkeys(mark for sign, mark in _MARKS.items() if sign in text)
    return found + [_key(mark, _MARK) for mark in marks]


@lru_cache(maxsize=1 << 16)
def _key(key: str, weight: float) -> Direction:
    return _direction({key: weight})


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> Direction:
    return _direction(word_keys(word))


def _direction(weights: dict[str, float]) -> Direction:
    every = [(place, weight) for key, weight in weights.items() for place in _places(key)]
    return (
        np.array([place % DIMENSIONS for place, _ in every], np.int64),
        # The sign from another bit than the place.
        np.array([-weight if place >> 31 else weight for place, weight in every], np.float64),
    )


@lru_cache(maxsize=1 << 16)
def _places(key: str) -> tuple[int, ...]:
    """A few numbers of 32 bits that stand for a key."""
    digest = blake2b(key.encode(errors="replace"), digest_size=4 * _SPREAD).digest()
    return struct.unpack(f"<{_SPREAD}I", digest)


def word_keys(word: str) -> dict[str, float]:
    """Keys of a word and their weights; none for a word that is part of a number or a date."""
    if is_number_word(fold(word)):
        return {}
    base = stem(word)
    found: dict[str, float] = {}
    if is_cyrillic(word):
        every = load().renderings(base)
        weights = [_rarity(english) for english, _ in every]
        norm = math.sqrt(sum(share * share for _, share in every))
        for (english, share), weight in zip(every, weights, strict=True):
            found[english] = weight * share / norm
        total = sum(share for _, share in every)
        own = (
            sum(w * share for (_, share), w in zip(every, weights, strict=True)) / total
            if every
            else (_UNHEARD / UNKNOWN) ** _POWER
        )
    else:
        own = found[base] = _rarity(base)
    own *= _NAME if word[0].isupper() else _COGNATE
    for sound in sounds(word, _SKELETON, _PREFIX):
        found[sound] = own
    return found


def _rarity(english: str) -> float:
    """Weight of an English stem, 1 for the rarest."""
    return float((load().rarity(english) / UNKNOWN) ** _POWER)
