"""Where results go: the terminal, or a file that is either whole or not there."""

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from align import atomic
from align.errors import UsageError

Identity = Path | tuple[int, int]
_WIDEST = 400  # Columns; a table is no easier to read beyond.


def terminal() -> tuple[int, bool]:
    """Columns of the terminal, 100 where there is none, and whether it shows colours."""
    shown = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if shown else 100
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and len(given) < 5 else width
    color = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return min(max(40, width), _WIDEST), color


def identities(inputs: Iterable[str]) -> frozenset[Identity]:
    """What names the input files: their absolute paths, and device and inode where they exist."""
    found: set[Identity] = set()
    for name in inputs:
        if name != "-":
            found |= _identity(Path(name))
        elif sys.stdin is not None:
            with suppress(OSError, ValueError):
                status = os.fstat(sys.stdin.fileno())
                found |= {(status.st_dev, status.st_ino)} if S_ISREG(status.st_mode) else set()
    return frozenset(found)


def _identity(path: Path) -> set[Identity]:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return {path.absolute()}
    # Windows without file identifiers gives 0.
    return {path.absolute()} | ({(status.st_dev, status.st_ino)} if status.st_ino else set())


def guard(output: Path, inputs: frozenset[Identity]) -> None:
    """Refuse an output that would overwrite one of the inputs.

    Raises
    ------
    UsageError
        The output is an input, a folder, or in a folder that does not exist.
    """
    if not inputs.isdisjoint(_identity(output)):
        raise UsageError(
            f"{output}: the output would overwrite the document itself. Choose another name."
        )
    if output.is_dir():
        raise UsageError(f"{output}: this is a folder. Name a file in it.")
    if not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}. Make it first.")


def print_text(text: str) -> None:
    """Write to standard output; a reader that goes away early (``head``) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to flush what is left at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_atomically(path: Path, text: str) -> None:
    """Write `text` in UTF-8; until all of it is written, `path` stays as it was.

    A link is followed; a device or a pipe is written to as it is.

    Raises
    ------
    UsageError
        The file cannot be written.
    """
    try:
        atomic.write_text(path, text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{path}: cannot be written ({reason}). Choose another place.") from error
