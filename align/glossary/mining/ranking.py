"""Which terms are worth a person's look first."""

import math
from collections.abc import Mapping, Sequence

# A single word is as often a plain word as a term; names and abbreviations are not.
_PLAIN_WORD = 0.3


def c_value(length: int, count: int, inside: Sequence[int], plain: bool) -> float:
    """Termhood of a run of words: long, frequent, and not merely a part of longer terms.

    Parameters
    ----------
    length
        Words.
    count
        How often it stands.
    inside
        How often each longer term stands that has it as a part.
    plain
        Whether it is a single common noun.

    Notes
    -----
    The logarithm of the length is of one word more than Frantzi, Ananiadou and Mima (2000),
    "Automatic recognition of multi-word terms: the C-value/NC-value method", have: with theirs a
    single word has no value at all.
    """
    free = count - sum(inside) / len(inside) if inside else count
    return math.log2(1 + length) * max(0.0, free) * (_PLAIN_WORD if plain else 1)


def deviation(counts: Mapping[str, int], sizes: Mapping[str, int]) -> float:
    """Gries' deviation of proportions: how unevenly something is spread over documents.

    Parameters
    ----------
    counts
        How often it stands in the documents that have it.
    sizes
        How large every document is.

    Returns
    -------
    float
        From 0, where every document has its share, to nearly 1.

    Notes
    -----
    Gries (2008), "Dispersions and adjusted frequencies in corpora", International Journal of Corpus
    Linguistics 13(4).

    Examples
    --------
    >>> deviation({"a": 2, "b": 2}, {"a": 50, "b": 50})
    0.0
    >>> deviation({"a": 4}, {"a": 50, "b": 50})
    0.5
    """
    total, all_sizes = sum(counts.values()), sum(sizes.values())
    if not total or not all_sizes:
        return 0.0
    apart = (
        abs(counts.get(name, 0) / total - size / all_sizes) for name, size in sorted(sizes.items())
    )
    return math.fsum(apart) / 2
