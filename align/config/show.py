"""The settings that count in the end, key by key, and where each is written."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.config.values import Config, Place, Rules

_WIDE = 80  # Characters of a list on one line.


@dataclass(frozen=True, slots=True)
class Row:
    """A setting.

    Parameters
    ----------
    keys
        Its key, and the keys of the tables it is in: ``("severities", "FCT001")``.
    value
        As TOML has it; None where nothing is set and the program finds out itself.
    places
        Where it is written; none for a default.
    """

    keys: tuple[str, ...]
    value: Any
    places: tuple[Place, ...]


def rows(config: Config) -> tuple[Row, ...]:
    """All settings, in the order of the documentation; files as seen from the closest file."""
    root = Path.cwd() if config.path is None else config.path.parent
    return tuple(_rows(config, root))


def _rows(config: Config, root: Path) -> Iterator[Row]:
    def row(key: str, value: Any) -> Row:
        return Row((key,), value, config.origins.get(key, ()))

    yield row("source-lang", config.source_lang)
    yield row("target-lang", config.target_lang)
    yield row("encoder", config.encoder)
    yield row("cache", config.cache)
    yield row("glossaries", [_from(path, root) for path in config.glossaries])
    yield Row(
        ("pairs",),
        [
            {
                "original": _from(pair.root / pair.original.text, root),
                "release": _from(pair.root / pair.release.text, root),
                **({"source-lang": pair.source_lang} if pair.source_lang else {}),
            }
            for pair in config.pairs
        ],
        tuple(pair.place for pair in config.pairs),
    )
    yield row("exclude", [_from(one.root / one.pattern.text, root) for one in config.exclude])
    yield row("select", ["ALL"] if config.select is None else _names(config.select))
    yield row("ignore", _names(config.ignore))
    yield row("fail-on", config.fail_on)
    yield row("min-score", config.min_score)
    yield row("min-score-by", config.min_score_by)
    yield row("baseline", None if config.baseline is None else _from(config.baseline, root))
    yield row("jobs", config.jobs)
    for language, files in config.abbreviations.items():
        places = config.origins.get(f"abbreviations.{language}", ())
        yield Row(("abbreviations", language), [_from(path, root) for path in files], places)
    for one in config.per_file:
        text = _from(one.files.root / one.files.pattern.text, root)
        yield Row(("per-file-ignores", text), _names(one.rules), (one.files.place,))
    for setting in config.severities:
        yield Row(("severities", setting.rules.text), setting.value, (setting.place,))
    for setting in config.options:
        keys = ("rules", setting.rules.text, setting.name)
        yield Row(keys, setting.value, (setting.place,))


def as_toml(settings: Iterable[Row]) -> str:
    """Settings as a file that says the same; those that the program finds out are left out."""
    lines: list[str] = []
    table: tuple[str, ...] = ()
    for row in settings:
        if row.value is None:
            continue
        if row.keys[:-1] != table:
            table = row.keys[:-1]
            lines.append(f"\n[{'.'.join(map(_key, table))}]")
        lines.append(f"{_key(row.keys[-1])} = {toml(row.value)}")
    return "".join(f"{line}\n" for line in lines)


def toml(value: Any) -> str:
    """A value as TOML has it; tables on one line, long lists on several."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {toml(v)}' for k, v in value.items())} }}"
    if isinstance(value, list | tuple):
        parts = [toml(one) for one in value]
        if any(isinstance(one, dict) for one in value) or sum(map(len, parts)) > _WIDE:
            return "\n".join(("[", *(f"    {part}," for part in parts), "]"))
        return f"[{', '.join(parts)}]"
    return str(value)


def _key(text: str) -> str:
    bare = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if bare else toml(text)


def _names(named: Iterable[Rules]) -> list[str]:
    return [rules.text for rules in named]


def _from(path: Path, root: Path) -> str:
    """A path as seen from a folder, parted by ``/``."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # On another drive.
        return path.as_posix()
