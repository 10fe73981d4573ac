"""Glossary files on the disk: read, checked, and written back whole or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align import atomic
from align.errors import ConfigError
from align.glossary.combine import combine
from align.glossary.concepts import Concept, Glossary
from align.glossary.nodes import parse as _tree
from align.glossary.problems import GlossaryError, Problem, one
from align.glossary.values import concepts_of

# Some 30,000 concepts with all their terms; the largest glossary known has 5,000 and 2.7 MB.
LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A glossary file as it stands on the disk.

    Parameters
    ----------
    path
        As the user named it.
    text
        Its text, byte order mark and carriage returns kept.
    digest
        SHA-256, in hexadecimal, of its bytes: `write` asks for it.
    """

    path: str
    text: str = field(repr=False)
    digest: str


def load(paths: Sequence[Path]) -> Glossary:
    """Read glossary files; later ones may override concepts of earlier ones.

    Parameters
    ----------
    paths
        The files, in order. One named twice is read once.

    Raises
    ------
    ConfigError
        A file cannot be read. Where it can be read but not used, it is a `GlossaryError`, which
        tells all the problems of all files at once.

    Examples
    --------
    >>> load([]).concepts
    ()
    """
    named = {path.absolute(): path for path in reversed(paths)}
    paths = [path for path in dict.fromkeys(paths) if named[path.absolute()] == path]
    files: list[tuple[Concept, ...]] = []
    problems: list[Problem] = []
    for path in paths:
        source = read(path)
        try:
            files.append(parse(source.text, source.path))
        except GlossaryError as error:
            problems += error.problems
    if problems:
        raise GlossaryError(problems)
    return combine(files, [str(path) for path in paths])


def parse(text: str, path: str = "the glossary") -> tuple[Concept, ...]:
    """The concepts of one file's text.

    Parameters
    ----------
    text
        As `read` gives it.
    path
        What messages and places call it.

    Raises
    ------
    GlossaryError
        It cannot be used; the error tells all its problems, each with its line.

    Examples
    --------
    >>> [concept] = parse("- id: union-state\\n  en: [Union State]\\n")
    >>> concept.id, concept.preferred("en").text
    ('union-state', 'Union State')
    """
    return concepts_of(_tree(text, path), path)


def read(path: Path) -> Source:
    """A file as it stands, for editing; its contents are not checked yet.

    Raises
    ------
    ConfigError
        There is no such file, it cannot be read, is too large, or is not UTF-8.
    """
    return as_source(str(path), _bytes(path))


def as_source(path: str, data: bytes) -> Source:
    """The bytes of a glossary file, wherever they come from, as its text.

    Raises
    ------
    ConfigError
        There are too many, or they are not UTF-8.
    """
    if len(data) > LIMIT:
        raise too_large(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise one(
            path, line, "this is not UTF-8.", "Save the file as UTF-8 in your editor."
        ) from error
    return Source(path, text, _digest(data))


def write(path: Path, before_digest: str | None, new_text: str) -> None:
    """Make the file hold `new_text`, unless somebody else has changed it meanwhile.

    Parameters
    ----------
    path
        The file.
    before_digest
        `Source.digest` of what was read and edited; None for a file that is to be new.
    new_text
        All that it is to hold.

    Raises
    ------
    ConfigError
        The file is not what was read any more (nothing is written then), or cannot be written.
    """
    now = _digest(_bytes(path)) if path.exists() else None
    if now != before_digest:
        what = "is there already" if before_digest is None else "was changed since it was read"
        raise ConfigError(
            str(path),
            f"the file {what}; nothing was written.",
            "Read it again and repeat the edit.",
        )
    try:
        atomic.write_text(path, new_text)
    except OSError as error:
        raise ConfigError(
            str(path), f"the glossary cannot be written ({_reason(error)}).", "Check the folder."
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except OSError as error:
        remedy = "Name a file in it." if path.is_dir() else "Check the name of the file."
        raise ConfigError(
            str(path), f"the glossary cannot be read ({_reason(error)}).", remedy
        ) from error
    if len(data) > LIMIT:
        raise too_large(str(path))
    return data


def too_large(path: str) -> ConfigError:
    """The error of a file over the limit."""
    return ConfigError(
        path,
        f"a glossary of more than {LIMIT // (1024 * 1024)} MB is not read.",
        "Check that this is the right file, or divide it.",
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
