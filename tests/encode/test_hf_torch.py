"""Transformers folders through torch: the bundled model exported and loaded again."""

import json
import shutil
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch  # noqa: F401  (collected only where it is installed, see conftest.py)
from safetensors.numpy import load_file, save_file

from align.encode import Encoder, load_encoder
from align.errors import ModelError


@pytest.fixture(scope="module")
def folder(
    bundled_folder: Path, exporter: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("torch") / "exported"
    exporter.export(bundled_folder, out)
    return out


def test_vectors_are_near_those_of_the_bundled_encoder(
    bundled: Encoder,
    folder: Path,
    statements: list[dict[str, str]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    """.9967 on average on FLORES: the activations are float32 here, int8 there."""
    texts = [text for statement in statements for text in statement.values()]
    texts += ["", " ".join(texts * 3)]
    encoder = load_encoder(str(folder))
    vectors = encoder.encode(texts)
    assert capfd.readouterr() == ("", "")
    cosine = (vectors * bundled.encode(texts)).sum(axis=1)
    assert not vectors[-2].any()
    cosine = np.delete(cosine, -2)
    assert cosine.min() > 0.98
    assert cosine.mean() > 0.995
    assert encoder.encode(texts[:5]).tobytes() == vectors[:5].tobytes()


def test_weights_that_are_not_there_are_not_made_up(folder: Path, tmp_path: Path) -> None:
    """transformers fills them at random, with a warning."""
    spoilt = Path(shutil.copytree(folder, tmp_path / "spoilt"))
    weights = load_file(spoilt / "model.safetensors")
    del weights["encoder.layer.3.output.dense.weight"]
    save_file(weights, spoilt / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match=r"do not fit.*encoder\.layer\.3\.output\.dense\.weight"):
        load_encoder(str(spoilt))


def test_an_unknown_architecture_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    spoilt = Path(shutil.copytree(folder, tmp_path / "spoilt"))
    (spoilt / "config.json").write_text(json.dumps({"model_type": "unheard-of"}), "utf-8")
    with pytest.raises(ModelError, match="does not load") as caught:
        load_encoder(str(spoilt))
    assert "\n" not in str(caught.value)
