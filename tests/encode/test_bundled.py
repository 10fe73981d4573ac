import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import Encoder, load_encoder
from align.encode.model import describe, find, installed, verify
from align.errors import ModelError

LANGUAGES = ("en", "ru", "be")


def copy_of(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / "model"))


def test_rows_are_unit_vectors_and_empty_text_is_a_zero_row(bundled: Encoder) -> None:
    vectors = bundled.encode(["A sentence.", "", "Предложение.", " \t ", "Сказ."])
    assert vectors.shape == (5, bundled.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors[[0, 2, 4]], axis=1), 1.0, atol=1e-6)
    assert not vectors[[1, 3]].any()


def test_no_texts_give_no_rows(bundled: Encoder) -> None:
    assert bundled.encode([]).shape == (0, bundled.dimensions)


def test_text_of_odd_characters_is_encoded(bundled: Encoder) -> None:
    vectors = bundled.encode(["\ud800 lone surrogate", "nul \0 inside", "\u200b", "漢" * 50])
    assert np.isfinite(vectors).all()


def test_vectors_do_not_depend_on_the_batch(bundled: Encoder, sentences: list[str]) -> None:
    """Bit by bit, whatever the grouping and the order."""
    chosen = [*sentences[:30], "", sentences[0] * 30]
    alone = np.concatenate([bundled.encode([text]) for text in chosen])

    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(st.lists(st.integers(0, len(chosen) - 1), min_size=1, max_size=20))
    def check(numbers: list[int]) -> None:
        together = bundled.encode([chosen[n] for n in numbers])
        assert together.tobytes() == alone[numbers].tobytes()

    check()


def test_a_heading_in_capitals_is_read_as_in_small_letters(
    bundled: Encoder, statements: list[dict[str, str]]
) -> None:
    small = [statement["be"].lower() for statement in statements]
    shouted = [text.upper() for text in small]
    assert bundled.encode(shouted).tobytes() == bundled.encode(small).tobytes()
    # One word in capitals is an abbreviation.
    one, other = bundled.encode(["США", "сша"])
    assert one.tobytes() != other.tobytes()


def test_text_longer_than_the_network_is_read_to_its_end(bundled: Encoder) -> None:
    """Six windows: the end of the text moves the vector, and moves it towards itself."""
    long = "Мы строим дороги и мосты. " * 500
    ending = "The orchestra plays music in the evening. "
    plain, longer, end = bundled.encode([long, long + ending * 120, ending])
    assert float(np.linalg.norm(longer)) == pytest.approx(1.0, abs=1e-6)
    assert plain.tobytes() != longer.tobytes()
    assert longer @ end > plain @ end + 0.01


@pytest.mark.parametrize("one", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_a_rendering_is_nearer_than_any_other_sentence(
    bundled: Encoder, statements: list[dict[str, str]], one: str, other: str
) -> None:
    rows = [bundled.encode([s[language] for s in statements]) for language in (one, other)]
    nearest = (rows[0] @ rows[1].T).argmax(axis=1)
    assert nearest.tolist() == list(range(len(statements)))


@pytest.mark.parametrize(("one", "other"), [("be", "en"), ("ru", "en"), ("be", "ru")])
def test_similarity_has_a_zero(
    bundled: Encoder, statements: list[dict[str, str]], one: str, other: str
) -> None:
    """Sentences of one field with nothing else in common lie nearly at right angles."""
    rows = [bundled.encode([s[language] for s in statements]) for language in (one, other)]
    similarity = rows[0] @ rows[1].T
    own = similarity.diagonal().copy()
    np.fill_diagonal(similarity, np.nan)
    assert abs(np.nanmean(similarity)) < 0.25
    assert own.mean() > 0.7


def test_mean_vectors_are_of_prose_not_of_a_language(bundled: Encoder) -> None:
    """What a language's sentences share was taken out in training; what prose shares is left."""
    for language in LANGUAGES:
        centre = bundled.centre(language)
        assert centre is not None
        assert 0.1 < float(np.linalg.norm(centre)) < 0.5
    english, russian = (bundled.centre(language) for language in ("en", "ru"))
    assert english is not None
    assert russian is not None
    assert english @ russian > 0.5 * np.linalg.norm(english) * np.linalg.norm(russian)


def test_a_language_without_a_mean_vector_has_none(bundled: Encoder) -> None:
    assert bundled.centre("de") is None


def test_every_bundled_model_is_whole() -> None:
    models = installed()
    assert models
    for model in models:
        verify(model)
        assert model.size > 0


@pytest.mark.parametrize(
    "name", ["model.onnx", "model.safetensors", "tokenizer.model", "tokenizer.json", "centres.json"]
)
def test_a_flipped_byte_is_noticed(bundled_folder: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(bundled_folder, tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged") as caught:
        load_encoder(str(folder))
    assert str(folder / name) in str(caught.value)


def test_a_missing_file_is_named(bundled_folder: Path, tmp_path: Path) -> None:
    folder = copy_of(bundled_folder, tmp_path)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match="cannot be read") as caught:
        load_encoder(str(folder))
    assert str(folder / "model.onnx") in str(caught.value)


@pytest.mark.parametrize(
    "key",
    ["name", "pooling", "dimensions", "max_tokens", "prefix", "languages", "licence", "files"],
)
def test_a_description_without_a_key_is_refused(
    bundled_folder: Path, tmp_path: Path, key: str
) -> None:
    data = json.loads((bundled_folder / "model.json").read_text(encoding="utf-8"))
    del data[key]
    (tmp_path / "model.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match=rf"model\.json: not a model description.*{key}"):
        describe(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 1}', "\ufeff{}"])
def test_a_description_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "model.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="not a model description"):
        describe(tmp_path)


def test_unknown_pooling_is_refused(bundled_folder: Path, tmp_path: Path) -> None:
    folder = copy_of(bundled_folder, tmp_path)
    data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data["pooling"] = "max"
    (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ModelError, match="pooling 'max'"):
        load_encoder(str(folder))


def test_a_folder_without_mean_vectors_is_a_model_too(
    bundled_folder: Path, bundled: Encoder, tmp_path: Path
) -> None:
    folder = copy_of(bundled_folder, tmp_path)
    data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    del data["files"]["centres.json"]
    (folder / "centres.json").unlink()
    (folder / "model.json").write_text(json.dumps(data), encoding="utf-8")
    encoder = load_encoder(str(folder))
    assert encoder.centre("ru") is None
    assert encoder.digest != bundled.digest
    assert encoder.encode(["Слово."]).tobytes() == bundled.encode(["Слово."]).tobytes()


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(ModelError, match=r"no model 'e5-tiny'.*e5-mini-en-ru-be.*hf:OWNER/NAME"):
        find("e5-tiny")


def test_name_and_digest_are_those_of_the_description(bundled: Encoder) -> None:
    model = find("e5-mini-en-ru-be")
    assert (bundled.name, bundled.digest) == (model.name, model.digest)
    assert set(model.languages) == set(LANGUAGES)
