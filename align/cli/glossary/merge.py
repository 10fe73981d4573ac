"""``align glossary merge``: two versions of a glossary file made into one, by concept."""

from pathlib import Path

import click

from align.cli.output import guard, identities, print_text, write_atomically
from align.errors import UsageError


@click.command(short_help="Merge two versions of a glossary file, by concept and term.")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    help="Write to this file, which may be OURS. Default: the terminal.",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="What messages call the file.")
@click.pass_context
def merge(
    ctx: click.Context, base: Path, ours: Path, theirs: Path, output: Path | None, name: str | None
) -> None:
    """Bring the changes from BASE to THEIRS into OURS, concept by concept and field by field.

    What only one side changed is taken. What both changed in different ways is a conflict: it is
    told, the result holds what OURS says, with a comment above the concept, and the exit code
    is 1. The result can always be used as it is.

    Git merges glossaries so with these three lines, the first in .gitattributes, the others in
    .git/config:

    \b
    glossaries/*.yaml merge=glossary
    [merge "glossary"]
        driver = align glossary merge %O %A %B -o %A --name %P
    """
    from align.formats.visible import visible
    from align.glossary import store
    from align.glossary.merge import merge as merged_of

    path = name or str(ours)
    if output is not None:
        guard(output, identities([str(base), str(theirs)]))
    old, mine, other = (store.read(version) for version in (base, ours, theirs))
    if name is None:  # Git's names for the three are of no use to anybody; those of people are.
        for version in (old, mine, other):
            store.parse(version.text, version.path)
    merged = merged_of(old.text, mine.text, other.text, path)
    text = merged.marked
    if output is None:
        print_text(text)
    elif identities([str(output)]) & identities([str(ours)]):
        store.write(ours, mine.digest, text)
    else:
        if output.suffix.lower() not in (".yaml", ".yml"):
            raise UsageError(f"{output}: a glossary is a YAML file. Name it {output.stem}.yaml.")
        write_atomically(output, text)
    for conflict in merged.conflicts:
        click.echo(visible(f"align: {path}: {conflict}."), err=True)
    if merged.conflicts:
        count = len(merged.conflicts)
        what = "1 conflict is" if count == 1 else f"{count} conflicts are"
        click.echo(
            f"align: {visible(path)}: {what} left. Decide, and delete the comments “# CONFLICT”.",
            err=True,
        )
    ctx.exit(1 if merged.conflicts else 0)
