import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.instead import is_light, standing_for
from align.glossary.links import MOST_WORDS, Linker, word_vectors
from align.morphology import words
from align.types import Span

CASES = tomllib.loads(Path(__file__).with_name("instead_cases.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def linker():
    return Linker(load_encoder(), load_lexicon().renderings)


def found_for(linker, case, taken=()):
    (links,) = linker.link([(case["original"], case["release"])], case["language"])
    at = case["original"].index(case["term"], case.get("from", 0))
    return standing_for(links, Span(at, at + len(case["term"])), taken)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["about"])
def test_the_rendering_is_found(linker, case):
    found = found_for(linker, case)
    assert found.text == case["rendering"]
    assert found.span.of(case["release"]) == found.text
    assert found.score > case.get("score", 0.8)


def test_of_two_the_second_is_found_for_the_second(linker):
    case = next(c for c in CASES["case"] if "from" in c)
    first = found_for(linker, {**case, "term": "Завод", "from": 0})
    second = found_for(linker, case)
    assert first.span.start == case["release"].index("plant")
    assert second.span.start == case["release"].rindex("plant")


@pytest.mark.parametrize("case", CASES["nothing"], ids=lambda case: case["term"])
def test_where_nothing_stands_for_a_term_the_score_says_so(linker, case):
    found = found_for(linker, case)
    assert found is None or found.score < 0.3


def test_places_that_are_taken_are_left_alone(linker):
    case = CASES["case"][0]
    start = case["release"].index("Union State")
    taken = Span(start, start + len("Union State"))
    found = found_for(linker, case, [taken])
    assert found.span.end <= taken.start or found.span.start >= taken.end
    assert found.score < found_for(linker, case).score
    assert found_for(linker, case, [Span(0, len(case["release"]))]) is None


def test_no_rendering_reaches_over_a_full_stop(linker):
    case = {
        "language": "ru", "original": "Подписан договор о безопасности.",
        "term": "договор о безопасности", "release": "They signed a treaty. Security matters.",
    }  # fmt: skip
    assert "." not in found_for(linker, case).text


def test_without_an_encoder_the_dictionary_and_the_sound_remain():
    linker = Linker(None, load_lexicon().renderings)
    original, release = "Закон о школе обсудили в Витебске.", "Vitebsk discussed the school law."
    for term, rendering in (("Закон", "law"), ("школе", "school"), ("Витебске", "Vitebsk")):
        case = {"language": "ru", "original": original, "release": release, "term": term}
        assert found_for(linker, case).text == rendering


class Counted:
    """The bundled encoder, counting what it is asked for."""

    def __init__(self):
        self.encoder, self.asked = load_encoder(), []

    def tokens(self, texts):
        self.asked += texts
        return self.encoder.tokens(texts)

    def centre(self, language):
        return self.encoder.centre(language)


def test_every_text_is_encoded_once():
    encoder = Counted()
    pairs = [("Да.", "Yes."), ("Да.", "Indeed."), ("Нет.", "Yes.")]
    assert len(Linker(encoder).link(pairs, "ru")) == 3
    assert sorted(encoder.asked) == ["Indeed.", "Yes.", "Да.", "Нет."]


def test_a_text_without_end_is_cut(linker):
    text = "слово " * (20 * MOST_WORDS)
    (links,) = linker.link([(text, "word")], "ru")
    assert links.nearness.shape == (MOST_WORDS, 1)
    assert standing_for(links, Span(len(text) - 6, len(text) - 1)) is None


def test_words_take_the_mean_of_their_pieces():
    class Pieces:
        spans = np.array([(0, 3), (3, 6), (7, 9), (9, 10)])
        vectors = np.array([(1, 0), (0, 1), (0, 1), (1, 0)], np.float32)

    found = word_vectors("abcdef gh.", Pieces())
    assert found.spans == ((0, 6), (7, 9))
    np.testing.assert_allclose(found.vectors, [(0.5**0.5, 0.5**0.5), (0, 1)], atol=1e-6)


@pytest.mark.parametrize(
    ("word", "light"), [("the", True), ("The", True), ("US", False), ("us", True), ("state", False)]
)
def test_light_words(word, light):
    assert is_light(word) is light


WORDS = "Минск Мінск минута дом 7 семь и в Minsk the of seven house U.S. 's . , —"
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS, TEXTS, st.data())
def test_what_is_found_is_whole_words_that_are_free(source, target, data):
    span = Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2))))
    taken = [Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(target))] * 2))))]
    (links,) = Linker(None, load_lexicon().renderings).link([(source, target)], "ru")
    assert (links.going.sum(1) <= 1 + 1e-9).all()
    assert (links.coming.sum(0) <= 1 + 1e-9).all()
    found = standing_for(links, span, taken)
    if found is None:
        return
    assert 0 <= found.score <= 1
    assert found.span.of(target) == found.text != ""
    assert found.span.start in {start for start, _ in words(target)}
    ends = {end for _, end in words(target)}
    # Without a possessive ending, with the last full stop of an abbreviation.
    assert found.span.end in ends | {end - 2 for end in ends} | {end + 1 for end in ends}
    assert not any(found.span.start < t.end and t.start < found.span.end for t in taken)
    assert not is_light(found.text.split()[0])
