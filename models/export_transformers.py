"""Write a bundled model out as a transformers folder, to go on training it or to use it elsewhere.

    python models/export_transformers.py models/e5-small-en-ru-be OUT

OUT gets float32 weights (``model.safetensors``, the int8 ones multiplied out), ``config.json``, the
tokenizer as ``tokenizer.json``, and the small files that sentence-transformers reads. Back into
Sverka it goes as ``--encoder OUT``. The activations are no longer rounded to int8, so the vectors
differ a little from the bundled model's.

Needs only what Sverka itself needs. The two files of the bundled model are protocol buffers, read
here by their wire format (https://protobuf.dev/programming-guides/encoding/) with the field
numbers of ``onnx.proto`` and ``sentencepiece_model.proto``.
"""

import argparse
import base64
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = dict[str, NDArray[Any]]
# TensorProto.DataType of the kinds that the graph has.
KINDS = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
# sentencepiece never finds these names in a text; `tokenizers` would, so they get a score below
# that of their letters (about -35 together).
SPECIAL_SCORE = -100.0


def fields(data: memoryview) -> Iterator[tuple[int, Any]]:
    """Number and value of every field: int, memoryview, or the four bytes of a float."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    while at < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
            continue
        size = {1: 8, 5: 4}.get(key & 7) or varint()
        yield key >> 3, data[at : at + size]
        at += size


def text(value: memoryview) -> str:
    return bytes(value).decode("utf-8")


def read_tokenizer(path: Path) -> tuple[list[tuple[str, float]], bytes]:
    """Pieces with their scores, and the character map of the normaliser."""
    pieces: list[tuple[str, float]] = []
    charsmap = b""
    for number, value in fields(memoryview(path.read_bytes())):
        if number == 1:  # ModelProto.pieces
            entry = dict(fields(value))
            pieces.append((text(entry[1]), struct.unpack("<f", entry[2])[0] if 2 in entry else 0.0))
        elif number == 3:  # ModelProto.normalizer_spec
            charsmap = bytes(dict(fields(value))[2])
    return pieces, charsmap


def read_graph(path: Path) -> tuple[Tensors, float, int]:
    """Constants of the graph, the epsilon of its layer norms, and its attention heads."""
    tensors: Tensors = {}
    epsilon, heads = 0.0, 0
    model = memoryview(path.read_bytes())
    graph = next(value for number, value in fields(model) if number == 7)  # ModelProto.graph
    for number, value in fields(graph):
        if number == 1:  # GraphProto.node
            for part, attribute in fields(value):
                if part == 5:  # NodeProto.attribute
                    entry = dict(fields(attribute))
                    if text(entry[1]) == "epsilon":
                        epsilon = struct.unpack("<f", entry[2])[0]
                    elif text(entry[1]) == "num_heads":
                        heads = int(entry[3])
        elif number == 5:  # GraphProto.initializer
            shape, entry = [], {}
            for part, content in fields(value):
                if part == 1 and isinstance(content, int):
                    shape.append(content)
                elif part == 1:  # packed dims
                    shape += list(packed(content))
                else:
                    entry[part] = content
            array = np.frombuffer(entry.get(9, b""), KINDS[entry[2]])
            tensors[text(entry[8])] = array.reshape(shape)
    return tensors, epsilon, heads


def packed(data: memoryview) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def state_dict(t: Tensors) -> Tensors:
    """Tensors by the names of transformers' ``BertModel``, float32."""

    def norm(name: str, target: str) -> Tensors:
        return {f"{target}.weight": t[f"{name}.w"], f"{target}.bias": t[f"{name}.b"]}

    def matrix(name: str) -> NDArray[np.float32]:
        """A matrix (in, out) multiplied out and turned to (out, in)."""
        return (t[f"{name}.w"].astype(np.float32) * t[f"{name}.w.scale"]).T

    hidden = t["positions"].shape[1]
    out: Tensors = {
        "embeddings.word_embeddings.weight": t["word_int8"] * t["word_scale"],
        "embeddings.position_embeddings.weight": t["positions"],
        # The graph has the vector of token type 0 in its positions; type 1 is never used.
        "embeddings.token_type_embeddings.weight": np.zeros((2, hidden), np.float32),
        **norm("embedding_norm", "embeddings.LayerNorm"),
    }
    layers = count_layers(t)
    for n in range(layers):
        here, there = f"layer{n}", f"encoder.layer.{n}"
        parts = np.split(matrix(f"{here}.attention"), 3), np.split(t[f"{here}.attention.b"], 3)
        for name, weight, bias in zip(("query", "key", "value"), *parts, strict=True):
            out[f"{there}.attention.self.{name}.weight"] = weight
            out[f"{there}.attention.self.{name}.bias"] = bias
        for name, target in (
            ("attention_out", "attention.output.dense"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
        ):
            product = "up.product" if name == "up" else name
            out[f"{there}.{target}.weight"] = matrix(f"{here}.{product}")
            out[f"{there}.{target}.bias"] = t[f"{here}.{name}.b"]
        last = "last_hidden_state" if n == layers - 1 else f"{here}.norm2"
        out |= norm(f"{here}.norm1", f"{there}.attention.output.LayerNorm")
        out |= norm(last, f"{there}.output.LayerNorm")
    return {name: np.ascontiguousarray(value, np.float32) for name, value in out.items()}


def count_layers(t: Tensors) -> int:
    return sum(name.endswith(".attention.w") for name in t)


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
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def export_tokenizer(model: Path, out: Path) -> None:
    """Write everything but the weights and ``config.json``."""
    description = json.loads((model / "model.json").read_text(encoding="utf-8"))
    limit, prefix = description["max_tokens"], description["prefix"]
    pieces, charsmap = read_tokenizer(model / "tokenizer.model")
    if tuple(piece for piece, _ in pieces[: len(SPECIAL)]) != SPECIAL:
        raise SystemExit(
            f"{model / 'tokenizer.model'}: its first pieces are not {' '.join(SPECIAL)}"
        )
    write_json(out / "tokenizer.json", tokenizer_json(pieces, charsmap))
    names = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
    write_json(
        out / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": limit,
            "cls_token": "<s>",
            "sep_token": "</s>",
            **names,
        },
    )
    write_json(
        out / "1_Pooling" / "config.json",
        {"word_embedding_dimension": description["dimensions"], "pooling_mode_mean_tokens": True},
    )
    write_json(
        out / "config_sentence_transformers.json",
        {"prompts": {"query": prefix}, "default_prompt_name": "query"},
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


def export(model: Path, out: Path) -> None:
    """Write the whole folder."""
    from safetensors.numpy import save_file

    export_tokenizer(model, out)
    tensors, epsilon, heads = read_graph(model / "model.onnx")
    vocabulary, hidden = tensors["word_int8"].shape
    write_json(
        out / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": hidden,
            "intermediate_size": tensors["layer0.up.b"].shape[0],
            "layer_norm_eps": float(np.format_float_scientific(np.float32(epsilon))),
            "max_position_embeddings": tensors["positions"].shape[0],
            "num_attention_heads": heads,
            "num_hidden_layers": count_layers(tensors),
            "pad_token_id": SPECIAL.index("<pad>"),
            "type_vocab_size": 2,
            "vocab_size": vocabulary,
        },
    )
    save_file(state_dict(tensors), out / "model.safetensors", metadata={"format": "pt"})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="folder of a bundled model")
    parser.add_argument("out", type=Path, help="folder to write")
    args = parser.parse_args()
    export(args.model, args.out)


if __name__ == "__main__":
    main()
