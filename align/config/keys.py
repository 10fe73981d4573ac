"""The keys of a configuration file: what each must hold, and what it is made into."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.config.lines import Keys
from align.config.patterns import Pattern, PatternError, parse_pattern
from align.config.values import (
    LEVELS,
    SCORE_BOUNDS,
    SEVERITIES,
    PairPattern,
    PerFile,
    Place,
    Rooted,
    Rules,
    Setting,
)
from align.errors import ConfigError

_SHOWN = 60  # Characters of a key or a value that a message shows.
_LANGUAGES = ("ru", "be")
_DOCUMENTS = (*_LANGUAGES, "en")


@dataclass(frozen=True, slots=True)
class Source:
    """A table of settings and where it is written.

    Parameters
    ----------
    path
        The file.
    table
        The settings in it.
    lines
        Lines of its keys and values.
    within
        Where in the file the table is: ``("tool", "align")``.
    """

    path: Path
    table: dict[str, Any]
    lines: dict[Keys, int]
    within: Keys = ()

    @property
    def root(self) -> Path:
        """The folder that its files are seen from."""
        return self.path.parent

    def place(self, *keys: str | int) -> Place:
        """Where a value is written: its own line, or that of what it is in."""
        whole = (*self.within, *keys)
        for length in range(len(whole), 0, -1):
            if whole[:length] in self.lines:
                return Place(self.path, self.lines[whole[:length]])
        return Place(self.path)

    def error(self, problem: str, remedy: str = "", *keys: str | int) -> ConfigError:
        """An error of the file, at the place of a value."""
        return ConfigError(str(self.path), problem, remedy, self.place(*keys).line)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key must hold, in words and with an example, and what makes it a value."""

    wanted: str
    read: "Callable[[Source, str, Any], Any]"


class _WrongError(Exception):
    """A value is of the wrong kind; the key says what is wanted."""


def values_of(source: Source) -> dict[str, Any]:
    """The settings of one file by key, checked and made into values.

    Raises
    ------
    ConfigError
        A key is not known, or a value is not what it must be.
    """
    found = {}
    for key, value in source.table.items():
        if key == "tool" and not source.within:
            raise source.error(
                f"[tool.align] belongs into pyproject.toml; in {source.path.name} the keys stand"
                " at the top.",
                "Take [tool.align] out.",
                key,
            )
        if key not in KEYS:
            raise source.error(f"the key '{_short(key)}' is not known.", near(key, KEYS), key)
        try:
            found[key] = KEYS[key].read(source, key, value)
        except _WrongError:
            raise source.error(f"'{key}' must be {KEYS[key].wanted}.", "", key) from None
    return found


def near(name: str, known: Iterable[str]) -> str:
    """A sentence with the known name that is nearest to a wrong one, or with all."""
    every = list(known)
    shown = name.lower().replace("_", "-")
    close = difflib.get_close_matches(shown, every, 1) if len(shown) <= _SHOWN else []
    return f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(every)}."


