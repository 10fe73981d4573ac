"""Where models, glossaries and other shipped files are, in a wheel and in a checkout alike."""

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from align.errors import ModelError

PACKAGE = Path(str(files("align")))


def models_dir() -> Path:
    """Folder that holds one folder per bundled model."""
    return _shipped("models")


def glossaries_dir() -> Path:
    """Folder that holds the bundled glossaries."""
    return _shipped("glossaries")


def _shipped(name: str) -> Path:
    """A shipped folder.

    A wheel carries it inside the package; a checkout, also one installed in editable mode, has it
    at the top.
    """
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


# Checksums of a shipped folder, as `sha256sum` writes and reads them.
SUMS = "SHA256SUMS"


def sums(folder: Path) -> list[tuple[str, str]]:
    """Name and SHA-256 of every file that the folder's list of checksums names.

    Raises
    ------
    ModelError
        There is no such list.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(
            f"{folder / SUMS}: cannot be read ({error.strerror}); reinstall sverka."
        ) from error
    return [(name, digest) for digest, _, name in (line.partition("  ") for line in lines)]


def verify(folder: Path, described: Iterable[tuple[str, str]]) -> None:
    """Compare shipped files with their checksums.

    Parameters
    ----------
    folder
        Where they are.
    described
        Name and SHA-256, in hexadecimal, of each.

    Raises
    ------
    ModelError
        A file is missing or is not the one described.
    """
    for name, expected in described:
        path = folder / name
        try:
            with path.open("rb") as stream:
                actual = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(
                f"{path}: cannot be read ({error.strerror}); reinstall sverka."
            ) from error
        if actual != expected:
            raise ModelError(
                f"{path}: its SHA-256 is {actual[:12]}…, the model's description says "
                f"{expected[:12]}…; the file is damaged. Reinstall sverka."
            )
