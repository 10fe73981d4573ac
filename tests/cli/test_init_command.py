"""``align init`` as users call it, in folders as offices have them."""

import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.checks.choose import chooser
from align.cli import cli
from align.config import load_config
from align.config.keys import KEYS
from align.pipeline.pairs import find_pairs

CASES = tomllib.loads(Path(__file__).with_name("init_cases.toml").read_text("utf-8"))["case"]
EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = {
    "ru": "Президент провел совещание в Минске. Это было в понедельник, и об этом сообщили.\n",
    "be": "Прэзідэнт правёў нараду ў Мінску. Гэта было ў панядзелак, і пра гэта паведамілі.\n",
    "en": "The president held a meeting in Minsk. It was on Monday, and this was reported.\n",
}


@pytest.fixture
def init(tmp_path, monkeypatch):
    """Run the command in a folder, in this process; gives both streams."""
    monkeypatch.chdir(tmp_path)

    def init(*arguments):
        done = CliRunner().invoke(cli, ["init", *arguments], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout, done.stderr

    return init


def fill(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXTS.get(text, text), "utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_found(init, tmp_path, case):
    fill(tmp_path, case["files"])
    shown, told = init()
    assert shown == ""
    config = load_config(tmp_path)
    found = [
        f"{p.original.text} > {p.release.text}{f' ({p.source_lang})' if p.source_lang else ''}"
        for p in config.pairs
    ]
    assert sorted(found) == sorted(case["pairs"])
    glossaries = [path.relative_to(tmp_path).as_posix() for path in config.glossaries]
    assert glossaries == case.get("glossaries", [])
    for words in case.get("told", []):
        assert words in told
    if found:
        # What was found by names is found by the patterns, and nothing is left over.
        pairs = find_pairs(config)
        assert f"{len(pairs.pairs)} pair" in told
        assert not pairs.problems


def test_the_examples(init, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    _, told = init()
    assert "8 pairs found by 2 patterns." in told
    pairs = find_pairs(load_config(tmp_path)).pairs
    assert len(pairs) == 8
    assert {pair.source_lang for pair in pairs} == {"ru", "be"}


def test_the_file_says_what_else_can_be_set(init, tmp_path):
    init()
    text = (tmp_path / "align.toml").read_text("utf-8")
    assert tomllib.loads(text) == {}
    # Every line that is commented out holds as it stands, and together they name every key but
    # those for special needs.
    setting = re.compile(r'# (\[.*\]|\]|"?[A-Za-z0-9*/-]+"? = .*|    \{ .*)')
    lines = [match[1] if (match := setting.fullmatch(line)) else line
             for line in text.splitlines()]  # fmt: skip
    data = tomllib.loads("\n".join(lines))
    special = {"target-lang", "encoder", "abbreviations", "cache", "extend-select",
               "extend-ignore"}  # fmt: skip
    assert set(data) == set(KEYS) - special
    (tmp_path / "in").mkdir()
    (tmp_path / "align.toml").write_text("\n".join(lines).replace("../align", "in/base"), "utf-8")
    (tmp_path / "in" / "base.toml").write_text("")
    config = load_config(tmp_path)
    assert config.per_file[0].rules[0].text == "TXT"
    assert config.fail_on == "error"
    assert chooser(config).chosen.options == {"TXT008": {"spelling": "american"}}


def test_a_second_time_is_refused(init, align, tmp_path):
    init()
    before = (tmp_path / "align.toml").read_bytes()
    run = align("init")
    assert run.returncode == 2
    assert b"is there already, and is not overwritten" in run.stderr
    assert (tmp_path / "align.toml").read_bytes() == before
    shown, _ = init("--print")
    assert shown.encode() == before


def test_a_dangling_link_is_not_written_through(align, tmp_path):
    (tmp_path / "align.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert align("init").returncode == 2
    assert not (tmp_path / "elsewhere.toml").exists()


def test_settings_in_a_project_are_not_hidden(align, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.align]\njobs = 2\n")
    run = align("init")
    assert run.returncode == 2
    assert b"an align.toml would hide them" in run.stderr
    # Those of a folder above are no reason not to write.
    (tmp_path / "inner").mkdir()
    run = align("init", "inner")
    assert run.returncode == 0
    assert (tmp_path / "inner" / "align.toml").is_file()


def test_print_writes_nothing(init, tmp_path):
    fill(tmp_path, {"1/ru.txt": "ru", "1/en.txt": "en"})
    shown, told = init("--print")
    assert tomllib.loads(shown)["pairs"] == [
        {"original": "{id}/ru.txt", "release": "{id}/en.txt", "source-lang": "ru"}
    ]
    assert "1 pair found by 1 pattern." in told
    assert not (tmp_path / "align.toml").exists()


def test_the_same_folder_gives_the_same_bytes(init, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    assert init("--print") == init("--print")


def test_no_such_folder(align):
    run = align("init", "nowhere")
    assert run.returncode == 2
    assert run.stderr.startswith(b"align: nowhere: there is no such folder.")


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="rights are POSIX")
def test_a_folder_that_cannot_be_written(align, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    (tmp_path / "locked").mkdir(mode=0o500)
    run = align("init", "locked")
    assert run.returncode == 2
    assert b"cannot be written" in run.stderr
