"""``align glossary``: keep a glossary, and see its terms in texts. A module a command."""

import click

from align.cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("align.cli.glossary.listing:list_", "List the concepts, or some of them."),
    "show": (
        "align.cli.glossary.show:show",
        "Show all that the glossary says about a concept or term.",
    ),
    "find": ("align.cli.glossary.find:find", "Show where a text has terms of the glossary."),
    "add": ("align.cli.glossary.add:add", "Add a concept with its terms."),
    "edit": ("align.cli.glossary.edit:edit", "Change a concept, or a term of it."),
    "retire": (
        "align.cli.glossary.retire:retire",
        "Say that a term is not to be used any more, and what is.",
    ),
    "rename": ("align.cli.glossary.rename:rename", "Give a concept another id."),
    "lint": ("align.cli.glossary.lint:lint", "Look for slips in the glossary."),
    "stats": (
        "align.cli.glossary.stats:stats",
        "Count the concepts, and how often they occur in texts.",
    ),
    "diff": (
        "align.cli.glossary.diff:diff",
        "Tell what changed from one version of a glossary to another.",
    ),
    "merge": (
        "align.cli.glossary.merge:merge",
        "Merge two versions of a glossary file, by concept and term.",
    ),
    "import": ("align.cli.glossary.importing:import_", "Read the glossary of another program."),
    "export": ("align.cli.glossary.exporting:export", "Write the glossary for another program."),
    "mine": ("align.cli.glossary.mine:mine", "Propose concepts from releases and originals."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def glossary() -> None:
    """Keep the glossary, and see its terms in texts.

    A glossary is a YAML file made for people and for git: a concept a block, its terms in English,
    Russian and Belarusian. glossaries/README.md tells how an entry is written.
    """
