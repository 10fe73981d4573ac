"""A folder looked over: which documents are originals and releases, which files a glossary."""

import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

from align.errors import SverkaError
from align.pipeline.shapes import Entry, Named, entries, join, read_name
from align.readers.sniff import ENDINGS

# Files of other programs, of no interest and many.
_PASSED = frozenset(("node_modules", "__pycache__", "venv"))
# The archive of an office has a few thousand releases a year; a look at 100,000 names takes 2 s.
_MOST_FILES = 100_000
# Documents read to tell their language, of those whose names do not: 10 ms each.
_MOST_READ = 200
_MOST_GLOSSARIES = 50
_SAMPLES = 3  # Pairs of a pattern that are read to see whether their names say what they are.
_SPECIAL = frozenset("*?{}\\")


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in a folder.

    Parameters
    ----------
    entries
        Patterns that find the pairs, those of most pairs first.
    glossaries
        Files of a glossary, as seen from the folder.
    lone
        Documents that are in no pair.
    notes
        What else should be known, a sentence each.
    """

    entries: tuple[Entry, ...]
    glossaries: tuple[str, ...]
    lone: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def pairs(self) -> int:
        """How many pairs the entries were made for."""
        return sum(len(entry.pairs) for entry in self.entries)


def survey(folder: Path) -> Survey:
    """Look over a folder: names first; of the documents left, those that their language tells."""
    names, notes = _names(folder)
    documents = [name for name in names if PurePosixPath(name).suffix.lower() in ENDINGS]
    odd = [name for name in documents if _SPECIAL & {*name} or not name.isprintable()]
    if odd:
        notes.append(f"Names with *, ?, {{ or }} cannot be in a pattern, such as {odd[0]!r}.")
    documents = sorted({*documents} - {*odd})
    pairs: list[tuple[Named, Named]] = []
    for words in _words():
        named = (read_name(path, words) for path in _left(documents, pairs))
        pairs += join(one for one in named if one)
    rest = _left(documents, pairs)
    if len(rest) > _MOST_READ:
        notes.append(
            f"The names of {len(rest)} documents do not tell their pair; {_MOST_READ} were read."
        )
    pairs += join(_by_language(folder, rest[:_MOST_READ]))
    kept, told = _seen(folder, entries(pairs))
    used = {path for entry in kept for pair in entry.pairs for path in pair}
    return Survey(
        kept,
        tuple(_glossaries(folder, names)),
        tuple(name for name in documents if name not in used),
        (*notes, *told),
    )


def _names(folder: Path) -> tuple[list[str], list[str]]:
    """Files in a folder and the folders in it, the near ones first; hidden ones are left out."""
    names: list[str] = []
    waiting = [""]
    while waiting:
        deeper: list[str] = []
        for inner in waiting:
            for entry in _listed(folder / inner):
                path = f"{inner}/{entry.name}" if inner else entry.name
                if entry.is_file(follow_symlinks=False):
                    names.append(path)
                elif entry.is_dir(follow_symlinks=False) and entry.name not in _PASSED:
                    deeper.append(path)
            if len(names) > _MOST_FILES:
                return names, [f"Only the first {len(names):,} files were looked at."]
        waiting = deeper
    return names, []


def _listed(folder: Path) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as found:
            listed = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []
    if any(entry.name == "pyvenv.cfg" for entry in listed):
        return []  # An environment of Python under another name.
    return [entry for entry in listed if not entry.name.startswith(".")]


def _left(documents: Sequence[str], pairs: Iterable[tuple[Named, Named]]) -> list[str]:
    used = {one.path for pair in pairs for one in pair}
    return [path for path in documents if path not in used]


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Role by word: the languages alone, then these with what says original and release."""
    text = files("align").joinpath("data/filenames.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    tables = [
        {word: role for role, words in data[name].items() for word in words.split()}
        for name in ("languages", "roles")
    ]
    return tables[0], tables[0] | tables[1]


def _language(path: Path) -> str | None:
    """Language of a document, None where it cannot be read or told."""
    from align.langid import identify_document
    from align.readers import read_document

    try:
        return identify_document(read_document(path)).language
    except SverkaError:
        return None


def _by_language(folder: Path, documents: Sequence[str]) -> Iterator[Named]:
    """Documents by what they are written in, of folders where this leaves one of each."""
    inner: dict[str, list[tuple[str, str]]] = {}
    for path in documents:
        language = _language(folder / path)
        if language is not None:
            inner.setdefault(str(PurePosixPath(path).parent), []).append((language, path))
    for name, found in inner.items():
        languages = [language for language, _ in found]
        if len({*languages}) == len(languages):
            above = "" if name == "." else f"{name}/"
            for language, path in found:
                # The whole name is what says it: it may be another one for each language.
                yield Named(path, language, (above, PurePosixPath(path).stem, ""))


def _seen(folder: Path, found: Iterable[Entry]) -> tuple[tuple[Entry, ...], list[str]]:
    """The entries whose documents are in the languages that their names say."""
    kept: list[Entry] = []
    told: list[str] = []
    for entry in found:
        samples = entry.pairs[:_SAMPLES]
        read = [(pair, [_language(folder / path) for path in pair]) for pair in samples]
        wrong = [pair for pair, (one, other) in read if one == "en" or other in ("ru", "be")]
        if wrong:
            told.append(
                f"{' and '.join(wrong[0])} are no original and English release: the pattern"
                f" {entry.original} is left out."
            )
            continue
        other_language = [
            pair[0]
            for pair, (language, _) in read
            if language and entry.source_lang and language != entry.source_lang
        ]
        if other_language:
            told.append(
                f"{other_language[0]} is not in the language that its name says: source-lang is"
                " left open there."
            )
        kept.append(replace(entry, source_lang=None) if other_language else entry)
    return tuple(kept), told


def _glossaries(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """Files that hold a glossary and nothing but; the folder where all of its files do."""
    from align.glossary.store import parse, read

    inner: dict[str, list[str]] = {}
    for name in names:
        if PurePosixPath(name).suffix.lower() in (".yaml", ".yml"):
            inner.setdefault(str(PurePosixPath(name).parent), []).append(name)
    for above, inside in sorted(inner.items()):
        found = []
        for name in sorted(inside)[:_MOST_GLOSSARIES]:
            try:
                source = read(folder / name)
                if parse(source.text, source.path):
                    found.append(name)
            except SverkaError:
                continue
        yield from [above] if found == sorted(inside) != [inside[0]] and above != "." else found
