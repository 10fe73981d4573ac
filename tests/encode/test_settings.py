import json
from pathlib import Path

import pytest

from align.encode.settings import DEFAULT_TOKENS, MOST_TOKENS, read_settings
from align.errors import ModelError

PROMPTS = "config_sentence_transformers.json"
POOLING = "1_Pooling/config.json"


def folder_of(folder: Path, files: dict[str, object]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_a_bare_folder_has_mean_pooling_and_no_prefix(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert (settings.pooling, settings.prefix) == ("mean", "")
    assert settings.max_tokens(10**30) == DEFAULT_TOKENS


@pytest.mark.parametrize(
    ("content", "pooling"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, "mean"),
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, "cls"),
        ({"pooling_mode": "cls"}, "cls"),
        ({"word_embedding_dimension": 384}, "mean"),
    ],
)
def test_pooling_is_read(tmp_path: Path, content: object, pooling: str) -> None:
    assert read_settings(folder_of(tmp_path, {POOLING: content})).pooling == pooling


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"pooling_mode_max_tokens": True}, "pooling 'max'"),
        ({"pooling_mode_lasttoken": True}, "pooling 'lasttoken'"),
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}, "pooling 'mean, cls'"),
        ([], "not a JSON object"),
    ],
)
def test_other_pooling_is_refused(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        read_settings(folder_of(tmp_path, {POOLING: content}))
    assert str(tmp_path / POOLING) in str(caught.value)


def test_the_place_of_pooling_comes_from_the_list_of_parts(tmp_path: Path) -> None:
    parts = [
        {"path": "", "type": "sentence_transformers.models.Transformer"},
        {"path": "pool", "type": "sentence_transformers.models.Pooling"},
    ]
    files = {"modules.json": parts, "pool/config.json": {"pooling_mode_cls_token": True}}
    assert read_settings(folder_of(tmp_path, files)).pooling == "cls"


def test_a_part_that_is_not_carried_out_is_refused(tmp_path: Path) -> None:
    parts = [{"path": "2_Dense", "type": "sentence_transformers.models.Dense"}]
    with pytest.raises(ModelError, match=r"modules\.json.*'Dense'"):
        read_settings(folder_of(tmp_path, {"modules.json": parts}))


@pytest.mark.parametrize(
    ("content", "prefix"),
    [
        ({"prompts": {"query": "query: ", "passage": "passage: "}}, ""),
        ({"prompts": {"query": "query: "}, "default_prompt_name": "query"}, "query: "),
        ({"prompts": {"query": "query: "}, "default_prompt_name": "other"}, ""),
        ({"prompts": None, "default_prompt_name": None}, ""),
    ],
)
def test_the_prefix_is_the_default_prompt(tmp_path: Path, content: object, prefix: str) -> None:
    assert read_settings(folder_of(tmp_path, {PROMPTS: content})).prefix == prefix


def test_pooling_without_the_prompt_is_refused(tmp_path: Path) -> None:
    files = {
        PROMPTS: {"prompts": {"q": "q: "}, "default_prompt_name": "q"},
        POOLING: {"pooling_mode_mean_tokens": True, "include_prompt": False},
    }
    with pytest.raises(ModelError, match="leaves the prompt out"):
        read_settings(folder_of(tmp_path, files))


@pytest.mark.parametrize(
    ("config", "sentences", "tokenizer", "limit"),
    [
        ({"max_position_embeddings": 512}, {}, 10**30, 512),
        ({"max_position_embeddings": 512}, {"max_seq_length": 128}, 10**30, 128),
        ({"max_position_embeddings": 512}, {"max_seq_length": None}, 256, 256),
        ({"model_type": "xlm-roberta", "max_position_embeddings": 514}, {}, 10**30, 512),
        ({"model_type": "modernbert", "max_position_embeddings": 32768}, {}, 10**30, MOST_TOKENS),
        ({"max_position_embeddings": True}, {}, -1, DEFAULT_TOKENS),
    ],
)
def test_the_narrowest_bound_holds(
    tmp_path: Path, config: object, sentences: object, tokenizer: int, limit: int
) -> None:
    files = {"config.json": config, "sentence_bert_config.json": sentences}
    assert read_settings(folder_of(tmp_path, files)).max_tokens(tokenizer) == limit


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"config\.json: cannot be read as JSON"):
        read_settings(tmp_path)
