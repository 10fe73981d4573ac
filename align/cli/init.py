"""``align init``: the first align.toml of a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import print_text
from align.errors import UsageError

if TYPE_CHECKING:
    from align.pipeline.survey import Survey

_NAMED = 5  # Documents without a pair that are named one by one.


@click.command(short_help="Write an align.toml for a folder, after looking at it.")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("--print", "shown", is_flag=True, help="Show what would be written; write nothing.")
def init(folder: Path, shown: bool) -> None:
    """Look at FOLDER, this one by default, and write an align.toml for it.

    Originals and releases are found by their names (ru.html and en.html, talks.be.docx and
    talks.en.docx, original/17.txt and release/17.txt), where these say nothing by their language;
    files of a glossary by what is in them. The file says what was found and, in comments, what else
    can be set. Nothing is ever overwritten.
    """
    from align.config import FILE
    from align.pipeline.starter import starter
    from align.pipeline.survey import survey

    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder.")
    path = folder / FILE
    if not shown:
        _refuse(folder, path)
    found = survey(folder)
    text = starter(found)
    if shown:
        print_text(text)
    else:
        try:
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            _refuse(folder, path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"{path}: cannot be written ({reason}).") from error
    _tell(found, path, shown)


def _refuse(folder: Path, path: Path) -> None:
    """Refuse a folder that has settings."""
    from align.config import load_config

    if path.exists() or path.is_symlink():
        raise UsageError(
            f"{path}: this file is there already, and is not overwritten."
            " --print shows what a new one would say."
        )
    own = load_config(folder).path
    if own is not None and own.parent == folder.absolute():
        raise UsageError(
            f"{own}: [tool.align] has the settings of this folder, and an align.toml would hide"
            " them. --print shows what one would say."
        )


def _tell(found: "Survey", path: Path, shown: bool) -> None:
    """What was found, on standard error: standard output may be the file itself."""
    from align.pipeline.starter import MOST

    pairs, patterns = found.pairs, len(found.entries)
    lines = [f"{_count(pairs, 'pair')} found by {_count(patterns, 'pattern')}."]
    if patterns > MOST:
        lines.append(f"Only the first {MOST} patterns are in the file.")
    if found.glossaries:
        lines.append(f"Glossary: {', '.join(found.glossaries)}.")
    if found.lone:
        named = ", ".join(found.lone[:_NAMED])
        more = len(found.lone) - _NAMED
        lines.append(f"In no pair: {named}{f' and {more} more' if more > 0 else ''}.")
    lines += found.notes
    if not shown:
        then = "align check" if pairs else "name the pairs in it, then align check"
        lines.append(f"{path} is written. Next: {then}.")
    for line in lines:
        click.echo(f"align: {line}", err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
