"""Evidence in words: which group each piece belongs to, and what an editor calls it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from align.beads.why import Reason

_SHAPE = re.compile(r"shape ([0-9]+-[0-9]+)")
RUN = "run: "
"""What the names of evidence begin with that a null bead has by the null before it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Evidence of one kind, in points: `reasons` with their words, strongest first."""

    name: str
    words: str
    points: float
    reasons: tuple[tuple[str, Reason], ...]


def words_for(name: str, paired: bool) -> tuple[str, str]:
    """Group and words of a piece of evidence.

    Parameters
    ----------
    name
        As `align.beads.why` names it.
    paired
        Whether it is of a pair; otherwise of an omission or addition.

    Raises
    ------
    KeyError
        The data file does not know it.
    """
    data = _data()
    if shape := _SHAPE.fullmatch(name):
        group, words = data["shapes"]["words"]
        return group, words.format(shape[1])
    if name.startswith(RUN):
        table, name = data["runs"], name.removeprefix(RUN)
    else:
        table = data["pairs" if paired else "nulls"]
    group, words = table[name]
    return group, words


def grouped(reasons: Iterable[tuple[Reason, bool]]) -> tuple[Group, ...]:
    """Pieces of evidence, each with whether it is of a pair, by groups; the strongest first."""
    found: dict[str, list[tuple[str, Reason]]] = {}
    for reason, paired in reasons:
        group, words = words_for(reason.name, paired)
        found.setdefault(group, []).append((words, reason))
    names = _data()["groups"]
    groups = [
        Group(
            name,
            words,
            sum(reason.log_odds for _, reason in found[name]),
            tuple(sorted(found[name], key=lambda pair: -abs(pair[1].log_odds))),
        )
        for name, words in names.items()
        if name in found
    ]
    return tuple(sorted(groups, key=lambda group: -abs(group.points)))


def group_words(name: str) -> str:
    """What a group is called."""
    words: str = _data()["groups"][name]
    return words


@cache
def _data() -> dict[str, Any]:
    text = files("align.formats").joinpath("data", "reasons.toml").read_text("utf-8")
    return tomllib.loads(text)
