"""The pairs that a change in git touches, in real repositories."""

import shutil
import subprocess
from pathlib import Path

import pytest

from align.errors import UsageError
from align.pipeline.changes import changed_files, changed_pairs
from align.pipeline.pairs import Pair

PAIRS = [Pair(f"{n}/en.txt", f"{n}/ru.txt") for n in "1234"]


def git(root, *arguments):
    name = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


def write(name, text="other"):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def commit(*names):
    for name in names:
        write(name)
    git(Path.cwd(), "add", "--all")
    git(Path.cwd(), "commit", "--quiet", "--message", "x")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with four pairs, settings and a glossary on ``main``; the branch is ``work``."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    git(root, "init", "--quiet", "--initial-branch=main")
    for number in "1234":
        for side in ("ru", "en"):
            write(f"{number}/{side}.txt", f"{number} {side}")
    write("align.toml", "")
    write("terms/a.yaml", "[]")
    write(".gitignore", "ignored\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "x")
    git(root, "switch", "--quiet", "--create", "work")
    return root


def touched(revision="main", files=(), pairs=PAIRS):
    return [pair.release[0] for pair in changed_pairs(pairs, revision, files)]


def test_nothing_changed(repository):
    assert touched() == []
    assert touched(files=[Path("align.toml"), Path("terms")]) == []


@pytest.mark.parametrize(
    "name",
    ["2/ru.txt", "2/en.txt", "2/ru.txt.en.txt.locks", "2/en.txt.ignore.toml"],
)
def test_what_a_pair_depends_on(repository, name):
    write(name)
    assert touched() == ["2"]  # Untracked, or changed and not staged.
    git(repository, "add", ".")
    assert touched() == touched("HEAD") == ["2"]  # Staged.
    commit()
    assert touched() == ["2"]
    assert touched("HEAD") == []


def test_other_files_are_of_no_concern(repository):
    commit("2/be.txt", "readme.md")
    write("ignored")
    assert touched() == []


@pytest.mark.parametrize("name", ["align.toml", "terms/a.yaml", "terms/new.yaml"])
def test_a_glossary_or_the_settings_concern_every_pair(repository, name):
    write(name)
    assert touched(files=[Path("align.toml"), Path("terms")]) == ["1", "2", "3", "4"]
    assert touched() == []


def test_a_glossary_that_is_gone_concerns_every_pair(repository):
    Path("terms/a.yaml").unlink()
    assert touched(files=[Path("terms")]) == ["1", "2", "3", "4"]
    Path("terms").rmdir()
    assert touched(files=[Path("terms")]) == ["1", "2", "3", "4"]


def test_renamed_files(repository):
    git(repository, "mv", "3", "5")
    pairs = [*PAIRS, Pair("5/en.txt", "5/ru.txt")]
    assert touched(pairs=pairs) == ["3", "5"]
    commit()
    assert touched(pairs=pairs) == ["3", "5"]


def test_deleted_files(repository):
    Path("4/en.txt").unlink()
    assert touched() == ["4"]


def test_staged_and_taken_back_in_the_folder(repository):
    before = Path("1/en.txt").read_text("utf-8")
    write("1/en.txt")
    git(repository, "add", ".")
    write("1/en.txt", before)
    assert touched() == ["1"]


def test_what_others_did_since_is_not_ours(repository):
    commit("1/en.txt")
    git(repository, "switch", "--quiet", "main")
    commit("2/en.txt")
    git(repository, "switch", "--quiet", "work")
    assert touched() == ["1"]
    assert touched("HEAD~1") == ["1"]


def test_names_that_git_would_quote(repository):
    name = 'край "ў"\t/en.txt'
    write(name)
    pair = Pair(name, "1/ru.txt")
    assert changed_pairs([pair], "main") == (pair,)


def test_from_an_inner_folder(repository, monkeypatch):
    write("2/en.txt")
    monkeypatch.chdir(repository / "2")
    pairs = [Pair("en.txt", "ru.txt"), Pair("../1/en.txt", "../1/ru.txt")]
    assert changed_pairs(pairs, "main") == (pairs[0],)


def test_links(repository, tmp_path, monkeypatch):
    Path("texts").mkdir()
    write("texts/a.txt")
    Path("1/en.txt").unlink()
    Path("1/en.txt").symlink_to("../texts/a.txt")
    commit()
    git(repository, "branch", "--quiet", "later")
    write("texts/a.txt", "changed")
    assert touched("later") == ["1"]  # What it leads to changed, the link did not.
    (tmp_path / "way").symlink_to(repository)
    monkeypatch.chdir(tmp_path / "way")
    assert touched("later") == ["1"]


def test_a_repository_in_the_repository(repository):
    inner = repository / "5"
    inner.mkdir()
    git(inner, "init", "--quiet")
    write("5/en.txt")
    pair = Pair("5/en.txt", "5/ru.txt")
    assert changed_pairs([pair, PAIRS[0]], "main") == (pair,)


def test_a_linked_working_tree(repository, tmp_path, monkeypatch):
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "other")
    monkeypatch.chdir(tmp_path / "tree")
    write("3/en.txt")
    assert touched() == ["3"]


def test_before_the_first_commit_everything_is_new(repository, tmp_path, monkeypatch):
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    monkeypatch.chdir(fresh)
    git(fresh, "init", "--quiet")
    write("1/en.txt")
    git(fresh, "add", ".")
    write("2/en.txt")
    assert touched("HEAD") == ["1", "2"]
    with pytest.raises(UsageError, match="knows no revision main"):
        touched("main")


@pytest.mark.parametrize(
    "revision", ["", "-x", "--output=x", "HEAD:1/en.txt", "a b", "main\n", "nowhere", "main..work"]
)
def test_no_such_revision(repository, revision):
    before = sorted(repository.iterdir())
    with pytest.raises(UsageError, match="no revision"):
        touched(revision)
    assert sorted(repository.iterdir()) == before


def test_a_history_that_was_not_fetched(repository):
    git(repository, "switch", "--quiet", "--orphan", "alone")
    commit("x.txt")
    with pytest.raises(UsageError, match="fetch-depth: 0"):
        touched("main")


def test_no_repository(tmp_path, monkeypatch, repository):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="in no git repository"):
        touched("HEAD")


def test_no_git(repository, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="git is not installed"):
        touched("HEAD")


def test_settings_of_the_repository_run_no_program(repository, tmp_path):
    script = tmp_path / "program"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "core.pager"):
        git(repository, "config", key, str(script))
    write(".gitattributes", "*.txt diff=x\n")
    write("1/en.txt")
    assert str(repository.resolve() / "1" / "en.txt") in changed_files("main", repository)
    assert not (tmp_path / "ran").exists()
