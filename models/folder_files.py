"""The small files of a model folder that transformers and sentence-transformers read."""

import base64
import json
from pathlib import Path
from typing import Any

from sentencepiece import sentencepiece_model_pb2 as proto

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
# sentencepiece never finds these names in a text; `tokenizers` would, so they get a score below
# that of their letters (about -35 together).
SPECIAL_SCORE = -100.0


def read_tokenizer(path: Path) -> tuple[list[tuple[str, float]], bytes]:
    """Pieces with their scores, and the character map of the normaliser."""
    model = proto.ModelProto()
    model.ParseFromString(path.read_bytes())
    pieces = [(entry.piece, entry.score) for entry in model.pieces]
    return pieces, model.normalizer_spec.precompiled_charsmap


def tokenizer_json(pieces: list[tuple[str, float]], charsmap: bytes) -> dict[str, Any]:
    """The sentencepiece unigram model in the form of the ``tokenizers`` library.

    sentencepiece makes runs of blanks one, and takes them off both ends, after its character map
    has turned other white space into blanks; splitting at single blanks does the same here.
    """
    specials = [(name, SPECIAL_SCORE) for name in SPECIAL]
    vocabulary = [*specials, *pieces[len(SPECIAL) :]]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": name,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number, name in enumerate(SPECIAL)
        ],
        "normalizer": {
            "type": "Precompiled",
            "precompiled_charsmap": base64.b64encode(charsmap).decode("ascii"),
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {
                    "type": "Split",
                    "pattern": {"String": " "},
                    "behavior": "Removed",
                    "invert": False,
                },
                {
                    "type": "Metaspace",
                    "replacement": "▁",
                    "prepend_scheme": "always",
                    "split": True,
                },
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special("<s>"), _sequence("A"), _special("</s>")],
            "pair": [
                *(_special("<s>"), _sequence("A"), _special("</s>")),
                *(_special("</s>"), _sequence("B"), _special("</s>")),
            ],
            "special_tokens": {
                name: {"id": name, "ids": [SPECIAL.index(name)], "tokens": [name]}
                for name in ("<s>", "</s>")
            },
        },
        "decoder": {
            "type": "Metaspace",
            "replacement": "▁",
            "prepend_scheme": "always",
            "split": True,
        },
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary, "byte_fallback": False},
    }


def _special(name: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": name, "type_id": 0}}


def _sequence(name: str) -> dict[str, Any]:
    return {"Sequence": {"id": name, "type_id": 0}}


def write_json(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write(out: Path, config: dict[str, Any]) -> None:
    """Write everything but the weights, given ``tokenizer.model`` and the network's `config`."""
    limit, width = config["max_position_embeddings"], config["dim"]
    pieces, charsmap = read_tokenizer(out / "tokenizer.model")
    if tuple(piece for piece, _ in pieces[: len(SPECIAL)]) != SPECIAL:
        raise SystemExit(f"{out / 'tokenizer.model'}: its first pieces are not {SPECIAL}")
    write_json(out / "config.json", config)
    write_json(out / "tokenizer.json", tokenizer_json(pieces, charsmap))
    names = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
    write_json(
        out / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": limit,
            "model_input_names": ["input_ids", "attention_mask"],
            "cls_token": "<s>",
            "sep_token": "</s>",
            **names,
        },
    )
    write_json(
        out / "1_Pooling" / "config.json",
        {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True},
    )
    write_json(out / "sentence_bert_config.json", {"max_seq_length": limit, "do_lower_case": False})
    write_json(
        out / "modules.json",
        [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (path, kind) in enumerate(
                (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
            )
        ],
    )
