"""The names of a paired release: those of both sides by bead, and which stands for which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, Protocol

from align.encode.lexicon import UNKNOWN, load
from align.facts.name_pairs import Pair, paired, sounds_like
from align.facts.name_sounds import latin
from align.facts.name_words import beginnings, is_common, is_listed, key, renderings
from align.facts.names import Mention, mentions
from align.keys.words import stem
from align.morphology.phrases import readings
from align.types import Alignment, Bead, LineKind, SegmentedText, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+)*")

Side = Literal["source", "target"]
# Letters that words of one name share at least.
_RELATED = 4
# Names and words of a side of a bead that are looked at: a page without full stops has more.
_MOST_NAMES, _MOST_WORDS = 200, 1000


@dataclass(frozen=True, slots=True)
class Named:
    """A word that may be a name, and the number of its sentence."""

    sentence: int
    mention: Mention

    @property
    def text(self) -> str:
        """The word."""
        return self.mention.text

    @property
    def span(self) -> Span:
        """Where it stands in `Sentence.text`."""
        return self.mention.span


class Register(Protocol):
    """What a glossary says of the words of a paired release."""

    def concepts(self, side: Side, sentence: int) -> Sequence[tuple[Span, str]]:
        """Places of terms in a sentence, with the ids of their concepts."""

    def spellings(self, concept: str) -> Sequence[str]:
        """Allowed English terms of a concept, the preferred ones first."""

    def is_name(self, concept: str) -> bool:
        """Whether a concept is a person or a place."""


class Sides:
    """The names of a paired release.

    Parameters
    ----------
    alignment
        The release and its original.
    register
        What a glossary says of them; None without one.
    """

    def __init__(self, alignment: Alignment, register: Register | None = None) -> None:
        self.alignment, self.register = alignment, register
        self.language = alignment.source.language
        beads = alignment.beads
        self.originals = [_named(alignment.source, bead.source) for bead in beads]
        self.names = [_named(alignment.target, bead.target) for bead in beads]
        self._pairs: dict[int, dict[int, Pair]] = {}
        self._words: dict[int, tuple[frozenset[str], frozenset[str]]] = {}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Beads that have both sides."""
        return tuple(n for n, b in enumerate(self.alignment.beads) if b.source and b.target)

    @cached_property
    def uses(self) -> Mapping[str, int]:
        """How often each name stands in the release, by its small letters."""
        found: dict[str, int] = {}
        for named in self.every():
            plain = latin(named.text)
            found[plain] = found.get(plain, 0) + 1
        return found

    def every(self) -> Iterator[Named]:
        """All names of the release."""
        return (named for names in self.names for named in names)

    @cached_property
    def known(self) -> tuple[frozenset[str], frozenset[str]]:
        """Stems of the original's words and of the release's that stand for each other as names.

        That of a pair one is a name by a list or by its romanisation makes both names.
        """
        ours, theirs = set(), set()
        for bead in self.numbers:
            for place, pair in self.pairs(bead).items():
                name, original = self.names[bead][place], self.originals[bead][pair.original]
                if pair.sure and not name.mention.acronym and self._are_names(original, name):
                    ours.add(stem(original.text))
                    theirs.add(key(name.text))
        return frozenset(ours), frozenset(theirs)

    def _are_names(self, original: Named, name: Named) -> bool:
        text, lexicon = name.text, load()
        known = is_common(text) or is_listed(text) or lexicon.rarity(key(text)) >= UNKNOWN
        if known and stem(original.text) not in lexicon.rows:
            return True
        # What the lexicon has may be a common word: Республика.
        return any(reading.name for reading in readings(original.text, self.language, forms=False))

    def pairs(self, bead: int) -> dict[int, Pair]:
        """For each name of a bead's release sentences the word of the original it sounds like."""
        if bead not in self._pairs:
            ours = [named.mention for named in self.originals[bead]]
            theirs = [named.mention for named in self.names[bead]]
            self._pairs[bead] = paired(ours, theirs, self.language)
        return self._pairs[bead]

    def height(self, bead: int, named: Named) -> float:
        """How far from the beginning of its side of a bead a word stands, from 0 to 1."""
        found = self.alignment.beads[bead]
        original = any(named is other for other in self.originals[bead])
        side = self.alignment.source if original else self.alignment.target
        numbers = found.source if original else found.target
        sizes = [len(side.sentences[n].text) + 1 for n in numbers]
        before = sum(size for n, size in zip(numbers, sizes, strict=True) if n < named.sentence)
        return (before + named.span.start) / sum(sizes)

    def is_rendered(self, bead: int, original: Named) -> bool:
        """Whether a bead's release sentences have what may render a word of the original."""
        theirs = [named.mention for named in self.names[bead]]
        if any(p.sure for p in paired([original.mention], theirs, self.language).values()):
            return True
        if not renderings(original.text).isdisjoint(self._stems(bead)[1]):
            return True
        if self._shares_concept(bead, "source", original):
            return True
        # A name in small letters is a slip of another kind.
        text = self.alignment.target_text(self.alignment.beads[bead])
        return any(sounds_like(original.text, word) for word in _words(text))

    def is_left_out(self, bead: int, original: Named) -> bool:
        """Whether a bead's release sentences have a word of the original less often than that."""
        if not self.is_rendered(bead, original):
            return True
        times = sum(_related(original, other) for other in self.originals[bead])
        if times < 2:
            return False
        theirs = self.names[bead]
        found = paired([original.mention], [named.mention for named in theirs], self.language)
        known = renderings(original.text)
        heard = (place in found and found[place].sure for place in range(len(theirs)))
        return times > sum(h or key(n.text) in known for h, n in zip(heard, theirs, strict=True))

    def is_supported(self, bead: int, name: Named) -> bool:
        """Whether a bead's original sentences have what a name may render."""
        ours = [named.mention for named in self.originals[bead]]
        if any(p.sure for p in paired(ours, [name.mention], self.language).values()):
            return True
        if key(name.text) in self._stems(bead)[0] or self._has_stem(bead, name):
            return True
        if self._shares_concept(bead, "target", name):
            return True
        text = self.alignment.source_text(self.alignment.beads[bead])
        return any(sounds_like(word, name.text) for word in _words(text))

    def concepts(self, side: Side, named: Named) -> list[str]:
        """Concepts of the glossary whose terms hold a word of a side."""
        if self.register is None:
            return []
        return [
            concept
            for span, concept in self.register.concepts(side, named.sentence)
            if span.start < named.span.end and named.span.start < span.end
        ]

    def spelled(self, original: Named) -> list[str]:
        """Words with a capital of the terms that render a word of the original."""
        if self.register is None:
            return []
        found = self.concepts("source", original)
        terms = (term for concept in found for term in self.register.spellings(concept))
        return [mention.text for term in terms for mention in mentions(term)]

    def _shares_concept(self, bead: int, side: Side, named: Named) -> bool:
        """Whether the other side of a bead has a concept that a word is a part of."""
        concepts = set(self.concepts(side, named))
        if not concepts or self.register is None:
            return False
        found = self.alignment.beads[bead]
        other: Side = "target" if side == "source" else "source"
        numbers = found.target if side == "source" else found.source
        every = (self.register.concepts(other, n) for n in numbers)
        return any(concept in concepts for placed in every for _, concept in placed)

    def _has_stem(self, bead: int, name: Named) -> bool:
        """Whether a word is made from a country: северокорейский, for Korea."""
        found = beginnings(name.text)
        text = self.alignment.source_text(self.alignment.beads[bead]).lower() if found else ""
        return any(beginning in text for beginning in found)

    def moved_out(self, bead: int, original: Named) -> bool:
        """Whether a neighbour's release renders a word that its own original does not have."""
        return any(
            self.is_rendered(near, original)
            for near in self._near(bead)
            if not any(_related(original, other) for other in self.originals[near])
        )

    def moved_in(self, bead: int, name: Named) -> bool:
        """Whether a neighbour's original has what a name renders that its own release lacks."""
        return any(
            self.is_supported(near, name)
            for near in self._near(bead)
            if not any(key(name.text) == key(other.text) for other in self.names[near])
        )

    def _near(self, bead: int) -> Iterator[int]:
        return (n for n in (bead - 1, bead + 1) if 0 <= n < len(self.names))

    def _stems(self, bead: int) -> tuple[frozenset[str], frozenset[str]]:
        """Stems of English words that the original's words may be, and of the release's words."""
        if bead not in self._words:
            found: Bead = self.alignment.beads[bead]
            ours = _words(self.alignment.source_text(found))
            theirs = _words(self.alignment.target_text(found))
            rendered = frozenset(stem for word in ours for stem in renderings(word))
            self._words[bead] = rendered, frozenset(map(key, theirs))
        return self._words[bead]


def _named(side: SegmentedText, numbers: Sequence[int]) -> list[Named]:
    sentences = (side.sentences[n] for n in numbers)
    body = (s for s in sentences if s.kind is not LineKind.FURNITURE)
    every = (Named(s.index, mention) for s in body for mention in mentions(s.text))
    return list(islice(every, _MOST_NAMES))


def _words(text: str) -> list[str]:
    return [match.group() for match in islice(_WORD.finditer(text), _MOST_WORDS)]


def _related(one: Named, other: Named) -> bool:
    """Whether two words are of one name: Одесской, Одессы."""
    a, b = stem(one.text), stem(other.text)
    size = max(_RELATED, min(len(a), len(b)) - 1)
    return a[:size] == b[:size]
