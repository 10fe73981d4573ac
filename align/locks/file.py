"""The file of corrections: where it is, how it is read, and how it is written whole or not."""

import errno
from collections.abc import Iterable
from pathlib import Path

from align.atomic import write_bytes
from align.errors import InputError
from align.locks.anchors import quote
from align.locks.blocks import Lock, parse, written

# Some twenty thousand corrections; a release has a few.
_LIMIT = 8 * 1024 * 1024
_TOP = """\
# Pairs of sentences fixed by hand: {release}, the release of {original}.
# "align pair" keeps to them, wherever in the two documents the sentences now stand.
# The ten digits say which sentence is meant; the words after | are there to be read.
# To let go of a pair, delete its block. To fix another: align lock ORIGINAL RELEASE 12:13-14
"""


def lock_path(original: str | Path, translation: str | Path) -> Path | None:
    """Where the corrections of a pair are kept: beside the release, named after both.

    None where one of the two comes from standard input (``-``).

    Examples
    --------
    >>> lock_path("decree/ru.md", "decree/en.md").as_posix()
    'decree/ru.md.en.md.locks'
    """
    if "-" in (str(original), str(translation)):
        return None
    release = Path(translation)
    return release.parent / f"{Path(original).name}.{release.name}.locks"


def read_locks(path: Path) -> tuple[Lock, ...]:
    """The corrections in a file, in its order; none where there is no such file.

    Raises
    ------
    InputError
        The file cannot be read, or a line of it cannot be understood.
    """
    return tuple(block.lock for block in parse(_lines(path), str(path)))


def write_locks(
    path: Path, locks: Iterable[Lock], original: str | Path, translation: str | Path
) -> None:
    """Make `path` hold exactly `locks`; until all is written, it stays as it was.

    Blocks that stay keep their place, their words and the comments at them; new ones come last.

    Parameters
    ----------
    path
        The file; made where there is none.
    locks
        All the corrections it is to hold.
    original, translation
        The two documents, for the words at the top of a new file.

    Raises
    ------
    InputError
        What the file holds now cannot be understood, or it cannot be written.
    """
    lines = _lines(path)
    wanted = dict.fromkeys(locks)  # A set that keeps the order.
    kept: list[str] = []
    at = 0
    for block in parse(lines, str(path)):
        kept += lines[at : block.start]
        at = block.end
        if block.lock in wanted:
            del wanted[block.lock]
            kept += lines[block.start : at]
        else:
            while at < len(lines) and not lines[at].strip():
                at += 1
    kept += lines[at:]
    text = "\n".join(kept).strip("\n") + "\n"
    if not text.strip():
        names = quote(Path(original).name), quote(Path(translation).name)
        text = _TOP.format(original=names[0], release=names[1])
    text += "".join(f"\n{written(lock)}" for lock in wanted)
    data = text.encode("utf-8")
    if len(data) > _LIMIT:
        raise _too_large(path)
    _replace(path, data)


def _lines(path: Path) -> list[str]:
    """Lines of the file without the byte order mark and carriage returns of Windows."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return []  # Two long names joined: no such file can be there.
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            str(path), f"the corrections cannot be read ({reason}).", "Check the file."
        ) from error
    if len(data) > _LIMIT:
        raise _too_large(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            str(path), "this is not UTF-8.", "Save the file as UTF-8 in your editor.", line
        ) from error
    return [line.removesuffix("\r") for line in text.split("\n")]


def _replace(path: Path, data: bytes) -> None:
    try:
        write_bytes(path, data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            str(path), f"the corrections cannot be written ({reason}).", "Check the folder."
        ) from error


def _too_large(path: Path) -> InputError:
    return InputError(
        str(path),
        f"corrections of more than {_LIMIT // (1024 * 1024)} MB are not read.",
        "Check that this is the right file.",
    )
