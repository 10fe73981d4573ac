"""``align glossary``: keep a glossary, and see its terms in texts. A module a command."""

import click

from align.cli.lazy import LazyGroup

_COMMANDS = {
    "check": (
        "align.cli.glossary.check:check",
        "Compare the terms of a release with those of its original.",
    ),
    "find": ("align.cli.glossary.find:find", "Show where a text has terms of the glossary."),
    "lint": ("align.cli.glossary.lint:lint", "Look for slips in the glossary."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def glossary() -> None:
    """Keep the glossary, and see its terms in texts.

    A glossary is a YAML file made for people and for git: a concept a block, its terms in English,
    Russian and Belarusian. glossaries/README.md tells how an entry is written.
    """
