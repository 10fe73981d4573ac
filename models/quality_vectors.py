"""What the bundled encoder says of all texts that the network of errors learns from, in a file.

    python models/quality_vectors.py --work FOLDER

FOLDER is that of ``quality_text.py``. The encoder runs as it does for releases, in eight bits:
learnt from the same vectors in bfloat16, odds of an error are off by up to one and a half. Writes
``vectors.npy``, float16 (pieces, dimensions), of each distinct text after the other in the order of
`texts`; ten gigabytes, a quarter of an hour on two cores.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import quality_items
from compare_net import Texts
from quality_items import Item

from align.encode.model import DEFAULT_MODEL, find
from align.encode.onnx import OnnxEncoder
from align.encode.weights import VALUES, WORDS, read

FILES = ("items", "dev", "demetr", "releases")
OTHER = "judged other"  # the encoder does not know those languages
CHUNK = 2048
PAD = 1


def items(work: Path) -> Iterable[Item]:
    """All that the network reads, in the order of the files."""
    for name in FILES:
        for sort, groups in quality_items.load(work / f"{name}.jsonl.gz").items():
            if sort != OTHER:
                yield from chain(*groups)


def texts(work: Path) -> list[tuple[int, ...]]:
    """Distinct texts in pieces."""
    found = (tuple(side) for item in items(work) for side in (item.source, item.target))
    return list(dict.fromkeys(found))


class Vectors:
    """The file, opened.

    Parameters
    ----------
    work
        Where it is, beside the texts.
    """

    def __init__(self, work: Path) -> None:
        self.found = np.load(work / "vectors.npy", mmap_mode="r")
        known = texts(work)
        ends = np.cumsum([len(text) for text in known])
        self.place = {text: (end - len(text), end) for text, end in zip(known, ends, strict=True)}
        table = read(find(DEFAULT_MODEL).folder / "model.safetensors")[WORDS]
        self.words = torch.from_numpy(VALUES[table].astype(np.float32))

    def pairs(self, items: Sequence[Item]) -> tuple[Texts, Texts]:
        """What it says of both sides of each; a sound translation and its spoilt copies have one
        source, which is looked up once."""
        sources = list(dict.fromkeys(tuple(item.source) for item in items))
        row = {source: n for n, source in enumerate(sources)}
        source = self.of(sources).rows([row[tuple(item.source)] for item in items])
        return source, self.of([item.target for item in items])

    def of(self, rows: Sequence[Sequence[int]]) -> Texts:
        """What the encoder says of texts."""
        size = max(1, *map(len, rows))
        ids = torch.full((len(rows), size), PAD)
        vectors = torch.zeros(len(rows), size, self.found.shape[1])
        mask = torch.zeros(len(rows), size, dtype=torch.bool)
        for n, row in enumerate(rows):
            start, end = self.place[tuple(row)]
            ids[n, : len(row)] = torch.tensor(row, dtype=torch.long)
            vectors[n, : len(row)] = torch.from_numpy(self.found[start:end].astype(np.float32))
            mask[n, : len(row)] = True
        return Texts(vectors, functional.embedding(ids, self.words) * mask[..., None], mask)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    encoder = OnnxEncoder(find(DEFAULT_MODEL))
    known = texts(args.work)
    total = sum(map(len, known))
    print(f"{len(known):,} texts, {total:,} pieces", flush=True)
    path = args.work / "vectors.npy"
    out = np.lib.format.open_memmap(path, "w+", dtype=np.float16, shape=(total, encoder.dimensions))
    at, begin = 0, time.monotonic()
    for start in range(0, len(known), CHUNK):
        for vectors in encoder.token_vectors(known[start : start + CHUNK]):
            out[at : at + len(vectors)] = vectors
            at += len(vectors)
        print(f"{start + CHUNK:,}, {time.monotonic() - begin:.0f} s", flush=True)
    out.flush()


if __name__ == "__main__":
    main()
