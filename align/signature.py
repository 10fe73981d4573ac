"""Signatures: one line that says what made a result, after the example of sacrebleu (Post 2018).

Two alignments are comparable only when their signatures agree.
"""

from align import __version__


def signature(**parts: str) -> str:
    """``key:value`` parts joined by ``|``, the program's version first.

    Parameters
    ----------
    parts
        What decided the result, in the order given; values hold no ``|``.
    """
    pairs = {"sverka": __version__, **parts}
    return "|".join(f"{key}:{value.replace('|', '/')}" for key, value in pairs.items())
