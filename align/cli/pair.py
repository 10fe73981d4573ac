"""``align pair``: two documents to beads, in any format."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.output import guard, write_atomically
from align.cli.progress import Progress
from align.errors import InputError, SverkaError, UsageError

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.pipeline import Settings
    from align.types import Alignment

# Names are written out so that --help needs no other module; a test compares them with FORMATS.
FORMATS = ("table", "jsonl", "tsv", "tmx", "xliff", "ladder", "html")
_ENDINGS = {"table": "txt", "xliff": "xlf"}


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
    if options["batch"]:
        _check_batch(options)
        ctx.exit(_batch(config, settings, options))
    if not options["original"] or not options["translation"]:
        raise click.UsageError("Give two documents: align pair ORIGINAL TRANSLATION", ctx)
    names = options["original"], options["translation"]
    output: Path | None = options["output"]
    form = _format(options["form"], output)
    if output:
        guard(output, names)
    from align.pipeline import pair as pair_documents

    with _encoder(config, options) as encoder, Progress("Reading") as progress:
        alignment, warnings = pair_documents(*names, encoder, settings, progress=progress)
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


def _format(asked: str | None, output: Path | None) -> str:
    if asked or not output:
        return asked or "table"
    from align.formats import format_for_path

    return format_for_path(output)


class _encoder:  # noqa: N801 - a context manager that reads like a function
    """The encoder asked for, behind the cache unless told otherwise."""

    def __init__(self, config: Any, options: dict[str, Any]) -> None:
        self._name = options["encoder"] or config.encoder
        self._cache = config.cache and not options["no_cache"]

    def __enter__(self) -> "Encoder":
        from align.encode import load_encoder

        encoder = load_encoder(self._name)
        if not self._cache:
            return encoder
        from align.cache import VectorCache, default_path
        from align.encode.cached import CachedEncoder

        self._store = VectorCache(default_path())
        return CachedEncoder(encoder, self._store)

    def __exit__(self, *_: object) -> None:
        if self._cache and hasattr(self, "_store"):
            self._store.close()


def _show(alignment: "Alignment", form: str, output: Path | None) -> None:
    from align.formats import losses, render

    for loss in losses(alignment, form):
        click.echo(f"align: note: {loss}", err=True)
    if output:
        write_atomically(output, render(alignment, form))
        return
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    width = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdigit() else width
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    sys.stdout.write(render(alignment, form, width=max(40, width), color=color))
    sys.stdout.flush()


def _check_batch(options: dict[str, Any]) -> None:
    if options["original"] or options["output"]:
        raise UsageError(
            "--batch takes its documents from the file and writes to --out-dir FOLDER."
        )
    if not options["out_dir"]:
        raise UsageError("--batch needs --out-dir FOLDER for its results.")


def _batch(config: Any, settings: "Settings", options: dict[str, Any]) -> int:
    """Pair every line of the batch file; a failing pair is told and the others go on."""
    from align.formats import losses, render
    from align.pipeline import pair as pair_documents

    form = options["form"] or "jsonl"
    rows = _rows(options["batch"])
    folder: Path = options["out_dir"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: the folder cannot be made ({error.strerror}).") from error
    inputs = [name for original, translation, _ in rows for name in (original, translation)]
    failed = 0
    with _encoder(config, options) as encoder:
        for number, (original, translation, name) in enumerate(rows, 1):
            output = folder / f"{name}.{_ENDINGS.get(form, form)}"
            try:
                guard(output, inputs)
                with Progress(f"{number} of {len(rows)}") as progress:
                    alignment, warnings = pair_documents(
                        original, translation, encoder, settings, progress=progress
                    )
                write_atomically(output, render(alignment, form))
                told = [f"warning: {w}" for w in warnings]
                told += [f"note: {name}: {loss}" for loss in losses(alignment, form)]
            except SverkaError as error:
                failed, told = failed + 1, [str(error)]
            for line in told:
                click.echo(f"align: {line}", err=True)
    if failed:
        click.echo(f"align: {failed} of {len(rows)} pairs could not be made.", err=True)
    return 2 if failed else 0


def _rows(path: str) -> list[tuple[str, str, str]]:
    """Original, translation and name of every line; paths as given, names unique and plain."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(path, f"cannot be read ({reason}).") from error
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8 text.", "Save it as UTF-8.") from error
    rows: list[tuple[str, str, str]] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.removesuffix("\r").split("\t")
        if cells == [""]:
            continue
        if number == 1 and cells[:2] == ["original", "translation"]:
            continue
        if len(cells) != 3 or not all(cells):
            raise InputError(
                path, "needs three cells: original, translation, name.",
                "Separate them with tabs.", number,
            )  # fmt: skip
        name = cells[2]
        if any(c in name for c in '/\\:*?"<>|') or name in (".", "..") or not name.isprintable():
            raise InputError(path, f"the name {name!r} cannot be a file name.", "", number)
        if name.casefold() in seen:
            raise InputError(
                path, f"the name {name!r} is that of line {seen[name.casefold()]} too.",
                "Give every pair a name of its own.", number,
            )  # fmt: skip
        seen[name.casefold()] = number
        rows.append((cells[0], cells[1], name))
    if not rows:
        raise InputError(path, "names no pairs.", "Write one a line: original, translation, name.")
    return rows
