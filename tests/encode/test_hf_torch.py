"""The bundled folder read by transformers and torch, and what is wrong with damaged ones."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer

from align.encode import Encoder, load_encoder
from align.encode.weights import initializers
from align.errors import ModelError


@pytest.fixture
def changed(bundled_folder: Path, tmp_path: Path) -> Path:
    """A copy to spoil, without the description that makes it a model of our own."""
    folder = Path(shutil.copytree(bundled_folder, tmp_path / "changed"))
    for name in ("model.json", "model.onnx"):
        (folder / name).unlink()
    return folder


def test_transformers_gives_the_same_vectors(
    bundled: Encoder, bundled_folder: Path, statements: list[dict[str, str]]
) -> None:
    """The same weights to the last bit; activations are float32 here and rounded to int8 there."""
    tokenizer = AutoTokenizer.from_pretrained(bundled_folder)
    model = AutoModel.from_pretrained(bundled_folder).float().eval()
    texts = [text for statement in statements for text in statement.values()]
    rows = []
    for text in texts:
        with torch.inference_mode():
            hidden = model(**tokenizer(text, return_tensors="pt")).last_hidden_state
        rows.append(torch.nn.functional.normalize(hidden[0].mean(0), dim=0).numpy())
    vectors = bundled.encode(texts)
    cosine = (np.array(rows) * vectors).sum(axis=1)
    assert cosine.min() > 0.97
    assert cosine.mean() > 0.985


def test_both_routes_read_the_same_weights(bundled_folder: Path) -> None:
    model = AutoModel.from_pretrained(bundled_folder).float()
    ours = initializers(bundled_folder / "model.safetensors")
    words = ours["words"] * ours["words.scale"]
    np.testing.assert_array_equal(model.embeddings.word_embeddings.weight.detach().numpy(), words)
    for number, layer in enumerate(model.transformer.layer):
        for name, linear in (("up", layer.ffn.lin1), ("down", layer.ffn.lin2)):
            matrix = ours[f"{number}.{name}"] * ours[f"{number}.{name}.scale"]
            np.testing.assert_array_equal(linear.weight.detach().numpy().T, matrix)


def test_the_folder_is_an_encoder_of_transformers_too(
    bundled: Encoder,
    bundled_folder: Path,
    statements: list[dict[str, str]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    texts = [text for statement in statements for text in statement.values()]
    texts += ["", " ".join(texts * 3)]
    encoder = load_encoder(f"hf:{bundled_folder}")
    vectors = encoder.encode(texts)
    assert capfd.readouterr() == ("", "")
    cosine = np.delete((vectors * bundled.encode(texts)).sum(axis=1), -2)
    assert not vectors[-2].any()
    assert cosine.min() > 0.97
    assert cosine.mean() > 0.985
    assert encoder.encode(texts[:5]).tobytes() == vectors[:5].tobytes()


def test_weights_that_are_not_there_are_not_made_up(changed: Path) -> None:
    """transformers fills them at random, with a warning."""
    weights = load_file(changed / "model.safetensors")
    del weights["transformer.layer.3.ffn.lin2.weight"]
    save_file(weights, changed / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=r"do not fit.*transformer\.layer\.3\.ffn\.lin2\.weight"):
        load_encoder(str(changed))


def test_an_unknown_architecture_is_one_sentence(changed: Path) -> None:
    (changed / "config.json").write_text(json.dumps({"model_type": "unheard-of"}), "utf-8")
    with pytest.raises(ModelError, match="does not load") as caught:
        load_encoder(str(changed))
    assert "\n" not in str(caught.value)
