"""Concepts as JSON objects, for programs: the keys are those of a glossary file."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Term


def record(concept: "Concept") -> dict[str, Any]:
    """A concept with every field that is not empty, and where it stands."""
    from align.types import LANGUAGES

    made: dict[str, Any] = {
        "id": concept.id,
        "domain": concept.domain,
        "definition": concept.definition,
        "note": concept.note,
        "enforce": concept.enforce.value,
        "gap": concept.gap,
        "override": concept.override,
    }
    for language in LANGUAGES:
        made[language] = [_term(term) for term in concept.in_language(language)]
    if concept.place is not None:
        made |= {"path": concept.place.path, "line": concept.place.line}
    return {key: value for key, value in made.items() if value not in ("", [])}


def _term(term: "Term") -> dict[str, Any]:
    made = {
        "term": term.text,
        "status": term.status.value,
        "case": term.case.value,
        "forms": list(term.forms),
        "from": term.since.isoformat() if term.since else "",
        "until": term.until.isoformat() if term.until else "",
        "replacement": term.replacement,
        "note": term.note,
        "source": term.source,
        "line": term.place.line if term.place else "",
    }
    return {key: value for key, value in made.items() if value not in ("", [])}
