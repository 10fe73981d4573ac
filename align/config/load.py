"""Configuration files found, read, and laid one over the other."""

import re
import tomllib
from pathlib import Path
from typing import Any

from align.config.keys import Source, values_of
from align.config.lines import Keys, lines_of
from align.config.values import Config, Place, Rules
from align.errors import ConfigError

FILE, PROJECT = "align.toml", "pyproject.toml"
_SECTION = ("tool", "align")
# A file with all rules, all options and 1,000 pairs written out one by one has 200 KB.
_LIMIT = 1024 * 1024
# Lists that add to another one, and what that is where nothing else is said.
_ADDED: dict[str, tuple[str, tuple[Rules, ...]]] = {
    "extend-select": ("select", (Rules("ALL"),)),
    "extend-ignore": ("ignore", ()),
}


def load_config(start: Path) -> Config:
    """The closest configuration at or above the folder `start`; defaults where there is none.

    Raises
    ------
    ConfigError
        A file is no TOML, has a key that is not known or a value of the wrong kind, or extends
        one that is not there or that extends it.
    """
    closest = find_config(start)
    return Config() if closest is None else read_config(closest)


def find_config(start: Path) -> Path | None:
    """The file that `load_config` begins with."""
    start = start.absolute()
    for folder in (start, *start.parents):
        own, project = folder / FILE, folder / PROJECT
        if own.is_file():
            return own
        if project.is_file() and _has_section(project):
            return project
    return None


def read_config(path: Path) -> Config:
    """One configuration file and those that it extends; see `load_config`."""
    layers = _chain(path)
    merged: dict[str, Any] = {}
    origins: dict[str, tuple[Place, ...]] = {}
    for source, values in reversed(layers):
        for key, value in values.items():
            if key in _ADDED:
                continue
            if isinstance(value, dict):
                # Name by name; those of the file come last, and later ones count.
                before = merged.get(key, {})
                value = {k: v for k, v in before.items() if k not in value} | value
            merged[key], origins[key] = value, (source.place(key),)
        for language in values.get("abbreviations", ()):
            origins[f"abbreviations.{language}"] = (source.place("abbreviations", language),)
        for key, (name, default) in _ADDED.items():
            if key in values:
                merged[name] = (*merged.get(name, default), *values[key])
                origins[name] = (*origins.get(name, ()), source.place(key))
    return _config(merged, tuple(source.path for source, _ in layers), origins)


def _config(
    merged: dict[str, Any], files: tuple[Path, ...], origins: dict[str, tuple[Place, ...]]
) -> Config:
    given = {key.replace("-", "_"): value for key, value in merged.items()}
    given["per_file"] = tuple(given.pop("per_file_ignores", {}).values())
    given["severities"] = tuple(given.get("severities", {}).values())
    given["options"] = tuple(given.pop("rules", {}).values())
    return Config(**given, path=files[0], files=files, origins=origins)


def _chain(path: Path) -> list[tuple[Source, dict[str, Any]]]:
    """A file and those that it extends, one after another, with their values."""
    layers: list[tuple[Source, dict[str, Any]]] = []
    seen: list[Path] = []
    while True:
        source = _read(path)
        values = values_of(source)
        layers.append((source, values))
        seen.append(path.resolve())
        extended: str | None = values.pop("extend", None)
        if extended is None:
            return layers
        if Path(extended).is_absolute() or extended.startswith(("/", "~")):
            raise source.error(
                "'extend' must be a file as seen from this one.", 'Such as "../align.toml".',
                "extend",
            )  # fmt: skip
        path = source.root / extended
        path = path.parent.resolve() / path.name
        if not path.is_file():
            raise source.error(
                f"'extend': there is no file {path}.", "Check its name.", "extend"
            )  # fmt: skip
        if path.resolve() in seen:
            raise source.error(
                f"'extend' goes round in a circle: {path} extends this file.",
                "Take one of the two out.", "extend",
            )  # fmt: skip


def _read(path: Path) -> Source:
    text = _text(path)
    whole, lines = _toml(path, text)
    if path.name != PROJECT:
        return Source(path, whole, lines)
    tool = whole.get("tool", {})
    table = tool.get("align") if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        problem = "there is no [tool.align] in it." if table is None else _NO_TABLE
        raise ConfigError(str(path), problem)
    return Source(path, table, lines, _SECTION)


_NO_TABLE = "[tool.align] must be a table."


def _has_section(project: Path) -> bool:
    """Whether a pyproject.toml has ``[tool.align]``; one that others broke does not stop us."""
    try:
        text = _text(project)
    except ConfigError:
        return False
    if "tool.align" not in text:
        return False
    tool = _toml(project, text)[0].get("tool")
    return isinstance(tool, dict) and "align" in tool


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(str(path), f"cannot be read ({reason}).") from error
    if len(data) > _LIMIT:
        raise ConfigError(
            str(path), "this is larger than 1 MB and is not read.", "Take out what is not settings."
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            str(path), "this is not UTF-8.", "Save it as UTF-8 in your editor.", line
        ) from error


def _toml(path: Path, text: str) -> tuple[dict[str, Any], dict[Keys, int]]:
    """What a file holds, and the lines of its keys."""
    try:
        lines = lines_of(text)
        return tomllib.loads(text), lines
    except ValueError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found.group(1)) if found else len(text.rstrip("\n").split("\n"))
        raise ConfigError(str(path), f"this is not valid TOML: {error}.", line=line) from error
