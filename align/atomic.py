"""Files that are written whole or not at all."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Make `path` hold `text`, line ends as they are; until all is written, it stays as it was.

    See `write_bytes`, which does the work.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "release.txt"), "Minsk\\r\\n")
    ...     Path(folder, "release.txt").read_bytes()
    b'Minsk\\r\\n'
    """
    write_bytes(path, text.encode(encoding))


def write_bytes(path: Path, data: bytes) -> None:
    """Make `path` hold `data`; until all of it is on the disk, it stays as it was.

    The bytes go to a file beside it, which then takes its name: a reader, or a machine that stops
    half way, sees the old file or the new one, never a part. A link is followed; the permissions
    of the old file are kept; a device or a pipe is written to as it is.

    Raises
    ------
    OSError
        It cannot be written; what was there before is untouched and nothing else is left behind.
    """
    # Unlike Path.resolve, this one does not raise RuntimeError where links go round in a circle.
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else None

    def private(name: str, flags: int) -> int:
        # Never readable by more people than the old file, not even while it is being written.
        return os.open(name, flags, 0o666 if mode is None else mode)

    part = path.parent / f".{path.name[:40]}.{secrets.token_hex(8)}.part"
    try:
        with open(part, "xb", opener=private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have the new name itself written to the disk, where the system knows how."""
    with suppress(OSError):  # Windows opens no folders; some network disks sync none.
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
