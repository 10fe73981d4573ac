"""Transformers folders without torch: the bundled graph, its weights inside, and its tokenizer."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
from tokenizers import Tokenizer

from align.encode import Encoder, load_encoder
from align.errors import ModelError


@pytest.fixture(scope="module")
def folder(
    bundled_folder: Path, whole_graph: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    out = tmp_path_factory.mktemp("hf") / "folder"
    left_out = shutil.ignore_patterns("model.*", "tokenizer.model", "centres.json")
    shutil.copytree(bundled_folder, out, ignore=left_out)
    shutil.copy(whole_graph, out)
    return out


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(str(folder))


@pytest.fixture
def changed(folder: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(folder, tmp_path / "changed"))


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def test_the_tokenizer_of_transformers_gives_the_ids_of_sentencepiece(
    bundled_folder: Path, folder: Path, sentences: list[str]
) -> None:
    assert len(sentences) > 300
    ours = Tokenizer.from_file(str(folder / "tokenizer.json"))
    ours.encode_special_tokens = True
    theirs = sentencepiece.SentencePieceProcessor(
        model_file=str(bundled_folder / "tokenizer.model")
    )
    rows = [row.ids for row in ours.encode_batch(sentences, add_special_tokens=False)]
    for text, ids, expected in zip(sentences, rows, theirs.encode(sentences), strict=True):
        assert ids == expected, text


def test_vectors_are_those_of_the_bundled_encoder(
    bundled: Encoder, encoder: Encoder, sentences: list[str]
) -> None:
    texts = [*sentences[:60], "", " ".join(sentences[:60]), "ends in </s> and \ud800"]
    assert encoder.encode(texts).tobytes() == bundled.encode(texts).tobytes()


def test_it_is_an_encoder(encoder: Encoder, folder: Path) -> None:
    assert encoder.name == folder.name
    assert encoder.dimensions == 384
    assert encoder.centre("ru") is None
    assert encoder.encode([]).shape == (0, 384)


def test_the_digest_stands_for_the_files(encoder: Encoder, changed: Path) -> None:
    assert load_encoder(str(changed)).digest == encoder.digest
    prompt = {"prompts": {"query": "query: "}, "default_prompt_name": "query"}
    write(changed / "config_sentence_transformers.json", prompt)
    other = load_encoder(str(changed))
    assert other.digest != encoder.digest
    text = ["Прыклад сказа."]
    assert float((other.encode(text) * encoder.encode(text)).sum()) < 0.999


def test_cls_pooling_is_carried_out(encoder: Encoder, changed: Path) -> None:
    write(changed / "1_Pooling" / "config.json", {"pooling_mode_cls_token": True})
    text = ["An example sentence."]
    vectors = load_encoder(str(changed)).encode(text)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)
    assert vectors.tobytes() != encoder.encode(text).tobytes()


@pytest.mark.parametrize("kind", ["XLMRobertaTokenizer", "BertTokenizer"])
def test_a_tokenizer_without_a_vocabulary_is_noticed(changed: Path, kind: str) -> None:
    """transformers 5 loads it without a word, and every text is then unknown; 4 may complain."""
    (changed / "tokenizer.json").unlink()
    write(changed / "tokenizer_config.json", {"tokenizer_class": kind})
    write(changed / "config.json", {"model_type": "xlm-roberta"})
    with pytest.raises(ModelError, match=r"tokenizer (has only 5 pieces|does not load)"):
        load_encoder(str(changed))


def test_a_tokenizer_without_cyrillic_is_noticed(changed: Path) -> None:
    data = json.loads((changed / "tokenizer.json").read_text("utf-8"))
    pieces = data["model"]["vocab"]
    data["model"]["vocab"] = [entry for entry in pieces if entry[0].replace("▁", "").isascii()]
    write(changed / "tokenizer.json", data)
    with pytest.raises(ModelError, match="of a plain Russian sentence is unknown"):
        load_encoder(str(changed))


def test_a_damaged_graph_is_one_sentence(changed: Path) -> None:
    (changed / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="does not load") as caught:
        load_encoder(str(changed))
    assert "\n" not in str(caught.value)


def test_weights_that_can_run_code_are_not_opened(changed: Path) -> None:
    (changed / "model.onnx").rename(changed / "pytorch_model.bin")
    with pytest.raises(ModelError, match="no weights in safetensors or ONNX form"):
        load_encoder(str(changed))


def test_without_torch_the_extra_is_named(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (changed / "model.onnx").rename(changed / "model.safetensors")
    (changed / "config.json").unlink()  # with it transformers itself looks for torch
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"pip install 'sverka\[hf\]'"):
        load_encoder(str(changed))


def test_an_unknown_model_of_the_hub_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(ModelError, match=r"hf download nobody/no-such-model$") as caught:
        load_encoder("hf:nobody/no-such-model")
    assert "downloads nothing" in str(caught.value)


@pytest.mark.parametrize("name", ["./no-such-folder", "a/b/c", "hf:", "hf:../x", "hf:name"])
def test_a_name_that_is_no_model(name: str) -> None:
    with pytest.raises(ModelError, match="There is no model folder"):
        load_encoder(name)


def test_nothing_reaches_the_terminal(folder: Path) -> None:
    program = (
        "import sys; from align.encode import load_encoder; "
        "load_encoder(sys.argv[1]).encode(['Слово. ' * 2000])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_a_model_in_the_cache_of_the_hub_is_found(
    folder: Path, encoder: Encoder, tmp_path: Path
) -> None:
    revision = "0123456789abcdef0123456789abcdef01234567"
    model = tmp_path / "models--someone--small"
    (model / "refs").mkdir(parents=True)
    (model / "refs" / "main").write_text(revision)
    shutil.copytree(folder, model / "snapshots" / revision)
    program = (
        "from align.encode import load_encoder; "
        "e = load_encoder('hf:someone/small'); print(e.name, e.digest)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"HF_HUB_CACHE": str(tmp_path)},
    )
    assert (done.stdout, done.stderr) == (f"someone/small {encoder.digest}\n", "")
