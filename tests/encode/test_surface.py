"""The encoder without weights."""

import tomllib
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.surface import word_keys

ENCODER = load_encoder("none")
CASES = tomllib.loads((Path(__file__).parent / "surface_cases.toml").read_text(encoding="utf-8"))


@given(st.lists(st.text(max_size=40), max_size=8))
def test_rows_are_unit_or_zero(texts: list[str]) -> None:
    norms = np.linalg.norm(ENCODER.encode(texts), axis=1)
    for text, norm in zip(texts, norms, strict=True):
        # A text of signs alone has no keys.
        assert abs(norm - 1.0) < 1e-5 or norm == 0.0
        assert text.strip() or norm == 0.0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_rows_do_not_depend_on_each_other(texts: list[str]) -> None:
    alone = np.concatenate([ENCODER.encode([text]) for text in texts])
    assert ENCODER.encode(texts).tobytes() == alone.tobytes()


def test_many_texts_are_as_each_alone() -> None:
    texts = [f"Text number {n} of a long list" for n in range(300)]
    rows = ENCODER.encode(texts)
    assert rows[257].tobytes() == ENCODER.encode(texts[257:258]).tobytes()


@pytest.mark.parametrize(("one", "other"), list(permutations(("en", "ru", "be"), 2)))
def test_a_rendering_is_nearer_than_any_other_sentence(one: str, other: str) -> None:
    left, right = (
        ENCODER.encode([case[language] for case in CASES["rendering"]]) for language in (one, other)
    )
    similarity = left @ right.T
    assert similarity.argmax(axis=1).tolist() == list(range(len(left)))


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("правительства", "govern"),
        ("больницы", "hospit"),
        ("дзяржавы", "stat"),
        ("школу", "school"),
    ],
)
def test_a_word_has_the_keys_of_its_renderings(word: str, english: str) -> None:
    assert any(key.startswith(english) for key in word_keys(word))


def test_common_words_weigh_little() -> None:
    assert word_keys("the")["the"] < 0.3 < word_keys("budget")["budget"]


def test_it_is_loaded_by_name_and_knows_no_languages() -> None:
    assert ENCODER.name == "none"
    assert ENCODER.centre("ru") is None
    assert ENCODER.encode([]).shape == (0, ENCODER.dimensions)
