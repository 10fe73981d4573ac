"""``align config show`` as users call it."""

import json
import tomllib

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.config.keys import KEYS

TEXT = """\
extend = "shared.toml"
pairs = [
    { original = "{id}/ru.txt", release = "{id}/en.txt", source-lang = "ru" },
    { original = "{id}/be.txt", release = "{id}/en.txt", source-lang = "be" },
]
extend-ignore = ["TRM001"]
[severities]
TRM = "note"
[per-file-ignores]
"old/**" = ["ALL"]
"""
SHARED = 'glossaries = ["terms/a.yaml"]\nignore = ["GLS"]\nfail-on = "warning"\n'


@pytest.fixture
def show(tmp_path, monkeypatch):
    """Run the command in a folder with settings, in this process."""
    (tmp_path / "align.toml").write_text(TEXT)
    (tmp_path / "shared.toml").write_text(SHARED)
    for name in ("ru", "be", "en"):
        (tmp_path / "1").mkdir(exist_ok=True)
        (tmp_path / "1" / f"{name}.txt").write_text(name)
    monkeypatch.chdir(tmp_path)

    def show(*arguments):
        done = CliRunner().invoke(cli, ["config", "show", *arguments], catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    return show


def rows(text):
    """First and last column, and what is between."""
    found = {}
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("  ") if part.strip()]
        if len(parts) == 3:
            found[parts[0]] = tuple(parts[1:])
    return found


def test_every_setting_says_where_it_is_written(show):
    text = show()
    assert text.startswith("Settings of align.toml, which extends shared.toml.\n")
    found = rows(text)
    assert found["glossaries"] == ("terms/a.yaml", "shared.toml:1")
    assert found["fail-on"] == ("warning", "shared.toml:3")
    assert found["ignore"] == ("GLS, TRM001", "shared.toml:2, align.toml:6")
    assert found["select"] == ("ALL", "default")
    assert found["pairs"] == ("{id}/ru.txt -> {id}/en.txt (ru)", "align.toml:3")
    assert found["severities TRM"] == ("note", "align.toml:8")
    assert found["per-file-ignores old/**"] == ("ALL", "align.toml:10")
    assert "{id}/be.txt -> {id}/en.txt (be)" in text
    assert "2 pairs found; " in text


def test_every_key_that_is_no_way_to_another_is_shown(show):
    keys = {line.split()[0] for line in show().splitlines()[2:] if line and line[0] != " "}
    hidden = {"extend", "extend-select", "extend-ignore", "rules", "abbreviations"}
    assert set(KEYS) - hidden <= keys


def test_json_for_programs(show):
    data = json.loads(show("--format", "json"))
    assert data["files"] == ["align.toml", "shared.toml"]
    assert data["settings"]["fail-on"] == {"value": "warning", "from": ["shared.toml:3"]}
    assert data["settings"]["cache"] == {"value": True, "from": []}
    assert data["settings"]["pairs"]["value"][1]["source-lang"] == "be"
    assert data["settings"]["pairs"]["from"] == ["align.toml:3", "align.toml:4"]


def test_toml_says_the_same_in_one_file(show, tmp_path):
    shown = show("-f", "toml")
    data = tomllib.loads(shown)
    assert data["ignore"] == ["GLS", "TRM001"]
    assert data["per-file-ignores"] == {"old/**": ["ALL"]}
    (tmp_path / "align.toml").write_text(shown)
    again = show("-f", "toml")
    assert again.partition("\n")[2] == shown.partition("\n")[2]


def test_from_an_inner_folder(show, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "1")
    text = show()
    assert text.startswith("Settings of ../align.toml")
    assert rows(text)["fail-on"] == ("warning", "../shared.toml:3")
    # Values stay as the file has them.
    assert rows(text)["glossaries"][0] == "terms/a.yaml"


def test_defaults(show, tmp_path):
    (tmp_path / "align.toml").unlink()
    text = show()
    assert "align init writes one" in text
    assert rows(text)["fail-on"] == ("error", "default")
    assert "No pairs are named" in text
    assert tomllib.loads(show("-f", "toml"))["select"] == ["ALL"]


def test_originals_without_a_release_are_told(show, tmp_path):
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "ru.txt").write_text("x")
    done = CliRunner().invoke(cli, ["config", "show"])
    assert "2/ru.txt: this original has no release" in done.stderr


def test_a_mistake_ends_with_2_and_its_place(align, tmp_path):
    (tmp_path / "align.toml").write_text('jobs = 1\n[severities]\nTRN001 = "note"\n')
    run = align("config", "show")
    assert run.returncode == 2
    assert run.stdout == b""
    told = run.stderr.decode()
    assert "align.toml:3: there is no rule 'TRN001'. Did you mean 'TRM001'?" in told
