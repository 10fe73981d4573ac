"""``align glossary edit``: fields of a concept and its terms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from align.cli.glossary.changing import holding, opened, own_paths, save, term_of, with_diff
from align.cli.glossary.options import with_glossary
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept
    from align.types import Language

_WAYS = ("--term", "--new", "--remove", "--delete")


@click.command(short_help="Change a concept, or a term of it.")
@click.argument("identifier", metavar="ID")
@click.argument("fields", metavar="[FIELD=VALUE]...", nargs=-1)
@click.option("--term", metavar="TERM", help="Change the fields of this term.")
@click.option("--new", metavar="TERM", help="Add this term, with the fields given; needs --lang.")
@click.option("--remove", metavar="TERM", help="Take this term out of the concept.")
@click.option("--delete", is_flag=True, help="Take the whole concept out of the glossary.")
@click.option(
    "--lang", "language", type=click.Choice(["en", "ru", "be"]), help="Language of the term."
)
@with_glossary
@with_diff
def edit(
    identifier: str, fields: tuple[str, ...], given: tuple[str, ...], only_shown: bool,
    language: "Language | None", **ways: Any,
) -> None:  # fmt: skip
    """Change the concept ID of the glossary; comments and all other lines stay as they are.

    \b
    align glossary edit union-state enforce=error note="Both words with a capital."
    align glossary edit union-state --term "Allied State" status=admitted
    align glossary edit union-state --new "Union State of Belarus and Russia" --lang en \\
        status=admitted
    align glossary edit union-state --remove "Allied State"

    Fields of a concept: domain, definition, note, enforce, gap, override. Fields of a term: term
    (the words themselves), status, case, forms (with | between them), from, until, replacement,
    note, source. FIELD= with nothing behind it takes a field out.
    """
    chosen = [f"--{name}" for name, value in ways.items() if value]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(chosen)} cannot go together. Give one of them.")
    if not chosen and not fields:
        raise UsageError("There is nothing to change. Give FIELD=VALUE, such as domain=economy.")
    if chosen and chosen[0] in ("--remove", "--delete") and fields:
        raise UsageError(f"{chosen[0]} takes no FIELD=VALUE. Leave out “{fields[0]}”.")
    files = opened(own_paths(given))
    file, concept = holding(files, identifier)
    values = _values(fields, bool(ways["term"] or ways["new"]))
    text = _changed(file.text, concept, values, ways, language, str(file.path))
    save(files, {file.path: text}, only_shown)


def _values(fields: tuple[str, ...], of_term: bool) -> dict[str, str]:
    """The fields by name, as text."""
    from align.glossary.problems import suggestion
    from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Kind

    keys = TERM_KEYS if of_term else CONCEPT_KEYS
    known = [key.name for key in keys if key.kind not in (Kind.ID, Kind.TERMS)]
    values: dict[str, str] = {}
    for given in fields:
        name, sign, value = given.partition("=")
        if not sign:
            raise UsageError(f"“{given}” is no change. Write FIELD=VALUE, such as domain=economy.")
        if name == "id" and not of_term:
            raise UsageError(f"An id is not edited. Say: align glossary rename ID {value or 'NEW'}")
        if name not in known:
            hint = "" if of_term else " Fields of a term go with --term."
            owner = "term" if of_term else "concept"
            raise UsageError(f"A {owner} has no field “{name}”. {suggestion(name, known)}{hint}")
        if name in values:
            raise UsageError(f"{name} is given twice. Give it once.")
        values[name] = value.strip()
    return values


def _changed(
    text: str, concept: "Concept", values: Mapping[str, str], ways: Mapping[str, Any],
    language: "Language | None", path: str,
) -> str:  # fmt: skip
    from align.glossary import edit as edits
    from align.glossary.concepts import Term

    if ways["delete"]:
        return edits.remove_concept(text, concept.id, path=path)
    if ways["remove"]:
        gone = term_of(concept, ways["remove"], language)
        return edits.remove_term(text, concept.id, gone.language, gone.text, path=path)
    if ways["new"]:
        if language is None:
            raise UsageError("--new needs the language of the term. Add --lang en, ru or be.")
        if "term" in values:
            raise UsageError("--new gives the words of the term. Leave out “term=”.")
        fields = {key: value for key, value in _parsed(values, of_term=True).items() if value}
        new = Term(" ".join(ways["new"].split()), language, **fields)
        return edits.add_term(text, concept.id, new, path=path)
    if ways["term"]:
        old = term_of(concept, ways["term"], language)
        changes = _parsed(values, of_term=True)
        if not changes:
            raise UsageError("--term needs FIELD=VALUE, such as status=admitted.")
        text = edits.edit_term(text, concept.id, old.language, old.text, path=path, **changes)
        spelled = changes.get("text", old.text)
        for other in concept.in_language(old.language):
            # What named the old spelling is to name the new one.
            if other is not old and other.replacement == old.text != spelled:
                text = edits.edit_term(
                    text, concept.id, old.language, other.text, path=path, replacement=spelled
                )
        return text
    return edits.edit_concept(text, concept.id, path=path, **_parsed(values, of_term=False))


def _parsed(values: Mapping[str, str], *, of_term: bool) -> dict[str, Any]:
    """Values by the names they have in `Concept` and `Term`; an empty one is the default."""
    from align.glossary.concepts import Concept, Term
    from align.glossary.exchange.fields import FieldError, concept_values, term_values
    from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS

    values = dict(values)
    fields: dict[str, Any] = {}
    if of_term and "term" in values:
        fields["text"] = " ".join(values.pop("term").split())
        if not fields["text"]:
            raise UsageError("term= is empty. To take a term out, say --remove TERM.")
    default: Concept | Term = Term("", "en") if of_term else Concept("", ())
    names = {key.name: key.field for key in (TERM_KEYS if of_term else CONCEPT_KEYS)}
    empty = {
        names[name]: getattr(default, names[name]) for name, text in values.items() if not text
    }
    try:
        fields |= (term_values if of_term else concept_values)(values)
    except FieldError as error:
        raise UsageError(f"{str(error)[0].upper()}{str(error)[1:]}") from None
    return fields | empty
