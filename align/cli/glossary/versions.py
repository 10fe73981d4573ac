"""Versions of a glossary as people name them: a file, a folder, or a revision of git."""

from pathlib import Path
from typing import TYPE_CHECKING

from align.cli.glossary.options import glossary_paths
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Glossary
    from align.glossary.store import Source

_SUFFIXES = (".yaml", ".yml")


def version(name: str) -> "Glossary":
    """The glossary in a file, in a folder, or at ``REV:PATH`` of git, PATH as seen from here.

    Raises
    ------
    UsageError
        There is nothing of this name.
    ConfigError
        What is there is no glossary.
    """
    from align.glossary.combine import combine
    from align.glossary.concepts import Glossary
    from align.glossary.store import parse

    sources = _sources(name)
    files: list[tuple[Concept, ...]] = [parse(source.text, source.path) for source in sources]
    if len(files) == 1:
        return Glossary(files[0])  # It may override concepts of files that are not named here.
    return combine(files)


def _sources(name: str) -> "list[Source]":
    from align.glossary.revision import list_revision, read_revision
    from align.glossary.store import read

    path = Path(name)
    if path.exists():
        return [read(file) for file in glossary_paths((name,))]
    revision, sign, rest = name.partition(":")
    if path.is_absolute() or not (sign and revision and rest):
        example = "terms.yaml" if ":" in name else path.name
        raise UsageError(
            f"{name}: there is no such file or folder. Name one, or a revision of git and the "
            f"file in it, such as HEAD~1:{example}."
        )
    inside = Path(rest)
    listed = list_revision(inside, revision)
    if listed is None:
        return [read_revision(inside, revision)]
    files = [file for file in listed if file.suffix in _SUFFIXES]
    if not files:
        raise UsageError(
            f"{inside}: there is no glossary (.yaml) in this folder in revision {revision}. "
            "Check the revision and the folder."
        )
    return [read_revision(file, revision) for file in files]
