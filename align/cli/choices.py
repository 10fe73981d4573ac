"""The options of ``align pair``: what may go together, and the format that they ask for."""

from typing import Any

import click

from align.errors import UsageError

# Names are written out so that --help needs no other module; a test compares them with FORMATS.
FORMATS = ("table", "jsonl", "tsv", "tmx", "xliff", "ladder", "html")
_NUMBERED = ("table", "html")  # The others have the numbers of sentences anyway.
_APART = (
    ("--explain", "--batch"),
    ("--also", "--batch"),
    ("--also", "--explain"),
    # The rows would have other numbers than those that --explain takes and the list of --also has.
    ("--explain", "--min-probability"),
    ("--also", "--min-probability"),
)


def probability(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> float | None:
    """A number from 0 to 1, for an option of click.

    Raises
    ------
    click.BadParameter
        It is none.
    """
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:  # "nan" is not either.
        raise click.BadParameter(
            f"'{value}' is no probability. Give a number from 0 to 1, such as 0.8."
        )
    return number


def check(options: dict[str, Any]) -> None:
    """Refuse options that do not go together.

    Raises
    ------
    UsageError
        Some do not.
    """
    if options["batch"]:
        if options["original"] or options["output"]:
            raise UsageError("--batch names the documents itself and writes to --out-dir FOLDER.")
        if not options["out_dir"]:
            raise UsageError("--batch needs --out-dir FOLDER for its results.")
    elif options["out_dir"]:
        raise UsageError("--out-dir goes with --batch; for one pair say -o FILE.")
    given = {
        name
        for name in ("--batch", "--also", "--explain", "--min-probability")
        if options[name.removeprefix("--").replace("-", "_")] is not None
    }
    for one, other in _APART:
        if given >= {one, other}:
            raise UsageError(f"{one} and {other} do not go together. Leave one of them out.")
    if options["form"] == "json" and "--explain" not in given:
        raise UsageError("-f json goes with --explain; the pairs for programs are -f jsonl.")


def form_of(options: dict[str, Any]) -> str:
    """The format asked for, or the one that goes with the rest of the call.

    Raises
    ------
    UsageError
        The ending of the output names no format, or another option does not go with the format.
    """
    asked: str | None = options["form"]
    output = options["output"]
    if options["explain"] is not None:
        if asked not in (None, "table", "json"):
            raise UsageError(f"--explain has the formats table and json, not {asked}.")
        return asked or ("json" if output and output.suffix.lower() == ".json" else "table")
    form = asked or ("jsonl" if options["batch"] else "table")
    if output and not asked:
        from align.formats import format_for_path

        form = format_for_path(output)
    if options["numbers"] and form not in _NUMBERED:
        raise UsageError(
            f"--numbers goes with the table and html; {form} has the numbers anyway. Leave it out."
        )
    return form
