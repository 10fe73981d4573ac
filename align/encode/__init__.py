"""Sentences to vectors."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder", "load_encoder"]

# numpy's threads wait busily for work once it is imported: 0.05 to 0.17 of 0.5 s of processor time
# from nothing to the first vector (two cores), for products that take milliseconds. One thread also
# adds up in the same order on every machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Encoder(Protocol):
    """What the rest of the program needs of an encoder.

    `digest` stands for everything that decides the vectors: two encoders with the same digest give
    the same ones.
    """

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def dimensions(self) -> int: ...

    def centre(self, language: str) -> "NDArray[np.float32] | None":
        """Mean vector of `language`, (dimensions,); None where the model has none."""

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of `texts`, (texts, dimensions): unit rows, zero rows for empty text."""


def load_encoder(name: str | None = None) -> Encoder:
    """Load an encoder by name.

    Parameters
    ----------
    name
        None for the bundled model; the name of a bundled one (``align models list``); ``none``
        for the weight-free one; a path to a folder (with ``model.json``, or a transformers model);
        ``hf:OWNER/NAME`` for a model of the Hugging Face hub already in its local cache.

    Raises
    ------
    ModelError
        There is no such model, it is damaged, or an extra it needs is not installed.
    """
    from align.encode.model import DEFAULT_MODEL, DESCRIPTION, describe, find

    if name == "none":
        from align.encode.surface import SurfaceEncoder

        return SurfaceEncoder()
    if name and name.startswith("hf:"):
        from align.encode.hf import load

        return load(name.removeprefix("hf:"))
    folder = Path(name) if name and (Path(name).is_dir() or "/" in name or "\\" in name) else None
    if name and folder and not (folder / DESCRIPTION).is_file():
        from align.encode.hf import load

        return load(name)
    from align.encode.onnx import OnnxEncoder

    return OnnxEncoder(describe(folder) if folder else find(name or DEFAULT_MODEL))
