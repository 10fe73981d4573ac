"""Settings of a folder: ``align.toml``, or ``[tool.align]`` in ``pyproject.toml``.

The closest file upwards of where the program runs wins, ``align.toml`` before ``pyproject.toml`` in
one folder; the command line wins over both. A file may ``extend`` another one: what it says itself
goes before. A key that is not known is an error with a suggestion, never ignored.

Rules are named here without knowing them; `align.checks.choose` does.
"""

from align.config.load import FILE, PROJECT, find_config, load_config, read_config
from align.config.values import (
    LEVELS,
    Config,
    PairPattern,
    PerFile,
    Place,
    Rooted,
    Rules,
    Setting,
)

__all__ = [
    "FILE",
    "LEVELS",
    "PROJECT",
    "Config",
    "PairPattern",
    "PerFile",
    "Place",
    "Rooted",
    "Rules",
    "Setting",
    "find_config",
    "load_config",
    "read_config",
]
