"""Versions of a glossary as people name them: a file, a folder, or a revision of git."""

import shutil
import subprocess
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
    from align.glossary.revision import read_revision
    from align.glossary.store import read

    path = Path(name)
    if path.exists():
        return [read(file) for file in glossary_paths((name,))]
    revision, sign, rest = name.partition(":")
    if not (sign and revision and rest):
        raise UsageError(
            f"{name}: there is no such file or folder. Name one, or a revision of git and the "
            f"file in it, such as HEAD~1:{path.name}."
        )
    inside = Path(rest)
    names = _in_revision(inside, revision) if inside.is_dir() else [inside]
    return [read_revision(file, revision) for file in names]


def _in_revision(folder: Path, revision: str) -> list[Path]:
    """The glossary files that a folder had in a revision."""
    program = shutil.which("git")
    if program is None:
        raise UsageError("git is not installed. Install it, or name two folders instead.")
    if revision.startswith("-"):  # It would be an option of git.
        raise UsageError(f"“{revision}” is no revision of git. Name a commit, a branch or a tag.")
    run = subprocess.run(  # noqa: S603 - no shell; the argument is no option.
        [program, "ls-tree", "-z", "--name-only", f"{revision}:./"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    names = sorted(run.stdout.decode("utf-8", "surrogateescape").split("\0"))
    found = [folder / name for name in names if Path(name).suffix in _SUFFIXES]
    if run.returncode or not found:
        raise UsageError(
            f"{folder}: git knows no glossary (.yaml) in this folder in revision {revision}. "
            "Check the revision and the folder."
        )
    return found
