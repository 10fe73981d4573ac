"""Glossary files as they were in a revision of their git repository."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from align.errors import UsageError
from align.glossary import store
from align.glossary.store import Source

# A colon would make it name a file; a first hyphen, an option of git.
_REVISION = re.compile(r"(?!-)[^\s:\0-\x1f\x7f]+")


def read_revision(path: Path, revision: str) -> Source:
    """The file as it was in a commit, a branch or a tag.

    Parameters
    ----------
    path
        The file in the working tree; neither it nor its folder need exist there any more.
    revision
        As git has it: ``main``, ``v1.2``, ``HEAD~3``.

    Raises
    ------
    UsageError
        Git is not installed, the file is in no repository, there is no such revision, or no such
        file in it.
    ConfigError
        What the revision has is too large or not UTF-8.
    """
    folder, name = _object(path, revision)
    size = _git(folder, "cat-file", "-s", name)
    if size.returncode or _kind(folder, name) != b"blob":
        if not path.absolute().parent.is_dir():
            raise UsageError(
                f"{path}: there is no folder {path.parent}, nor was there such a file in revision "
                f"{revision}. Check the name of the file."
            )
        raise UsageError(
            f"{path}: there is no such file in revision {revision}. Check the name, or name a "
            "later revision."
        )
    label = f"{path}@{revision}"
    if int(size.stdout) > store.LIMIT:
        raise store.too_large(label)
    return store.as_source(label, _git(folder, "cat-file", "blob", name).stdout)


def list_revision(path: Path, revision: str) -> list[Path] | None:
    """What a folder held in a revision, by name; None where `path` was no folder then.

    Raises
    ------
    UsageError
        Git is not installed, the folder is in no repository, or there is no such revision.
    """
    folder, name = _object(path, revision)
    if _kind(folder, name) != b"tree":
        return None
    # Without --full-tree git would look, inside the folder, for a folder of the same name.
    listed = _git(folder, "ls-tree", "-z", "--full-tree", "--name-only", name).stdout
    return sorted(path / os.fsdecode(one) for one in listed.split(b"\0") if one)


def _object(path: Path, revision: str) -> tuple[Path, str]:
    """A folder to call git in, and the name by which it knows `path` in the revision there."""
    if not _REVISION.fullmatch(revision):
        raise UsageError(f"“{revision}” is no revision of git. Name a commit, a branch or a tag.")
    absolute = path.absolute()
    above = [absolute, *absolute.parents] if absolute.is_dir() else absolute.parents
    folder = next(one for one in above if one.is_dir())
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise UsageError(
            f"{path}: the file is in no git repository that can be read. Name two files instead."
        )
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode:
        raise UsageError(
            f"{path}: git knows no revision {revision}. “git log” and “git branch” list them."
        )
    # The name goes after the colon as it is; "./" has git look from the folder.
    inside = "" if folder == absolute else absolute.relative_to(folder).as_posix()
    return folder, f"{commit.stdout.decode('ascii').strip()}:./{inside}"


def _kind(folder: Path, name: str) -> bytes:
    return _git(folder, "cat-file", "-t", name).stdout.strip()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise UsageError("git is not installed. Install it, or name two files instead.")
    return subprocess.run(  # noqa: S603 - no shell; every argument was checked.
        [program, *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
