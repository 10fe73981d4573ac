"""Settings of a folder: ``align.toml``, or ``[tool.align]`` in ``pyproject.toml``.

The closest file upwards of where the program runs wins, ``align.toml`` before ``pyproject.toml`` in
one folder; the command line wins over both. A key that is not known is an error with a suggestion,
never ignored.
"""

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.errors import ConfigError

FILE = "align.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file can say.

    Parameters
    ----------
    source_lang
        ``ru`` or ``be`` for every original; found out by default.
    encoder
        Name, folder or ``hf:`` id of the encoder; the bundled one by default.
    abbreviations
        Files of abbreviations by language, in addition to the program's own.
    cache
        Keep vectors, and compiled glossaries, between runs.
    glossaries
        Files of the glossary, or folders of them; the bundled ones by default.
    path
        The file read, if any.
    """

    source_lang: str | None = None
    encoder: str | None = None
    abbreviations: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    cache: bool = True
    glossaries: tuple[Path, ...] = ()
    path: Path | None = None


def load_config(start: Path) -> Config:
    """The closest configuration at or above the folder `start`; defaults where there is none.

    Raises
    ------
    ConfigError
        The file is no TOML, has a key that is not known, or a value of the wrong kind.
    """
    for folder in (start, *start.parents):
        own, project = folder / FILE, folder / "pyproject.toml"
        if own.is_file():
            return _parse(own, _read(own))
        if project.is_file():
            table = _section(project)
            if table is not None:
                return _parse(project, table)
    return Config()


def _section(project: Path) -> dict[str, Any] | None:
    """``[tool.align]`` of a pyproject.toml; None where there is none."""
    try:
        if "tool.align" not in project.read_text(encoding="utf-8"):
            return None
    except (OSError, UnicodeDecodeError):
        return None
    tool = _read(project).get("tool")
    table = tool.get("align") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(str(project), "[tool.align] must be a table.")
    return table


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else None
        raise ConfigError(str(path), f"this is not valid TOML: {error}.", line=line) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}.") from error


def _parse(path: Path, table: dict[str, Any]) -> Config:
    known: dict[str, tuple[type, str]] = {
        "source-lang": (str, '"ru" or "be"'),
        "encoder": (str, "the name of an encoder"),
        "abbreviations": (dict, 'files by language, such as { ru = ["abbreviations.toml"] }'),
        "cache": (bool, "true or false"),
        "glossaries": (list, 'a list of files or folders, such as ["terms.yaml"]'),
    }
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            advice = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise ConfigError(str(path), f"the key '{key}' is not known.", advice)
        kind, wanted = known[key]
        if not isinstance(value, kind):
            raise ConfigError(str(path), f"'{key}' must be {wanted}.")
    language = table.get("source-lang")
    if language not in (None, "ru", "be"):
        raise ConfigError(str(path), f"'source-lang' must be {known['source-lang'][1]}.")
    return Config(
        source_lang=language,
        encoder=table.get("encoder"),
        abbreviations=_abbreviations(path, table.get("abbreviations", {})),
        cache=table.get("cache", True),
        glossaries=_beside(path, "glossaries", table.get("glossaries", [])),
        path=path,
    )


def _abbreviations(path: Path, table: dict[str, Any]) -> dict[str, tuple[Path, ...]]:
    """Paths beside the configuration file, by language."""
    out = {}
    for language, names in table.items():
        if language not in ("en", "ru", "be"):
            raise ConfigError(
                str(path), f"'abbreviations' has the language '{language}'.", "Known: en, ru, be."
            )
        out[language] = _beside(path, f"abbreviations.{language}", names)
    return out


def _beside(path: Path, key: str, names: Any) -> tuple[Path, ...]:
    """Files named in the configuration file, as seen from its folder."""
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise ConfigError(str(path), f"'{key}' must be a list of file names.")
    return tuple(path.parent / name for name in names)
