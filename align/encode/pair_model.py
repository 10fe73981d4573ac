"""The networks that read a sentence with its translation: what ``quality.json`` says of them."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from align.errors import ModelError
from align.resources import models_dir, verify

DESCRIPTION = "quality.json"
NAME = "quality-en-ru-be"


@dataclass(frozen=True, slots=True)
class PairModel:
    """What ``quality.json`` says.

    Parameters
    ----------
    name
        Its name.
    licence
        SPDX identifier of the weights' licence.
    languages
        Of the originals, and of the translation last: ISO 639 codes.
    trunk
        Name and digest of the encoder that they read with.
    files
        File name to SHA-256, in hexadecimal.
    folder
        Where it is.
    """

    name: str
    licence: str
    languages: tuple[str, ...]
    trunk: tuple[str, str]
    files: tuple[tuple[str, str], ...]
    folder: Path

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that stand for all its files and those of its trunk."""
        text = "\n".join(f"{name} {sha}" for name, sha in self.files) + self.trunk[1]
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def size(self) -> int:
        """Bytes on disk of the files named."""
        return sum((self.folder / name).stat().st_size for name, _ in self.files)


def describe(folder: Path | None = None) -> PairModel:
    """Read ``quality.json`` of the bundled model, or of another folder.

    Raises
    ------
    ModelError
        It is missing, is no JSON, or a key is missing or of the wrong kind.
    """
    path = (folder or models_dir() / NAME) / DESCRIPTION
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return PairModel(
            name=str(data["name"]),
            licence=str(data["licence"]),
            languages=tuple(map(str, data["languages"])),
            trunk=(str(data["trunk"]["name"]), str(data["trunk"]["digest"])),
            files=tuple(sorted((str(k), str(v)) for k, v in data["files"].items())),
            folder=path.parent,
        )
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); reinstall sverka.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a description of a quality model: {error!r}.") from error


def verify_files(model: PairModel) -> None:
    """Compare every file with its checksum.

    Raises
    ------
    ModelError
        A file is missing or is not the one described.
    """
    verify(model.folder, model.files)
