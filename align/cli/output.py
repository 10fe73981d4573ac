"""Where results go: the terminal, or a file that is either whole or not there."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from align.errors import UsageError


def guard(output: Path, inputs: Sequence[str]) -> None:
    """Refuse an output that would overwrite one of the inputs.

    Raises
    ------
    UsageError
        The output is an input, a folder, or in a folder that does not exist.
    """
    for name in inputs:
        if name == "-":
            continue
        source = Path(name)
        if output.absolute() == source.absolute() or (
            output.exists() and source.exists() and output.samefile(source)
        ):
            raise UsageError(
                f"{output}: the output would overwrite the document itself. Choose another name."
            )
    if output.is_dir():
        raise UsageError(f"{output}: this is a folder. Name a file in it.")
    if not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}. Make it first.")


def write_atomically(path: Path, text: str) -> None:
    """Write `text` in UTF-8; until all of it is written, `path` stays as it was.

    Raises
    ------
    UsageError
        The file cannot be written.
    """
    try:
        number, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part"
        )
        part = Path(name)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            part.chmod(mode)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: cannot be written ({reason}). Choose another place.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
