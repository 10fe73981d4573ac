"""``align glossary export``: the glossary for another program; and the list of formats."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import guard, identities, print_text
from align.errors import UsageError

if TYPE_CHECKING:
    from align.types import Language

F = TypeVar("F", bound=Callable[..., Any])
_OURS = (".yaml", ".yml")


def _list_formats(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Show the formats and end, whatever else is asked."""
    if not asked or ctx.resilient_parsing:
        return
    from align.cli.glossary.tables import table
    from align.glossary.exchange import formats

    rows = [
        [
            form.name,
            " ".join(form.suffixes),
            "two" if form.bilingual else "all",
            "everything" if form.whole else "in part",
            form.about,
        ]
        for form in formats()
    ]
    print_text(table(["format", "files", "languages", "keeps", "what it is"], rows))
    ctx.exit(0)


def with_formats(command: F) -> F:
    """Add ``--list``, which lists the formats of glossaries and ends."""
    return click.option(
        "--list", "listed", is_flag=True, is_eager=True, expose_value=False,
        callback=_list_formats, help="List the formats, and end.",
    )(command)  # fmt: skip


def tell(file: Path, sentences: Iterable[str]) -> None:
    """Say on standard error what was lost or guessed."""
    from align.formats.visible import visible

    for sentence in sentences:
        click.echo(visible(f"align: {file}: {sentence}"), err=True)


@click.command(short_help="Write the glossary for another program.")
@with_glossary
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="The file to write.",
)  # fmt: skip
@click.option("--to", "form", metavar="FORMAT", help="Default: by the suffix of the file.")
@click.option(
    "--source-lang", "source", type=click.Choice(["ru", "be", "en"]), default="ru",
    show_default=True, help="Source language, where a format holds two languages.",
)  # fmt: skip
@click.option(
    "--target-lang", "target", type=click.Choice(["en", "ru", "be"]), default="en",
    show_default=True, help="Target language, where a format holds two languages.",
)  # fmt: skip
@with_formats
def export(
    given: tuple[str, ...], output: Path, form: str | None, source: "Language", target: "Language"
) -> None:
    """Write the glossary to a file for another program; the suffix says the format.

    \b
    align glossary export -o terms.xlsx
    align glossary export -o terms.tsv --to deepl-tsv --source-lang be

    What the format cannot hold is told on standard error. A file that is there is replaced.
    """
    from align import atomic
    from align.cli.glossary.tables import told
    from align.glossary.exchange import write
    from align.glossary.store import load

    paths = glossary_paths(given)
    guard(output, identities(map(str, paths)))
    if output.suffix.lower() in _OURS:  # It may well be the only copy of another glossary.
        raise UsageError(
            f"{output}: files in {output.suffix} are glossaries themselves. Choose another suffix."
        )
    form = form or _format_of(output)
    glossary = load(paths)
    made = write(glossary, form, source=source, target=target)
    if not made.concepts:
        why = made.losses[-1] if made.losses else "The glossary is empty."
        raise UsageError(f"{output}: nothing is written, as there is no concept for it. {why}")
    tell(output, made.losses)
    try:
        atomic.write_bytes(output, made.data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"{output}: cannot be written ({reason}). Choose another place."
        ) from error
    print_text(f"{output}: {told(made.concepts, 'concept')} as {made.format}.\n")


def _format_of(output: Path) -> str:
    from align.glossary.exchange import formats

    suffix = output.suffix.lower()
    for form in formats():
        if suffix in form.suffixes:
            return form.name
    known = ", ".join(sorted({form.suffixes[0] for form in formats()}))
    raise UsageError(
        f"{output}: the suffix “{suffix}” says nothing of the format. Name it with --to, or use "
        f"one of {known}."
    )
