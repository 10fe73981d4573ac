"""The weights of a bundled model, in the form in which its graph takes them.

There is one file of weights, ``model.safetensors``, for transformers and for onnxruntime. Its
matrices are float8 (e4m3), of whose values only those are used that are also a small whole number
times a power of two, one power for each row. transformers reads the floats; here the whole numbers
are read out of the same bytes, and the powers of two are the scales of an int8 matrix. Neither
reading rounds anything (``models/rounding.py``).

References
----------
Micikevicius et al. 2022, "FP8 formats for deep learning", arXiv:2209.05433, for e4m3.
https://github.com/huggingface/safetensors for the layout of the file.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError

Arrays = dict[str, NDArray[Any]]

# Largest whole number in a row of word vectors, and of a matrix that is multiplied: there seven
# bits keep the 16-bit sums of processors without VNNI from overflowing.
TABLE_LIMIT, MATRIX_LIMIT = 120, 60
SMALLEST = -9  # exponent of the least value of e4m3
KINDS = {"F8_E4M3": np.uint8, "F16": np.float16, "F32": np.float32}


def _values() -> NDArray[np.float64]:
    """What each of the 256 bytes means: sign, four bits of exponent, three of fraction."""
    codes = np.arange(128)
    exponent, fraction = codes >> 3, codes & 7
    values = np.where(
        exponent == 0, fraction * 2.0**SMALLEST, (8 + fraction) * 2.0 ** (exponent - 10.0)
    )
    values[127] = 0.0  # not a number; `integers` refuses it
    return np.concatenate([values, -values])


VALUES = _values()


def read(path: Path) -> Arrays:
    """Every tensor of a safetensors file; float8 as uint8 codes, all else in float32.

    Raises
    ------
    ModelError
        The file is no safetensors file, or holds a kind of number that is not known.
    """
    data = path.read_bytes()
    try:
        start = 8 + int.from_bytes(data[:8], "little")
        header = json.loads(data[8:start])
        header.pop("__metadata__", None)
        tensors: Arrays = {}
        for name, entry in header.items():
            kind = KINDS[entry["dtype"]]
            begin, end = (start + offset for offset in entry["data_offsets"])
            array = np.frombuffer(memoryview(data)[begin:end], kind).reshape(entry["shape"])
            tensors[name] = array if kind is np.uint8 else array.astype(np.float32)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path}: not a file of weights that Sverka reads: {error!r}") from error
    return tensors


def integers(codes: NDArray[np.uint8], limit: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows of e4m3 codes as whole numbers and a power of two for each row.

    Parameters
    ----------
    codes
        The bytes, (rows, columns).
    limit
        The power is the least for which no number of the row is above `limit`.

    Returns
    -------
    int8 (rows, columns) and float32 (rows,); their product is what the codes mean.

    Raises
    ------
    ModelError
        A code means "not a number".
    """
    most = (codes & 0x7F).max(axis=1)
    if codes.size and int(most.max()) == 0x7F:
        raise ModelError("a weight is not a number")
    exponents = np.array(
        [
            max(SMALLEST, math.ceil(math.log2(value / limit))) if value else SMALLEST
            for value in VALUES[:128]
        ]
    )[most]
    out = np.empty(codes.shape, np.int8)
    for exponent in np.unique(exponents):
        whole = np.rint(VALUES / 2.0**exponent).clip(-127, 127).astype(np.int8).tobytes()
        rows = exponents == exponent
        # bytes.translate looks 22 million codes up in 20 ms, numpy's indexing in 90.
        buffer = bytearray(int(rows.sum()) * codes.shape[1])
        given = np.frombuffer(buffer, np.uint8).reshape(-1, codes.shape[1])
        np.compress(rows, codes, axis=0, out=given)
        out[rows] = np.frombuffer(buffer.translate(whole), np.int8).reshape(given.shape)
    return out, np.exp2(exponents).astype(np.float32)


def floats(tensor: NDArray[Any]) -> NDArray[np.float64]:
    """What a tensor of `read` means, in double precision, e4m3 codes included."""
    return VALUES[tensor] if tensor.dtype == np.uint8 else tensor.astype(np.float64)


WORDS = "embeddings.word_embeddings.weight"


def initializers(path: Path, words: Path | None = None) -> Arrays:
    """The constants that ``model.onnx`` asks for, from the weights of a DistilBERT.

    Matrices are turned to (in, out), and queries, keys and values lie side by side.

    Parameters
    ----------
    path
        The file of weights.
    words
        The file that has the word vectors, where `path` shares those of another model.

    Raises
    ------
    ModelError
        The file is damaged, or is not of this kind of network.
    """
    tensors = read(path)
    try:
        if words is not None:
            tensors[WORDS] = read(words)[WORDS]
        return dict(_initializers(tensors))
    except ModelError as error:
        raise ModelError(f"{path}: {error}; reinstall sverka.") from error
    except (KeyError, ValueError) as error:
        raise ModelError(f"{path}: not the weights of a bundled model: {error!r}") from error


def _initializers(t: Arrays) -> Iterator[tuple[str, NDArray[Any]]]:
    words, scales = integers(t[WORDS], TABLE_LIMIT)
    yield "words", words
    yield "words.scale", scales[:, None]
    yield "positions", t["embeddings.position_embeddings.weight"]
    if (sides := "embeddings.side_embeddings.weight") in t:
        yield "sides", t[sides]
    yield from _both("norm", t, "embeddings.LayerNorm")
    layer = 0
    while (key := f"transformer.layer.{layer}") + ".ffn.lin1.weight" in t:
        for name, parts in (
            ("qkv", ("attention.q_lin", "attention.k_lin", "attention.v_lin")),
            ("out", ("attention.out_lin",)),
            ("up", ("ffn.lin1",)),
            ("down", ("ffn.lin2",)),
        ):
            codes = np.concatenate([t[f"{key}.{part}.weight"] for part in parts])
            matrix, scales = integers(codes, MATRIX_LIMIT)
            yield f"{layer}.{name}", np.ascontiguousarray(matrix.T)
            yield f"{layer}.{name}.scale", scales
            yield f"{layer}.{name}.bias", np.concatenate([t[f"{key}.{p}.bias"] for p in parts])
        yield from _both(f"{layer}.norm1", t, f"{key}.sa_layer_norm")
        yield from _both(f"{layer}.norm2", t, f"{key}.output_layer_norm")
        layer += 1


def _both(name: str, t: Arrays, key: str) -> Iterator[tuple[str, NDArray[Any]]]:
    for part in ("weight", "bias"):
        yield f"{name}.{part}", t[f"{key}.{part}"]
