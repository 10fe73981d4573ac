"""A model is a folder described by one small file, ``model.json``.

The file names the weights and the tokenizer with their SHA-256, so that a damaged or exchanged
model is noticed before it gives wrong vectors.
"""

import hashlib
import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from align import resources
from align.errors import ModelError
from align.resources import models_dir

DESCRIPTION = "model.json"
DEFAULT_MODEL = "e5-mini-en-ru-be"


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """What ``model.json`` says.

    Parameters
    ----------
    name
        The name that commands take.
    pooling
        How token vectors become a sentence vector; ``mean`` alone is known.
    dimensions
        Width of a vector.
    max_tokens
        Longest input of the network, special tokens included; longer text is encoded in windows.
    prefix
        Words that the model wants before every text.
    languages
        Codes of the languages its vocabulary was made for.
    licence
        SPDX identifier of the weights' licence.
    files
        File name to SHA-256, in hexadecimal.
    folder
        Where the model is.
    """

    name: str
    pooling: str
    dimensions: int
    max_tokens: int
    prefix: str
    languages: tuple[str, ...]
    licence: str
    files: tuple[tuple[str, str], ...]
    folder: Path

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for all files of the model."""
        text = "\n".join(f"{name} {sha}" for name, sha in self.files) + self.prefix + self.pooling
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def size(self) -> int:
        """Bytes on disk of the files named."""
        return sum((self.folder / name).stat().st_size for name, _ in self.files)


def describe(folder: Path) -> ModelDescription:
    """Read ``model.json`` of a model folder.

    Raises
    ------
    ModelError
        It is missing, is no JSON, or a key is missing or of the wrong kind.
    """
    path = folder / DESCRIPTION
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return ModelDescription(
            name=str(data["name"]),
            pooling=str(data["pooling"]),
            dimensions=int(data["dimensions"]),
            max_tokens=int(data["max_tokens"]),
            prefix=str(data["prefix"]),
            languages=tuple(map(str, data["languages"])),
            licence=str(data["licence"]),
            files=tuple(sorted((str(k), str(v)) for k, v in data["files"].items())),
            folder=folder,
        )
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        keys = ", ".join(f.name for f in fields(ModelDescription) if f.name != "folder")
        raise ModelError(f"{path}: not a model description; it needs the keys {keys}.") from error


def installed() -> tuple[ModelDescription, ...]:
    """The bundled models, by name."""
    folders = sorted(p.parent for p in models_dir().glob(f"*/{DESCRIPTION}"))
    return tuple(describe(folder) for folder in folders)


def find(name: str) -> ModelDescription:
    """The bundled model called `name`."""
    models = installed()
    for model in models:
        if model.name == name:
            return model
    known = ", ".join(m.name for m in models) or "none, so the installation is damaged"
    raise ModelError(
        f"There is no model '{name}'. Bundled: {known}. "
        "A folder is given as a path (./my-model), "
        "a model of the Hugging Face hub as hf:OWNER/NAME."
    )


def verify(model: ModelDescription) -> None:
    """Compare every file with its checksum.

    Raises
    ------
    ModelError
        A file is missing or is not the one described.
    """
    resources.verify(model.folder, model.files)
