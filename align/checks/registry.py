"""All rules by code. A rule's module is imported with all others, on the first use."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from align.checks import rules as _room
from align.checks.rule import Rule


@cache
def rules() -> dict[str, Rule]:
    """One of each rule, by code, in the order of the codes."""
    found: dict[str, Rule] = {}
    for entry in iter_modules(_room.__path__):
        module = import_module(f"{_room.__name__}.{entry.name}")
        for value in vars(module).values():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and issubclass(value, Rule) and "code" in vars(value):
                found[value.code] = value()
    return dict(sorted(found.items()))
