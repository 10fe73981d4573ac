"""Values of mining: beads as texts, and the concepts proposed."""

from dataclasses import dataclass

from align.types import Language


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead as two texts.

    Parameters
    ----------
    source, target
        Sentences of the original and of the release.
    document
        Name of the pair of documents it is from.
    """

    source: str
    target: str
    document: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """English for a term, and in how many beads it stands for it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept proposed.

    Parameters
    ----------
    term, language
        Citation form in the language of the originals.
    renderings
        What releases have for it, the commonest first; never empty.
    support
        Beads in which the term stands.
    documents
        Pairs of documents in which it stands.
    deviation
        Gries' deviation of proportions: 0 where it is spread over the documents as their words are,
        near 1 where it is all in one small document.
    example
        A short bead with the term and its first rendering.
    score
        What the proposals are ordered by: termhood (C-value) times how well it is rendered.
    """

    term: str
    language: Language
    renderings: tuple[Rendering, ...]
    support: int
    documents: int
    deviation: float
    example: Pair
    score: float

    @property
    def unexplained(self) -> int:
        """Beads with the term in which no rendering was found."""
        return self.support - sum(rendering.count for rendering in self.renderings)
