"""Planted errors: what they change, and what they tell of it."""

import random
import re
import tomllib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality_errors import plant, plant_kind
from quality_kinds import KINDS
from quality_pools import LIKE, Pools
from quality_words import Sound, lists

DATA = tomllib.loads(Path(__file__).with_name("planted_cases.toml").read_text(encoding="utf-8"))
GIVEN = DATA["pools"]
POOLS = Pools(
    GIVEN["words"],
    [1.0] * len(GIVEN["words"]),
    GIVEN["names"],
    GIVEN["endings"],
    GIVEN["phrases"],
    GIVEN["near"],
)
SEEDS = 600  # every outcome that is listed comes among so many
LANGUAGES = ("ru", "be")


def marked(text: str, bad: Sequence[bool]) -> str:
    """`text` with its wrong characters in brackets."""
    runs = groupby(zip(text, bad, strict=True), lambda pair: pair[1])
    parts = [("".join(c for c, _ in run), wrong) for wrong, run in runs]
    return "".join(f"[{part}]" if wrong else part for part, wrong in parts)


def of(value: Any, language: str) -> Any:
    return value[language] if isinstance(value, dict) else value


def fits(pattern: str, text: str) -> bool:
    return bool(re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: f"{case['kind']}: {case['en']}")
def test_an_error_of_each_kind(case: dict[str, Any], language: str) -> None:
    other = (GIVEN["other"][language], GIVEN["other"]["en"])
    text = Sound(case[language], case["en"], case["en"].split(), other)
    expected, missed = of(case["becomes"], language), set(of(case["becomes"], language))
    for seed in range(SEEDS):
        found = plant_kind(case["kind"], text, POOLS, random.Random(seed))
        if not expected:
            assert found is None
            continue
        if found is None or (found.source, found.target) == (text.source, text.target):
            continue  # tried in vain, or the words came out in the same order
        assert found.kind == case["kind"]
        told = marked(found.target, found.target_bad)
        fitting = {pattern for pattern in expected if fits(pattern, told)}
        assert fitting, told
        missed -= fitting
        if "original" in case:
            assert found.source_bad is not None
            assert marked(found.source, found.source_bad) == of(case["original"], language)
        else:
            assert (found.source, found.source_bad) == (text.source, None)
    assert not missed


def test_every_kind_is_tried_and_has_a_case() -> None:
    tried = [name for name, *_ in lists().kinds]
    assert len(tried) == len(set(tried))
    assert set(tried) == {*KINDS, "unrelated", "copied", "source addition"}
    assert set(tried) == {case["kind"] for case in DATA["case"]}
    assert all(often > 0 and 0 < weight <= 1 for _, often, weight in lists().kinds)


def test_word_lists_are_in_small_letters_and_change_something() -> None:
    known = lists()
    for table in (known.antonyms, known.pronouns, known.tenses):
        for word, others in table.items():
            assert word == word.lower()
            assert word not in others
    assert all(word == word.lower() for word in known.function_words)
    assert set(known.affirmed.values()) <= set(known.denied)


SENTENCE = (
    "The road isn't open, said he: not since May 3rd in Minsk and Brest, 1,5 «late» … — never"
)
words = st.sampled_from(SENTENCE.split(" "))
texts = st.one_of(st.lists(words, max_size=20).map(" ".join), st.text(max_size=60))


@given(source=texts, target=texts, other=st.tuples(texts, texts), seed=st.integers(0, 2**32))
def test_whatever_is_spoilt_is_told_character_by_character(
    source: str, target: str, other: tuple[str, str], seed: int
) -> None:
    found = plant(source, target, other, POOLS, random.Random(seed))
    assert found == plant(source, target, other, POOLS, random.Random(seed))
    if found is None:
        return
    assert (found.source, found.target) != (source, target)
    assert len(found.target_bad) == len(found.target)
    if found.source_bad is not None:
        assert len(found.source_bad) == len(found.source)
    if found.source != source:
        assert found.source.startswith(source)
        assert found.target == target
        assert not any(found.target_bad)


def test_pools_hold_what_translations_use() -> None:
    texts = ["The big bridges of Minsk", "the bridges in Minsk", "Our bridges NATO", "ferries of 5"]
    pools = Pools.of(texts, lists().function_words, {})
    assert (pools.words, pools.names) == (["bridges"], ["Minsk"])
    assert pools.like("ages") == ["bridges"]
    assert pools.like("road") == ["bridges"]
    assert pools.near == {}


def test_a_near_word_is_another_word() -> None:
    # Two words of three letters each, and one of them in many forms.
    forms = [f"road{chr(n)}" for n in range(ord("a"), ord("a") + LIKE)]
    words = [*forms, "street", "lane"]
    vectors = {word: np.array([1, 0, 0.01 * n], np.float32) for n, word in enumerate(words)}
    vectors["lane"] = np.array([0, 1, 0], np.float32)
    pools = Pools.of([" ".join(words)] * 3, frozenset(), vectors)
    assert set(pools.near["roada"]) <= {"street", "lane"}
    assert "street" not in pools.near["street"]
