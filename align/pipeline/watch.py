"""Files watched for changes, by their size and the time they were written.

Asked again and again rather than told by the system: it is the same everywhere, shared folders
included, and a look at a thousand files takes 15 ms.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

# None for a file that is not there.
Stamp = tuple[int, int] | None

# How long a person does not notice.
SECONDS = 0.5


def stamps(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """When each file was written last, and its size; for a folder those of what is in it too."""
    found: dict[Path, Stamp] = {}
    for path in paths:
        found[path] = _stamp(path)
        with suppress(OSError):  # No folder, or none that can be read.
            found.update((inside, _stamp(inside)) for inside in path.iterdir())
    return found


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def changed(before: Mapping[Path, Stamp], after: Mapping[Path, Stamp]) -> tuple[Path, ...]:
    """Files that came, went or were written between two looks, in order."""
    every = sorted({*before, *after})
    return tuple(path for path in every if before.get(path) != after.get(path))


def wait_for_change(
    paths: Iterable[Path],
    sleep: Callable[[float], object],
    stop: Callable[[], bool] = lambda: False,
    before: Mapping[Path, Stamp] | None = None,
) -> tuple[Path, ...]:
    """Wait until files change and come to rest again.

    Programs write a file in several steps: while one look differs from the next, they are at it.

    Parameters
    ----------
    paths
        Files, and folders with all that is in them.
    sleep
        Waits for a number of seconds.
    stop
        Whether to end, asked before each look.
    before
        What `stamps` gave before the files were read: so nothing that changes while they are
        worked on is lost.

    Returns
    -------
    tuple of Path
        What changed; nothing where it was told to stop.
    """
    watched = tuple(paths)
    last = stamps(watched)
    first = last if before is None else before
    while not stop():
        sleep(SECONDS)
        now = stamps(watched)
        found = changed(first, now)
        if found and now == last:
            return found
        last = now
    return ()
