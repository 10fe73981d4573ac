"""Words of one side of a bead that nothing on the other stands for: a clause left out, or added.

Every word has a score: above 0 where no word of the other side comes from it. The run of words with
the highest sum is the candidate, the better where clauses begin and end; how sure it is depends on
the sum, on how many of the words mean something by themselves, on where it begins and ends, and on
how the lengths of the two sides compare with those of the rest of the document.
"""

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from align.glossary.instead import is_light as is_light_english
from align.glossary.links import Links, Words
from align.types import Alignment, BeadKind, Language, Span

Floats = NDArray[np.float64]
Side = Literal["source", "target"]

# Log-odds that a word is rendered by nothing, from the logarithm of how likely any word of the
# other side comes from it: of content words, and of light ones, which count for half. By logistic
# regression on 2,400 planted clauses (tests/bench/bench_clauses.py --fit): of two words, one of a
# planted clause and one that is rendered, the sum tells which is which in 94 cases of 100.
_CONTENT, _LIGHT = (-3.7, -0.89), (-3.1, -0.74)
_LIGHT_PART = 0.5
# Added to every word's: how much more is told. One word more says at most as much as `_MOST`: a
# long clause must not be lost for one name in it, nor a rendered one be told for a strange name.
_PRIOR, _MOST = 1.5, 2.0
_LEAST_LIKELY = 1e-3
# Where a clause begins or ends, a run is worth as much more as a word and a half.
_EDGE = 3.0
_STOP = re.compile(r"[;:!?()\[\]\n…—–«»“”\"]|[.,](?=[\W_]|$)")
# Score of the content words of a sentence of a bead, on the average, above which it stands there
# for nothing: of 566 in six clean suites 5 have more, of which 4 are left out or matter of a page.
_LOST = 0.0
# Clauses of a bead that are told.
_MOST_RUNS = 3
# Sentences shorter than this have lengths of their own; documents with few longer ones are read as
# if they had this many of the language's usual ratio more.
_LONG, _USUAL = 40, 10


# Weights of a run: constant, sum, content words, begins and ends with a clause, lengths. By
# logistic regression on the same planted clauses, and on the beads as they were.
_WEIGHTS: dict[Side, tuple[float, ...]] = {
    "source": (-6.49, 0.69, 0.55, 1.75, 1.90, 3.94),
    "target": (-10.29, 0.84, 0.42, 3.68, 3.62, 1.31),
}


@dataclass(frozen=True, slots=True)
class Unrendered:
    """A run of words that nothing on the other side stands for.

    Parameters
    ----------
    span
        Where, in the text of its side of the bead.
    content
        How many of its words mean something by themselves.
    probability
        How likely it was left out, or added.
    mean
        Score of its words, on the average: that of a long run of which a part is rendered is low.
    """

    span: Span
    content: int
    probability: float
    mean: float


def unrendered(links: Links, side: Side, ratio: float, language: Language) -> list[Unrendered]:
    """The runs of words of one side that nothing on the other stands for, the likeliest first.

    Parameters
    ----------
    links
        Of the bead; without vectors nothing is found, for a word list knows too few renderings.
    side
        Whose words.
    ratio
        Usual logarithm of the release's length over the original's, see `usual_ratio`.
    language
        Of the original.
    """
    found = []
    for span, count, evidence in runs(links, side, ratio, language):
        z = sum(w * x for w, x in zip(_WEIGHTS[side], evidence, strict=True))
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
        found.append(Unrendered(span, int(evidence[2]), probability, evidence[1] / count))
    return sorted(found, key=lambda one: (-one.probability, one.span))


def members(
    links: Links, side: Side, lengths: Sequence[int], language: Language
) -> list[tuple[int, Unrendered]]:
    """Sentences of one side of a bead that nothing on the other stands for, with their places.

    A sentence that is left out is sometimes taken for a part of its neighbour's bead.

    Parameters
    ----------
    links
        Of the bead; without vectors nothing is found.
    side
        Whose sentences.
    lengths
        Letters of the sentences, which are joined by blanks.
    language
        Of the original.
    """
    if len(lengths) < 2 or not links.source.vectors.any() or not links.target.vectors.any():
        return []
    words = links.source if side == "source" else links.target
    light = np.array([_is_light(word, side, language) for word in words.forms], bool)
    scores = _scores(links, side, light)
    found, at = [], 0
    for place, length in enumerate(lengths):
        inside = np.array([at <= start < at + length for start, _ in words.spans], bool) & ~light
        if inside.any() and (mean := float(scores[inside].mean())) > _LOST:
            span = Span(at, at + length)
            found.append((place, Unrendered(span, int(inside.sum()), 1.0, mean)))
        at += length + 1
    return found


