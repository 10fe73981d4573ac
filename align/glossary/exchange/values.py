"""What goes in and out of the exchange of glossaries, and what is told of it."""

from dataclasses import dataclass

from align.glossary.concepts import Concept
from align.types import LANGUAGE_NAMES, Language

# The white space of XML. Not `str.split`: no-break spaces are part of a term.
BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from a file of another program.

    Parameters
    ----------
    concepts
        In the order of the file, every id once.
    remarks
        Sentences about what was left out, put elsewhere or guessed.
    format
        Name of the format the file was found to be in.
    """

    concepts: tuple[Concept, ...]
    remarks: tuple[str, ...]
    format: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary in another format.

    Parameters
    ----------
    data
        The bytes of the file; the same glossary gives the same bytes.
    losses
        Sentences about what the format cannot hold, or holds in a way that only this program
        understands.
    format
        Name of the format.
    concepts
        How many concepts are in it.
    """

    data: bytes
    losses: tuple[str, ...]
    format: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Languages of a format that knows two only."""

    source: Language
    target: Language

    def __str__(self) -> str:
        return f"{LANGUAGE_NAMES[self.source]} to {LANGUAGE_NAMES[self.target]}"


class Tally:
    """Counts how often each thing happened, to tell of it in one sentence each."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self.left_out = 0  # Concepts of which nothing is kept.

    def add(self, what: str, unit: str = "term", number: int = 1) -> None:
        """Count something, described by a sentence without its full stop."""
        if number:
            self._counts[what, unit] = self._counts.get((what, unit), 0) + number

    def leave_out(self, why: str) -> None:
        """Count a concept of which nothing is kept; `why` says which ones these are."""
        self.left_out += 1
        self.add(f"{why} are left out", "concept")

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, in the order it happened first: ``"Terms … (3 terms)."``."""
        return tuple(
            f"{what[0].upper()}{what[1:]} ({count:,} {unit}{'' if count == 1 else 's'})."
            for (what, unit), count in self._counts.items()
        )


def joined(text: str) -> str:
    """`text` on one line: runs of blanks, tabs and line breaks made one blank, none at the ends."""
    if not any(sign in text for sign in "\t\r\n") and "  " not in text:
        return text.strip(BLANKS)
    return " ".join(part for part in _split(text) if part)


def _split(text: str) -> list[str]:
    for sign in "\t\r\n":
        text = text.replace(sign, " ")
    return text.split(" ")
