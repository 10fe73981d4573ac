"""Which pairs a change in git touches.

A change is what `git diff REV...` shows, what is staged and what is in the files besides: all that
came about since the branch and the revision parted. Files that git does not know yet count too.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from align.checks.suppress import sidecar_path
from align.config.patterns import one_form
from align.errors import UsageError
from align.locks import lock_path
from align.pipeline.pairs import Pair

# A colon would make it name a file; a first hyphen, an option of git.
_REVISION = re.compile(r"(?!-)[^\s:\0-\x1f\x7f]+")


def changed_pairs(
    pairs: Sequence[Pair], revision: str, files: Iterable[Path] = ()
) -> tuple[Pair, ...]:
    """The pairs that changed since a revision.

    Parameters
    ----------
    pairs
        All pairs.
    revision
        As git has it: ``main``, ``origin/main``, ``HEAD``.
    files
        Glossaries, settings and whatever else is read beside the documents, folders too: where one
        of them changed, every pair did.

    Raises
    ------
    UsageError
        See `changed_files`.
    """
    touched = _Changed(changed_files(revision, Path.cwd()))
    if any(map(touched, files)):
        return tuple(pairs)
    return tuple(pair for pair in pairs if any(map(touched, _parts(pair))))


def changed_files(revision: str, folder: Path) -> frozenset[str]:
    """Whole paths of what changed since a revision in the repository that a folder is in.

    Files that are gone are among them, and those that were renamed by both names.

    Raises
    ------
    UsageError
        Git is not installed, the folder is in no repository, there is no such revision, or what it
        has in common with the present one was not fetched.
    """
    if not _REVISION.fullmatch(revision):
        raise UsageError(f"“{revision}” is no revision of git. Name a commit, a branch or a tag.")
    found = _git(folder, "rev-parse", "--show-toplevel")
    top = found.stdout.removesuffix(b"\n")
    if found.returncode or not top:
        raise UsageError(
            f"{folder}: this folder is in no git repository that can be read. Leave out"
            " --changed-since to check every pair."
        )
    root = Path(os.fsdecode(top))
    base = _base(root, revision)
    calls: list[tuple[str, ...]] = [("ls-files", "--others", "--exclude-standard", "-z")]
    if base is None:
        calls.append(("ls-files", "--cached", "-z"))
    else:
        diff = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
        # Against the files as they are, and as they are staged.
        calls += [(*diff, base, "--"), (*diff, "--cached", base, "--")]
    names: set[bytes] = set()
    for call in calls:
        listed = _git(root, *call)
        if listed.returncode:
            raise UsageError(f"git {call[0]} failed: {_said(listed)}")
        names.update(listed.stdout.split(b"\0"))
    real = os.path.realpath(root)
    # A name that ends in a slash is a repository in the repository.
    return frozenset(
        one_form(os.path.normpath(Path(real, os.fsdecode(name)))) for name in names - {b""}
    )


def _base(root: Path, revision: str) -> str | None:
    """The commit where the present one and the revision parted; None before the first commit."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode:
        if revision == "HEAD" and _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
            return None  # Nothing is committed yet: everything is new.
        raise UsageError(
            f"git knows no revision {revision} here. “git branch --all” and “git log” list them; a"
            " branch of the server has to be fetched first."
        )
    name = commit.stdout.decode("ascii").strip()
    parted = _git(root, "merge-base", name, "HEAD")
    if parted.returncode:
        raise UsageError(
            f"{revision} and the present commit have nothing in common here. Fetch the whole"
            " history: git fetch --unshallow, or fetch-depth: 0 in a workflow."
        )
    return parted.stdout.decode("ascii").split()[0]


def _parts(pair: Pair) -> Iterator[Path]:
    """The files that the findings of a pair depend on."""
    original, release = Path(pair.original), Path(pair.release)
    locks = lock_path(original, release)
    yield from (original, release, sidecar_path(release), *((locks,) if locks else ()))


class _Changed:
    """Whether a file or a folder, or what it links to, is among those that changed."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._above = {str(folder) for name in names for folder in Path(name).parents}

    def __call__(self, path: Path) -> bool:
        real = os.path.realpath(path)
        named = Path(os.path.realpath(path.absolute().parent), path.name)
        return any(
            form in self._names or form in self._above or self._inside(form)
            for form in {one_form(real), one_form(str(named))}
        )

    def _inside(self, form: str) -> bool:
        """Whether a repository in the repository changed, which is told as a whole."""
        return any(str(folder) in self._names for folder in Path(form).parents)


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    return " ".join(done.stderr.decode("utf-8", "replace").split()) or "no reason was given."


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    program = shutil.which("git")
    if program is None:
        raise UsageError("git is not installed. Leave out --changed-since to check every pair.")
    return subprocess.run(  # noqa: S603 - no shell; every argument was checked.
        # A file monitor is a program that the settings of a repository may name.
        [program, "-c", "core.fsmonitor=false", *arguments],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
