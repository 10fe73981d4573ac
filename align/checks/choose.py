"""Which rules look at a release, as the configuration and the command line say.

Rules are named by code (``FCT001``), by name (``number``), by the beginning of codes (``FCT``,
``TXT01``) or as ``ALL``. Where one is both selected and ignored, the closer name counts: ``FCT001``
before ``FCT`` before ``ALL``; between two equally close ones it is ignored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.checks.documentation import pages
from align.checks.registry import rules
from align.checks.rule import Option
from align.checks.run import Chosen
from align.config import Config, Rooted, Rules, Setting
from align.config.keys import near
from align.errors import ConfigError, SverkaError, UsageError
from align.findings import Severity

_ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Chooser:
    """Gives the rules for a release, by its path; made by `chooser`.

    Parameters
    ----------
    chosen
        The rules for a release of which nothing is said.
    per_file
        Releases, and the rules that do not look at them.
    """

    chosen: Chosen
    per_file: tuple[tuple[Rooted, frozenset[str]], ...] = ()

    def __call__(self, release: str | Path) -> Chosen:
        """The rules for a release."""
        off = {code for files, codes in self.per_file if files.covers(release) for code in codes}
        if not off:
            return self.chosen
        chosen = self.chosen
        return Chosen(chosen.codes - off, chosen.severities, chosen.options)

    def idle(
        self, releases: Sequence[str | Path], originals: Sequence[str | Path] = ()
    ) -> tuple[str, ...]:
        """Warnings of ``per-file-ignores`` that fit none of the releases, a sentence each."""
        found = []
        for files, _ in self.per_file:
            if any(map(files.covers, releases)):
                continue
            told = f"{files.place}: “{files.pattern.text}” of per-file-ignores fits no release"
            if any(map(files.covers, originals)):
                told += ", only originals: name the releases that go with them"
            found.append(f"{told}.")
        return tuple(found)


def chooser(config: Config, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Chooser:
    """What chooses the rules for each release; all that is said of rules is looked at once.

    Parameters
    ----------
    config
        Settings of the folder.
    select
        Rules that the command line selects: in place of `Config.select` and `Config.ignore`, and
        even where `Config.severities` turns them off.
    ignore
        Rules that it ignores besides.

    Raises
    ------
    ConfigError
        The settings name a rule or an option that there is not, or an option has a wrong value.
    UsageError
        The command line names a rule that there is not.
    """
    shut, levels = _severities(config.severities)
    asked = (Rules(_ALL),) if config.select is None else config.select
    refused = [Rules(name) for name in ignore]
    codes = _on(asked, [*config.ignore, *refused]) - shut
    if select:
        codes = _on([Rules(name) for name in select], refused)
    per_file = tuple(
        (one.files, frozenset(code for named in one.rules for code in _codes(named)))
        for one in config.per_file
    )
    return Chooser(Chosen(codes, levels, _options(config.options)), per_file)


def chosen(config: Config, release: str | Path) -> Chosen:
    """The rules for one release; see `chooser`, which does it for many."""
    return chooser(config)(release)


def codes() -> tuple[str, ...]:
    """The codes of all rules, those of the glossary's lint among them, in order."""
    return tuple(sorted({*pages(), *rules()}))


def _on(select: Iterable[Rules], ignore: Iterable[Rules]) -> frozenset[str]:
    """Codes of the rules that are selected more closely than ignored."""
    nearest: dict[str, int] = {}
    for named in select:
        for code in _codes(named):
            nearest[code] = max(nearest.get(code, 0), _closeness(named))
    for named in ignore:
        for code in _codes(named):
            if nearest.get(code, -1) <= _closeness(named):
                nearest.pop(code, None)
    return frozenset(nearest)


def _closeness(named: Rules) -> int:
    """How closely rules are named: 0 for all, then the length of what codes begin with."""
    text = named.text.strip().upper()
    if text == _ALL:
        return 0
    return len(text) if any(code.startswith(text) for code in codes()) else len(codes()[0])