def runs(
    links: Links, side: Side, ratio: float, language: Language
) -> list[tuple[Span, int, tuple[float, ...]]]:
    """The best runs, how many words each has, and what tells how likely it is; the best first."""
    if not links.source.vectors.any() or not links.target.vectors.any():
        return []
    words = links.source if side == "source" else links.target
    light = np.array([_is_light(word, side, language) for word in words.forms], bool)
    scores = _scores(links, side, light)
    begins, ends = _edges(words)
    more = math.log(max(1, len(links.target.text)) / max(1, len(links.source.text))) - ratio
    more = min(1.0, max(-1.0, more if side == "target" else -more))
    found: list[tuple[Span, int, tuple[float, ...]]] = []
    while len(found) < _MOST_RUNS and (run := _best(scores, begins, ends)):
        first, last = run
        total, content = float(scores[first:last].sum()), float((~light[first:last]).sum())
        edges = float(begins[first]), float(ends[last - 1])
        span = Span(words.spans[first][0], words.spans[last - 1][1])
        found.append((span, last - first, (1.0, total, content, *edges, more)))
        # What is told once is not told again: the next run is sought beside it.
        scores[first:last] = -_MOST * len(scores)
    return found


def usual_ratio(alignment: Alignment) -> float:
    """Logarithm of the release's length over the original's, as is usual in the document."""
    from align.beads import load_weights

    language = math.log(load_weights("full").ratios.get(alignment.source.language, 1.0))
    ratios = sorted(
        math.log(max(1, len(alignment.target_text(bead))) / len(alignment.source_text(bead)))
        for bead in alignment.beads
        if alignment.kind(bead) is BeadKind.PAIRED and len(alignment.source_text(bead)) > _LONG
    )
    if not ratios:
        return language
    middle = ratios[len(ratios) // 2]
    return (len(ratios) * middle + _USUAL * language) / (len(ratios) + _USUAL)


def _scores(links: Links, side: Side, light: NDArray[np.bool_]) -> Floats:
    table = links.coming.T if side == "source" else links.going
    if not table.size:
        return np.full(len(light), -_MOST)
    likely = np.log(np.clip(table.max(0), _LEAST_LIKELY, 1.0))
    content = _CONTENT[0] + _CONTENT[1] * likely + _PRIOR
    slight = _LIGHT_PART * (_LIGHT[0] + _LIGHT[1] * likely + _PRIOR)
    scores: Floats = np.minimum(_MOST, np.where(light, slight, content))
    return scores


def _edges(words: Words) -> tuple[list[bool], list[bool]]:
    """Whether a clause begins, and ends, at each word."""
    gaps = [
        bool(_STOP.search(words.text[before[1] : after[0]]))
        for before, after in zip(words.spans, words.spans[1:], strict=False)
    ]
    return [True, *gaps], [*gaps, True]


def _best(scores: Floats, begins: Sequence[bool], ends: Sequence[bool]) -> tuple[int, int] | None:
    """First word of the best run and the word after its last; None where nothing is worth it."""
    best, run = 0.0, None
    value, start = -math.inf, 0
    for at, score in enumerate(scores.tolist()):
        fresh = _EDGE * begins[at]
        if value < fresh:
            value, start = fresh, at
        value += score
        total = value + _EDGE * ends[at]
        # The first of equals, whatever the last bit of a sum.
        if total > best + 1e-9:
            best, run = total, (start, at + 1)
    return run


@cache
def _light_words(language: Language) -> frozenset[str]:
    text = files("align.checks").joinpath("data/light_words.toml").read_text(encoding="utf-8")
    return frozenset(" ".join(tomllib.loads(text)[language].values()).split())


@lru_cache(maxsize=1 << 14)
def _is_light(word: str, side: Side, language: Language) -> bool:
    if side == "target":
        return is_light_english(word)
    plain = word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    return len(word) == 1 or plain in _light_words(language)
