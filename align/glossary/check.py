"""Whether a release renders the terms of its original as the glossary asks.

What counts is what the paired source sentence says: a barred word is a fault where the original has
the concept, and "Union State" is asked for only where the original speaks of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from align.glossary.concepts import Case, Concept, Enforce, Glossary, Status, Term
from align.glossary.matching import Match, Matcher
from align.glossary.rendering import loosely
from align.types import Alignment, Bead, Language, Sentence, Span

# Beads before and after whose release sentences count as well: a translator carries a term over.
NEIGHBOURS = 1
# Paired beads back in which a concept rendered once lets the next mention be a pronoun or "the
# state": then a missing rendering is only noted.
RECENT = 3
_STEPS = (Enforce.OFF, Enforce.NOTE, Enforce.WARNING, Enforce.ERROR)


class Fault(StrEnum):
    """What is wrong with a rendering."""

    MISSING = "missing"  # the concept is in the original, no rendering of it in the release
    BARRED = "barred"  # a term that must not be used stands in the release
    CAPITALS = "capitals"  # the agreed term, with other capitals


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a sentence of one side: its number and their range in `Sentence.text`."""

    sentence: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class TermFault:
    """A term of the original that the release does not render as agreed.

    Parameters
    ----------
    fault
        What is wrong.
    severity
        How loud to tell it: the concept's `Enforce`, or a note where it need not be a fault.
    concept
        The concept.
    bead
        Number of the bead in the alignment.
    source
        The term in the original; None for a barred term whose concept the original does not have.
    term
        Citation form that `source` is a form of: with it, the path from the words to the concept.
    target
        What stands in the release: the barred term, or the term in other capitals; None for a
        missing rendering, see `align.glossary.instead`.
    expected
        The allowed terms, the preferred ones first.
    barred
        The term that `target` is a form of, where it must not be used.
    """

    fault: Fault
    severity: Enforce
    concept: Concept
    bead: int
    source: Place | None
    term: str
    target: Place | None
    expected: tuple[str, ...]
    barred: Term | None = None


class Checker:
    """Checks alignments by one glossary.

    Parameters
    ----------
    glossary
        The concepts.
    source, target
        Finders of its terms in both languages.
    """

    def __init__(self, glossary: Glossary, source: Matcher, target: Matcher) -> None:
        self._concepts = {c.id: c for c in glossary.concepts}
        self._source, self._target = source, target
        self._expected = {c.id: expected(c, target.table.language) for c in self._concepts.values()}

    def check(self, alignment: Alignment) -> tuple[TermFault, ...]:
        """All faults, in the order of the beads and, within a bead, of the original."""
        texts = _Found(alignment, self._source, self._target)
        recent: dict[str, int] = {}
        out: list[TermFault] = []
        paired = [n for n, bead in enumerate(alignment.beads) if bead.source and bead.target]
        for at, number in enumerate(paired):
            bead = alignment.beads[number]
            near = paired[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
            around = [alignment.beads[n] for n in near]
            faults = [
                *self._unrendered(bead, around, texts, recent, at),
                *self._misused(bead, around, texts),
            ]
            out += [replace(fault, bead=number) for fault in faults]
        return tuple(f for f in out if f.severity is not Enforce.OFF)

    def _unrendered(
        self, bead: Bead, around: Sequence[Bead], texts: "_Found", recent: dict[str, int], at: int
    ) -> Iterator[TermFault]:
        """Concepts of the original's sentences that the release does not render as agreed."""
        rendered = texts.allowed(around)
        seen: set[str] = set()
        for place, matches in texts.concepts(bead):
            # Homonyms: any of the concepts that stand at one place may be meant.
            meant = [m.entry.concept for m in matches if self._expected[m.entry.concept]]
            if not meant or seen.intersection(meant):
                continue
            seen.update(meant)
            concept = self._concepts[meant[0]]
            target = None
            if rendered.isdisjoint(meant):
                target = self._other_capitals(concept, bead, texts)
            if not target and any(c in rendered or self._loosely(c, bead, texts) for c in meant):
                recent.update(dict.fromkeys(meant, at))
                continue
            severity = concept.enforce
            if at - recent.get(concept.id, -RECENT - 1) <= RECENT:
                severity = min(severity, Enforce.NOTE, key=_STEPS.index)
            parts = texts.parts(place, concept.id)
            if any(texts.barred(around, c) for c in (concept.id, *parts)):
                continue  # Told where the barred term stands.
            if parts and all(c in rendered for c in parts):
                severity = min(severity, Enforce.NOTE, key=_STEPS.index)
            fault = Fault.CAPITALS if target else Fault.MISSING
            yield TermFault(
                fault, concept.enforce if target else severity, concept, 0, place,
                matches[0].entry.term, target, self._expected[concept.id],
            )  # fmt: skip

    def _misused(self, bead: Bead, around: Sequence[Bead], texts: "_Found") -> Iterator[TermFault]:
        """Barred terms in the release: a fault if the original has the concept, else a note."""
        for place, match in texts.barred_in(bead):
            concept = self._concepts[match.entry.concept]
            source = texts.source_of(around, concept.id)
            severity = concept.enforce if source else Enforce.NOTE
            severity = min(severity, concept.enforce, key=_STEPS.index)
            yield TermFault(
                Fault.BARRED, severity, concept, 0, source[0] if source else None,
                source[1] if source else "", place, self._expected[concept.id],
                _term(concept, match.entry.term, texts.language),
            )  # fmt: skip

    def _loosely(self, identifier: str, bead: Bead, texts: "_Found") -> bool:
        concept = self._concepts[identifier]
        return loosely(concept, texts.language, texts.release(bead)) is not None

    def _other_capitals(self, concept: Concept, bead: Bead, texts: "_Found") -> Place | None:
        """A term that asks for its capitals, in others; an acronym in small letters is a word."""
        terms = [
            t.text
            for t in concept.in_language(texts.language)
            if t.status.allowed and t.case is Case.EXACT and not t.text.isupper()
        ]
        if not terms:
            return None
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)
        for number in bead.target:
            text = texts.alignment.target.sentences[number].text
            for found in pattern.finditer(text):
                if found.group() not in terms:
                    return Place(number, Span(*found.span()), found.group())
        return None


