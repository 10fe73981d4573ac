"""``align pair --batch``: many pairs in one process, one model load."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import guard, identities, write_atomically
from align.cli.pair import inputs, notes
from align.cli.progress import Progress
from align.errors import InputError, SverkaError, UsageError

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.pipeline import Settings

_ENDINGS = {"table": "txt", "xliff": "xlf"}


def pair_all(
    batch: str,
    folder: Path,
    form: str,
    encoder: "Encoder",
    settings: "Settings",
    *,
    locks: bool = True,
    minimum: float = 0.0,
    numbered: bool = False,
) -> int:
    """Pair every line of the batch file; a failing pair is told and the others go on.

    Parameters
    ----------
    batch
        The file that names the documents.
    folder, form
        Where the results go, and their format.
    encoder, settings
        What reads and pairs them.
    locks
        Keep to what is fixed by hand.
    minimum
        Leave out beads of a lower probability.
    numbered
        Show the numbers of sentences.

    Returns
    -------
    int
        Exit code: 0, or 2 where a pair could not be made.
    """
    from align.formats import render
    from align.formats.summary import at_least
    from align.pipeline import held, pair_prepared, prepare

    rows = read_batch(batch)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{folder}: the folder cannot be made ({reason}).") from error
    known = identities([batch, *(name for row in rows for name in inputs(row[:2], settings))])
    failed = 0
    for number, (original, translation, name) in enumerate(rows, 1):
        output = folder / f"{name}.{_ENDINGS.get(form, form)}"
        try:
            guard(output, known)
            with Progress(f"{number} of {len(rows)}") as progress:
                source, target, warnings = prepare(original, translation, settings)
                fixed, problems = held(source, target) if locks else ((), ())
                alignment = pair_prepared(source, target, encoder, settings, progress, fixed)
            alignment, left_out = at_least(alignment, minimum)
            write_atomically(output, render(alignment, form, numbered=numbered))
            told = [f"warning: {w}" for w in warnings + problems]
            told += [f"note: {name}: {note}" for note in notes(alignment, form, left_out)]
        except (SverkaError, OSError) as error:
            failed, told = failed + 1, [str(error)]
        for line in told:
            click.echo(f"align: {line}", err=True)
    if failed:
        click.echo(f"align: {failed} of {len(rows)} pairs could not be made.", err=True)
    return 2 if failed else 0


def read_batch(path: str) -> list[tuple[str, str, str]]:
    """Original, translation and name of every line; paths as given, names unique and plain."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            path, f"cannot be read ({reason}).", "Check the name of the file."
        ) from error
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
        if (
            any(c in name for c in '/\\:*?"<>|')
            or name in (".", "..")
            or not name.isprintable()
            or name != name.rstrip(" .")
        ):
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
