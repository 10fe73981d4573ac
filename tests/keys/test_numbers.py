"""Numbers in words and figures."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.keys.numbers import TOKEN, number_keys

CASES = tomllib.loads((Path(__file__).parent / "number_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "keys"), [(t, c["keys"]) for c in CASES["same"] for t in c["texts"]]
)
def test_renderings_have_the_same_keys(text: str, keys: str) -> None:
    assert sorted(number_keys(TOKEN.findall(text))) == sorted(keys.split())


@given(st.integers(0, 10**17))
def test_groups_of_three_change_no_value(value: int) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".replace(",", "\u00a0")):
        assert number_keys(TOKEN.findall(text)) == [f"#{value}"]


@given(st.text(max_size=60))
def test_any_text_has_keys(text: str) -> None:
    assert all(key[0] in "#@" for key in number_keys(TOKEN.findall(text)))
