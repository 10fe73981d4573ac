"""Romanisations: what follows a scheme, and what follows none (romanisations.toml)."""

import tomllib
from pathlib import Path

import pytest

from align.keys.romanisation import romanised, spells

DATA = tomllib.loads((Path(__file__).parent / "romanisations.toml").read_text(encoding="utf-8"))
PAIRS = [
    (language, follows, *pair.split())
    for language in ("ru", "be")
    for follows in ("follows", "strange")
    for pair in DATA[language][follows]
]


@pytest.mark.parametrize(("language", "follows", "original", "spelling"), PAIRS)
def test_spelling(language, follows, original, spelling):
    assert spells(spelling, original, language) is (follows == "follows")


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair[1] == "follows"])
def test_what_the_lint_proposes_follows_a_scheme(pair):
    language, _, original, _ = pair
    assert spells(romanised(original, language), original, language)
