"""Reading abbreviation files: what they change, and what is said about mistakes in them."""

from pathlib import Path

import pytest

from align.errors import ConfigError
from align.segment import load_splitter
from align.segment.abbreviations import key, load_lexicon
from align.types import LANGUAGES, Language


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "expected"),
    [("т. е.", "т.е"), ("т.е.", "т.е"), ("и пр.", "и пр"), ("чл.-кар.", "чл.-кар"), ("г.", "г")],
)
def test_key_leaves_out_blanks_after_stops_and_the_last_stop(written: str, expected: str) -> None:
    assert key(written) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_packaged_files_hold_every_class(language: Language) -> None:
    lexicon = load_lexicon(language)
    kinds = set().union(*lexicon.abbreviations.values())
    assert kinds == {
        "never-final", "before-name", "before-number", "after-number", "final-before-capital",
        "final-before-opener",
    }  # fmt: skip
    assert lexicon.words["sentence-openers"]


def test_an_added_abbreviation_is_known(tmp_path: Path) -> None:
    text = "Поставка в уп. Завод доволен."
    assert len(load_splitter("ru").split(text)) == 2
    own = load_splitter("ru", [write(tmp_path, 'never-final = ["уп."]\n')])
    assert len(own.split(text)) == 1
    assert own.digest != load_splitter("ru").digest


def test_an_added_file_replaces_the_classes_of_what_it_names(tmp_path: Path) -> None:
    text = "We sell cars, etc. Prices fell."
    assert len(load_splitter("en").split(text)) == 2
    own = load_splitter("en", [write(tmp_path, 'never-final = ["etc."]\n')])
    assert len(own.split(text)) == 1


def test_added_words_join_the_list(tmp_path: Path) -> None:
    own = load_lexicon("en", [write(tmp_path, 'names-with-mark = ["Hooray!"]\n')])
    assert {"Hooray!", "Yahoo!"} <= own.words["names-with-mark"]


def test_a_small_letter_alone_stays_small() -> None:
    lexicon = load_lexicon("ru")
    assert lexicon.classes("г")
    assert not lexicon.classes("Г")
    assert lexicon.classes("Ул") == lexicon.classes("ул")


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ('# own\nnever-finale = ["уп."]\n', 2, "Did you mean “never-final”?"),
        ('xyz = ["уп."]\n', 1, "Known keys: never-final"),
        ('never-final = "уп."\n', 1, "must be a list of strings"),
        ("never-final = [1]\n", 1, "must be a list of strings"),
        ('never-final = ["уп"]\n', 1, "must end in a stop"),
        ('\nmonths = [" "]\n', 2, "is empty or longer"),
        ('months = ["a"]\nnever-final = ["уп."\n\n= 3', 4, "is not valid TOML"),
        ("[never-final]\nwords = []\n", 1, "must be a list of strings"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, content: str, line: int, said: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ConfigError) as caught:
        load_lexicon("ru", [path])
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        load_lexicon("ru", [tmp_path / "none.toml"])


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_bytes("# да\nnever-final = ['уп.']".encode("cp1251"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_lexicon("ru", [path])
