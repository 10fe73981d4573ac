"""``align pair``: two documents to beads, in any format."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.choices import FORMATS, check, form_of, probability
from align.cli.output import guard, identities, print_text, terminal, write_atomically
from align.cli.progress import Progress
from align.errors import UsageError

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.pipeline import Settings
    from align.types import Alignment


@click.command(short_help="Pair the sentences of a release with its original.")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the original.")
@click.option("--target-lang", type=click.Choice(["en"]), help="Language of the release.")
@click.option(
    "--pre-segmented", is_flag=True, help="One sentence a line; blank lines end paragraphs."
)
@click.option(
    "--encoder",
    metavar="NAME",
    help="Encoder: a bundled model, a folder or hf:OWNER/NAME; none: without a network, by numbers,"
    " names and a word list.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice((*FORMATS, "json")),
    help="Default: by the output's ending, else table. json is for --explain.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--batch", metavar="FILE", help="Pair many: tab-separated original, translation, name."
)
@click.option(
    "--out-dir", type=click.Path(path_type=Path), help="Folder for the results of --batch."
)
@click.option(
    "--also",
    metavar="FILE",
    help="The original's other language version, Belarusian or Russian: read it beside, and tell"
    " where the two originals disagree.",
)
@click.option(
    "--explain",
    type=int,
    metavar="N",
    help="Say what speaks for and against row N of the table, and for its best rival.",
)
@click.option("--numbers", is_flag=True, help="Show the numbers of sentences, for align lock.")
@click.option(
    "--min-probability",
    metavar="P",
    callback=probability,
    help="Leave out what is less probable: 0 to 1, such as 0.8.",
)
@click.option("--no-locks", is_flag=True, help="Do not keep to what align lock has fixed.")
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

    check(options)
    config = load_config(Path.cwd())
    settings = settings_of(config, options)
    encoder_name = options["encoder"] or config.encoder
    cache = config.cache and not options["no_cache"]
    locks, minimum = not options["no_locks"], options["min_probability"] or 0.0
    if options["batch"]:
        from align.cli.batch import pair_all

        with cached(_load_encoder(encoder_name), cache) as encoder:
            ctx.exit(
                pair_all(
                    options["batch"], options["out_dir"], form_of(options), encoder, settings,
                    locks=locks, minimum=minimum, numbered=options["numbers"],
                )
            )  # fmt: skip
    if not options["original"] or not options["translation"]:
        raise click.UsageError("Give two documents: align pair ORIGINAL TRANSLATION", ctx)
    names = options["original"], options["translation"]
    output: Path | None = options["output"]
    form = form_of(options)
    if output:
        guard(output, identities(inputs(names, settings)))
    if options["also"]:
        from align.cli.also import pair_also

        pair_also(
            options["also"], names, form, output, settings, encoder_name, cache,
            locks=locks, numbered=options["numbers"],
        )  # fmt: skip
        return
    from align.pipeline import held, pair_prepared, prepare

    # The encoder loads while the documents are read: a fifth of a second less to wait.
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(_load_encoder, encoder_name)
        source, target, warnings = prepare(*names, settings)
        fixed, problems = held(source, target) if locks else ((), ())
        loaded = loading.result()
    row: int | None = options["explain"]
    with cached(loaded, cache) as encoder, Progress("Reading") as progress:
        if row is not None:
            from align.cli.explain import explain_row

            text = explain_row((source, target), encoder, settings, row, form, fixed, progress)
        else:
            alignment = pair_prepared(source, target, encoder, settings, progress, fixed)
    for warning in warnings + problems:
        click.echo(f"align: warning: {warning}", err=True)
    if row is None:
        _show(alignment, form, output, minimum, options["numbers"])
    elif output:
        write_atomically(output, text)
    else:
        print_text(text)


def settings_of(config: Any, options: dict[str, Any]) -> "Settings":
    """How documents are to be read, by the options of a command and the settings of the folder.

    Raises
    ------
    UsageError
        --abbreviations names no language or no file.
    """
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


def inputs(names: "tuple[str, str]", settings: "Settings") -> list[str]:
    """Every file that pairing two documents reads, and no output may overwrite."""
    from align.locks import lock_path

    path = lock_path(*names)
    extra = [path for paths in settings.abbreviations.values() for path in paths]
    return [*names, *map(str, [path] if path else []), *map(str, extra)]


def _load_encoder(name: str | None) -> "Encoder":
    from align.encode import load_encoder

    return load_encoder(name)


@contextmanager
def cached(encoder: "Encoder", cache: bool) -> "Iterator[Encoder]":
    """`encoder` behind the cache of vectors, unless told otherwise."""
    from align.beads.model import SURFACE

    # Without a network a vector takes less to make than to keep: 8 KB.
    if not cache or encoder.name == SURFACE:
        yield encoder
        return
    from align.cache import VectorCache, default_path
    from align.encode.cached import CachedEncoder

    with closing(VectorCache(default_path())) as store:
        yield CachedEncoder(encoder, store)


def notes(alignment: "Alignment", form: str, left_out: str) -> list[str]:
    """What an output does not hold, a sentence each."""
    from align.formats import losses

    return [left_out] * bool(left_out) + list(losses(alignment, form))


def _show(
    alignment: "Alignment", form: str, output: Path | None, minimum: float, numbered: bool
) -> None:
    from align.formats import render
    from align.formats.summary import at_least

    alignment, left_out = at_least(alignment, minimum)
    for note in notes(alignment, form, left_out):
        click.echo(f"align: note: {note}", err=True)
    if output:
        write_atomically(output, render(alignment, form, numbered=numbered))
        return
    width, color = terminal()
    print_text(render(alignment, form, width=width, color=color, numbered=numbered))
