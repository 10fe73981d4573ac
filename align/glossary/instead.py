"""What stands in the release for a term of the original.

A run of words of the release is good where its words come from the term and the term's words go to
it. The best run is found by going through all of them; how sure it is, is fitted.
"""

import math
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.glossary.links import Links, without_possessive
from align.types import Span

Mask = NDArray[np.bool_]

# Longest run of words: of the English terms of the starter glossaries 6 in 1,000 have more.
MOST_WORDS = 10
# How likely a word must come from the term to be worth having in the run; light words, which come
# from anywhere, count for a part; how much it counts that the whole term is rendered.
_WORTH, _LIGHT, _WHOLE = 0.5, 0.3, 0.5
# The score, by logistic regression on what tests/bench/bench_instead.py tries (--fit); on documents
# it was not fitted to, of renderings scored 0.9 and more 98 % are right.
_BASE, _WEIGHTS = -6.9, (8.2, 4.6)
# What no rendering reaches over; a full stop or a comma within a word (U.S., 1,000) is none.
_STOPS = re.compile(r"[;:!?()\[\]\n…—–]|[.,](?=[\W_]|$)")


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands for a term.

    Parameters
    ----------
    span
        Where, in the text of the release: whole words, without a possessive ending.
    text
        The words.
    score
        How likely they render the term, from 0 to 1.
    """

    span: Span
    text: str
    score: float


def standing_for(links: Links, span: Span, taken: Iterable[Span] = ()) -> Instead | None:
    """The words of a release that most likely render a term of the original.

    Parameters
    ----------
    links
        Of the bead (`align.glossary.links.Linker`).
    span
        Of the term, in the text of the original.
    taken
        Places in the text of the release that are known to render something else.

    Returns
    -------
    Instead or None
        None where the span holds no word, or the release has none that could render it.
    """
    ours, run = run_for(links, span, taken)
    if not run.any():
        return None
    words = np.flatnonzero(run)
    start, end = links.target.spans[words[0]][0], links.target.spans[words[-1]][1]
    text = without_possessive(links.target.text[start:end])
    z = _BASE + sum(w * x for w, x in zip(_WEIGHTS, evidence(links, ours, run), strict=True))
    return Instead(Span(start, start + len(text)), text, 1 / (1 + math.exp(-z)))


def run_for(links: Links, span: Span, taken: Iterable[Span] = ()) -> tuple[Mask, Mask]:
    """Which words of the original the term is, and which words of the release its best run has.

    Parameters
    ----------
    links, span, taken
        As for `standing_for`. Light words of the run are left out; it is empty if there is none.
    """
    ours = np.array([a < span.end and b > span.start for a, b in links.source.spans], bool)
    spans, forms = links.target.spans, links.target.forms
    chosen = np.zeros(len(spans), bool)
    if not ours.any():
        return ours, chosen
    held = tuple(taken)
    free = [not any(a < place.end and b > place.start for place in held) for a, b in spans]
    light = np.array([is_light(word) for word in forms], bool)
    worth = (links.coming[ours].sum(0) - _WORTH) * np.where(light, _LIGHT, 1)
    whole = links.going[ours].mean(0)
    best = -math.inf
    for first in range(len(spans)):
        value = 0.0
        for last in range(first, min(len(spans), first + MOST_WORDS)):
            apart = last > first and _STOPS.search(
                links.target.text, spans[last - 1][1], spans[last][0] + 1
            )
            if light[first] or not free[last] or apart:
                break
            value += worth[last] + _WHOLE * whole[last]
            # The first of equals, whatever the last bit of a sum.
            if not light[last] and value > best + 1e-9:
                best, run = value, (first, last + 1)
    if best > -math.inf:
        chosen[run[0] : run[1]] = ~light[run[0] : run[1]]
    return ours, chosen


def evidence(links: Links, ours: Mask, run: Mask) -> tuple[float, float]:
    """What tells a rendering from a run of words that is only the best there is.

    How near the words of the term are to some word of the run, and how likely the words of the run
    come from the term.
    """
    here = np.ix_(ours, run)
    return float(links.nearness[here].max(1).mean()), float(links.coming[here].sum(0).mean())


@cache
def _light_words() -> frozenset[str]:
    text = files("align.glossary").joinpath("data/instead.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    return frozenset(" ".join(data.values()).split())


@lru_cache(maxsize=1 << 14)
def is_light(word: str) -> bool:
    """Whether an English word means little by itself; US, IT and WHO are others."""
    if len(word) > 1 and word.isupper():
        return False
    return word.lower().replace("’", "'") in _light_words()
