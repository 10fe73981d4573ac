"""What is to stand instead of a term that must not be used."""

from collections.abc import Iterator

from align.glossary.concepts import Concept, Term
from align.glossary.lint.context import Context, named
from align.glossary.lint.values import Hit, Severity

# Steps that are followed from one replacement to the next; real ones have one or two.
_LONGEST_CHAIN = 50


def replacement(context: Context) -> Iterator[Hit]:
    """GLS007: replacements that lead nowhere, or back."""
    for concept in context.glossary.concepts:
        for language in concept.languages:
            terms = {term.text: term for term in concept.in_language(language)}
            for term in terms.values():
                hit = _wrong(concept, term, terms)
                if hit is not None:
                    yield hit


def _wrong(concept: Concept, term: Term, terms: dict[str, Term]) -> Hit | None:
    who = named(term)
    if not term.replacement:
        if not term.status.barred or concept.preferred(term.language) is not None:
            return None
        return Hit(
            f"{who} is {term.status} and nothing replaces it; add “replacement:”, or a preferred "
            "term.",
            concept,
            term,
        )
    if term.status.allowed:
        return Hit(
            f"{who} is {term.status} and has the replacement “{term.replacement}”; delete the "
            "replacement, or make the term deprecated.",
            concept,
            term,
        )
    seen = {term.text: None}
    here = term
    while here.replacement and len(seen) < _LONGEST_CHAIN:
        following = terms.get(here.replacement)
        if following is None:
            return _unknown(concept, term, here)
        if following.text in seen:
            way = " → ".join((*seen, following.text))
            return Hit(
                f"the replacement of {who} leads back ({way}); let it lead to a preferred term.",
                concept,
                term,
                severity=Severity.ERROR,
            )
        seen[following.text] = None
        here = following
    if here.status.barred or here.status == "proposed":
        return Hit(
            f"{who} is to be replaced by “{here.text}”, which is itself {here.status}; name a term "
            "that may be used.",
            concept,
            term,
        )
    return None


def _unknown(concept: Concept, term: Term, last: Term) -> Hit | None:
    if last is not term:
        return None  # It is told where it is written.
    return Hit(
        f"{named(term)} is to be replaced by “{term.replacement}”, which the concept does not "
        "have; correct the replacement, or add the term.",
        concept,
        term,
    )
