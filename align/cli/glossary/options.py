"""Which glossary a command means."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from align.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


def with_glossary(command: F) -> F:
    """Add ``--glossary``, given to the command as `given`."""
    return click.option(
        "-g",
        "--glossary",
        "given",
        multiple=True,
        metavar="FILE",
        help="A glossary file, or a folder of them; may be repeated, later ones may override. "
        "Default: those of align.toml, else the bundled ones.",
    )(command)


def glossary_paths(given: tuple[str, ...]) -> list[Path]:
    """The glossary files meant: those given, those of the configuration, or the bundled ones."""
    if given:
        named = [Path(name) for name in given]
    else:
        from align.config import load_config
        from align.resources import glossaries_dir

        named = list(load_config(Path.cwd()).glossaries) or [glossaries_dir()]
    files: list[Path] = []
    for path in named:
        if path.is_dir():
            inside = sorted(path.glob("*.yaml")) + sorted(path.glob("*.yml"))
            if not inside:
                raise UsageError(f"{path}: there is no glossary (.yaml) in this folder.")
            files += inside
        else:
            files.append(path)
    return files
