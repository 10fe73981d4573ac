import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from align.encode.weights import MATRIX_LIMIT, SMALLEST, VALUES, initializers, integers, read
from align.errors import ModelError

# Values of the standard's own table (arXiv:2209.05433, table 1) and of its encoding.
KNOWN = {0x00: 0.0, 0x01: 2**-9, 0x07: 0.875 * 2**-6, 0x08: 2**-6, 0x38: 1.0, 0x7E: 448.0}


def write(path: Path, header: object, content: bytes = b"") -> Path:
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + content)
    return path


@pytest.mark.parametrize(("code", "value"), KNOWN.items())
def test_e4m3_is_read_as_the_standard_says(code: int, value: float) -> None:
    assert VALUES[code] == value
    assert VALUES[code | 0x80] == -value


def codes_of(whole: np.ndarray, exponent: int) -> np.ndarray:
    """Codes of the values whole * 2^exponent, which e4m3 has to hold."""
    place = {value: code for code, value in enumerate(VALUES.tolist()) if code not in (0x7F, 0xFF)}
    return np.array([[place[n * 2.0**exponent] for n in row] for row in whole.tolist()], np.uint8)


# Whole numbers of four significant bits, up to what a matrix may have.
GRID = [n for n in range(MATRIX_LIMIT + 1) if n < 16 or (n < 32 and n % 2 == 0) or n % 4 == 0]


@settings(deadline=None)
@given(
    arrays(
        np.int64,
        array_shapes(min_dims=2, max_dims=2, max_side=6),
        elements=st.sampled_from([*GRID, *(-n for n in GRID)]),
    ),
    st.integers(SMALLEST, 2),
)
def test_whole_numbers_times_the_scale_are_the_stored_values(
    whole: np.ndarray, exponent: int
) -> None:
    codes = codes_of(whole, exponent)
    numbers, scales = integers(codes, MATRIX_LIMIT)
    assert numbers.dtype == np.int8
    assert np.abs(numbers).max() <= MATRIX_LIMIT
    np.testing.assert_array_equal(numbers * scales[:, None].astype(float), VALUES[codes])


def test_a_weight_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(ModelError, match="not a number"):
        integers(np.array([[0x10, 0xFF]], np.uint8), MATRIX_LIMIT)


def test_the_file_of_such_a_weight_is_named(tmp_path: Path) -> None:
    entry = {"dtype": "F8_E4M3", "shape": [1, 2], "data_offsets": [0, 2]}
    header = {"embeddings.word_embeddings.weight": entry}
    path = write(tmp_path / "model.safetensors", header, b"\x10\x7f")
    with pytest.raises(ModelError, match=r"model\.safetensors: a weight is not a number"):
        initializers(path)


def test_the_bundled_weights_are_all_small_whole_numbers(bundled_folder: Path) -> None:
    """No value is rounded when it is read, so both libraries have the same network."""
    tensors = read(bundled_folder / "model.safetensors")
    matrices = {name: value for name, value in tensors.items() if value.dtype == np.uint8}
    assert len(matrices) == 1 + 6 * sum(name.endswith("lin1.weight") for name in matrices)
    for name, codes in matrices.items():
        limit = 120 if name.startswith("embeddings") else MATRIX_LIMIT
        numbers, scales = integers(codes, limit)
        np.testing.assert_array_equal(numbers * scales[:, None].astype(float), VALUES[codes])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 40,
        (2).to_bytes(8, "little") + b"{]",
        (2).to_bytes(8, "little") + b"[]",
        (90_000).to_bytes(8, "little") + b"[" * 90_000,
    ],
)
def test_a_file_that_is_no_safetensors_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.safetensors: not a file of weights"):
        read(path)


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]},
        {"dtype": "F32", "shape": [2]},
        {"dtype": "F32", "shape": [-1, 0], "data_offsets": [0, 8]},
        3,
    ],
)
def test_a_tensor_that_is_not_as_described_is_refused(tmp_path: Path, entry: object) -> None:
    path = write(tmp_path / "model.safetensors", {"name": entry}, bytes(8))
    with pytest.raises(ModelError, match="not a file of weights"):
        read(path)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    entry = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    path = write(tmp_path / "model.safetensors", {"name": entry}, bytes(8))
    with pytest.raises(ModelError, match=r"model\.safetensors: not the weights of a bundled"):
        initializers(path)
