"""Fetch the bytes of a file or of standard input, within a limit and with clear errors."""

import difflib
import sys
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from align.errors import InputError

# The largest file that is read. The collected speeches of ten years are a third of it.
FILE_LIMIT = 64 * 1024 * 1024
# Names looked at for "did you mean"; an archive folder may hold very many.
_NAMES = 5_000


def read_bytes(path: str, stdin: BinaryIO | None = None) -> bytes:
    """Read all bytes of a file, or of standard input for ``-``.

    Raises
    ------
    InputError
        The file is missing, a folder, unreadable, too large or empty.
    """
    data = _from_stdin(stdin) if path == "-" else _from_file(path)
    if len(data) > FILE_LIMIT:
        raise _too_large(path)
    if not data:
        raise InputError(path, "the file is empty.", "Check that it was saved in full.")
    return data


def _from_stdin(stdin: BinaryIO | None) -> bytes:
    try:
        return (stdin or sys.stdin.buffer).read(FILE_LIMIT + 1)
    except (OSError, ValueError, AttributeError):
        raise InputError("-", "it cannot be read.", "Name a file instead.") from None


def _from_file(path: str) -> bytes:
    file = Path(path)
    try:
        status = file.stat()
        if S_ISDIR(status.st_mode):
            raise InputError(path, "this is a folder.", "Name a file in it.")
        if S_ISREG(status.st_mode) and status.st_size > FILE_LIMIT:
            raise _too_large(path)
        with file.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        raise InputError(path, "there is no such file.", _suggestion(file)) from None
    except PermissionError:
        raise InputError(
            path, "you are not allowed to read this file.", "Ask its owner for access."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            path, f"the file cannot be read ({reason.lower()}).", "Check its name and its disk."
        ) from None


def _suggestion(file: Path) -> str:
    folder = file.parent
    try:
        names = sorted(entry.name for entry in islice(folder.iterdir(), _NAMES))
    except (OSError, ValueError):
        return f"Nor is there a folder '{folder}'."
    by_small = {name.lower(): name for name in names}
    close = difflib.get_close_matches(file.name.lower(), by_small, n=3, cutoff=0.7)
    if not close:
        return "Check the name and the folder."
    return "Did you mean " + " or ".join(f"'{folder / by_small[name]}'" for name in close) + "?"


def _too_large(path: str) -> InputError:
    return InputError(
        path,
        f"the file is larger than {FILE_LIMIT // (1024 * 1024)} MB.",
        "Split it, or check that this is the right file.",
    )
