"""``align glossary check``: whether a release renders the terms of its original as agreed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import guard, identities, print_text, write_atomically
from align.cli.pair import cached, inputs, settings_of
from align.cli.progress import Progress

if TYPE_CHECKING:
    from align.glossary.findings import TermFinding
    from align.glossary.links import TokenEncoder

_LEVELS = ("error", "warning", "note", "never")


@click.command(short_help="Compare the terms of a release with those of its original.")
@click.argument("original")
@click.argument("translation")
@with_glossary
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
    help="text for reading, jsonl for programs.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--fail-on", type=click.Choice(_LEVELS), default="error", show_default=True,
    help="Exit with 1 where there is a finding at or above this level.",
)  # fmt: skip
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the original.")
@click.option("--target-lang", type=click.Choice(["en"]), help="Language of the release.")
@click.option(
    "--pre-segmented", is_flag=True, help="One sentence a line; blank lines end paragraphs."
)
@click.option("--encoder", metavar="NAME", help="Encoder, as for align pair.")
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option("--abbreviations", multiple=True, metavar="LANG=FILE",
              help="More abbreviations, such as ru=mine.toml.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Neither read nor keep results of earlier runs.")
@click.option("--force", is_flag=True, help="Check documents that seem to be no translations.")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Say where TRANSLATION does not render the terms of ORIGINAL as the glossary asks.

    The two are paired first; what is asked for in a sentence depends on what its original says.
    Exit code 0: nothing at or above --fail-on, 1: something, 2: could not be done.
    """
    from align.config import load_config
    from align.encode import load_encoder
    from align.formats import terms
    from align.pipeline import pair
    from align.pipeline.terms import check_terms

    config = load_config(Path.cwd())
    settings = settings_of(config, options)
    paths = glossary_paths(options["given"])
    output: Path | None = options["output"]
    names = options["original"], options["translation"]
    if output:
        guard(output, identities([*inputs(names, settings), *map(str, paths)]))
    cache = config.cache and not options["no_cache"]
    loaded = load_encoder(options["encoder"] or config.encoder)
    with cached(loaded, cache) as encoder, Progress("Reading") as progress:
        alignment, warnings = pair(*names, encoder, settings, progress=progress)
        tokens = cast("TokenEncoder", loaded) if hasattr(loaded, "tokens") else None
        findings = check_terms(alignment, paths, tokens, cache=cache)
    for warning in warnings:
        click.echo(f"align: warning: {warning}", err=True)
    render = terms.as_jsonl if options["form"] == "jsonl" else terms.as_text
    text = render(alignment, findings)
    if output:
        write_atomically(output, text)
    else:
        print_text(text)
    ctx.exit(_code(findings, options["fail_on"]))


def _code(findings: "tuple[TermFinding, ...]", level: str) -> int:
    loud = _LEVELS[: _LEVELS.index(level) + 1] if level != "never" else ()
    return int(any(finding.fault.severity.value in loud for finding in findings))
