"""Letters of the two scripts: which is which, and which look alike."""

# Small letters and capitals differ: н and H do, Н and H do not.
_CYRILLIC = "АВЕКМНОРСТУХІЈЅаеорсухіјѕ"
_LATIN = "ABEKMHOPCTYXIJSaeopcyxijs"
# Cyrillic letter to the Latin one that it looks like.
LOOK_ALIKE = dict(zip(_CYRILLIC, _LATIN, strict=True))
# Latin letter to the Cyrillic one.
LOOKED_LIKE = dict(zip(_LATIN, _CYRILLIC, strict=True))


def is_cyrillic(text: str) -> bool:
    """Whether a text has a Cyrillic letter."""
    return any("\u0400" <= c <= "\u052f" for c in text)


def is_latin(text: str) -> bool:
    """Whether a text has a Latin letter, with marks or without."""
    return any("a" <= c <= "z" or "A" <= c <= "Z" or "\u00c0" <= c <= "\u024f" for c in text)
