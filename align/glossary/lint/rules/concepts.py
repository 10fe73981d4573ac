"""A concept and its terms as a whole: doubled, ambiguous or missing ones."""

from collections.abc import Iterator
from itertools import islice

from align.glossary.concepts import Concept, Term
from align.glossary.lint.context import SOURCES, Context, alike, folded, named, together
from align.glossary.lint.values import Hit, Severity
from align.types import LANGUAGE_NAMES


def duplicate_source_term(context: Context) -> Iterator[Hit]:
    """GLS003: two concepts of a domain with the same source term."""
    seen: dict[tuple[object, ...], list[tuple[Concept, Term]]] = {}
    for concept, term in context.preferred(*SOURCES):
        known = seen.setdefault((concept.domain, term.language, folded(term)), [])
        for other, twin in known:
            if other.id != concept.id and alike(term, twin) and together(term, twin):
                field = f"in the domain {concept.domain}" if concept.domain else "without a domain"
                yield Hit(
                    f"{named(term)} is preferred by {other.id} too, {field}; put the two concepts "
                    "together, or give one of them a longer term.",
                    concept,
                    term,
                )
                break
        known.append((concept, term))


def two_preferred_renderings(context: Context) -> Iterator[Hit]:
    """GLS004: two terms of a language preferred at the same time."""
    for concept in context.glossary.concepts:
        for language in concept.languages:
            preferred = [t for t in concept.in_language(language) if t.status == "preferred"]
            for number, other in enumerate(preferred):
                earlier = islice(preferred, number)
                one = next((t for t in earlier if together(t, other)), None)
                if one is not None:
                    yield Hit(
                        f"{named(other)} is preferred beside “{one.text}”; keep one of them and "
                        "make the other admitted, or give them dates that do not overlap.",
                        concept,
                        other,
                    )


def language_missing(context: Context) -> Iterator[Hit]:
    """GLS008: a language of the glossary in which the concept has no term to use."""
    for concept in context.glossary.concepts:
        for language in context.languages:
            terms = concept.in_language(language)
            name = LANGUAGE_NAMES[language]
            if not terms:
                yield Hit(f"there is no {name} term; add it under “{language}:”.", concept)
            elif not any(term.status.allowed or term.status == "proposed" for term in terms):
                yield Hit(
                    f"no {name} term may be used; add a preferred one under “{language}:”.",
                    concept,
                    terms[0],
                )
            elif not any(term.status in ("preferred", "proposed") for term in terms):
                yield Hit(
                    f"no {name} term is preferred; make one of them preferred.",
                    concept,
                    terms[0],
                    severity=Severity.NOTE,
                )
