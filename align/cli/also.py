"""``align pair --also``: a release, its original, and the original's other language version."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import guard, identities, print_text, terminal, write_atomically
from align.cli.progress import Progress

if TYPE_CHECKING:
    from align.pipeline import Settings


def pair_also(
    also: str,
    names: tuple[str, str],
    form: str,
    output: Path | None,
    settings: "Settings",
    encoder_name: str | None,
    cache: bool,
    *,
    locks: bool = True,
    numbered: bool = False,
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
    locks
        Whether to keep to what was fixed by hand.
    numbered
        Show the numbers of sentences.
    """
    from align.cli.pair import cached, inputs

    if output:
        guard(output, identities([also, *inputs(names, settings)]))
    from align.encode import load_encoder
    from align.formats.three import losses, render
    from align.pipeline import held
    from align.pipeline.three import pair_three, prepare_three

    # The encoder loads while the documents are read, as for a pair.
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load_encoder, encoder_name)
        source, target, second, warnings = prepare_three(*names, also, settings)
        loaded = loading.result()
    fixed, problems = held(source, target) if locks else ((), ())
    warnings += problems
    with cached(loaded, cache) as encoder, Progress("Reading") as progress:
        three = pair_three(source, target, second, encoder, settings, progress, fixed)
    told = [f"warning: {w}" for w in warnings] + [f"note: {n}" for n in losses(three, form)]
    for line in told:
        click.echo(f"align: {line}", err=True)
    if output:
        write_atomically(output, render(three, form, numbered=numbered))
        return
    width, color = terminal()
    print_text(render(three, form, width=width, color=color, numbered=numbered))