def _codes(named: Rules) -> tuple[str, ...]:
    """The codes that are meant."""
    text, every = named.text.strip(), codes()
    if text.upper() == _ALL:
        return every
    found = tuple(code for code in every if code.startswith(text.upper()))
    if not found:
        found = tuple(code for code, page in pages().items() if page.name == text.lower())
    if text and found:
        return found
    kinds = sorted({code.rstrip("0123456789") for code in every})
    known = [*every, *(page.name for page in pages().values()), *kinds, _ALL]
    told = near(text, [name.lower() for name in known])
    if told.startswith("Did"):
        close = told.split("'")[1]
        told = f"Did you mean '{next(name for name in known if name.lower() == close)}'?"
    else:
        told = f"Known are {', '.join(kinds)}, {_ALL}; align rules lists them."
    raise _error(named, f"there is no rule '{text[:60]}'.", told)


def _error(named: Rules, problem: str, remedy: str) -> SverkaError:
    if named.place is None:
        return UsageError(f"{problem[0].upper()}{problem[1:]} {remedy}".rstrip())
    return ConfigError(str(named.place.path), problem, remedy, named.place.line)


def _severities(settings: Iterable[Setting]) -> tuple[frozenset[str], dict[str, Severity]]:
    """Codes of the rules that are off, and the severities of others; the closest name counts."""
    said: dict[str, str] = {}
    for setting in sorted(settings, key=lambda one: _closeness(one.rules)):
        said.update(dict.fromkeys(_codes(setting.rules), setting.value))
    return (
        frozenset(code for code, level in said.items() if level == "off"),
        {code: Severity(level) for code, level in sorted(said.items()) if level != "off"},
    )


def _options(settings: Iterable[Setting]) -> dict[str, dict[str, Any]]:
    """Values of options by code."""
    found: dict[str, dict[str, Any]] = {}
    for setting in settings:
        codes = _codes(setting.rules)
        if len(codes) != 1:
            raise _error(
                setting.rules,
                f"options go to one rule, and '{setting.rules.text}' stands for {len(codes)}.",
                f"Name one, such as [rules.{codes[0]}].",
            )
        [code] = codes
        known = rules()[code].options if code in rules() else {}
        said = Rules(setting.name, setting.place)
        if setting.name not in known:
            told = near(setting.name, known) if known else "It has none."
            raise _error(said, f"{code} has no option '{setting.name[:60]}'.", told)
        found.setdefault(code, {})[setting.name] = _value(code, setting, known[setting.name])
    return found


def _value(code: str, setting: Setting, option: Option) -> Any:
    try:
        return option_value(option, setting.value)
    except ValueError as error:
        raise _error(
            Rules(setting.name, setting.place),
            f"the option '{setting.name}' of {code} must be {error}.",
            f"By default it is {_toml(option.default)}.",
        ) from None


def option_value(option: Option, value: Any) -> Any:
    """A value for an option, of the type of its default.

    Raises
    ------
    ValueError
        It is none; the error says what is wanted.

    Examples
    --------
    >>> option_value(Option("british", "", ("american", "british")), "american")
    'american'
    >>> option_value(Option(0.4, "", least=0, most=1), 5)
    Traceback (most recent call last):
    ValueError: a number from 0 to 1
    """
    many = isinstance(option.default, list | tuple | frozenset)
    sample = next(iter(option.default), "") if many else option.default
    if option.choices:
        wanted = f"one of {', '.join(_toml(one) for one in option.choices)}"
    else:
        wanted = next(words for kind, words in _KINDS if isinstance(sample, kind)) + _range(option)
    each = value if many and isinstance(value, list) else [value]
    fine = many == isinstance(value, list) and all(
        _alike(one, sample)
        and (not option.choices or one in option.choices)
        and (option.least is None or one >= option.least)
        and (option.most is None or one <= option.most)
        for one in each
    )
    if not fine:
        raise ValueError(f"a list, each of it {wanted}" if many else wanted)
    return type(option.default)(value)


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "text in quotation marks"),
)


def _range(option: Option) -> str:
    """The bounds of a number in words."""
    least = "" if option.least is None else f" from {option.least:g}"
    return least if option.most is None else f"{least} to {option.most:g}"


def _alike(value: Any, sample: Any) -> bool:
    """Whether a value can stand where another does; true and false are no numbers here."""
    if isinstance(sample, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(sample)


def _toml(value: Any) -> str:
    """A value as it is written in the settings."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | frozenset):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
