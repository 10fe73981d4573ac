"""TBX version 3 (ISO 30042:2019), dialect TBX-Basic, data categories as attributes (DCA).

The dialect has data categories for domain, definition, notes, status and source. What else a
glossary holds goes into notes (`align.glossary.exchange.marks`) and is read back from there.
"""

from collections.abc import Sequence

from align import __version__
from align.errors import UsageError
from align.glossary.concepts import Concept, Status, Term
from align.glossary.exchange.fields import concept_texts, term_texts
from align.glossary.exchange.marks import mark, marks, notes, one_line
from align.glossary.exchange.values import Tally
from align.glossary.exchange.xml_out import block, document, element
from align.types import Language

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
# The four values that the dialect allows.
_STATUS = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.SUPERSEDED: "supersededTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_CONCEPT_MARKS = ("enforce", "gap", "override")
_TERM_MARKS = ("case", "forms", "from", "until", "replacement")


def write_tbx(concepts: Sequence[Concept], tally: Tally) -> bytes:
    """A TBX file of `concepts`.

    Raises
    ------
    UsageError
        There is no term at all, which the standard does not allow.
    """
    entries = [line for concept in concepts for line in _concept(concept, tally)]
    if not entries:
        raise UsageError("The glossary has no terms: a TBX file must have one at least.")
    header = block(
        "tbxHeader",
        block(
            "fileDesc",
            [
                *block("titleStmt", [element("title", "Glossary")]),
                *block("sourceDesc", [element("p", f"Written by Sverka {__version__}.")]),
            ],
        ),
    )
    root = {"xmlns": NAMESPACE, "type": "TBX-Basic", "style": "dca", "xml:lang": "en"}
    return document(block("tbx", [*header, *block("text", block("body", entries))], root))


def _concept(concept: Concept, tally: Tally) -> list[str]:
    if not concept.terms:
        tally.leave_out("concepts without terms")
        return []
    texts = concept_texts(concept)
    lines = []
    for field, category in (("domain", "subjectField"), ("definition", "definition")):
        if texts[field]:
            text = one_line(texts[field], tally)
            lines.append(element("descrip", text, {"type": category}))
    remarks = [
        *notes(texts["note"], tally),
        *marks(texts, _CONCEPT_MARKS, "concept", tally),
    ]
    lines += [element("note", remark) for remark in remarks]
    for language in concept.languages:
        lines += _section(language, concept.in_language(language), tally)
    return block("conceptEntry", lines, {"id": entry_id(concept.id)})


def entry_id(identifier: str) -> str:
    """An id as XML wants it: not beginning with a digit or hyphen; `concept_id` is the way back."""
    return identifier if identifier[:1].isalpha() else f"_{identifier}"


def concept_id(identifier: str) -> str:
    """The id that `entry_id` made one for XML of."""
    plain = identifier.startswith("_") and not identifier[1:2].isalpha()
    return identifier[1:] if plain else identifier


def _section(language: Language, terms: Sequence[Term], tally: Tally) -> list[str]:
    lines = [line for term in terms for line in _term(term, tally)]
    return block("langSec", lines, {"xml:lang": language})


def _term(term: Term, tally: Tally) -> list[str]:
    texts = term_texts(term)
    lines = [element("term", one_line(term.text, tally))]
    if status := _STATUS.get(term.status):
        lines.append(element("termNote", status, {"type": "administrativeStatus"}))
    if texts["source"]:
        lines.append(element("admin", one_line(texts["source"], tally), {"type": "source"}))
    remarks = notes(texts["note"], tally)
    if term.status is Status.FORBIDDEN:
        remarks.append(mark("status", term.status.value))
        tally.add("the status 'forbidden' is written as deprecated, with a note")
    elif term.status is Status.PROPOSED:
        remarks.append(mark("status", term.status.value))
        tally.add("the status 'proposed' is written as no status, with a note")
    remarks += marks(texts, _TERM_MARKS, "term", tally)
    lines += [element("note", remark) for remark in remarks]
    return block("termSec", lines)
