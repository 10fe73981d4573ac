"""A folder walked for the files that patterns find.

Folders are entered only where a pattern can find something. Links to folders are not followed: they
may lead out, or round in a circle. What leads out of the folder is refused.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from align.config.patterns import Pattern, one_form
from align.readers.sniff import ENDINGS

# Control characters, and bytes that are no UTF-8.
_UNSEEN = re.compile(r"[\0-\x1f\x7f-\x9f\ud800-\udfff]")
Places = list[tuple[int, frozenset[int]]]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What cannot be used, and why: a sentence that begins with its name."""

    path: str
    text: str


def shown(path: Path) -> str:
    """A path as seen from where the program runs, or whole where it is on another drive."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


def problem(path: Path, text: str) -> Problem:
    """A problem of a file; its name is made visible."""
    name = _UNSEEN.sub(lambda sign: f"\\x{ord(sign.group()):02x}", shown(path))
    return Problem(name, f"{name}: {text}")


def walk(
    root: Path,
    patterns: Sequence[Pattern],
    problems: list[Problem],
    skipped: Callable[[Path], bool],
) -> Iterator[tuple[str, list[int]]]:
    """Files in a folder that patterns find.

    A pattern that leaves the ending open, ``ru.*``, finds documents alone: it would find the
    corrections beside them, ``ru.html.en.html.locks``, too.

    Parameters
    ----------
    root
        The folder.
    patterns
        What is looked for.
    problems
        Takes up what a pattern finds and cannot be used.
    skipped
        Whether nobody wants to hear of a file.

    Yields
    ------
    str
        Path as seen from `root`, parted by ``/``; a folder's own files in the order of their names.
    list of int
        Numbers of the patterns that find it.
    """
    top = os.path.realpath(root)
    stack: list[tuple[str, Places]] = [("", [(n, p.begin()) for n, p in enumerate(patterns)])]
    while stack:
        folder, places = stack.pop()
        try:
            with os.scandir(root / folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            problems.append(problem(root / folder, f"the folder cannot be read ({reason})."))
            continue
        deeper: list[tuple[str, Places]] = []
        for entry in listed:
            path = f"{folder}/{entry.name}" if folder else entry.name
            name = one_form(entry.name)
            if entry.is_dir(follow_symlinks=False):
                on = _on(patterns, places, name)
                deeper += [(path, on)] * bool(on)
                continue
            document = PurePath(name).suffix.lower() in ENDINGS
            fitting = [
                n
                for n, at in places
                if patterns[n].ends(at, name) and (document or not patterns[n].open_ended)
            ]
            # A link to a folder that was to be entered.
            passed = not fitting and entry.is_symlink() and _on(patterns, places, name)
            if not (fitting or (passed and Path(os.path.realpath(entry.path)).is_dir())):
                continue
            refused = _refused(entry, top)
            if not refused:
                yield path, fitting
            elif not skipped(root / path):
                problems.append(problem(root / path, refused))
        stack += reversed(deeper)


def _on(patterns: Sequence[Pattern], places: Places, name: str) -> Places:
    """Where the patterns stand in a folder; without those that can find nothing there."""
    moved = ((number, patterns[number].step(at, name)) for number, at in places)
    return [(number, at) for number, at in moved if at]


def _refused(entry: "os.DirEntry[str]", top: str) -> str:
    """Why a file is not used, a sentence; empty for one that is."""
    if _UNSEEN.search(entry.name):
        return "the name has characters that cannot be shown. Rename the file."
    target = Path(os.path.realpath(entry.path))
    if not target.is_relative_to(top):
        return "this is a link that leads out of the folder of the settings. Put a copy there."
    if target.is_dir():
        return "this is a link to a folder, which is not followed. Name the folder itself."
    if not target.is_file():
        return "this is no file that can be read. Exclude it, or mend the link."
    return ""