def expected(concept: Concept, language: Language) -> tuple[str, ...]:
    """The allowed terms of a concept, the preferred ones first."""
    allowed = [t for t in concept.in_language(language) if t.status.allowed]
    allowed.sort(key=lambda t: t.status is not Status.PREFERRED)
    return tuple(t.text for t in allowed)


def _term(concept: Concept, text: str, language: Language) -> Term | None:
    return next((t for t in concept.in_language(language) if t.text == text), None)


class _Found:
    """Terms found in the sentences of both sides, each sentence searched once."""

    def __init__(self, alignment: Alignment, source: Matcher, target: Matcher) -> None:
        self.alignment = alignment
        self.language: Language = alignment.target.language
        self._source = _matches(source, alignment.source.sentences)
        # A part of a longer term renders its own concept as well.
        self._target = _matches(target, alignment.target.sentences)

    def concepts(self, bead: Bead, *, nested: bool = False) -> Iterator[tuple[Place, list[Match]]]:
        """Places of the original that name a concept, with all that stand there."""
        for number in bead.source:
            at: dict[Span, list[Match]] = {}
            for match in self._source.get(number, ()):
                if match.entry.status is not Status.PROPOSED and (nested or not match.within):
                    at.setdefault(Span(match.start, match.end), []).append(match)
            text = self.alignment.source.sentences[number].text
            for span, matches in at.items():
                yield Place(number, span, span.of(text)), matches

    def source_of(self, beads: Sequence[Bead], concept: str) -> tuple[Place, str] | None:
        """The first mention of a concept in the original's sentences of some beads."""
        for bead in beads:
            for place, matches in self.concepts(bead, nested=True):
                for match in matches:
                    if match.entry.concept == concept:
                        return place, match.entry.term
        return None

    def parts(self, place: Place, concept: str) -> set[str]:
        """Concepts that the words of a longer term name by themselves."""
        return {
            match.entry.concept
            for match in self._source.get(place.sentence, ())
            if match.within == concept
            and place.span.start <= match.start
            and match.end <= place.span.end
        }

    def allowed(self, beads: Sequence[Bead]) -> set[str]:
        """Concepts rendered by an allowed term in the release's sentences of some beads."""
        return {
            match.entry.concept
            for bead in beads
            for number in bead.target
            for match in self._target.get(number, ())
            if match.entry.status.allowed
        }

    def barred_in(self, bead: Bead) -> Iterator[tuple[Place, Match]]:
        """Barred terms in the release's sentences that are no allowed terms of another concept."""
        for number in bead.target:
            text = self.alignment.target.sentences[number].text
            matches = self._target.get(number, ())
            fine = {(m.start, m.end) for m in matches if m.entry.status.allowed}
            for match in matches:
                outer = match.within and match.within != match.entry.concept
                if match.entry.status.barred and not outer and (match.start, match.end) not in fine:
                    span = Span(match.start, match.end)
                    yield Place(number, span, span.of(text)), match

    def barred(self, beads: Sequence[Bead], concept: str) -> bool:
        """Whether a barred term of this concept stands in some beads."""
        return any(
            match.entry.concept == concept for bead in beads for _, match in self.barred_in(bead)
        )

    def release(self, bead: Bead) -> str:
        """The release's sentences of a bead."""
        return self.alignment.target_text(bead)


def _matches(matcher: Matcher, sentences: Sequence[Sentence]) -> Mapping[int, list[Match]]:
    """Matches by sentence: the whole side is searched in one pass."""
    texts = [sentence.text for sentence in sentences]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    out: dict[int, list[Match]] = {}
    number = 0
    for match in matcher.find("\n".join(texts), nested=True):
        while number + 1 < len(starts) and starts[number + 1] <= match.start:
            number += 1
        start = starts[number]
        moved = Match(match.entry, match.start - start, match.end - start, match.within)
        out.setdefault(number, []).append(moved)
    return out
