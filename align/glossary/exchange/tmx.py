"""TMX 1.4b (LISA OSCAR, 2005): a glossary as a translation memory, for tools that read no other.

One unit a concept, one variant a language: the first term that may be used. Terms that must not
be used have no place in a memory, which offers what it holds. Fields are properties named after
them (``x-domain``), which this program reads again.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align import __version__
from align.errors import ConfigError
from align.glossary.concepts import Concept, Term
from align.glossary.exchange.drafts import Draft, TermDraft, add_line, concepts, language_of
from align.glossary.exchange.fields import (
    CONCEPT_FIELDS,
    TERM_FIELDS,
    concept_texts,
    term_texts,
)
from align.glossary.exchange.marks import one_line
from align.glossary.exchange.pairs import allowed, count_lost
from align.glossary.exchange.values import Imported, Tally, joined
from align.glossary.exchange.xml_in import XML_LANGUAGE, entries, line_of, local_name
from align.glossary.exchange.xml_out import block, document, element, opening
from align.types import LANGUAGES

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIX = "x-"
# Elements with codes of the format a segment came from, not with text.
_CODES = ("bpt", "ept", "it", "ph", "ut")


def write_tmx(glossary: Sequence[Concept], tally: Tally) -> bytes:
    """A translation memory of the concepts that have an allowed term in two languages."""
    header = {
        "creationtool": "Sverka",
        "creationtoolversion": __version__,
        "segtype": "phrase",
        "o-tmf": "Sverka",
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "plaintext",
    }
    units = [line for concept in glossary for line in _unit(concept, tally)]
    body = [opening("header", header, "/>"), *block("body", units)]
    return document(block("tmx", body, {"version": "1.4"}))


def _unit(concept: Concept, tally: Tally) -> list[str]:
    firsts = [terms[0] for language in LANGUAGES if (terms := allowed(concept, language))]
    if len(firsts) < 2:
        tally.leave_out("concepts with allowed terms in less than two languages")
        return []
    count_lost(concept, firsts, tally, concept_fields=CONCEPT_FIELDS, term_fields=TERM_FIELDS)
    lines = _properties(concept_texts(concept), tally)
    for term in firsts:
        lines += _variant(term, tally)
    return block("tu", lines, {"tuid": concept.id})


def _variant(term: Term, tally: Tally) -> list[str]:
    lines = _properties(term_texts(term), tally)
    text = element("seg", one_line(term.text, tally))
    return block("tuv", [*lines, text], {"xml:lang": term.language})


def _properties(texts: dict[str, str], tally: Tally) -> list[str]:
    """The note as a note, every other field that is not empty as a property."""
    lines = []
    for field, text in texts.items():
        if text and field == "note":
            lines.append(element("note", one_line(text, tally)))
        elif text:
            lines.append(element("prop", one_line(text, tally), {"type": f"{_PREFIX}{field}"}))
            tally.add(
                f"the field '{field}' is a property that other programs do not act on", "place"
            )
    return lines


def read_tmx(path: Path) -> Imported:
    """The units of a translation memory as concepts.

    Raises
    ------
    ConfigError
        It is no TMX file, or one that cannot be used.
    """
    tally = Tally()
    found = concepts(_drafts(path, tally), str(path), tally)
    return Imported(found, tally.sentences, "tmx")


def _drafts(path: Path, tally: Tally) -> Iterator[Draft]:
    elements = entries(path, ("tu",), "a TMX file")
    root = next(elements, None)
    if root is None or local_name(root) != "tmx":
        raise ConfigError(str(path), "this is not TMX: it does not begin with <tmx>.", "", 1)
    for unit in elements:
        draft = Draft(unit.get("tuid", ""), line=line_of(unit))
        _take(unit, draft.fields, CONCEPT_FIELDS, tally)
        for variant in unit:
            if local_name(variant) == "tuv":
                _take_variant(variant, draft, tally)
        yield draft


def _take_variant(variant: "_Element", draft: Draft, tally: Tally) -> None:
    tag = variant.get(XML_LANGUAGE) or variant.get("lang") or ""
    language = language_of(tag)
    if language is None:
        tally.add(f"terms in '{tag[:20]}' are left out")
        return
    text = joined("".join(_text(child) for child in variant if local_name(child) == "seg"))
    if not text:
        tally.add("terms without text are left out")
        return
    term = TermDraft(text, language, line=line_of(variant))
    _take(variant, term.fields, TERM_FIELDS, tally)
    draft.terms.append(term)


def _text(segment: "_Element") -> str:
    parts = [segment.text or ""]
    for child in segment:
        if local_name(child) not in _CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _take(
    element: "_Element", fields: dict[str, str], known: tuple[str, ...], tally: Tally
) -> None:
    for child in element:
        name, text = local_name(child), joined("".join(map(str, child.itertext())))
        if name == "note":
            add_line(fields, text)
        elif name == "prop" and text:
            kind = child.get("type", "")
            field = kind.removeprefix(_PREFIX)
            if kind.startswith(_PREFIX) and field in known:
                fields[field] = text
            else:
                tally.add(f"the property '{kind[:40]}' is left out", "place")
