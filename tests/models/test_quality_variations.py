"""Sound translations made freer: what comes out, and that nothing else does."""

import random
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality_variations import VARIATIONS, joined, lists, named, varied

CASES = tomllib.loads(Path(__file__).with_name("variation_cases.toml").read_text("utf-8"))["case"]
KINDS = {kind.__name__.replace("_", " "): kind for kind in VARIATIONS}
LANGUAGES = ("ru", "be")
SEEDS = 6000  # every outcome that is listed comes among so many


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['en']}")
def test_a_variation_of_each_kind(case: dict[str, Any], language: str) -> None:
    pair = case[language], case["en"]
    found = {KINDS[case["kind"]](pair, language, random.Random(seed)) for seed in range(SEEDS)}
    if not case["becomes"]:
        assert found == {None}
        return
    assert None not in found
    for expected in case["becomes"]:
        wanted = [re.escape(expected[side]).replace(r"\*", ".*") for side in (language, "en")]
        assert any(one and all(map(re.fullmatch, wanted, one)) for one in found), expected


def test_every_variation_has_a_case() -> None:
    assert set(KINDS) == {case["kind"] for case in CASES}


def test_lists_belong_together() -> None:
    free = lists()
    for places in (free.openers, free.particles):
        assert len(places["ru"]) == len(places["be"])
    for line in (*free.addresses, *free.labels):
        for language in LANGUAGES:
            for seed in range(20):
                ours, theirs = named(line, language, random.Random(seed))
                assert not re.search(r"[{}]", ours + theirs)
                assert re.fullmatch(r"[^a-zA-Z]+", ours)
                assert re.fullmatch(r"[^а-яёіў]+", theirs.lower())
    for people in free.names.values():
        assert all(len(name) == 3 for name in people)
    for phrase, others in free.same.items():
        assert phrase == phrase.lower()
        assert phrase not in others


texts = st.one_of(
    st.lists(
        st.sampled_from(["Exports", "will", "grow", ",", "said", "(he)", "BY", "12"]), max_size=9
    ).map(" ".join),
    st.text(max_size=40),
)


@given(texts, texts, st.sampled_from(LANGUAGES), st.integers(0, 2**32))
def test_any_pair_can_be_varied_in_the_same_way_again(
    source: str, target: str, language: str, seed: int
) -> None:
    once, again = (varied((source, target), language, random.Random(seed)) for _ in range(2))
    assert once == again
    assert all(isinstance(side, str) for side in once)


def test_two_translations_as_one() -> None:
    one = ("Экспорт вырос.", "Exports grew.")
    assert joined(one, one) == ("Экспорт вырос. Экспорт вырос.", "Exports grew. Exports grew.")
    assert joined(one, ("слово " * 59, "word")) is None
