"""``align baseline``: the findings of today, kept so that only new ones count."""

from pathlib import Path
from typing import Any

import click

from align.cli.glossary.options import with_glossary
from align.cli.output import print_text
from align.errors import UsageError

DEFAULT = "align-baseline.json"


@click.command(short_help="Keep the findings of today, so that only new ones count.")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@with_glossary
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
              help=f"Default: the baseline of align.toml, else {DEFAULT}.")  # fmt: skip
@click.option("--add", is_flag=True, help="Take in new findings as well; else it only shrinks.")
@click.option("--select", metavar="RULES", help="Only these, such as TRM,FCT001 or ALL.")
@click.option("--ignore", metavar="RULES", help="All but these.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Pairs checked at a time.")
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the originals.")
@click.option("--pre-segmented", is_flag=True,
              help="One sentence a line; blank lines end paragraphs.")  # fmt: skip
@click.option("--encoder", metavar="NAME", help="Encoder, as for align pair.")
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option("--abbreviations", multiple=True, metavar="LANG=FILE",
              help="More abbreviations, such as ru=mine.toml.")  # fmt: skip
@click.option("--force", is_flag=True, help="Check documents that seem to be no translations.")
@click.option("--no-cache", is_flag=True, help="Neither read nor keep results of earlier runs.")
def baseline(original: str | None, translation: str | None, **options: Any) -> None:
    """Check the pairs of align.toml, or two documents, and keep what is found in a file.

    align check --baseline FILE, or `baseline = "FILE"` in align.toml, then tells only what is new.
    Made anew, the file loses what was mended and takes nothing in, unless --add says so.
    """
    from align.checks import baseline as room
    from align.cli.checking import check_all, jobs_of, order_of, report_of

    if bool(original) != bool(translation):
        raise UsageError("Give two documents, or none for the pairs of align.toml.")
    unsaid = dict.fromkeys(("fail_on", "target_lang", "baseline"))
    order = order_of({**unsaid, **options})
    path: Path = options["output"] or order.config.baseline or Path(DEFAULT)
    known = room.read(path) if path.exists() else None
    jobs, broken = jobs_of(order, original, translation, None)
    checked = [*check_all(order, jobs), *broken]
    for one in checked:
        if one.problem:
            click.echo(f"align: {one.problem}", err=True)
    report = report_of(order, checked, known=False)
    root = path.absolute().parent
    made = room.ratcheted(known or room.Baseline(), report, root, add=options["add"] or not known)
    room.write(path, made)
    before = f", {known.total} before" if known else ""
    print_text(f"{path}: {made.total} finding{'s' if made.total != 1 else ''} kept{before}.\n")
    left = room.make(report, root).total - made.total
    if left > 0:
        click.echo(f"align: {left} new left out; --add takes them in.", err=True)
    if order.config.baseline is None:
        click.echo(f"align: it counts with --baseline {path}, or baseline = \"{path}\" in"
                   " align.toml.", err=True)  # fmt: skip
    click.get_current_context().exit(2 if any(one.problem for one in checked) else 0)
