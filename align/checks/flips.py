"""Negations that a release has lost or added, told by the words that are denied.

A translator may write "fails" for «не удаётся» and "keep" for «не терять»: that one side denies and
the other does not is no fault. It is one where the word that is denied on the one side stands on
the other as it is. How likely that is, is fitted (tests/bench/bench_negation.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from align.encode.lexicon import load
from align.facts.negation import Denials, counted, denials, folded, is_light
from align.glossary.links import Links, Words
from align.keys.words import stem
from align.types import Language, Span

# Words after a cue that are looked at: of these the first three that are not light are denied.
_REACH, _HEADS = 6, 3
# What it counts against a word that others stand between it and the cue.
_LATER = 0.5
_SUPPORT = frozenset(("do", "does", "did"))
# Weight and share from which a rendering of the lexicon is taken before what is linked most.
_GIVEN = 0.05
# Words before a word, or around it, in which a softener speaks for it.
_BEFORE, _AROUND = 3, 2
# By logistic regression (tests/bench/bench_negation.py --fit), the base first; in five folds over
# 6,046 sentences they find of 414 negations taken out 37 % and 66 % at 0.08 and 0.38 false alarms
# per 1,000 words, of 486 put in 61 % and 92 %.
LOST = (
    -1.05, 1.76, -2.27, 0.55, -1.47, -0.71, -0.08, 2.02, -4.84, 1.37, -1.04, -2.98, -0.1, -1.41,
    4.99,
)  # fmt: skip
ADDED = (-0.37, 0.75, 0.78, 0.72, -1.5, -0.43, 1.42, -3.54, -1.28, 3.29, -0.49, -0.98)


@dataclass(frozen=True, slots=True)
class Flip:
    """A negation that only one side of a bead has.

    Parameters
    ----------
    lost
        Whether the release lacks it; it has added it otherwise.
    source, target
        The words of both sides, in their texts: with the cue where there is one.
    score
        How likely it is a fault: log odds.
    """

    lost: bool
    source: Span
    target: Span
    score: float


def differ(source: str, target: str, language: Language) -> bool:
    """Whether one side denies more often than the other."""
    return len(counted(source, language)) != len(counted(target, "en"))


def flips(links: Links, language: Language) -> tuple[Flip, ...]:
    """Negations of a bead that one side may lack, the likeliest first.

    Parameters
    ----------
    links
        Of the words of the bead.
    language
        Of the original.
    """
    found = [Flip(lost, s, t, _score(lost, e)) for lost, s, t, e in evidence(links, language)]
    return tuple(sorted(found, key=lambda flip: (-flip.score, flip.target)))


def _score(lost: bool, values: Sequence[float]) -> float:
    base, *weights = LOST if lost else ADDED
    return base + sum(w * v for w, v in zip(weights, values, strict=True))


class _Bead:
    """What several cues of a bead ask for."""

    def __init__(self, links: Links, language: Language) -> None:
        self.links, self.language = links, language
        self.source = _Side(links.source, language)
        self.target = _Side(links.target, "en")


class _Side:
    """The words of one side, which of them are light, soften or go with the contrary."""

    def __init__(self, words: Words, language: Language) -> None:
        self.words, self.language = words, language
        # What the words were taken from: a page without full stops has more.
        text = words.text[: words.spans[-1][1]] if words.spans else ""
        self.denials: Denials = denials(text, language)
        self.forms = words.forms
        self.clauses = [self.denials.clause(start) for start, _ in words.spans]
        self.softened = self._held(self.denials.softeners)
        self.contrary = self._held(self.denials.contraries)
        self.polar = self._held(self.denials.polarity)
        self.cues = [n for cue in self.denials.cues if (n := self._at(cue.start)) is not None]
        self.weighty = [not is_light(form, language) for form in self.forms]

    def _held(self, places: Sequence[Span]) -> frozenset[int]:
        return frozenset(
            n
            for n, (start, end) in enumerate(self.words.spans)
            if any(place.start < end and start < place.end for place in places)
        )

    def _at(self, offset: int) -> int | None:
        spans = enumerate(self.words.spans)
        return next((n for n, (start, end) in spans if start <= offset < end), None)

    def denied(self, cue: int) -> list[int]:
        """The words that a cue denies: the first after it in its clause that mean something."""
        found = [
            n
            for n in range(cue + 1, min(len(self.forms), cue + 1 + _REACH))
            if self.weighty[n] and self.clauses[n] == self.clauses[cue]
        ]
        return found[:_HEADS]

    def span(self, first: int, last: int) -> Span:
        """From one word to another, in whichever order."""
        first, last = sorted((first, last))
        return Span(self.words.spans[first][0], self.words.spans[last][1])

    def in_clause(self, some: frozenset[int], word: int) -> int:
        """How many of some words are in the clause of a word."""
        return sum(self.clauses[n] == self.clauses[word] for n in some)


def evidence(
    links: Links, language: Language
) -> Iterator[tuple[bool, Span, Span, tuple[float, ...]]]:
    """Each cue that the other side may lack, with what speaks for and against it.

    Whether it is lost, the words of both sides, and the values that `LOST` or `ADDED` weigh.
    """
    bead = _Bead(links, language)
    source, target = bead.source, bead.target
    more = len(source.cues) - len(target.cues)
    for cue in source.cues if more > 0 else ():
        found = _lost(bead, cue, more)
        if found is not None:
            head, word, values = found
            yield True, source.span(cue, head), target.span(word, word), values
    for cue in target.cues if more < 0 else ():
        if added := _added(bead, cue):
            head, word, values = added
            yield False, source.span(word, word), target.span(cue, head), values


def _lost(bead: _Bead, cue: int, more: int) -> tuple[int, int, tuple[float, ...]] | None:
    """The word that a cue of the original denies, its rendering, and the evidence."""
    links, source, target = bead.links, bead.source, bead.target
    heads = source.denied(cue)
    words = [n for n, weighty in enumerate(target.weighty) if weighty]
    if not heads or not words:
        return None
    best = max(_linked(bead, head, n, words) for n, head in enumerate(heads))
    _, place, word, given = best
    head = heads[place]
    before = range(word - _BEFORE, word + 1)
    form = folded(source.forms[cue])
    nearest = int(links.nearness[cue].argmax())
    values = (
        float(links.coming[head, word]),
        float(links.source.vectors[head] @ links.target.vectors[word]),
        given,
        float(any(n in target.softened for n in before)),
        float(min(3, target.in_clause(target.softened, word))),
        float(bool(target.polar)),
        float(not target.cues),
        float(more > 1),
        float(links.going[heads[1]].max()) if len(heads) > 1 else 0.5,
        float(place > 0),
        float(form in ("без", "бяз")),
        float(form in ("нет", "няма")),
        float(nearest in target.softened),
        float(any(_is_emphatic(target, n) for n in range(word - _BEFORE, word))),
    )
    return head, word, values


def _is_emphatic(side: _Side, word: int) -> bool:
    """Whether a verb has a needless "do" before it, as where "not" was taken out: did sign."""
    if not 0 < word < len(side.forms) - 1 or side.forms[word].lower() not in _SUPPORT:
        return False
    beside = (word - 1, word + 1)
    return side.weighty[word + 1] and all(side.clauses[n] == side.clauses[word] for n in beside)


def _linked(
    bead: _Bead, head: int, place: int, words: Sequence[int]
) -> tuple[float, int, int, float]:
    """How well a denied word is rendered, its place, and its rendering."""
    going, coming = bead.links.going, bead.links.coming
    most = max(words, key=lambda n: (going[head, n], -n))
    given, known = max((_given(bead, head, n), -n) for n in words)
    if given > _GIVEN and going[head, -known] > _GIVEN:
        most = -known
    else:
        given = _given(bead, head, most)
    value = float(going[head, most] * coming[head, most]) + given - _LATER * place
    return value, place, most, given


def _added(bead: _Bead, cue: int) -> tuple[int, int, tuple[float, ...]] | None:
    """The word that a cue of the release denies, what it renders, and the evidence."""
    links, source, target = bead.links, bead.source, bead.target
    heads = target.denied(cue)
    if not heads or not source.forms:
        return None
    head = heads[0]
    come = [float(links.coming[:, n].max()) for n in heads]
    words = [n for n, weighty in enumerate(source.weighty) if weighty]
    given = [max((_given(bead, n, other) for n in words), default=0.0) for other in heads]
    word = int(links.coming[:, head].argmax())
    around = range(word - _AROUND, word + _AROUND + 1)
    form = folded(target.forms[cue])
    plain = form == "not" or form.endswith("n't")
    nearest = int(links.nearness[:, cue].argmax())
    values = (
        come[0],
        come[1] if len(come) > 1 else 0.5,
        given[0],
        float(any(n in source.softened for n in around)),
        float(min(2, source.in_clause(source.contrary, word))),
        float(not source.cues),
        float(not plain),
        float(nearest in source.softened),
        1 - float(links.coming[:, cue].sum()),
        float((links.source.vectors @ links.target.vectors[head]).max()),
        float(np.mean(given)),
    )
    return head, word, values


def _given(bead: _Bead, source: int, target: int) -> float:
    """What the lexicon says of two words, at most 1."""
    english = stem(bead.target.forms[target])
    known = _renderings(stem(bead.source.forms[source]))
    return min(1.0, known.get(english, 0.0))


@lru_cache(maxsize=1 << 12)
def _renderings(original: str) -> dict[str, float]:
    return dict(load().renderings(original))
