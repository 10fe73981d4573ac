"""How a pair is to be read."""

from dataclasses import dataclass, field
from pathlib import Path

from align.types import Language


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pair is to be read.

    Parameters
    ----------
    source_lang, target_lang
        Languages; None for what the documents show.
    presegmented
        The files hold one sentence a line.
    encoding
        Encoding of text files; found out by default.
    abbreviations
        Further abbreviation files by language.
    force
        Pair even documents that do not seem to be translations of each other.
    """

    source_lang: Language | None = None
    target_lang: Language | None = None
    presegmented: bool = False
    encoding: str | None = None
    abbreviations: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    force: bool = False
