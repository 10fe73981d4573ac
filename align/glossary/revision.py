"""A glossary file as it was in a revision of its git repository."""

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
        The file in the working tree; it need not exist there any more, its folder must.
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
    if not _REVISION.fullmatch(revision):
        raise UsageError(f"“{revision}” is no revision of git. Name a commit, a branch or a tag.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}. Check the name of the file.")
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise UsageError(
            f"{path}: the file is in no git repository that can be read. Name two files instead."
        )
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode:
        raise UsageError(
            f"{path}: git knows no revision {revision}. “git log” and “git branch” list them."
        )
    # The name goes after the colon as it is; "./" has git look from the folder of the file.
    name = f"{commit.stdout.decode('ascii').strip()}:./{path.name}"
    size = _git(folder, "cat-file", "-s", name)
    kind = _git(folder, "cat-file", "-t", name)
    if size.returncode or kind.stdout.strip() != b"blob":
        raise UsageError(
            f"{path}: there is no such file in revision {revision}. Check the name, or name a "
            "later revision."
        )
    label = f"{path}@{revision}"
    if int(size.stdout) > store.LIMIT:
        raise store.too_large(label)
    return store.as_source(label, _git(folder, "cat-file", "blob", name).stdout)


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
