"""The pairs that the settings name, on the disk."""

import os
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.config import load_config
from align.errors import UsageError
from align.pipeline.pairs import find_pairs

CASES = tomllib.loads(Path(__file__).with_name("pairs_cases.toml").read_text("utf-8"))["case"]
IN_FOLDERS = "pairs = [{ original = '{id}/ru.txt', release = '{id}/en.txt' }]"
ANYWHERE = "pairs = [{ original = '**/{id}.ru.txt', release = '**/{id}.en.txt' }]"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in; something outside of it lies beside."""
    inner = tmp_path / "office"
    inner.mkdir()
    monkeypatch.chdir(inner)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "en.txt").write_text("secret")
    return inner


def fill(folder, names, config):
    (folder / "align.toml").write_text(config, "utf-8")
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def found_in(folder):
    return find_pairs(load_config(folder))


def spelled(found):
    return [
        f"{p.original} > {p.release}{f' ({p.source_lang})' if p.source_lang else ''}"
        for p in found.pairs
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_pairs_and_what_is_told(folder, case):
    fill(folder, case["files"], case["config"])
    found = found_in(folder)
    assert spelled(found) == case["pairs"]
    for texts, expected in (
        (found.warnings, case.get("told", [])),
        ([problem.text for problem in found.problems], case.get("refused", [])),
    ):
        assert len(texts) == len(expected), texts
        for text, words in zip(texts, expected, strict=True):
            assert text.startswith(words)


def test_without_pairs_there_is_nothing_to_check(folder):
    with pytest.raises(UsageError, match="align init"):
        found_in(folder)


def test_paths_are_as_seen_from_here(folder, monkeypatch):
    fill(folder, ["1/ru.txt", "1/en.txt", "2/ru.txt"], IN_FOLDERS)
    monkeypatch.chdir(folder / "1")
    found = found_in(folder / "1")
    assert spelled(found) == ["ru.txt > en.txt"]
    assert found.warnings[0].startswith(os.path.join("..", "2", "ru.txt"))  # noqa: PTH118


def test_pairs_of_an_extended_file_and_own_exclusions(folder, monkeypatch):
    fill(folder, ["1/ru.txt", "1/en.txt", "2/ru.txt", "2/en.txt"], IN_FOLDERS)
    fill(folder / "2", [], 'extend = "../align.toml"\nexclude = ["en.txt"]\n')
    assert spelled(found_in(folder / "2")) == ["1/ru.txt > 1/en.txt"]


def test_a_link_out_of_the_folder_is_refused(folder):
    fill(folder, ["1/ru.txt", "2/ru.txt", "2/en.txt"], IN_FOLDERS)
    (folder / "1" / "en.txt").symlink_to(folder.parent / "outside" / "en.txt")
    (folder / "3").symlink_to(folder.parent / "outside")
    found = found_in(folder)
    assert spelled(found) == ["2/ru.txt > 2/en.txt"]
    assert [one.path for one in found.problems] == ["1/en.txt", "3"]
    for one in found.problems:
        assert "leads out of the folder of the settings" in one.text
    fill(folder, [], f"exclude = ['1', '3']\n{IN_FOLDERS}")
    assert not found_in(folder).problems


def test_links_inside_the_folder(folder):
    fill(folder, ["1/ru.txt", "texts/a.txt", "2/ru.txt", "2/en.txt"], IN_FOLDERS)
    (folder / "1" / "en.txt").symlink_to(folder / "texts" / "a.txt")
    (folder / "4").symlink_to(folder / "2")
    (folder / "5").mkdir()
    (folder / "5" / "en.txt").symlink_to("en.txt")
    (folder / "6").mkdir()
    (folder / "6" / "en.txt").symlink_to("../2")
    found = found_in(folder)
    assert spelled(found) == ["1/ru.txt > 1/en.txt", "2/ru.txt > 2/en.txt"]
    told = {one.path: one.text for one in found.problems}
    assert sorted(told) == ["4", "5/en.txt", "6/en.txt"]
    assert "a link to a folder, which is not followed" in told["4"]
    assert "no file that can be read" in told["5/en.txt"]
    assert "a link to a folder" in told["6/en.txt"]


def test_a_link_that_is_no_document_is_of_no_concern(folder):
    fill(folder, ["1/ru.txt", "1/en.txt"], "pairs = [{original='{id}/ru.*', release='{id}/en.*'}]")
    (folder / "1" / "en.bak").symlink_to(folder.parent / "outside" / "en.txt")
    assert not found_in(folder).problems


def test_links_that_go_round_in_a_circle(folder):
    fill(folder, ["x/a.ru.txt", "x/a.en.txt"], ANYWHERE)
    (folder / "x" / "up").symlink_to(folder)
    (folder / "x" / "me").symlink_to("me")
    found = found_in(folder)
    assert spelled(found) == ["x/a.ru.txt > x/a.en.txt"]
    assert [one.path for one in found.problems] == ["x/up"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX")
def test_a_pipe_is_not_read(folder):
    fill(folder, ["1/ru.txt"], IN_FOLDERS)
    os.mkfifo(folder / "1" / "en.txt")
    assert "no file that can be read" in found_in(folder).problems[0].text


@pytest.mark.skipif(os.name == "nt", reason="names of bytes are POSIX")
def test_a_name_that_is_not_utf_8(folder):
    fill(folder, ["1/ru.txt"], "pairs = [{ original = '1/ru.txt', release = '1/en*.txt' }]")
    path = os.fsencode(folder / "1") + b"/en\xd0.txt"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the file system knows no such name")
    [one] = found_in(folder).problems
    assert one.path == "1/en\\xdcd0.txt"
    assert one.text.encode("utf-8")


def test_letters_with_marks_in_one_spelling(folder):
    name = "Край"
    fill(folder, [f"ru/{name}.txt", unicodedata.normalize("NFD", f"en/{name}.txt")],
         "pairs = [{ original = 'ru/{id}.txt', release = 'en/{id}.txt' }]")  # fmt: skip
    found = found_in(folder)
    assert len(found.pairs) == 1
    assert Path(found.pairs[0].release).is_file()


def test_a_folder_that_cannot_be_read(folder, monkeypatch):
    fill(folder, ["1/ru.txt", "1/en.txt", "2/ru.txt"], IN_FOLDERS)
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "2":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = found_in(folder)
    assert spelled(found) == ["1/ru.txt > 1/en.txt"]
    assert found.problems[0].text == "2: the folder cannot be read (permission denied)."


def test_a_thousand_files_without_a_word(folder):
    names = [f"{kind}{number}.txt" for number in range(500) for kind in ("ru", "en")]
    fill(folder, names, "pairs = [{ original = 'ru*.txt', release = 'en*.txt' }]")
    found = found_in(folder)
    assert not found.pairs
    assert len(found.problems) == 1
    assert "and 997 more" in found.problems[0].text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["ru", "en"])), max_size=6))
def test_every_file_is_paired_or_told_of(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("pairs")
    fill(folder, [f"{word}/{kind}.txt" for word, kind in names], IN_FOLDERS)
    found = found_in(folder)
    files = {str(path) for path in folder.rglob("*.txt")}
    paired = {str(Path(name).resolve()) for p in found.pairs for name in (p.original, p.release)}
    told = {str(Path(w.partition(": ")[0]).resolve()) for w in found.warnings if "has no" in w}
    assert paired | told == files
    assert not paired & told
    assert found == found_in(folder)
