"""One term of an original, rendered in two ways within one release: found without a glossary.

Candidates are names, abbreviations and groups of an adjective or a genitive with a noun that the
original repeats. What stands for each occurrence is found by `align.glossary.instead`; renderings
that differ only as style allows (number, article, capitals, a part of the name, its abbreviation)
are one. Told are terms with two renderings of which the program is sure.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from align.glossary.candidates import Key, candidates
from align.glossary.instead import is_light, standing_for
from align.glossary.links import Linker, Links, without_possessive
from align.keys.names import skeletons
from align.keys.words import stem
from align.morphology import is_acronym, lemmas, words
from align.types import Alignment, BeadKind, Span

# Beads at least as sure as this are looked at.
PROBABILITY = 0.9
# The rendering met most often is surer than the first, one that differs than the second: of what
# the network does not expect it is never as sure. Of plants (tests/bench/bench_consistency.py) 39
# in 84 are found; with 0.9 for both, 21.
SCORE, OTHER_SCORE = 0.9, 0.7
# How likely a word that one rendering has and the other lacks must come from the term. With 0.7
# four terms fewer are told in four suites, and six plants fewer are found.
FIRM = 0.5
# Letters that words of one stem share.
_STEM = 4


Linking = Callable[[Sequence[int]], Mapping[int, Links]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a term stands, and what stands for it.

    Parameters
    ----------
    bead
        Number of the bead in the alignment.
    source
        The term, in `Alignment.source_text` of the bead.
    target
        What stands for it, in `Alignment.target_text` of the bead.
    rendering
        The words at `target`.
    score
        How likely they render the term, from 0 to 1.
    """

    bead: int
    source: Span
    target: Span
    rendering: str
    score: float


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A term with more than one rendering.

    Parameters
    ----------
    term
        The term as it stands where it first occurs.
    majority
        The rendering met most often, the first of equals.
    agreeing
        Occurrences rendered by `majority` or by what means no other.
    others
        Occurrences rendered otherwise.
    """

    term: str
    majority: str
    agreeing: tuple[Occurrence, ...]
    others: tuple[Occurrence, ...]

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All of them, in the order of the release."""
        every = (*self.agreeing, *self.others)
        return tuple(sorted(every, key=lambda o: (o.bead, o.source)))


def inconsistencies(
    alignment: Alignment, linking: Linking, covered: Mapping[int, Sequence[Span]] | None = None
) -> tuple[Inconsistency, ...]:
    """Terms of the original that the release renders in two ways, by their first occurrence.

    Parameters
    ----------
    alignment
        Of the original and the release.
    linking
        Gives the links of the words of beads, by the numbers of the beads; see `linking_by`.
    covered
        For the number of a bead, places in its original (`Alignment.source_text`) where a glossary
        has a term: what lies within them is left to the glossary.
    """
    language = alignment.source.language
    pairs = {
        number: (alignment.source_text(bead), alignment.target_text(bead))
        for number, bead in enumerate(alignment.beads)
        if alignment.kind(bead) is BeadKind.PAIRED and bead.probability >= PROBABILITY
    }
    places: dict[Key, list[tuple[int, Span]]] = {}
    for number, (source, _) in pairs.items():
        known = (covered or {}).get(number, ())
        for key, span in candidates(source, language):
            if not _inside(span, source, known):
                places.setdefault(key, []).append((number, span))
    repeated = _longest({key: found for key, found in places.items() if _beads(found) > 1})
    wanted = sorted({number for found in repeated.values() for number, _ in found})
    links = linking(wanted)
    told = [
        inconsistency
        for _, found in sorted(repeated.items(), key=lambda item: (item[1][0], item[0]))
        if (inconsistency := _compared(found, links)) is not None
    ]
    return tuple(told)


def linking_by(linker: Linker, alignment: Alignment) -> Linking:
    """What `inconsistencies` needs, with a linker."""

    def linking(numbers: Sequence[int]) -> Mapping[int, Links]:
        beads = [alignment.beads[number] for number in numbers]
        pairs = [(alignment.source_text(bead), alignment.target_text(bead)) for bead in beads]
        linked = linker.link(pairs, alignment.source.language)
        return dict(zip(numbers, linked, strict=True))

    return linking


def _beads(found: Iterable[tuple[int, Span]]) -> int:
    return len({number for number, _ in found})


def _inside(span: Span, text: str, known: Sequence[Span]) -> bool:
    """Whether every word of a span lies in a place that the glossary knows."""
    within = ((span.start + a, span.start + b) for a, b in words(span.of(text)))
    return all(any(k.start <= a and b <= k.end for k in known) for a, b in within)


