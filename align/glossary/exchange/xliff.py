"""XLIFF 2.1 with the glossary module (OASIS, 2018), for editors that show terms beside a text.

One unit a concept: its segment holds the first term of each language, marked as a term, and its
glossary an entry for every allowed term of the source language with the allowed terms of the
target. The standard's metadata module takes the fields that the glossary module lacks.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import ConfigError, UsageError
from align.glossary.concepts import Concept, Status, Term
from align.glossary.exchange.drafts import Draft, TermDraft, add_line, concepts, language_of
from align.glossary.exchange.fields import CONCEPT_FIELDS, concept_texts
from align.glossary.exchange.marks import one_line
from align.glossary.exchange.pairs import Kept, count_lost, kept
from align.glossary.exchange.values import Imported, Pair, Tally, joined
from align.glossary.exchange.xml_in import entries, line_of, local_name, namespace
from align.glossary.exchange.xml_out import block, document, element, escape, opening

if TYPE_CHECKING:
    from lxml.etree import _Element

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_CATEGORY = "sverka-concept"
_META = ("domain", "enforce", "gap", "override")


def write_xliff(glossary: Sequence[Concept], pair: Pair, tally: Tally) -> bytes:
    """An XLIFF file of the concepts that have an allowed term in both languages.

    Raises
    ------
    UsageError
        There is none, and a file must have a unit.
    """
    units = [line for entry in kept(glossary, pair, tally, one_target=False)
             for line in _unit(entry, tally)]  # fmt: skip
    if not units:
        raise UsageError(f"The glossary has no concept with allowed terms for {pair}.")
    root = {
        "xmlns": CORE,
        "xmlns:gls": GLOSSARY,
        "xmlns:mda": METADATA,
        "version": "2.1",
        "srcLang": pair.source,
        "trgLang": pair.target,
    }
    file = {"id": "glossary", "canResegment": "no"}
    return document(block("xliff", block("file", units, file), root))


def _unit(entry: Kept, tally: Tally) -> list[str]:
    concept, source, target = entry.concept, entry.source, entry.target
    count_lost(
        concept, (*source, *target), tally, concept_fields=CONCEPT_FIELDS, term_fields=("source",)
    )
    texts = concept_texts(concept)
    metas = [
        element("mda:meta", one_line(texts[field], tally), {"type": field})
        for field in _META
        if texts[field]
    ]
    identity = element("mda:meta", concept.id, {"type": "id"})
    group = block("mda:metaGroup", [identity, *metas], {"category": _CATEGORY})
    items = [
        line
        for number, term in enumerate(source, 1)
        for line in _entry(number, term, target, texts["definition"], tally)
    ]
    notes = [element("note", one_line(texts["note"], tally))] if texts["note"] else []
    mark = opening("mrk", {"id": "m1", "type": "term"})
    return block(
        "unit",
        [
            *block("mda:metadata", group),
            *block("gls:glossary", items),
            *(block("notes", notes) if notes else []),
            *block(
                "segment",
                [
                    f"<source>{mark}{escape(source[0].text)}</mrk></source>",
                    element("target", target[0].text),
                ],
            ),
        ],
        {"id": concept.id},
    )


def _entry(
    number: int, term: Term, targets: Sequence[Term], definition: str, tally: Tally
) -> list[str]:
    attributes = {"id": f"e{number}"} | ({"ref": "#m1"} if number == 1 else {})
    lines = [element("gls:term", term.text, _source(term, tally))]
    lines += [element("gls:translation", one.text, _source(one, tally)) for one in targets]
    if definition and number == 1:
        lines.append(element("gls:definition", one_line(definition, tally)))
    return block("gls:glossEntry", lines, attributes)


def _source(term: Term, tally: Tally) -> dict[str, str]:
    return {"source": one_line(term.source, tally)} if term.source else {}


def read_xliff(path: Path) -> Imported:
    """The entries of the glossary module as concepts.

    Raises
    ------
    ConfigError
        It is no XLIFF 2 file, is not in two of the three languages, or holds no glossary.
    """
    tally = Tally()
    found = concepts(_drafts(path, tally), str(path), tally)
    if not found:
        raise ConfigError(
            str(path),
            "the file holds no glossary.",
            "Only the glossary module is read (gls:glossary), not the sentences.",
        )
    return Imported(found, tally.sentences, "xliff")


def _drafts(path: Path, tally: Tally) -> Iterator[Draft]:
    elements = entries(path, ("unit", "glossEntry"), "an XLIFF 2 file")
    root = next(elements, None)
    if root is None or local_name(root) != "xliff" or not root.get("version", "").startswith("2."):
        raise ConfigError(
            str(path), "this is not XLIFF 2, the edition that has glossaries.", "Use TBX.", 1
        )
    source, target = language_of(root.get("srcLang")), language_of(root.get("trgLang"))
    if source is None or target is None or source == target:
        problem = "srcLang and trgLang are not two of en, ru and be."
        raise ConfigError(str(path), problem, "Correct them.", 1)
    pair = Pair(source, target)
    for found in elements:
        if local_name(found) == "glossEntry":
            yield _of_entries([found], pair, tally)  # A glossary of the whole file.
            continue
        items = [e for e in found.iter() if local_name(e) == "glossEntry"]
        meta = _meta(found)
        if meta and items:
            yield _own(found, items, meta, pair, tally)
        else:
            # A unit of a text: the terms in it have nothing to do with one another.
            for item in items:
                yield _of_entries([item], pair, tally)


def _meta(unit: "_Element") -> dict[str, str]:
    """Our own fields of a unit; empty for a unit of another program."""
    for group in unit.iter():
        if local_name(group) == "metaGroup" and group.get("category") == _CATEGORY:
            return {meta.get("type", ""): joined(meta.text or "") for meta in group}
    return {}


def _own(
    unit: "_Element", items: list["_Element"], meta: dict[str, str], pair: Pair, tally: Tally
) -> Draft:
    draft = _of_entries(items, pair, tally)
    draft.id, draft.line = meta.get("id", ""), line_of(unit)
    draft.fields |= {field: meta[field] for field in _META if meta.get(field)}
    for language in (pair.source, pair.target):
        own = [term for term in draft.terms if term.language == language]
        for number, term in enumerate(own):
            term.fields["status"] = (Status.ADMITTED if number else Status.PREFERRED).value
    for note in unit.iter():
        if local_name(note) == "note" and namespace(note) == CORE:
            add_line(draft.fields, joined(note.text or ""))
    return draft


def _of_entries(items: list["_Element"], pair: Pair, tally: Tally) -> Draft:
    draft = Draft(line=line_of(items[0]))
    languages = {"term": pair.source, "translation": pair.target}
    seen: set[tuple[str, str]] = set()
    for item in items:
        for child in item:
            name, text = local_name(child), joined("".join(map(str, child.itertext())))
            if name in languages and text and (name, text) not in seen:
                seen.add((name, text))
                fields = {"source": joined(child.get("source", ""))}
                draft.terms.append(
                    TermDraft(
                        text,
                        languages[name],
                        {key: value for key, value in fields.items() if value},
                        line_of(child),
                    )
                )
            elif name == "definition" and text:
                draft.fields.setdefault("definition", text)
            elif name not in languages:
                tally.add(f"<{name[:40]}> of glossary entries is left out", "place")
    return draft
