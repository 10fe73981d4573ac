"""``align glossary show``: all that the glossary says about a concept."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import print_text, terminal

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Glossary, Term
    from align.types import Language

_LABELS = 14  # Columns of the names of fields.
_NEAR = 5  # Concepts suggested where nothing was found.


@click.command(short_help="Show all that the glossary says about a concept or term.")
@click.argument("name", metavar="ID|TERM")
@with_glossary
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
    help="text for reading, jsonl for programs.",
)  # fmt: skip
@click.pass_context
def show(ctx: click.Context, name: str, given: tuple[str, ...], form: str) -> None:
    """Show a concept by its ID, or all concepts that a TERM stands for.

    A term is found in any of its forms: "Союзного государства" as well as "Союзное государство".
    The exit code is 1 where the glossary does not have it.
    """
    from align.cli.glossary.records import record
    from align.formats.jsonl import dumped
    from align.formats.visible import visible
    from align.glossary.store import load

    paths = glossary_paths(given)
    glossary = load(paths)
    found = _found(glossary, name.strip(), paths)
    if not found:
        click.echo(f"align: {visible(_missing(glossary, name))}", err=True)
        ctx.exit(1)
    if form == "jsonl":
        print_text("".join(dumped(record(concept)) + "\n" for concept in found))
    else:
        print_text("\n".join(card(concept) for concept in found))


def _found(glossary: "Glossary", name: str, paths: list[Path]) -> "list[Concept]":
    """The concept of an id, those with a term of these words, or those named in the words."""
    from align.glossary.compiled import table
    from align.glossary.matching import Matcher

    by_id = glossary.concept(name) or glossary.concept(name.casefold())
    if by_id is not None:
        return [by_id]
    plain = _plain(name)
    whole = {c.id for c in glossary.concepts if any(_plain(t.text) == plain for t in c.terms)}
    partly: set[str] = set()
    line = " ".join(name.split())
    for language in _languages(name):
        for match in Matcher(table(paths, language)).find(line, nested=True):
            is_whole = (match.start, match.end) == (0, len(line))
            (whole if is_whole else partly).add(match.entry.concept)
    ids = whole or partly
    return [concept for concept in glossary.concepts if concept.id in ids]


def _languages(name: str) -> "tuple[Language, ...]":
    """Languages that a term may be in, by its letters."""
    if any("Ѐ" <= sign <= "ӿ" for sign in name):
        return ("ru", "be")
    return ("en",)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _missing(glossary: "Glossary", name: str) -> str:
    """That there is no such concept, and which are near."""
    shown = name if len(name) <= 60 else f"{name[:59]}…"
    known: dict[str, str] = {}
    for concept in glossary.concepts:
        known.setdefault(concept.id, concept.id)
        for term in concept.terms:
            known.setdefault(_plain(term.text), concept.id)
    near = get_close_matches(_plain(name)[:60], known, _NEAR, cutoff=0.7)
    head = f"the glossary has no concept and no term “{shown}”."
    if not near:
        return f"{head} “align glossary list --search WORDS” looks for parts of words."
    ids = dict.fromkeys(known[word] for word in near)
    return f"{head} Near are: {', '.join(ids)}."


def card(concept: "Concept") -> str:
    """A concept for reading: its place, its fields, its terms by language."""
    from align.cli.glossary.tables import paragraph
    from align.formats.visible import visible
    from align.glossary.concepts import Enforce
    from align.types import LANGUAGE_NAMES

    width, color = terminal()
    place = f"{concept.place.path}:{concept.place.line}" if concept.place else ""
    title = f"\x1b[1m{concept.id}\x1b[0m" if color else concept.id
    rows = [f"{title}  {visible(place)}".rstrip() + "\n"]
    loud = "not checked" if concept.enforce is Enforce.OFF else concept.enforce.value
    fields = {
        "domain": concept.domain,
        "definition": concept.definition,
        "note": concept.note,
        "enforce": loud,
        "gap": "a word may stand between the words of a term" if concept.gap else "",
        "override": concept.override,
    }
    rows += (paragraph(f"  {name}", text, _LABELS, width) for name, text in fields.items() if text)
    for language in concept.languages:
        rows.append(f"  {LANGUAGE_NAMES[language]}\n")
        for term in concept.in_language(language):
            rows.append(paragraph(f"    {term.text}", _standing(term), _LABELS, width))
            rows += (
                paragraph(f"      {name}", text, _LABELS, width)
                for name, text in _details(term)
                if text
            )
    return "".join(rows)


def _standing(term: "Term") -> str:
    """Whether a term is to be used, and when, in a few words."""
    from align.glossary.concepts import Case

    said = [term.status.value]
    if term.replacement:
        said.append(f"say “{term.replacement}”")
    if term.since:
        said.append(f"from {term.since}")
    if term.until:
        said.append(f"until {term.until}")
    if term.case is Case.EXACT:
        said.append("capitals as here")
    return ", ".join(said)


def _details(term: "Term") -> Iterable[tuple[str, str]]:
    yield "forms", ", ".join(term.forms)
    yield "note", term.note
    yield "source", term.source
