"""What a configuration file can say, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import normpath, realpath
from pathlib import Path
from typing import Any, Literal

from align.config.patterns import Pattern

LEVELS = ("error", "warning", "note", "never")
# What is held against the least score: the low end of the interval, or the score itself.
SCORE_BOUNDS = ("low", "score")
SEVERITIES = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is written: a file, and the line from 1 as far as it is known."""

    path: Path
    line: int | None = None

    def __str__(self) -> str:
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules as people name them: a code, a name, the beginning of codes (``FCT``) or ``ALL``.

    `place` is None for what the command line says.
    """

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Rooted:
    """A pattern and the folder that it is seen from: that of its file."""

    root: Path
    pattern: Pattern
    place: Place

    def covers(self, file: str | Path, *, links: bool = True) -> bool:
        """Whether a file is one that it names, or in a folder that it names.

        By the name that the user knows and, with `links`, by that which links lead to.
        """
        for form in (normpath, realpath) if links else (normpath,):
            path, folder = (Path(form(Path(one).absolute())) for one in (file, self.root))
            inside = path.is_relative_to(folder)
            if inside and self.pattern.covers(path.relative_to(folder).as_posix()):
                return True
        return False


@dataclass(frozen=True, slots=True)
class PairPattern:
    """Which files are originals, which their releases.

    Parameters
    ----------
    original, release
        Patterns with the same words; what these stand for is the same for both files of a pair.
    source_lang
        Language of the originals, if it is said.
    root
        The folder that both are seen from.
    place
        Where it is written.
    """

    original: Pattern
    release: Pattern
    source_lang: str | None
    root: Path
    place: Place


@dataclass(frozen=True, slots=True)
class Setting:
    """A value for rules: their severity, where `name` is empty, or one of their options."""

    rules: Rules
    name: str
    value: Any
    place: Place


@dataclass(frozen=True, slots=True)
class PerFile:
    """Rules that do not look at some releases."""

    files: Rooted
    rules: tuple[Rules, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """What configuration files say, those that the closest one extends included.

    Parameters
    ----------
    source_lang
        ``ru`` or ``be`` for every original; found out by default.
    target_lang
        Language of the releases, ``en``.
    encoder
        Name, folder or ``hf:`` id of the encoder; the bundled one by default.
    abbreviations
        Files of abbreviations by language, in addition to the program's own.
    cache
        Keep vectors, and compiled glossaries, between runs.
    glossaries
        Files of the glossary, or folders of them; the bundled ones by default.
    pairs
        Where the originals and their releases are.
    exclude
        Files that are no part of any pair.
    select, ignore
        Rules to run; rules not to. None stands for all.
    per_file
        Rules not to run on some releases.
    severities, options
        What is to be otherwise than the rules have it; later ones count.
    fail_on
        From which severity on the check fails: one of `LEVELS`.
    min_score
        Least score of a release, from 0 to 100.
    min_score_by
        What is held against it: one of `SCORE_BOUNDS`.
    baseline
        File of findings that are known and not told.
    jobs
        How many pairs are checked at a time.
    path
        The closest file, if any.
    files
        All files read, the closest first.
    origins
        Where each value is written, by key: ``fail-on``, ``severities.FCT001``; none for defaults.
    """

    source_lang: str | None = None
    target_lang: str | None = None
    encoder: str | None = None
    abbreviations: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    cache: bool = True
    glossaries: tuple[Path, ...] = ()
    pairs: tuple[PairPattern, ...] = ()
    exclude: tuple[Rooted, ...] = ()
    select: tuple[Rules, ...] | None = None
    ignore: tuple[Rules, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    severities: tuple[Setting, ...] = ()
    options: tuple[Setting, ...] = ()
    fail_on: str = "error"
    min_score: float | None = None
    min_score_by: Literal["low", "score"] = "low"
    baseline: Path | None = None
    jobs: int | None = None
    path: Path | None = None
    files: tuple[Path, ...] = ()
    origins: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
