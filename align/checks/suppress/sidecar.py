"""Suppressions in a file beside the release, for formats that have no comments of their own.

``en.docx.ignore.toml`` is for ``en.docx``::

    [[ignore]]
    rule = "TRM001"            # or several: ["TRM001", "FCT002"]
    text = "Allied State"      # if not all of that rule: words of the sentence
    reason = "The treaty itself says so."
    until = 2027-01-31         # if not for ever
"""

import difflib
import errno
import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from align.checks.suppress.comments import day
from align.checks.suppress.ignore import Ignore
from align.config.lines import lines_of
from align.errors import ConfigError
from align.findings import Location
from align.text import one_line

_ENDING = ".ignore.toml"
# Some ten thousand suppressions; a release has a few.
_LIMIT = 1024 * 1024
_KEYS = ("rule", "text", "fingerprint", "reason", "until")
_HEAD = "[[ignore]]"


def sidecar_path(release: Path) -> Path:
    """The file with the suppressions of a release.

    Examples
    --------
    >>> sidecar_path(Path("decree/en.docx")).as_posix()
    'decree/en.docx.ignore.toml'
    """
    return release.parent / f"{release.name}{_ENDING}"


def read_sidecar(path: Path) -> tuple[Ignore, ...]:
    """The suppressions in a file, in its order; none where there is no such file.

    Raises
    ------
    ConfigError
        The file cannot be read or understood.
    """
    text = _text(path)
    if text is None:
        return ()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        problem = f"this is not valid TOML: {error}."
        raise ConfigError(str(path), problem, "Mend the line.", line) from None
    lines = lines_of(text)
    for key in data:
        if key != "ignore":
            line = lines.get((key,))
            raise ConfigError(str(path), f"the key '{key}' is not known.", _BEGIN, line)
    entries = data.get("ignore", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(
            str(path), "'ignore' is no list of tables.", _BEGIN, lines.get(("ignore",))
        )
    return tuple(_Entry(path, number, lines).read(entry) for number, entry in enumerate(entries))


_BEGIN = f"Begin each suppression with {_HEAD}."


class _Entry:
    """An entry of the file while it is read."""

    def __init__(self, path: Path, number: int, lines: dict[tuple[str | int, ...], int]) -> None:
        self._path, self._number, self._lines = path, number, lines

    def read(self, entry: dict[str, Any]) -> Ignore:
        for key in entry:
            if key not in _KEYS:
                near = difflib.get_close_matches(key, _KEYS, 1)
                advice = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(_KEYS)}."
                raise self._error(key, f"the key '{key}' is not known.", advice)
        rules = self._rules(entry.get("rule"))
        for key in ("text", "fingerprint", "reason"):
            if not isinstance(entry.get(key, ""), str):
                raise self._error(key, f"'{key}' must be text.", "Put it in quotation marks.")
        reason = one_line(entry.get("reason", ""))
        if not reason:
            problem = f"the suppression of {' and '.join(rules)} gives no reason."
            raise self._error("", problem, 'Add a line such as reason = "Said so in the treaty."')
        line = self._lines.get(("ignore", self._number), 1)
        return Ignore(
            "sidecar",
            rules,
            Location(str(self._path), line, 1, line, 1 + len(_HEAD)),
            f"{', '.join(rules)}: {reason}",
            reason,
            self._until(entry.get("until")),
            entry.get("text", ""),
            entry.get("fingerprint", ""),
        )

    def _rules(self, written: Any) -> tuple[str, ...]:
        rules = [written] if isinstance(written, str) else written
        texts = isinstance(rules, list) and all(isinstance(rule, str) and rule for rule in rules)
        if not texts or not rules:
            problem = "this suppression must name a rule, or a list of them."
            raise self._error("rule", problem, 'Write a line such as rule = "TRM001".')
        return tuple(dict.fromkeys(rules))

    def _until(self, written: Any) -> date | None:
        if isinstance(written, datetime):
            return written.date()
        if written is None or isinstance(written, date):
            return written
        until, fault = day(written) if isinstance(written, str) else (None, "no date")
        if fault:
            raise self._error("until", f"'{written}' is no date.", "Write it as 2027-01-31.")
        return until

    def _error(self, key: str, problem: str, remedy: str) -> ConfigError:
        place = ("ignore", self._number)
        line = self._lines.get((*place, key), self._lines.get(place))
        return ConfigError(str(self._path), problem, remedy, line)


def _text(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None  # A long name made longer: no such file can be there.
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(str(path), f"it cannot be read ({reason}).", "Check the file.") from None
    if len(data) > _LIMIT:
        problem = f"suppressions of more than {_LIMIT // 1024:,} KB are not read."
        raise ConfigError(str(path), problem, "Check that this is the right file.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8 in your editor."
        raise ConfigError(str(path), "this is not UTF-8.", remedy, line) from None
