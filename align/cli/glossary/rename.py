"""``align glossary rename``: another id for a concept."""

import click

from align.cli.glossary.changing import holding, opened, own_paths, save, with_diff
from align.cli.glossary.options import with_glossary
from align.errors import UsageError


@click.command(short_help="Give a concept another id.")
@click.argument("old")
@click.argument("new")
@with_glossary
@with_diff
def rename(old: str, new: str, given: tuple[str, ...], only_shown: bool) -> None:
    """Give the concept with the id OLD the id NEW, in every file that has it.

    To change the words of a term: align glossary edit ID --term TERM term=NEW.
    """
    from align.glossary.edit import rename_concept

    files = opened(own_paths(given))
    holding(files, old)
    for concept in (concept for file in files for concept in file.concepts):
        if concept.id == new != old and concept.place is not None:
            raise UsageError(
                f"{concept.place.path}:{concept.place.line}: there is a concept {new} already. "
                "Choose another id."
            )
    texts = {
        file.path: rename_concept(file.text, old, new, path=str(file.path))
        for file in files
        if any(concept.id == old for concept in file.concepts)
    }
    save(files, texts, only_shown)
