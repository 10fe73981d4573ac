"""Words that deny (negation_cases.toml)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.facts.negation import counted, denials, folded, is_light

CASES = tomllib.loads(Path(__file__).with_name("negation_cases.toml").read_text("utf-8"))["case"]
LANGUAGES = st.sampled_from(["ru", "be", "en"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cues(case):
    found = counted(case["text"], case["language"])
    assert [span.of(case["text"]) for span in found] == case["cues"].split()


@pytest.mark.parametrize(
    ("language", "text", "softener"),
    [
        ("ru", "Это невозможно.", "невозможно"),
        ("ru", "Завод отказался платить.", "отказался"),
        ("be", "Гэта немагчыма.", "немагчыма"),
        ("en", "They failed to agree.", "failed"),
        ("en", "The plant is unable to pay.", "unable"),
        ("en", "It is an uncertain road.", "uncertain"),
        ("ru", "Тем не менее это так.", "Тем не менее"),
    ],
)
def test_words_that_deny_by_what_they_mean(language, text, softener):
    assert softener in [span.of(text) for span in denials(text, language).softeners]


@pytest.mark.parametrize("text", ["The union is united.", "Important information is inside."])
def test_words_that_only_begin_so(text):
    assert denials(text, "en").softeners == ()


def test_light_words():
    assert is_light("The", "en")
    assert is_light("он", "ru")
    assert not is_light("завод", "ru")


@given(st.text(max_size=200), LANGUAGES)
def test_places_are_in_the_text_and_in_order(text, language):
    found = denials(text, language)
    for places in (found.cues, found.softeners, found.contraries, found.polarity):
        assert all(0 <= place.start < place.end <= len(text) for place in places)
        assert list(places) == sorted(places)
    assert len(folded(text)) == len(text)
    assert found.cues == counted(text, language)


@given(st.text(alphabet="не и, .\u00a0Н'’", max_size=400))
def test_no_more_cues_than_words(text):
    assert len(counted(text, "ru")) <= len(text.split()) + text.count(",")
