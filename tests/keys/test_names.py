"""Sounds of names, stems of words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.keys.names import sounds
from align.keys.words import stem

CASES = tomllib.loads((Path(__file__).parent / "name_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("words", CASES["same-sound"])
def test_spellings_of_a_name_sound_alike(words: str) -> None:
    assert frozenset.intersection(*(sounds(word, 3, 4) for word in words.split()))


@pytest.mark.parametrize("words", CASES["other-sound"])
def test_other_names_do_not(words: str) -> None:
    one, other = words.split()
    assert not sounds(one, 3, 4) & sounds(other, 3, 4)


@pytest.mark.parametrize("words", CASES["same-stem"])
def test_forms_and_spellings_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", CASES["other-stem"])
def test_other_words_have_another(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


@given(st.text(min_size=1, max_size=60))
def test_any_word_has_a_stem_no_longer_than_itself_and_no_more_than_a_few_sounds(word: str) -> None:
    assert len(stem(word)) <= len(word.lower())
    assert len(sounds(word, 3, 4)) <= 4
