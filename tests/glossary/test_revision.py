"""A glossary file is read as it was in a revision of git."""

import shutil
import subprocess

import pytest

from align.errors import ConfigError, UsageError
from align.glossary import store
from align.glossary.revision import read_revision

OLD, NEW = "- {id: a, ru: [раз]}\n", "- {id: a, ru: [два]}\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with two revisions of ``terms/g.yaml``."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "repository"
    (root / "terms").mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    for number, text in enumerate((OLD, NEW), 1):
        (root / "terms" / "g.yaml").write_bytes(text.encode())
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message", "x")
        git(root, "tag", f"v{number}")
    return root


def git(root, *arguments):
    name = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("revision", "text"), [("v1", OLD), ("v2", NEW), ("main", NEW), ("HEAD~1", OLD), ("HEAD", NEW)]
)
def test_a_file_as_it_was(repository, revision, text):
    path = repository / "terms" / "g.yaml"
    source = read_revision(path, revision)
    assert (source.path, source.text) == (f"{path}@{revision}", text)


def test_a_name_from_another_folder(repository, monkeypatch):
    monkeypatch.chdir(repository.parent)
    path = (repository / "terms" / "g.yaml").relative_to(repository.parent)
    assert read_revision(path, "v1").text == OLD


def test_a_file_that_is_gone_now(repository):
    path = repository / "terms" / "g.yaml"
    path.unlink()
    assert read_revision(path, "v1").text == OLD


@pytest.mark.parametrize(
    "revision", ["v9", "", "-x", "--output=x", "v1:terms/g.yaml", "a b", "v1\n"]
)
def test_no_such_revision(repository, revision):
    with pytest.raises(UsageError, match="no revision"):
        read_revision(repository / "terms" / "g.yaml", revision)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "terms"]


@pytest.mark.parametrize("name", ["other.yaml", "."])
def test_no_such_file_in_the_revision(repository, name):
    with pytest.raises(UsageError, match="there is no such file in revision v1"):
        read_revision(repository / "terms" / name, "v1")


def test_no_such_folder(repository):
    with pytest.raises(UsageError, match="there is no folder"):
        read_revision(repository / "none" / "g.yaml", "v1")


def test_no_repository(repository):
    with pytest.raises(UsageError, match="is in no git repository"):
        read_revision(repository.parent / "g.yaml", "v1")


def test_no_git(repository, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match="git is not installed"):
        read_revision(repository / "terms" / "g.yaml", "v1")


def test_a_file_in_another_encoding(repository):
    (repository / "terms" / "g.yaml").write_bytes(OLD.encode("cp1251"))
    git(repository, "commit", "--quiet", "--all", "--message", "x")
    with pytest.raises(ConfigError, match=r"g\.yaml@HEAD:1: this is not UTF-8"):
        read_revision(repository / "terms" / "g.yaml", "HEAD")


def test_a_file_that_is_too_large(repository, monkeypatch):
    monkeypatch.setattr(store, "LIMIT", 10)
    with pytest.raises(ConfigError, match="is not read"):
        read_revision(repository / "terms" / "g.yaml", "HEAD")
