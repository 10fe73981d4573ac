"""``align glossary add``: a new concept."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.glossary.changing import Opened, around, save, with_diff
from align.cli.glossary.options import with_glossary
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Term

_LOUD = ("error", "warning", "note", "off")
# A term that is new is to be used, may be used, or waits; edit and retire say the rest.
_STATUSES = ("preferred", "proposed")


@click.command(short_help="Add a concept with its terms.")
@click.option(
    "--file", "file", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="The glossary file to add it to; made where there is none.",
)  # fmt: skip
@click.option("--id", "identifier", metavar="ID", help="Default: made from the English term.")
@click.option("--en", multiple=True, metavar="TERM", help="English term; may be repeated.")
@click.option("--ru", multiple=True, metavar="TERM", help="Russian term; may be repeated.")
@click.option("--be", multiple=True, metavar="TERM", help="Belarusian term; may be repeated.")
@click.option("--domain", default="", metavar="NAME", help="Field it belongs to.")
@click.option("--definition", default="", metavar="TEXT", help="What it is.")
@click.option("--note", default="", metavar="TEXT", help="A remark for colleagues.")
@click.option(
    "--enforce", type=click.Choice(_LOUD), default="warning", show_default=True,
    help="How loud a release that breaks the rule is told so.",
)  # fmt: skip
@click.option(
    "--status", type=click.Choice(_STATUSES), default="preferred", show_default=True,
    help="Of the first term of a language; further ones are admitted, or proposed, too.",
)  # fmt: skip
@click.option(
    "--override", default="", metavar="REASON",
    help="It replaces the concept of the same id in an earlier file.",
)  # fmt: skip
@click.option("--after", default="", metavar="ID", help="Put it after this one, not at the end.")
@with_glossary
@with_diff
def add(file: Path, given: tuple[str, ...], only_shown: bool, **options: Any) -> None:
    """Add a concept to a glossary file.

    \b
    align glossary add --file terms.yaml --en "Union State" --ru "Союзное государство" \\
        --be "Саюзная дзяржава" --domain integration

    What is there already, in FILE or another file of the glossary, is not added again. Terms are
    written as a dictionary has them: nominative, singular. Other fields: align glossary edit.
    """
    from align.glossary.edit import add_concept

    if file.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(f"{file}: a glossary is a YAML file. Name it {file.stem}.yaml.")
    files = around(file, given)
    concept = _concept(options)
    _refuse_known(files, concept)
    own = next(one for one in files if one.path == file)
    text = add_concept(own.text, concept, after=options["after"], path=str(file))
    save(files, {file: text}, only_shown)


def _concept(options: dict[str, Any]) -> "Concept":
    from align.glossary.concepts import Concept, Enforce, Status, Term
    from align.glossary.exchange.drafts import slug
    from align.types import LANGUAGES

    status = Status(options["status"])
    further = Status.ADMITTED if status is Status.PREFERRED else status
    terms: list[Term] = []
    for language in LANGUAGES:
        texts = dict.fromkeys(" ".join(text.split()) for text in options[language])
        terms += (
            Term(text, language, further if number else status) for number, text in enumerate(texts)
        )
    if not terms:
        raise UsageError("There is no term to add. Give one with --en, --ru or --be.")
    identifier = options["identifier"]
    if identifier is None:
        english = next((term.text for term in terms if term.language == "en"), "")
        identifier = slug(english)
        if not identifier:
            raise UsageError(
                "An id is made from the English term, and there is none. Give one with --id, such "
                "as --id union-state."
            )
    return Concept(
        identifier,
        tuple(terms),
        domain=options["domain"],
        definition=options["definition"],
        note=options["note"],
        enforce=Enforce(options["enforce"]),
        override=options["override"],
    )


def _refuse_known(files: Iterable[Opened], new: "Concept") -> None:
    """Refuse what is there already: the id, or a preferred term in the same domain."""
    mine = {_name(term): term for term in new.terms}
    for concept in (concept for file in files for concept in file.concepts):
        place = f"{concept.place.path}:{concept.place.line}" if concept.place else "the glossary"
        if concept.id == new.id:
            if new.override:
                continue
            raise UsageError(
                f"{place}: there is a concept {new.id} already. Choose another id with --id, or "
                "edit that one."
            )
        # A concept without a domain may be of any.
        if concept.domain and new.domain and concept.domain != new.domain:
            continue
        for term in concept.terms:
            twin = mine.get(_name(term))
            if twin is not None and term.status == "preferred":
                raise UsageError(
                    f"{place}: “{term.text}” is a term of the concept {concept.id} already. Edit "
                    "that one, or give this one another domain."
                )


def _name(term: "Term") -> tuple[str, str]:
    return term.language, term.text.casefold().replace("ё", "е")