def _longest(places: dict[Key, list[tuple[int, Span]]]) -> dict[Key, list[tuple[int, Span]]]:
    """Without what is a part of a longer repeated candidate."""
    taken: dict[int, list[Span]] = {}
    kept: dict[Key, list[tuple[int, Span]]] = {}
    for key, found in sorted(places.items(), key=lambda item: (-len(item[0]), item[0])):
        free = [
            (number, span)
            for number, span in found
            if not any(t.start <= span.start and span.end <= t.end for t in taken.get(number, ()))
        ]
        if _beads(free) > 1:
            kept[key] = free
            for number, span in free:
                taken.setdefault(number, []).append(span)
    return kept


def _compared(
    found: Sequence[tuple[int, Span]], links: Mapping[int, Links]
) -> Inconsistency | None:
    """What the occurrences of a term say against each other; None where they agree."""
    sure: list[Occurrence] = []
    for number, span in found:
        instead = standing_for(links[number], span)
        if instead is not None and instead.score >= OTHER_SCORE:
            sure.append(Occurrence(number, span, instead.span, instead.text, instead.score))
    counts = Counter(_plain(o.rendering) for o in sure)
    surest = [o for o in sure if o.score >= SCORE]
    if not surest:
        return None
    most = max(surest, key=lambda o: counts[_plain(o.rendering)])
    others = tuple(o for o in sure if not _alike(o, most, links))
    if not others:
        return None
    number, span = found[0]
    agreeing = tuple(o for o in sure if o not in others)
    return Inconsistency(span.of(links[number].source.text), most.rendering, agreeing, others)


def _alike(one: Occurrence, other: Occurrence, links: Mapping[int, Links]) -> bool:
    """Whether two renderings are one, or too little speaks for their difference."""
    if same_rendering(one.rendering, other.rendering):
        return True
    if any(_letters_of(o.rendering, o.source.of(links[o.bead].source.text)) for o in (one, other)):
        return True
    if not (_firm(one, other, links[one.bead]) and _firm(other, one, links[other.bead])):
        return True
    return any(
        _holds(links[a.bead].target.text, b.rendering) for a, b in ((one, other), (other, one))
    )


def _letters_of(rendering: str, term: str) -> bool:
    """Whether a rendering is the original's own abbreviation of a term: FSB, KGB."""
    if not is_acronym(rendering):
        return False
    letters = "".join(term[a] for a, _ in words(term))
    return bool(set(skeletons(letters)) & set(skeletons(rendering)))


def _firm(one: Occurrence, other: Occurrence, links: Links) -> bool:
    """Whether the words that only the one rendering has come from the term, not by accident."""
    theirs = _weighty(other.rendering)
    ours = [a < one.source.end and b > one.source.start for a, b in links.source.spans]
    coming = links.coming[np.array(ours)].sum(0)
    own = [
        coming[n]
        for n, ((a, b), form) in enumerate(zip(links.target.spans, links.target.forms, strict=True))
        if one.target.start <= a and b <= one.target.end + 2 and not is_light(form)
        and not any(_related(some, there) for some in _weighty(form) for there in theirs)
    ]  # fmt: skip
    return bool(own) and max(own) >= FIRM


def _plain(rendering: str) -> str:
    return " ".join(sorted(min(some) for some in _weighty(rendering)))


def _weighty(text: str) -> list[frozenset[str]]:
    """Lemmas of the words of an English text that mean something."""
    every = (without_possessive(text[a:b]) for a, b in words(text))
    return [frozenset((*lemmas(w, "en"), stem(w))) for w in every if not is_light(w)]


def _holds(text: str, rendering: str) -> bool:
    there = frozenset(lemma for some in _weighty(text) for lemma in some)
    return all(not some.isdisjoint(there) for some in _weighty(rendering))


def same_rendering(one: str, other: str) -> bool:
    """Whether two English renderings differ only as style allows.

    In number, article, capitals, hyphens; as a part of the other ("the Service", "the Security
    Service"); as its abbreviation; as noun and adjective of one stem.
    """
    if _initials(one, other) or _initials(other, one):
        return True
    short, long = sorted((_weighty(one), _weighty(other)), key=len)
    if _joined(one) == _joined(other):
        return True
    return all(any(_related(a, b) for b in long) for a in short)


def _joined(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(other) or any(_one_stem(a, b) for a in one for b in other)


def _one_stem(one: str, other: str) -> bool:
    """Economy and economic, Belarus and Belarusian."""
    least = max(_STEM, round(0.5 * min(len(one), len(other))))
    return one[:least] == other[:least] and min(len(one), len(other)) >= least


def _initials(short: str, long: str) -> bool:
    """Whether the one is an abbreviation of the other, its light words counted or not."""
    if not is_acronym(short):
        return False
    letters = [c for c in short.lower() if c.isalpha()]
    every = [long[a:b].lower() for a, b in words(long.replace("-", " "))]
    weighty = [word for word in every if not is_light(word)]
    return letters in ([w[0] for w in every], [w[0] for w in weighty])
