"""``align pair``: two documents to beads, in any format."""

import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.output import guard, identities, print_text, write_atomically
from align.cli.progress import Progress
from align.errors import UsageError

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.pipeline import Settings
    from align.types import Alignment

_WIDEST = 400  # Columns; a table is no easier to read beyond.
# Names are written out so that --help needs no other module; a test compares them with FORMATS.
FORMATS = ("table", "jsonl", "tsv", "tmx", "xliff", "ladder", "html")


@click.command(short_help="Pair the sentences of a release with its original.")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the original.")
@click.option("--target-lang", type=click.Choice(["en"]), help="Language of the release.")
@click.option(
    "--pre-segmented", is_flag=True, help="One sentence a line; blank lines end paragraphs."
)
@click.option(
    "--encoder", metavar="NAME", help="Encoder: a bundled model, a folder or hf:OWNER/NAME."
)
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the output's ending, else table.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--batch", metavar="FILE", help="Pair many: tab-separated original, translation, name."
)
@click.option(
    "--out-dir", type=click.Path(path_type=Path), help="Folder for the results of --batch."
)
@click.option(
    "--abbreviations",
    multiple=True,
    metavar="LANG=FILE",
    help="More abbreviations, such as ru=mine.toml.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor keep vectors of earlier runs.")
@click.option("--force", is_flag=True, help="Pair documents that seem to be no translations.")
@click.pass_context
def pair(ctx: click.Context, /, **options: Any) -> None:
    """Pair the sentences of TRANSLATION with those of ORIGINAL.

    ORIGINAL is a Russian or Belarusian document, TRANSLATION its English release: txt, md, html,
    docx or odt; - reads standard input. Every sentence of both comes out in exactly one bead;
    what the release leaves out or adds is marked.
    """
    from align.config import load_config

    config = load_config(Path.cwd())
    settings = _settings(config, options)
    encoder_name = options["encoder"] or config.encoder
    cache = config.cache and not options["no_cache"]
    if options["batch"]:
        from align.cli.batch import pair_all

        if options["original"] or options["output"]:
            raise UsageError("--batch names the documents itself and writes to --out-dir FOLDER.")
        if not options["out_dir"]:
            raise UsageError("--batch needs --out-dir FOLDER for its results.")
        with cached(_load_encoder(encoder_name), cache) as encoder:
            form = options["form"] or "jsonl"
            ctx.exit(pair_all(options["batch"], options["out_dir"], form, encoder, settings))
    if options["out_dir"]:
        raise UsageError("--out-dir goes with --batch; for one pair say -o FILE.")
    if not options["original"] or not options["translation"]:
        raise click.UsageError("Give two documents: align pair ORIGINAL TRANSLATION", ctx)
    names = options["original"], options["translation"]
    output: Path | None = options["output"]
    form = _format(options["form"], output)
    if output:
        guard(output, identities([*names, *map(str, _extra_files(settings))]))
    from align.pipeline import pair_prepared, prepare

    # The encoder loads while the documents are read: a fifth of a second less to wait.
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(_load_encoder, encoder_name)
        source, target, warnings = prepare(*names, settings)
        encoder = loading.result()
    with cached(encoder, cache) as encoder, Progress("Reading") as progress:
        alignment = pair_prepared(source, target, encoder, settings, progress)
    for warning in warnings:
        click.echo(f"align: warning: {warning}", err=True)
    _show(alignment, form, output)


def _settings(config: Any, options: dict[str, Any]) -> "Settings":
    from align.pipeline import Settings

    abbreviations = dict(config.abbreviations)
    for entry in options["abbreviations"]:
        language, _, name = entry.partition("=")
        if language not in ("en", "ru", "be") or not name:
            raise UsageError(f"--abbreviations {entry}: write it as ru=FILE, be=FILE or en=FILE.")
        abbreviations[language] = (*abbreviations.get(language, ()), Path(name))
    return Settings(
        source_lang=options["source_lang"] or config.source_lang,
        target_lang=options["target_lang"],
        presegmented=options["pre_segmented"],
        encoding=options["encoding"],
        abbreviations=abbreviations,
        force=options["force"],
    )


def _extra_files(settings: "Settings") -> list[Path]:
    return [path for paths in settings.abbreviations.values() for path in paths]


def _format(asked: str | None, output: Path | None) -> str:
    if asked or not output:
        return asked or "table"
    from align.formats import format_for_path

    return format_for_path(output)


def _load_encoder(name: str | None) -> "Encoder":
    from align.encode import load_encoder

    return load_encoder(name)


@contextmanager
def cached(encoder: "Encoder", cache: bool) -> "Iterator[Encoder]":
    """`encoder` behind the cache of vectors, unless told otherwise."""
    if not cache:
        yield encoder
        return
    from align.cache import VectorCache, default_path
    from align.encode.cached import CachedEncoder

    with closing(VectorCache(default_path())) as store:
        yield CachedEncoder(encoder, store)


def _show(alignment: "Alignment", form: str, output: Path | None) -> None:
    from align.formats import losses, render

    for loss in losses(alignment, form):
        click.echo(f"align: note: {loss}", err=True)
    if output:
        write_atomically(output, render(alignment, form))
        return
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and len(given) < 5 else width
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    print_text(render(alignment, form, width=min(max(40, width), _WIDEST), color=color))
