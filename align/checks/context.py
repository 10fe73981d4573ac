"""What the rules look at: a paired release, and what several of them need worked out once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from align.types import Alignment, Bead, BeadKind, Language, LineKind, SegmentedText, Sentence, Span

if TYPE_CHECKING:
    from align.facts import Fact
    from align.glossary.check import TermFault
    from align.glossary.concepts import Glossary
    from align.glossary.links import Linker, Links
    from align.glossary.matching import Matcher


@dataclass(frozen=True, slots=True)
class Terms:
    """A glossary ready for use: its concepts, and finders of its terms on both sides."""

    glossary: "Glossary"
    source: "Matcher"
    target: "Matcher"


class Context:
    """A paired release under the checks.

    Parameters
    ----------
    alignment
        The release paired with its original.
    terms
        The glossary; None where none is to be used.
    linker
        Links the words of a bead; None for rules that do without.
    """

    def __init__(
        self, alignment: Alignment, terms: Terms | None = None, linker: "Linker | None" = None
    ) -> None:
        self.alignment, self.terms, self.linker = alignment, terms, linker
        self._links: dict[int, Links] = {}
        self._linking: Future[None] | None = None
        self._facts: dict[tuple[str, int], tuple[Fact, ...]] = {}

    @property
    def language(self) -> Language:
        """Language of the original."""
        return self.alignment.source.language

    def side(self, name: Literal["source", "target"]) -> SegmentedText:
        """One side of the alignment."""
        return self.alignment.source if name == "source" else self.alignment.target

    def body(self, name: Literal["source", "target"]) -> Iterator[Sentence]:
        """Sentences of a side without page furniture."""
        return (s for s in self.side(name).sentences if s.kind is not LineKind.FURNITURE)

    @cached_property
    def paired(self) -> tuple[tuple[int, Bead], ...]:
        """The beads that have both sides, with their numbers."""
        every = enumerate(self.alignment.beads)
        return tuple((n, b) for n, b in every if self.alignment.kind(b) is BeadKind.PAIRED)

    @cached_property
    def bead_of(self) -> dict[tuple[str, int], int]:
        """Number of the bead of each sentence: key ``("source", 4)``."""
        found = {}
        for number, bead in enumerate(self.alignment.beads):
            found.update(dict.fromkeys((("source", n) for n in bead.source), number))
            found.update(dict.fromkeys((("target", n) for n in bead.target), number))
        return found

    def neighbours(self, number: int, reach: int = 1) -> tuple[Bead, ...]:
        """Beads beside one, itself left out, in order."""
        beads = self.alignment.beads
        return (*beads[max(0, number - reach) : number], *beads[number + 1 : number + 1 + reach])

    def links(self, numbers: Sequence[int]) -> "dict[int, Links]":
        """How the words of beads stand for each other, by the beads' numbers; encoded at once.

        The texts are `Alignment.source_text` and `Alignment.target_text`; empty without a linker.
        """
        if self.linker is None:
            return {}
        if self._linking is not None:
            linking, self._linking = self._linking, None
            linking.result()
        self._link(numbers)
        return {n: self._links[n] for n in numbers}

    def begin_linking(self) -> None:
        """Begin to link the words of all paired beads in a thread of its own.

        The network does not hold the interpreter: what needs no links goes on meanwhile.
        """
        if self.linker is not None and self._linking is None and len(self.paired) > 1:
            numbers = [number for number, _ in self.paired]
            with_one = ThreadPoolExecutor(1)
            self._linking = with_one.submit(self._link, numbers)
            with_one.shutdown(wait=False)

    def _link(self, numbers: Sequence[int]) -> None:
        assert self.linker is not None  # noqa: S101 - asked by the callers
        wanted = [n for n in dict.fromkeys(numbers) if n not in self._links]
        if wanted:
            beads = [self.alignment.beads[n] for n in wanted]
            pairs = [(self.alignment.source_text(b), self.alignment.target_text(b)) for b in beads]
            linked = self.linker.link(pairs, self.language)
            self._links.update(zip(wanted, linked, strict=True))

    @cached_property
    def term_faults(self) -> "tuple[TermFault, ...]":
        """Terms of the glossary that the release does not render as agreed; none without one."""
        from align.glossary.check import Checker

        if self.terms is None:
            return ()
        checker = Checker(self.terms.glossary, self.terms.source, self.terms.target)
        return checker.check(self.alignment)

    @cached_property
    def covered(self) -> dict[int, list[Span]]:
        """Places of the glossary's terms in the original of each bead (`Alignment.source_text`)."""
        if self.terms is None:
            return {}
        finder = self.terms.source
        texts = {n: self.alignment.source_text(bead) for n, bead in self.paired}
        return {n: [Span(m.start, m.end) for m in finder.find(t)] for n, t in texts.items()}

    def facts(self, name: Literal["source", "target"], number: int) -> "tuple[Fact, ...]":
        """Numbers, dates and other facts of a sentence; spans are in `Sentence.text`."""
        key = (name, number)
        if key not in self._facts:
            from align.facts import read

            side = self.side(name)
            self._facts[key] = read(side.sentences[number].text, side.language)
        return self._facts[key]
