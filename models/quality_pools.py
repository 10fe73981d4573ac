"""What planted errors are made of: words and names of translations, and which words are alike."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from quality_words import MARKS, Sound, core

# A word is drawn as often as its frequency to this power: rare ones more than they are used.
POWER = 0.6
LEAST_WORD, LEAST_NAME = 3, 2  # uses; fewer are slips of machine translation
LIKE = 14  # nearest words that a word has, before its own forms are taken out
STEM = 4  # words that begin with the same letters are forms of one
BLOCK = 1024  # rows of the table of likeness that are held at once


@dataclass(frozen=True, slots=True)
class Pools:
    """Where words that are put in come from.

    Parameters
    ----------
    words, weights
        Words in small letters, and how often each is drawn.
    names
        Words with a capital inside a sentence.
    phrases
        Names of two words or more, and abbreviations in capitals.
    endings
        Last two and last three letters to the words that end so.
    near
        Word to those of the nearest word vectors, its own forms left out.
    """

    words: Sequence[str]
    weights: Sequence[float]
    names: Sequence[str]
    endings: Mapping[str, Sequence[str]]
    phrases: Sequence[str] = ()
    near: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        texts: Iterable[str],
        function_words: frozenset[str],
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> "Pools":
        """Pools of English texts; `vectors` has those of the words that are one piece."""
        used: Counter[str] = Counter()
        names: Counter[str] = Counter()
        phrases: dict[str, None] = {}
        for text in texts:
            words = text.split()
            for start, end in Sound("", text, words, ("", "")).phrases:
                phrase = " ".join(words[start:end]).strip(MARKS)
                if phrase.isascii() and (end - start > 1 or phrase.isupper()):
                    phrases[phrase] = None
            for number, word in enumerate(map(core, text.split())):
                if not (word.isalpha() and word.isascii()):
                    continue
                if number and word[0].isupper() and not word.isupper():
                    names[word] += 1
                elif word.islower() and len(word) > 3 and word not in function_words:
                    used[word] += 1
        words = [word for word, count in used.items() if count >= LEAST_WORD]
        endings: dict[str, list[str]] = defaultdict(list)
        for length in (3, 2):
            for word in words:
                endings[word[-length:]].append(word)
        return cls(
            words,
            [used[word] ** POWER for word in words],
            [name for name, count in names.items() if count >= LEAST_NAME],
            dict(endings),
            list(phrases),
            nearest([word for word in words if word in vectors], vectors),
        )

    def word(self, chance: random.Random) -> str:
        return chance.choices(self.words, self.weights)[0]

    def like(self, word: str) -> Sequence[str]:
        """Words with the ending of `word`, the longest that others have as well."""
        return self.endings.get(word[-3:]) or self.endings.get(word[-2:]) or self.words


def nearest(
    words: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]
) -> dict[str, list[str]]:
    """Of each word the words with the nearest vectors, its own forms left out."""
    if len(words) <= LIKE:
        return {}
    table = np.array([vectors[word] for word in words])
    table -= table.mean(0)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), BLOCK):
        likeness = table[start : start + BLOCK] @ table.T
        rows = np.arange(len(likeness))
        likeness[rows, start + rows] = -1
        order = np.argpartition(-likeness, LIKE, axis=1)[:, :LIKE]
        for word, row in zip(words[start:], order, strict=False):
            found[word] = [words[n] for n in row if words[n][:STEM] != word[:STEM]]
    return found
