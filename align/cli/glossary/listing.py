"""``align glossary list``: the concepts of a glossary, a line each."""

from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import print_text, terminal
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Status
    from align.types import Language

_STATUSES = ("preferred", "admitted", "deprecated", "superseded", "forbidden", "proposed")
_NONE = "—"
_WIDE = 80  # Columns from which there is room for the domain.


@click.command(name="list", short_help="List the concepts, or some of them.")
@with_glossary
@click.option("--domain", metavar="NAME", help="Only concepts of this domain.")
@click.option(
    "--status", type=click.Choice(_STATUSES),
    help="Only concepts with such a term; the table shows these terms.",
)  # fmt: skip
@click.option(
    "--lang", "language", type=click.Choice(["en", "ru", "be"]),
    help="Only concepts with a term in this language; with --status, with such a term in it.",
)  # fmt: skip
@click.option(
    "--without", type=click.Choice(["en", "ru", "be"]),
    help="Only concepts that have no term in this language yet.",
)  # fmt: skip
@click.option("--search", metavar="WORDS", help="Only concepts that have all these words.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
    help="text for reading, jsonl for programs.",
)  # fmt: skip
def list_(
    given: tuple[str, ...], domain: str | None, status: str | None, language: "Language | None",
    without: "Language | None", search: str | None, form: str,
) -> None:  # fmt: skip
    """List the concepts of the glossary, with their preferred terms.

    --search looks for the words, or parts of words, in ids, terms, definitions, notes and sources;
    capitals do not matter. To find a concept by an inflected form, say: align glossary show TERM.
    """
    from align.formats.jsonl import dumped
    from align.glossary.concepts import Status
    from align.glossary.store import load

    concepts: tuple[Concept, ...] = load(glossary_paths(given)).concepts
    wanted = Status(status) if status else None
    if domain is not None:
        concepts = _of_domain(concepts, domain)
    words = [_folded(word) for word in (search or "").split()]
    chosen = [
        concept
        for concept in concepts
        if _has(concept, language, wanted)
        and (without is None or not concept.in_language(without))
        and _contains(concept, words)
    ]
    if form == "jsonl":
        from align.cli.glossary.records import record

        print_text("".join(dumped(record(concept)) + "\n" for concept in chosen))
    else:
        print_text(_shown(chosen, wanted))


def _of_domain(concepts: "tuple[Concept, ...]", name: str) -> "tuple[Concept, ...]":
    from align.glossary.problems import suggestion

    found = tuple(c for c in concepts if c.domain.casefold() == name.casefold())
    if not found:
        known = sorted({concept.domain for concept in concepts if concept.domain})
        remedy = suggestion(name, known) if known else "No concept has a domain."
        raise UsageError(f"--domain {name}: the glossary has no such domain. {remedy}")
    return found


def _has(concept: "Concept", language: "Language | None", status: "Status | None") -> bool:
    if language is None and status is None:
        return True
    terms = concept.in_language(language) if language else concept.terms
    return any(status is None or term.status is status for term in terms)


def _contains(concept: "Concept", words: list[str]) -> bool:
    if not words:
        return True
    texts = [concept.id, concept.domain, concept.definition, concept.note]
    for term in concept.terms:
        texts += [term.text, *term.forms, term.note, term.source]
    text = _folded("\n".join(texts))
    return all(word in text for word in words)


def _folded(text: str) -> str:
    """Small letters, Russian ё as е: readers type it so."""
    return text.casefold().replace("ё", "е")


def _shown(concepts: "list[Concept]", status: "Status | None") -> str:
    from align.cli.glossary.tables import broken, table, told
    from align.types import LANGUAGE_NAMES, LANGUAGES

    if not concepts:
        return "No concept of the glossary is like that.\n"
    width, _ = terminal()
    headings = ["id", *(LANGUAGE_NAMES[language] for language in LANGUAGES)]
    rows = [
        [broken(c.id, width // 4), *(_cell(c, language, status) for language in LANGUAGES)]
        for c in concepts
    ]
    if width >= _WIDE:
        headings.append("domain")
        for row, concept in zip(rows, concepts, strict=True):
            row.append(broken(concept.domain, width // 8))
    return f"{table(headings, rows)}\n{told(len(concepts), 'concept')}.\n"


def _cell(concept: "Concept", language: "Language", status: "Status | None") -> str:
    """The preferred term, or those of a status; where there is none, any other with its status."""
    terms = concept.in_language(language)
    if status is not None:
        return "\n".join(term.text for term in terms if term.status is status) or _NONE
    best = concept.preferred(language)
    if best is not None or not terms:
        return best.text if best else _NONE
    return f"{terms[0].text} ({terms[0].status})"
