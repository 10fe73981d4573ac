"""Where models, glossaries and other shipped files are, in a wheel and in a checkout alike."""

from importlib.resources import files
from pathlib import Path

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
