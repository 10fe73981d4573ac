"""Read TBX: version 3 in both styles (ISO 30042:2019) and version 2 (martif, ISO 30042:2008).

In style DCA and in version 2 the attribute ``type`` names a data category; in style DCT the
element itself does. Concepts are ``conceptEntry`` or ``termEntry``, languages ``langSec`` or
``langSet``, terms ``termSec``, ``tig`` or ``ntig`` (there inside ``termGrp``). Both are told by
the names of elements alone, so files with a namespace of a draft or with none are read as well.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import ConfigError
from align.glossary.exchange.drafts import (
    Draft,
    TermDraft,
    add_line,
    add_text,
    concepts,
    language_of,
)
from align.glossary.exchange.marks import take_concept_note, take_term_note
from align.glossary.exchange.tbx_out import concept_id
from align.glossary.exchange.values import Imported, Tally, joined
from align.glossary.exchange.xml_in import XML_LANGUAGE, entries, line_of, local_name
from align.types import Language

if TYPE_CHECKING:
    from lxml.etree import _Element

_WHAT = "a TBX file"
_ROOTS = ("tbx", "martif")
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
# Elements that only hold others together.
_GROUPS = (
    "descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "termGrp", "termCompGrp",
)  # fmt: skip
_STATUS_CATEGORIES = ("administrativeStatus", "normativeAuthorization")


def read_tbx(path: Path) -> Imported:
    """The concepts of a TBX file.

    Raises
    ------
    ConfigError
        It is no TBX file, or one that cannot be used.
    """
    tally = Tally()
    found = concepts(_drafts(path, tally), str(path), tally)
    return Imported(found, tally.sentences, "tbx")


def _drafts(path: Path, tally: Tally) -> Iterator[Draft]:
    elements = entries(path, _ENTRIES, _WHAT)
    root = next(elements, None)
    if root is None or local_name(root) not in _ROOTS:
        name = "nothing" if root is None else f"<{local_name(root)}>"
        raise ConfigError(
            str(path), f"this is not TBX: it begins with {name}, not <tbx> or <martif>.", "", 1
        )
    for element in elements:
        yield _concept(element, tally)


def _concept(element: "_Element", tally: Tally) -> Draft:
    draft = Draft(concept_id(element.get("id", "")), line=line_of(element))
    definitions: list[tuple[Language | None, str]] = []
    for category, text in _categories(element, _LANGUAGES):
        if category == "definition":
            definitions.append((None, text))
        elif category == "subjectField":
            add_text(draft.fields, "domain", text, ", ")
        elif category == "note":
            take_concept_note(draft.fields, text)
        else:
            _keep(draft.fields, category, text, tally)
    for section in _children(element, _LANGUAGES):
        tag = section.get(XML_LANGUAGE) or section.get("lang") or ""
        language = language_of(tag)
        if language is None:
            terms = len(_children(section, _TERMS))
            tally.add(f"terms in '{tag[:20]}' are left out", number=terms)
            continue
        for category, text in _categories(section, _TERMS):
            if category == "definition":
                definitions.append((language, text))
            else:
                _keep(draft.fields, category, text, tally)
        draft.terms += [
            term
            for child in _children(section, _TERMS)
            if (term := _term(child, language, tally)) is not None
        ]
    _define(draft, definitions)
    return draft


def _define(draft: Draft, definitions: list[tuple[Language | None, str]]) -> None:
    """One definition, of the concept if there is one or the English; the others become notes."""
    if not definitions:
        return
    order: tuple[Language | None, ...] = (None, "en", "ru", "be")
    definitions.sort(key=lambda item: order.index(item[0]))
    draft.fields["definition"] = definitions[0][1]
    for language, text in definitions[1:]:
        draft.add_note(f"definition{f' ({language})' if language else ''}: {text}")


def _term(element: "_Element", language: Language, tally: Tally) -> TermDraft | None:
    draft = TermDraft("", language, line=line_of(element))
    stated = ""
    for category, text in _categories(element, ()):
        if category == "term":
            draft.text = draft.text or text
        elif category in _STATUS_CATEGORIES:
            stated = text
        elif category == "note":
            take_term_note(draft.fields, text)
        elif category == "source":
            add_text(draft.fields, "source", text, "; ")
        else:
            _keep(draft.fields, category, text, tally)
    if stated and "status" not in draft.fields:
        known = _words()["status"].get(stated.lower().removesuffix("-admn-sts"))
        if known is None:
            tally.add(f"the status '{stated[:40]}' is unknown and kept in a note")
            draft.fields["status"] = "proposed"
            add_line(draft.fields, f"administrativeStatus: {stated}")
        else:
            draft.fields["status"] = known
    if not draft.text:
        tally.add("terms without text are left out")
        return None
    return draft


def _keep(fields: dict[str, str], category: str, text: str, tally: Tally) -> None:
    """A data category that has no field: a line in the note, or nothing."""
    if category == "note":
        add_line(fields, text)
    elif category in _words()["leave"]["categories"]:
        tally.add(f"the data category '{category[:40]}' is left out", "place")
    else:
        tally.add(f"the data category '{category[:40]}' is kept in a note", "place")
        add_line(fields, f"{category}: {text}")


def _categories(element: "_Element", until: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Data categories below `element`, with their texts, but not those below elements `until`."""
    for child in element:
        name = local_name(child)
        if name in until:
            continue
        if name in _GROUPS:
            yield from _group(child)
        elif text := _text(child):
            yield child.get("type") or name, text


def _group(element: "_Element") -> Iterator[tuple[str, str]]:
    """Data categories that belong together: the source of a definition goes with it."""
    inner = list(_categories(element, ()))
    names = [name for name, _ in inner]
    if "source" in names and names[0] != "term" and len(inner) > 1:
        source = "; ".join(text for name, text in inner if name == "source")
        kept = [(name, text) for name, text in inner if name != "source"]
        if kept:
            first, text = kept[0]
            kept[0] = (first, f"{text} ({source})")
            inner = kept
    yield from inner


def _text(element: "_Element") -> str:
    """The text of an element, without mark-up; the target of a reference that has no text."""
    text = joined("".join(str(part) for part in element.itertext()))
    return text or joined(element.get("target", ""))


def _children(element: "_Element", names: tuple[str, ...]) -> list["_Element"]:
    return [child for child in element if local_name(child) in names]


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("data/tbx.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
