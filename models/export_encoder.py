"""Write a trained encoder as a model folder.

    python models/export_encoder.py --work FOLDER --run NAME [--out FOLDER]

``--work`` and ``--run`` are those of ``train_encoder.py``. The folder gets one file of weights,
which transformers and onnxruntime both read, the graph, the tokenizer in the forms of both
libraries, the mean vector of each language, and ``model.json`` with the checksum of every file.
"""

import argparse
import hashlib
import json
import random
import shutil
import sys
from pathlib import Path

import onnx
import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).resolve().parent))
import folder_files
import onnx_graph
import rounding

from align.encode import load_encoder
from align.encode.weights import initializers

HERE = Path(__file__).resolve().parent
NAME = "e5-mini-en-ru-be"
HEADS = 12
PROSE = ("mlqe", "mlqe-wikipedia", "apertium|mlqe", "xquad", "apertium|xquad")


def stored(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices in float8, positions in float16, all else in float32."""
    out: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        if name == "embeddings.word_embeddings.weight":
            out[name] = rounding.rounded(value, rounding.TABLE_LIMIT).to(torch.float8_e4m3fn)
        elif name == "embeddings.position_embeddings.weight":
            out[name] = value.half()
        elif value.ndim == 2:
            out[name] = rounding.rounded(value, rounding.WEIGHT_LIMIT).to(torch.float8_e4m3fn)
        else:
            out[name] = value
    return {name: value.contiguous() for name, value in out.items()}


def centres(model: Path, pairs: Path, count: int = 1500) -> dict[str, list[float]]:
    """Mean vector of each language over `count` sentences of prose.

    Of prose alone: the mean of messages, manuals and laws points away from that of FLORES-200 dev
    (cosines -.27, -.15 and .13 in en, be, ru), that of these origins the same way (.78, .71, .69).
    """
    texts: dict[str, list[str]] = {"be": [], "en": [], "ru": []}
    for line in pairs.read_text("utf-8").split("\n")[:-1]:
        origin, *sides = line.split("\t")
        if origin in PROSE:
            for language, text in (sides[:2], sides[2:]):
                if len(text) >= 40:
                    texts[language].append(text)
    chance = random.Random(1)
    encoder = load_encoder(str(model))
    means = {
        language: encoder.encode(chance.sample(rows, min(count, len(rows)))).mean(axis=0)
        for language, rows in texts.items()
    }
    return {name: [round(float(value), 5) for value in mean] for name, mean in means.items()}


def describe(out: Path, hidden: int, positions: int) -> None:
    """Write ``model.json``."""
    small = ("config.json", "modules.json", "sentence_bert_config.json", "tokenizer_config.json")
    large = ("model.onnx", "model.safetensors", "tokenizer.json", "tokenizer.model")
    names = (*large, *small, "1_Pooling/config.json")
    files = [name for name in (*names, "centres.json") if (out / name).is_file()]
    description = {
        "name": NAME,
        "pooling": "mean",
        "dimensions": hidden,
        "max_tokens": positions,
        "prefix": "",
        "languages": ["en", "ru", "be"],
        "licence": "MIT",
        "files": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in sorted(files)
        },
    }
    text = json.dumps(description, indent=2, ensure_ascii=False)
    (out / "model.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--run", default="run")
    parser.add_argument("--out", type=Path, default=HERE / NAME)
    args = parser.parse_args()
    student = torch.load(args.work / args.run / "student.pt")
    out = args.out
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.work / "tokenizer.model", out / "tokenizer.model")
    tensors = stored(student["model"])
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
    (out / "model.safetensors").chmod(0o644)
    pieces, hidden = tensors["embeddings.word_embeddings.weight"].shape
    positions = len(tensors["embeddings.position_embeddings.weight"])
    weights = initializers(out / "model.safetensors")
    folder_files.write(
        out,
        {
            "architectures": ["DistilBertModel"],
            "model_type": "distilbert",
            "dtype": "float32",
            "activation": "gelu",
            "dim": hidden,
            "hidden_dim": weights["0.up.bias"].shape[0],
            "n_heads": HEADS,
            "n_layers": sum(name.endswith(".qkv") for name in weights),
            "max_position_embeddings": positions,
            "dropout": 0.0,
            "attention_dropout": 0.0,
            "pad_token_id": folder_files.SPECIAL.index("<pad>"),
            "vocab_size": pieces,
        },
    )
    onnx.save(onnx_graph.build(weights, student["ranges"], HEADS), out / "model.onnx")
    (out / "centres.json").unlink(missing_ok=True)
    describe(out, hidden, positions)
    means = json.dumps(centres(out, args.work / "pairs.tsv"))
    (out / "centres.json").write_text(means + "\n", encoding="utf-8", newline="\n")
    describe(out, hidden, positions)
    total = sum(path.stat().st_size for path in out.rglob("*") if path.suffix != ".md")
    print(f"{out}: {total:,} bytes")


if __name__ == "__main__":
    main()
