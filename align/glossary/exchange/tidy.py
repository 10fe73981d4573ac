"""Make a glossary fit to be written: nothing that no format could give back.

The glossary file itself refuses such things; a glossary made by a program need not.
"""

import re
from dataclasses import replace

from align.glossary.concepts import Concept, Term
from align.glossary.exchange.values import BLANKS, Tally, joined

# Everything outside the production Char of XML 1.0; no spreadsheet holds it either.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tidy(concepts: tuple[Concept, ...], tally: Tally) -> tuple[Concept, ...]:
    """`concepts` with terms on one line, texts without blanks at their ends, and no empty terms."""
    return tuple(_concept(concept, tally) for concept in concepts)


def _concept(concept: Concept, tally: Tally) -> Concept:
    terms = tuple(_term(term, tally) for term in concept.terms)
    tally.add("terms without text are left out", "term", sum(not term.text for term in terms))
    return replace(
        concept,
        terms=tuple(term for term in terms if term.text),
        domain=_line(concept.domain, tally),
        definition=_lines(concept.definition, tally),
        note=_lines(concept.note, tally),
        override=_lines(concept.override, tally),
    )


def _term(term: Term, tally: Tally) -> Term:
    forms = tuple(_line(form, tally) for form in term.forms)
    return replace(
        term,
        text=_line(term.text, tally),
        forms=tuple(form for form in forms if form),
        replacement=_line(term.replacement, tally),
        note=_lines(term.note, tally),
        source=_lines(term.source, tally),
    )


def _line(text: str, tally: Tally) -> str:
    return _told(text, joined(_legal(text, tally)), tally)


def _lines(text: str, tally: Tally) -> str:
    whole = _legal(text, tally).replace("\r\n", "\n").replace("\r", "\n")
    return _told(text, whole.strip(BLANKS), tally)


def _told(before: str, after: str, tally: Tally) -> str:
    if len(before) != len(after):
        tally.add("needless blanks and line breaks are left out", "text")
    return after


def _legal(text: str, tally: Tally) -> str:
    clean, count = ILLEGAL.subn("\ufffd", text)
    tally.add("characters that no file may hold are written as \ufffd", "character", count)
    return clean