def _short(text: Any) -> str:
    shown = " ".join(str(text).split())
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _text(source: Source, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError
    return value


def _flag(source: Source, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _WrongError
    return value


def _one_of(*names: str) -> Callable[[Source, str, Any], str]:
    def read(source: Source, key: str, value: Any) -> str:
        if value not in names or not isinstance(value, str):
            raise _WrongError
        return value

    return read


def _number(source: Source, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise _WrongError
    return float(value)


def _count(source: Source, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _WrongError
    return value


def _strings(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise _WrongError
    return value


def _files(source: Source, key: str, value: Any) -> tuple[Path, ...]:
    return tuple(source.root / name for name in _strings(value))


def _file_inside(source: Source, key: str, value: Any) -> Path:
    pattern = _pattern(source, _text(source, key, value), (key,), words=False)
    if not pattern.plain:
        raise _WrongError
    path = source.root / pattern.fill({})
    if not inside(path, source.root):
        raise source.error(
            f"'{key}': {_short(value)} is a link that leads out of the folder.",
            "Keep the file itself beside the settings.",
            key,
        )
    return path


def inside(path: Path, root: Path) -> bool:
    """Whether a file, links followed, is in a folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # Links that go round in a circle.
        return False


def _abbreviations(source: Source, key: str, value: Any) -> dict[str, tuple[Path, ...]]:
    found = {}
    for language, names in _table(value).items():
        if language not in _DOCUMENTS:
            raise source.error(
                f"'{key}' has the language '{_short(language)}'.", "Known: en, ru, be.",
                key, language,
            )  # fmt: skip
        try:
            found[language] = _files(source, key, names)
        except _WrongError:
            raise source.error(
                f"'{key}.{language}' must be a list of file names.", "", key, language
            ) from None
    return found


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _WrongError
    return value


def _pattern(source: Source, text: str, keys: Keys, *, words: bool = True) -> Pattern:
    try:
        return parse_pattern(text, words=words)
    except PatternError as error:
        where = ".".join(str(key) for key in keys if isinstance(key, str) and key != text)
        raise source.error(f"'{where}': the pattern “{_short(text)}” {error}", "", *keys) from None


def _exclude(source: Source, key: str, value: Any) -> tuple[Rooted, ...]:
    return tuple(
        Rooted(
            source.root, _pattern(source, text, (key, n), words=False), source.place(key, n)
        )
        for n, text in enumerate(_strings(value))
    )  # fmt: skip


def _rules(source: Source, key: str, value: Any) -> tuple[Rules, ...]:
    return tuple(Rules(text, source.place(key, n)) for n, text in enumerate(_strings(value)))


def _per_file(source: Source, key: str, value: Any) -> dict[tuple[Path, str], PerFile]:
    found = {}
    for text, names in _table(value).items():
        pattern = _pattern(source, text, (key, text), words=False)
        files = Rooted(source.root, pattern, source.place(key, text))
        rules = tuple(
            Rules(name, source.place(key, text, n)) for n, name in enumerate(_strings(names))
        )
        found[source.root, text] = PerFile(files, rules)
    return found


def _severities(source: Source, key: str, value: Any) -> dict[str, Setting]:
    found = {}
    for name, severity in _table(value).items():
        place = source.place(key, name)
        if severity not in SEVERITIES or not isinstance(severity, str):
            raise source.error(
                f"'{key}.{_short(name)}' must be one of {', '.join(SEVERITIES)}:"
                f' {_short(name)} = "warning".',
                "", key, name,
            )  # fmt: skip
        found[name] = Setting(Rules(name, place), "", severity, place)
    return found


def _options(source: Source, key: str, value: Any) -> dict[tuple[str, str], Setting]:
    found = {}
    for rule, options in _table(value).items():
        if not isinstance(options, dict):
            raise source.error(
                f"'{key}.{_short(rule)}' must be a table of options: [{key}.{_short(rule)}].",
                "", key, rule,
            )  # fmt: skip
        rules = Rules(rule, source.place(key, rule))
        for name, chosen in options.items():
            found[rule, name] = Setting(rules, name, chosen, source.place(key, rule, name))
    return found


def _pairs(source: Source, key: str, value: Any) -> tuple[PairPattern, ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise _WrongError
    return tuple(_pair(source, row, (key, number)) for number, row in enumerate(value))


def _pair(source: Source, row: dict[str, Any], at: tuple[str, int]) -> PairPattern:
    wanted = ("original", "release", "source-lang")
    for key, value in row.items():
        if key not in wanted:
            raise source.error(
                f"the key '{_short(key)}' is not known in 'pairs'.", near(key, wanted), *at, key
            )
        if key == "source-lang" and value not in _LANGUAGES:
            raise source.error(f"'source-lang' must be {_SAID_LANGUAGE}.", "", *at, key)
    sides = []
    for key in wanted[:2]:
        text = row.get(key)
        if not isinstance(text, str) or not text:
            raise source.error(
                f"an entry of 'pairs' needs '{key}', a pattern of file names.",
                f"Write {_EXAMPLE}.", *at,
            )  # fmt: skip
        sides.append(_pattern(source, text, (*at, key)))
    original, release = sides
    lone = sorted(original.words ^ release.words)
    if lone:
        raise source.error(
            f"only one side of 'pairs' has {{{lone[0]}}}, which is the same text on both.",
            "Write it on both, or * for what may differ.", *at,
        )  # fmt: skip
    if original.text == release.text:
        raise source.error("'original' and 'release' of 'pairs' are the same.", "", *at)
    return PairPattern(original, release, row.get("source-lang"), source.root, source.place(*at))


_SAID_LANGUAGE = '"ru" or "be"'
_EXAMPLE = '{ original = "releases/{id}/ru.html", release = "releases/{id}/en.html" }'
_SOME_RULES = "a list of rules: codes, names, beginnings of codes or ALL"

KEYS: dict[str, Key] = {
    "extend": Key('another file, as seen from this one, such as "../align.toml"', _text),
    "source-lang": Key(_SAID_LANGUAGE, _one_of(*_LANGUAGES)),
    "target-lang": Key('"en"', _one_of("en")),
    "encoder": Key("the name of an encoder", _text),
    "abbreviations": Key(
        'files by language, such as { ru = ["abbreviations.toml"] }', _abbreviations
    ),
    "cache": Key("true or false", _flag),
    "glossaries": Key('a list of files or folders, such as ["terms.yaml"]', _files),
    "pairs": Key(f"a list of tables, such as [{_EXAMPLE}]", _pairs),
    "exclude": Key('a list of patterns of file names, such as ["drafts/**"]', _exclude),
    "select": Key(f'{_SOME_RULES}, such as ["FCT", "TXT003"]', _rules),
    "ignore": Key(f'{_SOME_RULES}, such as ["TXT003"]', _rules),
    "extend-select": Key(f'{_SOME_RULES}, such as ["FCT", "TXT003"]', _rules),
    "extend-ignore": Key(f'{_SOME_RULES}, such as ["TXT003"]', _rules),
    "per-file-ignores": Key(
        'rules by patterns of releases, not of originals, such as { "archive/**" = ["TXT"] }',
        _per_file,
    ),
    "severities": Key('severities by rule, such as { FCT001 = "warning" }', _severities),
    "rules": Key('options by rule, such as [rules.TXT008] spelling = "american"', _options),
    "fail-on": Key('one of error, warning, note, never, such as "warning"', _one_of(*LEVELS)),
    "min-score": Key("a number from 0 to 100, such as 80", _number),
    "min-score-by": Key(
        '"low" or "score": the low end of the interval, or the score itself',
        _one_of(*SCORE_BOUNDS),
    ),
    "baseline": Key('a file in this folder, such as "align-baseline.json"', _file_inside),
    "jobs": Key("a whole number from 1, such as 2", _count),
}
