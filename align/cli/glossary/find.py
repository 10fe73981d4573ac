"""``align glossary find``: where a text has terms of the glossary."""

import json
from bisect import bisect_right
from io import BytesIO
from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import print_text
from align.errors import InputError

if TYPE_CHECKING:
    from align.glossary.matching import Match
    from align.types import Language


@click.command(short_help="Show where a text has terms of the glossary.")
@click.argument("file")
@with_glossary
@click.option(
    "--lang", "language", type=click.Choice(["en", "ru", "be"]), help="Language of the text."
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
    help="text for reading, jsonl for programs.",
)  # fmt: skip
@click.option("--encoding", metavar="NAME", help="Encoding of a text file, such as cp1251.")
@click.option("--no-cache", is_flag=True, help="Compile the glossary anew.")
def find(
    file: str, given: tuple[str, ...], language: "Language | None", form: str,
    encoding: str | None, no_cache: bool,
) -> None:  # fmt: skip
    """Show where FILE has terms of the glossary, in whatever form they stand.

    FILE is a text or a document, - standard input. Lines of a text are counted from 0 in jsonl and
    from 1 for reading; of a document the paragraphs are.
    """
    from align.glossary.compiled import table
    from align.glossary.matching import Matcher

    text = _text(file, encoding)
    paths = glossary_paths(given)
    language = language or _language(file, text)
    matcher = Matcher(table(paths, language, keep=not no_cache))
    matches = matcher.find(text, nested=True)
    starts = [0, *(k + 1 for k, c in enumerate(text) if c == "\n")] if matches else [0]
    if form == "jsonl":
        print_text("".join(_row(match, text, starts) for match in matches))
    else:
        print_text(_told(file, text, [m for m in matches if not m.within], starts))


def _text(file: str, encoding: str | None) -> str:
    """The text of a file: of plain text as it stands, of a document its paragraphs as lines."""
    from align.readers.encoding import decode
    from align.readers.read import read_document
    from align.readers.sniff import sniff
    from align.readers.source import read_bytes

    data = read_bytes(file)
    if sniff(data, file) == "txt":
        return decode(data, file, encoding).text
    document = read_document(file, encoding=encoding, stdin=BytesIO(data))
    return "\n".join(p.span.of(document.text).replace("\n", " ") for p in document.paragraphs)


def _language(file: str, text: str) -> "Language":
    from align.langid import identify

    found = identify(text).language
    if found is None:
        raise InputError(file, "the language of the text cannot be told.", "Name it with --lang.")
    return found


def _row(match: "Match", text: str, starts: list[int]) -> str:
    line = bisect_right(starts, match.start) - 1
    row = {
        "concept": match.entry.concept,
        "term": match.entry.term,
        "line": line,
        "start": match.start - starts[line],
        "end": match.end - starts[line],
        "text": text[match.start : match.end],
        "status": match.entry.status.value,
    }
    if match.within:
        row["within"] = match.within
    return json.dumps(row, ensure_ascii=False) + "\n"


def _told(file: str, text: str, matches: "list[Match]", starts: list[int]) -> str:
    """A line a match, with the words around it, and how often each concept was found."""
    from align.formats.visible import visible

    if not matches:
        return "No term of the glossary was found.\n"
    name = "standard input" if file == "-" else file
    rows: list[str] = []
    for match in matches:
        line = bisect_right(starts, match.start) - 1
        column = match.start - starts[line] + 1
        status = match.entry.status
        sign = "" if status.allowed else f"  {status.value}"
        found = text[match.start : match.end]
        rows.append(
            f"{name}:{line + 1}:{column}: {visible(found)}  [{match.entry.concept}]{sign}\n"
        )
    concepts = len({match.entry.concept for match in matches})
    places = "place" if len(matches) == 1 else "places"
    terms = "concept" if concepts == 1 else "concepts"
    rows.append(f"{len(matches)} {places}, {concepts} {terms}.\n")
    return "".join(rows)
