"""The keys of a glossary file, in their order, and the JSON Schema that editors check files with.

The tables here are the only place that says which keys there are: reading, writing, comparing and
the published schema follow them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from align.glossary.concepts import Case, Enforce, Status
from align.types import LANGUAGE_NAMES, LANGUAGES

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LINE = r"^[^\n]*\S[^\n]*$"


class Kind(StrEnum):
    """What a key holds."""

    ID = "id"
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    LINES = "lines"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a concept or of a term.

    Parameters
    ----------
    name
        As it is written in the file.
    field
        Its name in `Concept` or `Term`.
    kind
        What it holds.
    help
        One sentence for the person who writes a glossary.
    choices
        The values it may have, where only some are possible.
    default
        What its absence means, as it would be written.
    """

    name: str
    field: str
    kind: Kind
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""


CONCEPT_KEYS: tuple[Key, ...] = (
    Key("id", "id", Kind.ID, "Name of the concept: small Latin letters, digits and hyphens."),
    Key("domain", "domain", Kind.LINE, "Field the concept belongs to, such as integration."),
    Key("definition", "definition", Kind.TEXT, "What the concept is."),
    Key("note", "note", Kind.TEXT, "Remarks for people."),
    Key(
        "enforce",
        "enforce",
        Kind.CHOICE,
        "How loud a release that breaks the rule is told so.",
        tuple(Enforce),
        Enforce.WARNING,
    ),
    Key(
        "gap",
        "gap",
        Kind.NUMBER,
        "Words that may stand between the words of a term.",
        ("0", "1"),
        "0",
    ),
    Key(
        "override",
        "override",
        Kind.TEXT,
        "Why this concept replaces the one of the same id in an earlier file.",
    ),
    *(
        Key(language, "terms", Kind.TERMS, f"Terms in {LANGUAGE_NAMES[language]}.")
        for language in LANGUAGES
    ),
)

TERM_KEYS: tuple[Key, ...] = (
    Key("term", "text", Kind.LINE, "The term as a dictionary has it: nominative, singular."),
    Key(
        "status",
        "status",
        Kind.CHOICE,
        "Whether the term is the one to use.",
        tuple(Status),
        Status.PREFERRED,
    ),
    Key(
        "case",
        "case",
        Kind.CHOICE,
        "Whether capitals matter where the term is looked for.",
        tuple(Case),
        Case.ANY,
    ),
    Key("forms", "forms", Kind.LINES, "Forms that the dictionaries do not know."),
    Key("from", "since", Kind.DATE, "First day on which the term holds, such as 2020-01-31."),
    Key("until", "until", Kind.DATE, "Last day on which the term holds, such as 2020-01-31."),
    Key("replacement", "replacement", Kind.LINE, "The term to use instead."),
    Key("note", "note", Kind.TEXT, "Remarks for people."),
    Key("source", "source", Kind.TEXT, "Where the rendering is official."),
)


def json_schema() -> dict[str, Any]:
    """The schema of a glossary file, for editors and other programs.

    Draft 7, the newest that the YAML support of common editors knows throughout. A program that
    reads YAML must read version 1.2 of it, or texts only, for ``off`` and dates to be texts. What
    no schema can say, `align.glossary.store` checks beside: ids that differ, days in order.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Glossary of Sverka",
        "description": "A list of concepts, each with its terms in three languages.",
        "type": ["array", "null"],
        "items": {"$ref": "#/definitions/concept"},
        "definitions": {
            "concept": {
                "type": "object",
                "properties": {key.name: _of(key) for key in CONCEPT_KEYS},
                "required": ["id"],
                "anyOf": [{"required": [language]} for language in LANGUAGES],
                "additionalProperties": False,
            },
            "term": {
                "description": "A term; a bare text is a preferred one.",
                "anyOf": [
                    {"type": "string", "pattern": _LINE},
                    {
                        "type": "object",
                        "properties": {key.name: _of(key) for key in TERM_KEYS},
                        "required": ["term"],
                        "additionalProperties": False,
                    },
                ],
            },
        },
    }


def _of(key: Key) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": key.help}
    match key.kind:
        case Kind.ID:
            schema |= {"type": "string", "pattern": ID}
        case Kind.LINE:
            schema |= {"type": "string", "pattern": _LINE}
        case Kind.TEXT:
            schema |= {"type": "string", "pattern": r"\S"}
        case Kind.CHOICE:
            schema |= {"type": "string", "enum": list(key.choices), "default": key.default}
        case Kind.NUMBER:
            numbers = [int(choice) for choice in key.choices]
            schema |= {"type": "integer", "enum": numbers, "default": int(key.default)}
        case Kind.DATE:
            schema |= {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case Kind.LINES:
            schema |= {"type": "array", "items": {"type": "string", "pattern": _LINE}}
        case Kind.TERMS:
            schema |= {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/term"}}
    return schema
