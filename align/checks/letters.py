"""Letters of the two scripts: which is which, and which look alike."""

import re

# Small letters and capitals differ: н and H do, Н and H do not.
_CYRILLIC = "АВЕКМНОРСТУХІЈЅаеорсухіјѕ"
_LATIN = "ABEKMHOPCTYXIJSaeopcyxijs"
# Cyrillic letter to the Latin one that it looks like.
LOOK_ALIKE = dict(zip(_CYRILLIC, _LATIN, strict=True))
# Latin letter to the Cyrillic one.
LOOKED_LIKE = dict(zip(_LATIN, _CYRILLIC, strict=True))
_IS_CYRILLIC = re.compile("[\u0400-\u052f]")
_IS_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def is_cyrillic(text: str) -> bool:
    """Whether a text has a Cyrillic letter."""
    return _IS_CYRILLIC.search(text) is not None


def is_latin(text: str) -> bool:
    """Whether a text has a Latin letter, with marks or without."""
    return _IS_LATIN.search(text) is not None
