"""Abbreviation classes and word lists of a language, read from TOML files.

The files that come with the program are ``data/en.toml``, ``data/ru.toml`` and ``data/be.toml``;
a translator adds files of the same shape. An abbreviation that an added file names has the
classes given there and loses those it had; word lists grow.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from align.errors import ConfigError
from align.types import Language

ABBREVIATION_CLASSES: Mapping[str, str] = {
    "never-final": "never ends a sentence",
    "before-name": "stands before a name: no end before a capital",
    "before-number": "no end before a number or a numeral",
    "after-number": "after a number a unit, which may end a sentence before a capital",
    "final-before-capital": "ends the sentence when a capital follows",
    "final-before-opener": "ends the sentence only before a sentence opener or a quotation",
}
WORD_LISTS: Mapping[str, str] = {
    "sentence-openers": "capitalised, these words open a sentence more often than a name",
    "date-openers": "a short phrase from one of these words to a year does not end there",
    "months": "months as they stand after the day",
    "before-letter": "words that a lettered item follows: Plan B, группа А",
    "before-title": "words that the title of something follows in quotation marks",
    "caption-words": "words that open a numbered caption: Table 2. Exports",
    "names-with-mark": "names that end in an exclamation or question mark",
    "currencies": "codes that continue an amount",
}

# The longest abbreviation that the look-back window of a mark can hold with room to spare.
MAX_ABBREVIATION = 24


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules know about the words of one language.

    Parameters
    ----------
    abbreviations
        Key (see `key`) to the classes of the abbreviation.
    words
        Word list to its words.
    """

    abbreviations: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]

    def classes(self, name: str) -> frozenset[str]:
        """Classes of the abbreviation with the key `name`; empty for any other word."""
        return self.abbreviations.get(name, frozenset())

    def canonical(self) -> str:
        """All of it as text in one fixed order: what a digest is taken over."""
        lines = [f"{name}\t{' '.join(sorted(kinds))}" for name, kinds in self.abbreviations.items()]
        lines += [f"{name}\t{'|'.join(sorted(words))}" for name, words in self.words.items()]
        return "\n".join(sorted(lines))


def key(abbreviation: str) -> str:
    """An abbreviation as it is looked up: no last stop, no blanks after stops ("т. е." is "т.е").

    >>> key("т. е."), key("и пр.")
    ('т.е', 'и пр')
    """
    return re.sub(r"\.\s+", ".", " ".join(abbreviation.split())).rstrip(".")


def load_lexicon(language: Language, extra: Sequence[Path] = ()) -> Lexicon:
    """The packaged data of `language` and, on top, the files of the user's.

    Raises
    ------
    ConfigError
        A file cannot be read, is no TOML, or holds an unknown key or a value of a wrong type.
    """
    packaged = files("align.segment") / "data" / f"{language}.toml"
    tables = [_parse(packaged.read_bytes(), packaged.name)]
    for path in extra:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                str(path), f"cannot be read ({error.strerror}).", "Check the name of the file."
            ) from error
        tables.append(_parse(raw, str(path)))
    return _merge(tables)


def _parse(raw: bytes, path: str) -> dict[str, list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, "is not UTF-8.", "Save the file as UTF-8.", line) from error
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\s*\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = str(error).replace(found[0], "") if found else str(error)
        raise ConfigError(
            path, f"is not valid TOML: {what}.", "Correct the line or the one before it.", line
        ) from error
    for name, value in table.items():
        _check(name, value, path, text)
    return table


def _check(name: str, value: object, path: str, text: str) -> None:
    found = re.search(rf"^[ \t\[\"']*{re.escape(name)}\b", text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else None
    known = [*ABBREVIATION_CLASSES, *WORD_LISTS]
    if name not in known:
        near = get_close_matches(name, known, 1)
        remedy = f"Did you mean “{near[0]}”?" if near else f"Known keys: {', '.join(known)}."
        raise ConfigError(path, f"unknown key “{name}”.", remedy, line)
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        example = '["ул.", "пл."]' if name in ABBREVIATION_CLASSES else '["Plan", "Group"]'
        raise ConfigError(
            path, f"“{name}” must be a list of strings.", f"Write {name} = {example}.", line
        )
    for entry in value:
        if name in ABBREVIATION_CLASSES and not (entry.endswith(".") and key(entry)):
            raise ConfigError(
                path, f"“{entry}” in “{name}” must end in a stop.", f"Write “{entry}.”.", line
            )
        if not entry.strip() or len(entry) > MAX_ABBREVIATION:
            raise ConfigError(
                path,
                f"“{entry}” in “{name}” is empty or longer than {MAX_ABBREVIATION} characters.",
                "Shorten or remove it.",
                line,
            )


def _merge(tables: Iterable[Mapping[str, list[str]]]) -> Lexicon:
    abbreviations: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = {name: frozenset() for name in WORD_LISTS}
    for table in tables:
        kinds: dict[str, set[str]] = {}
        for name in ABBREVIATION_CLASSES:
            for entry in table.get(name, ()):
                for form in _forms(key(entry)):
                    kinds.setdefault(form, set()).add(name)
        abbreviations.update((form, frozenset(found)) for form, found in kinds.items())
        for name in WORD_LISTS:
            words[name] |= frozenset(table.get(name, ()))
    return Lexicon(abbreviations, words)


def _forms(name: str) -> tuple[str, ...]:
    # A small letter alone stays small: "г." is a year or a city, "Г." somebody's initial.
    capital = name[0].upper() + name[1:]
    return (name,) if len(name) == 1 or capital == name else (name, capital)
