"""Compiled glossaries, kept from one run to the next.

Reading YAML and inflecting five thousand terms takes seconds; a release is searched in
milliseconds. What was compiled is kept by the content of the glossary files and of everything else
that it depends on; whatever is wrong with what was kept, it is made anew.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from align import __version__, atomic
from align.cache import default_path
from align.glossary.concepts import Status
from align.glossary.matching import Entry, Table, compiled
from align.resources import PACKAGE, models_dir
from align.types import Language

FOLDER = "glossaries"
LAYOUT = 2  # rises with what a kept file holds
MOST = 64  # kept files; a translator has a handful of glossaries in three languages
# What the forms of a term are made by, beside the program's version.
_MAKERS = ("morphology", "glossary")


def table(paths: Sequence[Path], language: Language, *, keep: bool = True) -> Table:
    """The terms of glossary files in one language, ready to be looked for.

    Parameters
    ----------
    paths
        The files, in order.
    language
        Of the terms.
    keep
        Use what was compiled before, and keep what is compiled now.

    Raises
    ------
    ConfigError
        A file cannot be used.
    """
    kept = kept_at(paths, language) if keep else None
    if kept is not None:
        found = _read(kept, language)
        if found is not None:
            return found
    from align.glossary.store import load

    made = compiled(load(paths), language)
    if kept is not None:
        _write(kept, made)
    return made


def kept_at(paths: Sequence[Path], what: str) -> Path | None:
    """Where something made of these files is kept; None where one of them cannot be read."""
    digest = hashlib.sha256(f"{LAYOUT} {__version__} {what}".encode())
    for maker in _makers():
        status = maker.stat()
        digest.update(f"{maker.name} {status.st_size} {status.st_mtime_ns}".encode())
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            return None  # The store tells what is wrong with it.
        digest.update(hashlib.sha256(data).digest())
    return default_path().parent / FOLDER / f"{digest.hexdigest()[:32]}.json"


def _makers() -> list[Path]:
    folders = [PACKAGE / room for room in _MAKERS] + [models_dir() / "morphology-be"]
    return sorted(
        file for folder in folders if folder.is_dir() for file in folder.iterdir() if file.is_file()
    )


def _read(path: Path, language: Language) -> Table | None:
    try:
        data = json.loads(path.read_bytes())
        entries = tuple(
            Entry(
                concept,
                term,
                Status(status),
                bool(exact),
                int(gap),
                tuple(words),
                *map(frozenset, sets),
            )
            for concept, term, status, exact, gap, words, *sets in data["entries"]
        )
        made = Table(language, entries, _rows(data["close"]), _rows(data["loose"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # Those used longest ago go first.
    return made


def _rows(text: str) -> dict[str, str]:
    return dict(line.split("\t", 1) for line in text.split("\n") if line)


def _write(path: Path, made: Table) -> None:
    entries = [
        [*astuple(entry)[:-2], sorted(entry.acronyms), sorted(entry.signs)]
        for entry in made.entries
    ]
    # One string is read ten times faster than a table of as many words.
    close, loose = (
        "\n".join(f"{word}\t{rest}" for word, rest in rows.items())
        for rows in (made.close, made.loose)
    )
    keep({"entries": entries, "close": close, "loose": loose}, path)


def keep(data: dict[str, Any], path: Path) -> None:
    """Keep something for the next run, in the place of what was used longest ago."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        others = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime_ns)
        for old in others[:-MOST]:
            old.unlink(missing_ok=True)
