"""From two files to findings: the release paired with its original, and looked at by the rules.

Alignment ─ checks ─▶ findings ─ suppressions ─▶ Checked
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from align import __version__
from align.checks.context import Context, Terms
from align.checks.run import Chosen, run
from align.findings import Checked
from align.morphology import words
from align.pipeline.pairing import Progress, pair
from align.pipeline.settings import Settings
from align.signature import signature
from align.types import Alignment, Language

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.glossary.concepts import Glossary
    from align.glossary.links import Linker, TokenEncoder


@dataclass(frozen=True, slots=True)
class Job:
    """A release to be checked against its original, as the user names the two.

    `source_lang` is the language of the original, where it is said.
    """

    original: str
    release: str
    source_lang: Language | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """How an office checks its releases.

    Parameters
    ----------
    choose
        The rules to run, by the path of the release.
    glossaries
        Files of the glossary.
    settings
        How documents are read.
    today
        The day on which suppressions are judged.
    cache
        Use and keep compiled glossaries.
    """

    choose: Callable[[str], Chosen]
    glossaries: tuple[Path, ...]
    settings: Settings
    today: date
    cache: bool = True


class Desk:
    """Checks releases one after another; what they share is loaded once, when first needed.

    Parameters
    ----------
    office
        How to check.
    encoder
        Gives the vectors of sentences, from the cache where it has them.
    tokens
        Gives the vectors of words; None where the encoder has none.
    """

    def __init__(self, office: Office, encoder: "Encoder", tokens: "TokenEncoder | None") -> None:
        self.office, self._encoder, self._tokens = office, encoder, tokens
        self._terms: dict[Language, Terms] = {}
        self._glossary: Glossary | None = None
        self._linker: Linker | None = None

    def check(
        self, job: Job, *, stdin: BinaryIO | None = None, progress: Progress | None = None
    ) -> Checked:
        """What is found in a release.

        Raises
        ------
        SverkaError
            A document, the glossary or a file of suppressions cannot be used.
        """
        settings = self.settings_for(job)
        alignment, warnings = pair(
            job.original, job.release, self._encoder, settings, stdin=stdin, progress=progress
        )
        return self.judge(alignment, warnings)

    def settings_for(self, job: Job) -> Settings:
        """How the documents of a job are read."""
        settings = self.office.settings
        if job.source_lang is not None and settings.source_lang is None:
            return replace(settings, source_lang=job.source_lang)
        return settings

    def judge(self, alignment: Alignment, warnings: tuple[str, ...] = ()) -> Checked:
        """What is found in a release that is paired already."""
        from align.checks.suppress import apply_all

        path = alignment.target.document.path
        chosen = self.office.choose(path)
        context = Context(alignment, self.terms_for(alignment.source.language), self._linked())
        findings = run(context, chosen)
        findings = apply_all(findings, alignment, chosen, self.office.today)
        return Checked(
            alignment.source.document.path,
            path,
            findings,
            sum(len(words(sentence.text)) for sentence in context.body("target")),
            (len(alignment.source.sentences), len(alignment.target.sentences)),
            made_by(alignment, chosen, self.office.glossaries),
            warnings,
        )

    def terms_for(self, language: Language) -> Terms | None:
        """The glossary for originals in a language; None where none is used."""
        if not self.office.glossaries:
            return None
        if language not in self._terms:
            from align.glossary.compiled import table
            from align.glossary.kept import glossary
            from align.glossary.matching import Matcher

            paths, keep = self.office.glossaries, self.office.cache
            if self._glossary is None:
                self._glossary = glossary(paths, keep=keep)
            both = (Matcher(table(paths, one, keep=keep)) for one in (language, "en"))
            self._terms[language] = Terms(self._glossary, *both)
        return self._terms[language]

    def _linked(self) -> "Linker":
        if self._linker is None:
            from align.encode.lexicon import load
            from align.glossary.links import Linker

            self._linker = Linker(self._tokens, load().renderings)
        return self._linker


def tokens_of(encoder: "Encoder") -> "TokenEncoder | None":
    """The encoder as what gives vectors of words, if it can."""
    return cast("TokenEncoder", encoder) if hasattr(encoder, "tokens") else None


def made_by(alignment: Alignment, chosen: Chosen, glossaries: Sequence[Path]) -> str:
    """What made the findings: the alignment's signature, the glossary's and the rules' digests."""
    digest = hashlib.sha256()
    for path in glossaries:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    rules = repr(
        (
            sorted(chosen.codes),
            sorted(chosen.severities.items()),
            sorted((code, sorted(values.items())) for code, values in chosen.options.items()),
        )
    )
    own = signature(
        glossary=digest.hexdigest()[:8] if glossaries else "none",
        rules=hashlib.sha256(rules.encode()).hexdigest()[:8],
    )
    return f"{alignment.signature}{own.removeprefix(f'sverka:{__version__}')}"
