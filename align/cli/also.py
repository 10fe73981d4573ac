"""``align pair --also``: a release, its original, and the original's other language version."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import guard, identities, print_text, write_atomically
from align.cli.progress import Progress

if TYPE_CHECKING:
    from align.pipeline import Settings

_WIDEST = 400  # Columns; a table is no easier to read beyond.


def pair_also(
    also: str,
    names: tuple[str, str],
    form: str,
    output: Path | None,
    settings: "Settings",
    encoder_name: str | None,
    cache: bool,
) -> None:
    """Pair original and release by the help of a second original, and show the result.

    Parameters
    ----------
    also
        The second original, as the user named it.
    names
        Original and release.
    form, output
        Format, and the file to write to; None for the terminal.
    settings
        How the documents are to be read.
    encoder_name, cache
        The encoder, and whether its vectors are kept between runs.
    """
    if output:
        guard(output, identities([*names, also]))
    from align.cli.pair import cached
    from align.encode import load_encoder
    from align.formats.three import losses, render
    from align.pipeline.three import pair_three, prepare_three

    # The encoder loads while the documents are read, as for a pair.
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load_encoder, encoder_name)
        source, target, second, warnings = prepare_three(*names, also, settings)
        loaded = loading.result()
    with cached(loaded, cache) as encoder, Progress("Reading") as progress:
        three = pair_three(source, target, second, encoder, settings, progress)
    told = [f"warning: {w}" for w in warnings] + [f"note: {n}" for n in losses(three, form)]
    for line in told:
        click.echo(f"align: {line}", err=True)
    if output:
        write_atomically(output, render(three, form))
        return
    width, color = _terminal()
    print_text(render(three, form, width=width, color=color))


def _terminal() -> tuple[int, bool]:
    """Columns of the terminal, and whether it shows colours."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and len(given) < 5 else width
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return min(max(40, width), _WIDEST), color
