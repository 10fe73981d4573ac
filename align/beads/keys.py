"""What two sentences of different languages can share on the surface: numbers and names.

A sentence becomes a set of keys. A number's key is its value in plain digits, a month's or a day's
its number; a name's key is the beginning of the skeleton of consonants that its Russian, Belarusian
and English spellings have in common. Keys are evidence, never proof.
"""

from functools import lru_cache

from align.keys import numbers
from align.keys.names import sounds

# Skeletons shorter than three consonants are shared by chance too often.
_SKELETON = 3
# Two spellings of a name differ in its ending; four consonants of its beginning identify it.
_PREFIX = 4


def number_keys(text: str) -> frozenset[str]:
    """Numbers, months and days in `text`: ``#3000000000`` for "3 млрд", ``@m4`` for "April"."""
    return frozenset(numbers.tokens_and_keys(text)[1])


def name_keys(text: str) -> frozenset[str]:
    """Sounds of the words in `text` that begin with a capital letter."""
    found: set[str] = set()
    for at, word in enumerate(numbers.tokens_and_keys(text)[0]):
        if word[0].isupper():
            # At the beginning of a sentence a short word may be anything.
            found.update(key for key in _sounds(word) if at or key[0] == "~")
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> frozenset[str]:
    return sounds(word, _SKELETON, _PREFIX)
