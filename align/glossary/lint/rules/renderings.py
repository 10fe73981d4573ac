"""The same English words in two concepts."""

from collections.abc import Iterator

from align.glossary.concepts import Concept, Term
from align.glossary.lint.context import Context, alike, folded, named, together
from align.glossary.lint.values import Hit, Severity

Entry = tuple[Concept, Term]


def _by_words(entries: Iterator[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    found: dict[tuple[object, ...], list[Entry]] = {}
    for concept, term in entries:
        found.setdefault((term.language, folded(term)), []).append((concept, term))
    return found


def one_target_for_two_concepts(context: Context) -> Iterator[Hit]:
    """GLS005: two concepts whose preferred English term is the same."""
    for entries in _by_words(context.preferred("en")).values():
        for number, (concept, term) in enumerate(entries):
            for other, twin in entries[:number]:
                if other.id == concept.id or not alike(term, twin) or not together(term, twin):
                    continue
                yield Hit(
                    f"{named(term)} is what {other.id} prefers too; use another for one of them, "
                    "or put the two concepts together, unless English has but one word for both.",
                    concept,
                    term,
                )
                break


def forbidden_and_preferred(context: Context) -> Iterator[Hit]:
    """GLS006: a term barred here that may be used there, or in the same concept."""
    allowed = _by_words(context.allowed())
    for concept, term in context.terms():
        if not term.status.barred:
            continue
        for other, twin in allowed.get((term.language, folded(term)), ()):
            if not alike(term, twin) or not together(term, twin):
                continue
            hit = _clash(context, concept, term, other, twin)
            if hit is not None:
                yield hit
                break


def _clash(
    context: Context, concept: Concept, term: Term, other: Concept, twin: Term
) -> Hit | None:
    if other.id == concept.id:
        return Hit(
            f"{named(term)} is {term.status} and differs in capitals alone from “{twin.text}”, "
            f"which is {twin.status}; add “case: exact” to both.",
            concept,
            term,
            severity=Severity.ERROR,
        )
    sources = context.sources_of
    shared = sources.get(concept.id, frozenset()) & sources.get(other.id, frozenset())
    if term.language == "en" and shared:
        words = " ".join(min(shared)[1])
        return Hit(
            f"{named(term)} is {term.status} here and {twin.status} in {other.id}, and both "
            f"concepts have the source term “{words}”; let them agree.",
            concept,
            term,
        )
    if term.language == "en" and twin.status == "preferred":
        return Hit(
            f"{named(term)} is {term.status} here and preferred in {other.id}; make sure that a "
            "release can have both.",
            concept,
            term,
            severity=Severity.NOTE,
        )
    return None
