"""What a text of each language says is read as one value."""

import tomllib
from pathlib import Path

import pytest
from fact_notation import shown

from align.facts import read

TABLE = tomllib.loads(Path(__file__).with_name("fact_values.toml").read_text(encoding="utf-8"))
CASES = [
    (entry["value"], language, text)
    for entry in TABLE["same"]
    for language in ("en", "ru", "be")
    for text in entry[language]
]


@pytest.mark.parametrize(("value", "language", "text"), CASES)
def test_one_value_in_three_languages(value, language, text):
    assert [shown(fact) for fact in read(text, language)] == [value]
