"""``align glossary import``: the glossary of another program, read."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.glossary.changing import with_diff
from align.cli.glossary.exporting import tell, with_formats
from align.cli.glossary.options import with_glossary
from align.cli.output import guard, identities, print_text
from align.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.glossary.concepts import Concept
    from align.glossary.exchange import Imported
    from align.types import Language

_SUFFIXES = (".yaml", ".yml")
_OF_PROGRAMS = ("tbx", "tmx", "xliff")


@click.command(name="import", short_help="Read the glossary of another program.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write a new glossary file. Default: the terminal.",
)  # fmt: skip
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FILE",
    help="Add what is new to this glossary file.",
)  # fmt: skip
@click.option("--from", "form", metavar="FORMAT", help="Default: by the suffix of the file.")
@click.option(
    "--source-lang", "source", type=click.Choice(["ru", "be", "en"]),
    help="Language of the first column, where the file does not say it.",
)  # fmt: skip
@click.option(
    "--target-lang", "target", type=click.Choice(["en", "ru", "be"]),
    help="Language of the second column, where the file does not say it.",
)  # fmt: skip
@click.option("--domain", metavar="NAME", help="Domain of the concepts that have none.")
@click.option(
    "--status", type=click.Choice(["as-is", "proposed"]), default="as-is", show_default=True,
    help="proposed: terms that the file allows wait for a decision; barred ones stay barred.",
)  # fmt: skip
@with_glossary
@with_diff
@with_formats
def import_(
    file: Path, output: Path | None, into: Path | None, form: str | None,
    source: "Language | None", target: "Language | None", domain: str | None, status: str,
    given: tuple[str, ...], only_shown: bool,
) -> None:  # fmt: skip
    """Read FILE, a glossary of another program, and write it as a glossary of ours.

    With --into, concepts that are there already, in that file or another one of the glossary, are
    left as they are: those of the same id, and those of the same preferred terms in English and in
    Russian or Belarusian. Which of them differ, and what was left out or guessed, is told on
    standard error.
    """
    from align.glossary.exchange import read

    if output and into:
        raise UsageError("-o makes a new file and --into adds to one: give one of the two.")
    if only_shown and not into:
        raise UsageError("--diff goes with --into FILE. Without both, the result is shown.")
    if written := output or into:
        _refuse_output(written, file, new=into is None)
    imported = read(file, form, source=source, target=target)
    tell(file, imported.remarks)
    concepts = [_settled(one, domain, status) for one in _usable(imported, file)]
    if into is not None:
        _add(into, given, concepts, file, only_shown)
        return
    text = _rewritten(output or file, "", (), concepts, file)
    if output is None:
        print_text(text)
    else:
        from align.cli.glossary.tables import told
        from align.glossary.store import write

        write(output, None, text)
        print_text(f"{output}: {told(len(concepts), 'concept')} from {file} ({imported.format}).\n")


def _refuse_output(output: Path, file: Path, *, new: bool) -> None:
    guard(output, identities([str(file)]))
    if output.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"{output}: a glossary is a YAML file. Name it {output.stem}.yaml.")
    if new and output.exists():
        raise UsageError(
            f"{output}: the file is there already. Choose another name, or add to it with --into."
        )
    if not new and not output.exists():
        raise UsageError(f"{output}: there is no such file. Check the name, or make it with -o.")


def _usable(imported: "Imported", file: Path) -> "list[Concept]":
    """The concepts that have terms, as a glossary takes them; what is left out is told."""
    concepts = [concept for concept in imported.concepts if concept.terms]
    tell(file, _without_terms(imported.concepts))
    if imported.format in _OF_PROGRAMS:
        # Term banks hold a term twice, as a noun and as a verb; nobody corrects them by hand.
        concepts, twins = _without_twins(concepts)
        tell(file, twins)
    if not concepts:
        raise InputError(
            str(file),
            "there is no concept in it with a term in English, Russian or Belarusian.",
            "Check that this is the right file.",
        )
    return concepts


def _rewritten(
    into: Path, text: str, held: "Sequence[Concept]", new: "Sequence[Concept]", file: Path
) -> str:
    """`text` with new concepts; what cannot be written is told with its place in `file`."""
    from align.glossary.concepts import Place
    from align.glossary.edit import rewrite
    from align.glossary.problems import GlossaryError

    try:
        return rewrite(text, [*held, *new], str(into))
    except GlossaryError:
        problems = []
        for concept in new:
            try:
                rewrite("", [concept], str(file))
            except GlossaryError as error:
                place = concept.place or Place(str(file), 1)
                problems += [replace(problem, place=place) for problem in error.problems]
        if not problems:
            raise
        raise GlossaryError(problems) from None


def _without_terms(concepts: "Sequence[Concept]") -> "Iterator[str]":
    for concept in concepts:
        if not concept.terms:
            line = f" (line {concept.place.line})" if concept.place else ""
            yield f"Concept {concept.id}{line} has no terms and is left out."


def _without_twins(concepts: "Sequence[Concept]") -> "tuple[list[Concept], list[str]]":
    """Concepts with every term once, the first of its twins, and what is told of the others."""
    kept, count = [], 0
    for concept in concepts:
        first = {(term.language, term.text): term for term in reversed(concept.terms)}
        terms = tuple(t for t in concept.terms if first[t.language, t.text] is t)
        count += len(concept.terms) - len(terms)
        kept.append(replace(concept, terms=terms) if terms != concept.terms else concept)
    what = f"{count:,} term{'' if count == 1 else 's'}"
    return kept, [f"Terms that a concept has twice are taken once ({what})."] if count else []


def _settled(concept: "Concept", domain: str | None, status: str) -> "Concept":
    from align.glossary.concepts import Status

    terms = concept.terms
    if status == "proposed":
        terms = tuple(
            replace(term, status=Status.PROPOSED) if term.status.allowed else term for term in terms
        )
    return replace(concept, terms=terms, domain=concept.domain or (domain or "").strip())


def _add(
    into: Path, given: tuple[str, ...], concepts: "Sequence[Concept]", file: Path, shown: bool
) -> None:
    """Add the concepts that the glossary does not have, and tell those that it has differently."""
    from align.cli.glossary.changing import around, difference, refuse_clashes
    from align.cli.glossary.tables import told
    from align.formats.visible import visible
    from align.glossary import store
    from align.glossary.problems import SHOWN

    files = around(into, given)
    own = next(one for one in files if one.path == into)
    held = [concept for one in files for concept in one.concepts]
    by_id = {concept.id: concept for concept in held}
    by_names = {pair: concept for concept in held for pair in _pairs(concept)}
    new: list[Concept] = []
    others: list[str] = []
    for concept in concepts:
        by_name = next((by_names[pair] for pair in _pairs(concept) if pair in by_names), None)
        old = by_id.get(concept.id) or by_name
        if old is None:
            new.append(concept)
            by_id[concept.id] = concept
            by_names |= dict.fromkeys(_pairs(concept), concept)
        elif said := _there(concept, old):
            others.append(said)
    for said in others[:SHOWN]:
        click.echo(visible(f"align: {said}"), err=True)
    if len(others) > SHOWN:
        click.echo(f"align: {len(others) - SHOWN:,} more are there and differ.", err=True)
    text = _rewritten(into, own.text, own.concepts, new, file) if new else own.text
    if new:
        refuse_clashes(files, {into: store.parse(text, str(into))})
    if shown:
        print_text(difference(own.text, text, str(into)))
        return
    if new:
        store.write(into, own.digest, text)
    left = len(concepts) - len(new)
    rest = f"; {told(left, 'other was', 'others were')} there already" if left else ""
    print_text(f"{into}: {told(len(new), 'concept')} added from {file}{rest}.\n")


def _pairs(concept: "Concept") -> list[tuple[str, ...]]:
    """What a concept is known by beside its id: the first English term with one of the others."""
    english = concept.in_language("en")
    if not english:
        return []
    others = [concept.in_language(language)[:1] for language in ("ru", "be")]
    name = (concept.preferred("en") or english[0]).text.casefold()
    return [
        (name, term.language, (concept.preferred(term.language) or term).text.casefold())
        for terms in others
        for term in terms
    ]


def _there(concept: "Concept", old: "Concept") -> str:
    """What differs in a concept that is there already; nothing where both say the same."""
    place = f"{old.place.path}:{old.place.line}: " if old.place else ""
    if old.id != concept.id:
        return f"{place}{concept.id} is there as {old.id}, with the same terms; it is left out."
    if replace(old, override=concept.override) == concept:
        return ""
    if set(_pairs(old)) & set(_pairs(concept)):
        return f"{place}{concept.id} is there and says other things; it is left as it is."
    return (
        f"{place}{concept.id} is the id of a concept with other terms; nothing is added. Add it "
        "under another id with align glossary add."
    )
