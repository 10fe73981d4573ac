"""Configuration: the closest file wins, unknown keys are errors with a suggestion."""

from pathlib import Path

import pytest

from align.config import load_config
from align.errors import ConfigError


def test_defaults_without_a_file(tmp_path):
    config = load_config(tmp_path)
    assert config.encoder is None
    assert config.cache


def test_the_closest_file_wins(tmp_path):
    (tmp_path / "align.toml").write_text('source-lang = "ru"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.align]\nsource-lang = "be"\n')
    assert load_config(inner).source_lang == "be"
    assert load_config(tmp_path).source_lang == "ru"


def test_a_project_without_a_section_is_passed_over(tmp_path):
    (tmp_path / "align.toml").write_text("cache = false\n")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert not load_config(inner).cache


def test_abbreviations_are_relative_to_the_file(tmp_path):
    (tmp_path / "align.toml").write_text('[abbreviations]\nbe = ["skaroty.toml"]\n')
    assert load_config(tmp_path).abbreviations == {"be": (tmp_path / "skaroty.toml",)}


def test_glossaries_are_relative_to_the_file(tmp_path):
    (tmp_path / "align.toml").write_text('glossaries = ["terms.yaml", "more"]\n')
    assert load_config(tmp_path).glossaries == (tmp_path / "terms.yaml", tmp_path / "more")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('glossaries = "terms.yaml"', ["'glossaries' must be a list"]),
        ('encodr = "x"', ["encodr", "Did you mean 'encoder'?"]),
        ('source-lang = "de"', ["source-lang", '"ru" or "be"']),
        ("cache = 3", ["'cache' must be true or false"]),
        ("[abbreviations]\npl = []", ["'pl'", "en, ru, be"]),
        ('[abbreviations]\nru = "x"', ["list of file names"]),
        ("cache = true\ncache = ,\n", ["not valid TOML", "align.toml:2"]),
    ],
)
def test_mistakes_are_told_with_file_and_remedy(tmp_path, text, words):
    (tmp_path / "align.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert str(Path(tmp_path) / "align.toml") in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_the_section_must_be_a_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool]\nalign = "tool.align"\n')
    with pytest.raises(ConfigError, match="must be a table"):
        load_config(tmp_path)


@pytest.mark.parametrize("text", ["tool = 1\n", "broken = = 1\n", "[tool]\nother = 1\n"])
def test_a_project_of_others_does_not_stop_us(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    assert load_config(tmp_path).path is None
