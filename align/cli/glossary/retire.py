"""``align glossary retire``: a term that is not to be used any more."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from align.cli.glossary.changing import Opened, holding, opened, own_paths, save, term_of, with_diff
from align.cli.glossary.options import with_glossary
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Term
    from align.types import Language


@click.command(short_help="Say that a term is not to be used any more, and what is.")
@click.argument("term")
@click.option("--id", "identifier", metavar="ID", help="Concept of the term, if it has several.")
@click.option(
    "--for", "instead", default="", metavar="TERM",
    help="The term to use instead; added to the concept if it is new.",
)  # fmt: skip
@click.option(
    "--status", type=click.Choice(["deprecated", "superseded", "forbidden"]),
    default="deprecated", show_default=True,
    help="deprecated: a mistake; superseded: was right once; forbidden: never to be used.",
)  # fmt: skip
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Last day on which the term was right, such as 2024-12-31.",
)  # fmt: skip
@click.option("--reason", default="", metavar="TEXT", help="Why; it is put into the term's note.")
@click.option(
    "--lang", "language", type=click.Choice(["en", "ru", "be"]), help="Language of the term."
)
@with_glossary
@with_diff
def retire(
    term: str, identifier: str | None, instead: str, status: str, until: datetime | None,
    reason: str, language: "Language | None", given: tuple[str, ...], only_shown: bool,
) -> None:  # fmt: skip
    """Say that TERM is not to be used any more, and with --for, what is.

    \b
    align glossary retire "Allied State" --for "Union State" --reason "A calque."

    Where TERM was the preferred one, the term after --for takes its place.
    """
    files = opened(own_paths(given))
    if identifier is None:
        identifier = _only(files, term, language)
    file, concept = holding(files, identifier)
    old = term_of(concept, term, language)
    day = until.date() if until else None
    text = _retired(file, concept, old, " ".join(instead.split()), status, day, reason)
    save(files, {file.path: text}, only_shown)


def _only(files: list[Opened], text: str, language: "Language | None") -> str:
    """The id of the one concept that has a term."""
    from align.glossary.problems import suggestion

    held = {concept.id: concept for file in files for concept in file.concepts}
    ids = []
    known: set[str] = set()
    for concept in held.values():
        terms = concept.in_language(language) if language else concept.terms
        known.update(term.text for term in terms)
        if any(term.text.casefold() == text.casefold() for term in terms):
            ids.append(concept.id)
    if len(ids) > 1:
        raise UsageError(f"“{text}” is a term of {' and '.join(ids)}. Say which with --id.")
    if not ids:
        close = suggestion(text, sorted(known))
        remedy = close if close.startswith("Did") else "Check how it is spelt."
        raise UsageError(f"The glossary has no term “{text}”. {remedy}")
    return ids[0]


def _retired(
    file: Opened, concept: "Concept", old: "Term", instead: str, status: str, until: date | None,
    reason: str,
) -> str:  # fmt: skip
    from align.glossary import edit
    from align.glossary.concepts import Status, Term

    path, text = str(file.path), file.text
    place = f"{old.place.path}:{old.place.line}" if old.place else path
    if instead == old.text:
        raise UsageError(f"{place}: “{instead}” cannot replace itself. Name another after --for.")
    others = [term for term in concept.in_language(old.language) if term is not old]
    was_preferred = old.status is Status.PREFERRED
    if was_preferred and not instead and all(t.status is not Status.PREFERRED for t in others):
        raise UsageError(
            f"{place}: “{old.text}” is the preferred term. Say with --for which one is to take its "
            "place."
        )
    new = next((term for term in others if term.text == instead), None)
    taken = Status.PREFERRED if was_preferred else Status.ADMITTED
    if instead and new is None:
        added = Term(instead, old.language, taken, old.case)
        text = edit.add_term(text, concept.id, added, after=old.text, path=path)
    elif new is not None and (new.status.barred or (was_preferred and new.status != taken)):
        if new.status.barred:
            raise UsageError(
                f"{place}: “{instead}” is {new.status} itself. Name another after --for, or give "
                "it another status with align glossary edit first."
            )
        text = edit.edit_term(text, concept.id, old.language, instead, path=path, status=taken)
    text = edit.retire_term(
        text, concept.id, old.language, old.text,
        status=Status(status), replacement=instead, until=until, path=path,
    )  # fmt: skip
    for other in others:
        # What was sent to the retired term goes to the one in its place.
        if instead not in ("", other.text) and other.replacement == old.text:
            text = edit.edit_term(
                text, concept.id, old.language, other.text, path=path, replacement=instead
            )
    if reason.strip():
        note = "\n".join(part for part in (old.note, " ".join(reason.split())) if part)
        text = edit.edit_term(text, concept.id, old.language, old.text, path=path, note=note)
    return text
