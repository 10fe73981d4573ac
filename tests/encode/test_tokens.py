import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.onnx import OnnxEncoder


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    loaded = load_encoder()
    assert isinstance(loaded, OnnxEncoder)
    return loaded


def test_every_word_has_its_pieces(encoder: OnnxEncoder, sentences: list[str]) -> None:
    """Pieces stand one behind the other, none holds a blank, and together they are the text."""
    for text, found in zip(sentences, encoder.tokens(sentences), strict=True):
        assert found.vectors.shape == (len(found.spans), encoder.dimensions)
        covered = "".join(text[start:end] for start, end in found.spans)
        assert covered == "".join(text.split())
        assert (found.spans[1:, 0] >= found.spans[:-1, 1]).all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_pieces_stand_inside_any_text(encoder: OnnxEncoder, text: str) -> None:
    (found,) = encoder.tokens([text])
    assert len(found.spans) == len(found.vectors)
    assert (found.spans[:, 0] <= found.spans[:, 1]).all()
    assert not found.spans.size or (found.spans.min() >= 0 and found.spans.max() <= len(text))
    assert np.isfinite(found.vectors).all()


def test_vectors_are_unit_rows_and_do_not_depend_on_the_batch(
    encoder: OnnxEncoder, sentences: list[str]
) -> None:
    together = encoder.tokens(sentences[:20])
    for text, found in zip(sentences[:20], together, strict=True):
        np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1.0, atol=1e-5)
        assert encoder.tokens([text])[0].vectors.tobytes() == found.vectors.tobytes()


def test_a_text_longer_than_the_network_keeps_all_its_pieces(encoder: OnnxEncoder) -> None:
    text = "Мы строим дороги и мосты. " * 200
    (found,) = encoder.tokens([text])
    assert len(found.vectors) == len(found.spans) > 1000
    assert text[found.spans[-1, 0] : found.spans[-1, 1]] == "."


def test_no_text_has_no_pieces(encoder: OnnxEncoder) -> None:
    assert encoder.tokens([]) == []
    (found,) = encoder.tokens([" \t"])
    assert found.vectors.shape == (0, encoder.dimensions)


def test_words_find_their_renderings(encoder: OnnxEncoder) -> None:
    """Of the words of the other sentence the nearest is the rendering."""
    pairs = {"мосты": "bridges", "дороги": "roads", "больницы": "hospitals"}
    russian, english = "Строим мосты, дороги и больницы.", "We build bridges, roads and hospitals."
    ours, theirs = encoder.tokens([russian, english])
    similarity = ours.vectors @ theirs.vectors.T
    for word, rendering in pairs.items():
        at, there = russian.index(word), english.index(rendering)
        rows = (ours.spans[:, 0] >= at) & (ours.spans[:, 1] <= at + len(word))
        best = theirs.spans[similarity[rows].max(axis=0).argmax()]
        assert there <= best[0] < best[1] <= there + len(rendering)
