"""Beads read for mining: the terms of the originals and the English beside them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from align.glossary.mining.english import English, Repeated, repeated
from align.glossary.mining.grammar import Citation, Found, Grammar
from align.glossary.mining.values import Pair
from align.keys.names import LONGEST
from align.keys.words import stem
from align.morphology import words
from align.types import Language

Key = tuple[str, ...]
# Words and characters of a bead that is looked at: a longer one is a page without full stops.
_LONGEST_BEAD = 400
_MOST_LETTERS = 20 * _LONGEST_BEAD
# Four of five forms that tell their number are plural: the term is cited in it (санкции).
_PLURAL = 0.8


@dataclass(slots=True)
class Usage:
    """How a term is used: filled while texts are read."""

    citation: Citation
    beads: list[int] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)
    _capitals: Counter[Key] = field(default_factory=Counter)
    _initial: Counter[Key] = field(default_factory=Counter)

    def note(self, bead: int, found: Found) -> None:
        """Count an occurrence; beads come in their order."""
        if not self.beads or self.beads[-1] != bead:
            self.beads.append(bead)
        self._numbers[found.citation.number] += 1
        capitals = tuple("C" if word[0].isupper() else "l" for word in found.tokens)
        (self._initial if found.initial else self._capitals)[capitals] += 1

    @property
    def capitals(self) -> Key:
        """Of each word whether it has a capital, ``C`` or ``l``, as most often in a sentence."""
        if self._capitals:
            return _commonest(self._capitals)
        _, *rest = _commonest(self._initial)
        # A sentence begins with a capital whatever the word.
        return ("C" if 0 in self.citation.names or "C" in rest else "l", *rest)

    @property
    def plural(self) -> bool:
        """Whether the term is cited in the plural."""
        told = self._numbers["S"] + self._numbers["P"]
        return bool(told) and self._numbers["P"] >= _PLURAL * told

    @property
    def plain(self) -> bool:
        """Whether it is a single common noun."""
        return len(self.citation.key) == 1 and self.capitals == ("l",) and not self.citation.kept


def _commonest(counts: Counter[Key]) -> Key:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in a bead: a half-open range of words."""

    first: int
    after: int
    key: Key


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Beads that were read.

    Parameters
    ----------
    pairs
        The beads.
    usages
        Every term, by its key.
    places
        For each bead the terms in it, also those inside others.
    english
        The releases' side of each bead.
    repeated
        The runs of English words that stand in several beads.
    ours, theirs
        Beads in which each stem of the originals and of the releases stands.
    sizes
        Words of the originals by document.
    """

    pairs: tuple[Pair, ...]
    usages: Mapping[Key, Usage]
    places: tuple[tuple[Place, ...], ...]
    english: tuple[English, ...]
    repeated: Repeated
    ours: Mapping[str, frozenset[int]]
    theirs: Mapping[str, frozenset[int]]
    sizes: Mapping[str, int]


def read(pairs: Iterable[Pair], language: Language) -> Corpus:
    """Read beads; headings all in capitals and beads too long for a sentence are left out."""
    kept: list[Pair] = []
    texts: list[list[str]] = []
    for pair in pairs:
        if max(len(pair.source), len(pair.target)) > _MOST_LETTERS or pair.source.isupper():
            continue
        tokens = [pair.source[a:b] for a, b in words(pair.source)]
        if 0 < len(tokens) <= _LONGEST_BEAD:
            kept.append(pair)
            texts.append(tokens)
    sizes: Counter[str] = Counter()
    for pair, tokens in zip(kept, texts, strict=True):
        sizes[pair.document] += len(tokens)
    grammar = Grammar(language, Counter(token for tokens in texts for token in tokens))
    usages: dict[Key, Usage] = {}
    places: list[tuple[Place, ...]] = []
    for number, pair in enumerate(kept):
        here = []
        for found in grammar.find(pair.source):
            key = found.citation.key
            usage = usages.get(key)
            if usage is None:
                usage = usages[key] = Usage(found.citation)
            usage.note(number, found)
            here.append(Place(found.first, found.first + len(found.tokens), key))
        places.append(tuple(here))
    english = tuple(English(pair.target) for pair in kept)
    return Corpus(
        tuple(kept),
        usages,
        tuple(places),
        english,
        repeated(english),
        _beads(texts),
        _beads([text.normals for text in english]),
        sizes,
    )


def _beads(texts: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, some in enumerate(texts):
        for word in some:
            found.setdefault(stem(word[:LONGEST]), set()).add(number)
    return {key: frozenset(beads) for key, beads in found.items()}
