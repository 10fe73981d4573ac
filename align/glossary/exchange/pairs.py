"""What formats with room for two languages, or one term a language, take of a glossary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.glossary.concepts import Concept, Status, Term
from align.glossary.exchange.cells import guard, live, write_rows
from align.glossary.exchange.fields import concept_texts, term_texts
from align.glossary.exchange.values import Pair, Tally, joined
from align.types import LANGUAGE_NAMES, LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Kept:
    """A concept and those of its terms that a format takes."""

    concept: Concept
    source: tuple[Term, ...]
    target: tuple[Term, ...]


def allowed(concept: Concept, language: Language) -> tuple[Term, ...]:
    """Terms of a language that a release may use, the preferred ones first."""
    terms = [term for term in concept.in_language(language) if term.status.allowed]
    return tuple(sorted(terms, key=lambda term: term.status is not Status.PREFERRED))


def kept(
    concepts: Iterable[Concept], pair: Pair, tally: Tally, *, one_target: bool
) -> Iterator[Kept]:
    """Concepts that have an allowed term in both languages, with these terms."""
    for concept in concepts:
        source, target = allowed(concept, pair.source), allowed(concept, pair.target)
        if not source or not target:
            tally.leave_out(f"concepts without an allowed term in both languages ({pair})")
            continue
        yield Kept(concept, source, target[:1] if one_target else target)


def count_lost(
    concept: Concept,
    terms: Sequence[Term],
    tally: Tally,
    *,
    concept_fields: tuple[str, ...] = (),
    term_fields: tuple[str, ...] = (),
) -> None:
    """Count the terms that are not among `terms`, and the fields that a format has no room for."""
    for term in concept.terms:
        if any(term is one for one in terms):
            continue
        if all(one.language != term.language for one in terms):
            tally.add(f"terms in {LANGUAGE_NAMES[term.language]} are left out")
        elif term.status.barred:
            tally.add("terms that must not be used are left out")
        else:
            tally.add(f"further terms of the status '{term.status}' are left out")
    _count(concept_texts(concept), concept_fields, "concept", tally)
    for language in LANGUAGES:
        own = [term for term in terms if term.language == language]
        for number, term in enumerate(own):
            # The first term is read back as the preferred one, the others as admitted.
            implied = Status.ADMITTED if number else Status.PREFERRED
            texts = term_texts(term) | {"status": "" if term.status is implied else term.status}
            _count(texts, term_fields, "term", tally)


def _count(texts: dict[str, str], room: tuple[str, ...], unit: str, tally: Tally) -> None:
    for field, text in texts.items():
        if text and field not in room:
            tally.add(f"the field '{field}' is left out", unit)


def write_pairs(
    concepts: Sequence[Concept], pair: Pair, tally: Tally, delimiter: str, *, tagged: bool = False
) -> bytes:
    """Two columns without headings, every source term once: what DeepL and Google take.

    Parameters
    ----------
    concepts
        The glossary.
    pair
        Languages of the columns.
    tally
        Takes what is lost.
    delimiter
        Comma or tab; tabs need no quotation marks, since no term holds one.
    tagged
        Add a third and a fourth column with the codes of the languages.
    """
    rows: dict[str, tuple[str, ...]] = {}
    for entry in kept(concepts, pair, tally, one_target=True):
        (target,) = entry.target
        before = len(rows)
        count_lost(entry.concept, (*entry.source, target), tally)
        for source in entry.source:
            if live(source.text) or live(target.text):
                tally.add("pairs that a spreadsheet would compute are left out", "pair")
            elif source.text in rows:
                tally.add("further targets of one source term are left out", "pair")
            else:
                tags = (pair.source, pair.target) if tagged else ()
                rows[source.text] = (source.text, target.text, *tags)
        tally.left_out += len(rows) == before
    return write_rows(rows.values(), delimiter, quoted=delimiter != "\t")


def write_omegat(concepts: Sequence[Concept], pair: Pair, tally: Tally) -> bytes:
    """OmegaT's tab-separated glossary: source term, target term, comment.

    Every allowed target gets a line; OmegaT shows them together.
    """
    rows: list[tuple[str, str, str]] = []
    for entry in kept(concepts, pair, tally, one_target=False):
        concept, before = entry.concept, len(rows)
        count_lost(
            concept,
            (*entry.source, *entry.target),
            tally,
            concept_fields=("definition", "note"),
        )
        comment = guard("; ".join(filter(None, map(joined, (concept.definition, concept.note)))))
        for source in entry.source:
            for target in entry.target:
                if live(source.text) or live(target.text):
                    tally.add("pairs that a spreadsheet would compute are left out", "pair")
                else:
                    rows.append((source.text, target.text, comment))
        tally.left_out += len(rows) == before
    return write_rows(rows, "\t", quoted=False)


def write_sets(concepts: Sequence[Concept], tally: Tally) -> bytes:
    """Google's equivalent term sets: a column a language, and the definition as description."""
    rows = []
    for concept in concepts:
        firsts = [terms[0] for language in LANGUAGES if (terms := allowed(concept, language))]
        if len(firsts) < 2:
            tally.leave_out("concepts with allowed terms in less than two languages")
            continue
        count_lost(concept, firsts, tally, concept_fields=("definition",))
        if any(live(term.text) for term in firsts):
            tally.leave_out("concepts that a spreadsheet would compute")
            continue
        by_language = {term.language: term.text for term in firsts}
        texts = [by_language.get(language, "") for language in LANGUAGES]
        rows.append([*texts, guard(joined(concept.definition))])
    used = [place for place in range(len(LANGUAGES)) if any(row[place] for row in rows)]
    used = used or list(range(len(LANGUAGES)))
    columns = [*used, len(LANGUAGES)] if any(row[-1] for row in rows) else used
    headings = [*LANGUAGES, "description"]
    return write_rows(([row[place] for place in columns] for row in [headings, *rows]), ",")
