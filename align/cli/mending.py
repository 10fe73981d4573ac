"""What ``align check --fix`` and ``--diff`` do: the edits of findings, made in the releases."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align import atomic
from align.errors import UsageError

if TYPE_CHECKING:
    from align.checks.rewrite import Fix, Rewrite
    from align.findings import Checked
    from align.pipeline import Settings
    from align.types import Document


def mend(checked: "Sequence[Checked]", settings: "Settings", unsafe: bool) -> dict[str, int]:
    """Make the edits of findings in the files of the releases.

    Returns
    -------
    dict of str to int
        The files that changed, and how many findings were mended in each.

    Raises
    ------
    InputError
        A file has changed since it was read, or cannot be written in its encoding.
    UsageError
        A file cannot be written.
    """
    from align.formats.visible import visible

    mended: dict[str, int] = {}
    for path, _, made in _rewrites(checked, settings, unsafe):
        for fix, reason in made.left:
            told = f"{path}: the edit “{fix[0].text}” is left out: it {reason}."
            click.echo(visible(f"align: note: {told}"), err=True)
        if made.after == made.before:
            continue
        try:
            atomic.write_bytes(Path(path), made.after)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"{path}: cannot be written ({reason}). Check its rights.") from error
        mended[path] = len(made.made)
    return mended


def differences(checked: "Sequence[Checked]", settings: "Settings", unsafe: bool) -> str:
    """What `mend` would change, as ``diff -u`` shows it; of Word files their paragraphs."""
    from align.report.difference import difference

    return "".join(
        difference(made.before, made.after, document)
        for _, document, made in _rewrites(checked, settings, unsafe)
    )


def _rewrites(
    checked: "Sequence[Checked]", settings: "Settings", unsafe: bool
) -> "Iterator[tuple[str, Document, Rewrite]]":
    from align.checks.rewrite import fixes_of, rewritten
    from align.pipeline import read

    # A release with two originals is one file: what both find is mended at once.
    fixes: dict[str, dict[Fix, None]] = {}
    for one in checked:
        if not one.problem and one.release:
            found = fixes_of(one.told, unsafe=unsafe)
            fixes.setdefault(one.release, {}).update(dict.fromkeys(found))
    for path, wanted in fixes.items():
        if wanted:
            document = read(path, settings)
            yield path, document, rewritten(path, document, tuple(wanted))
