"""XLIFF 2.1 (OASIS, 2018), the exchange format of translation editors.

One unit for each bead, in the order of the release, nulls included: an omission has an empty
target and the state ``initial``, so that an editor shows it as still to be translated; an
addition has an empty source. Units that need a reader carry a note. Kind, probability, sentence
numbers and moves stand in the metadata module for programs. Segments may not be split or joined
(``canResegment="no"``): their bounds are the result.
"""

import re

from align.formats.summary import Band, count, file_name, numbers, percent, trust
from align.formats.xmltext import ILLEGAL, element, escape, opening
from align.types import Alignment, Bead, BeadKind

_NAMESPACES = {
    "xmlns": "urn:oasis:names:tc:xliff:document:2.0",
    "xmlns:mda": "urn:oasis:names:tc:xliff:metadata:2.0",
}
_BOUNDARY = re.compile(f"({ILLEGAL.pattern})")


def render(alignment: Alignment) -> str:
    """The pair as one file of units."""
    root = _NAMESPACES | {
        "version": "2.1",
        "srcLang": alignment.source.language,
        "trgLang": alignment.target.language,
    }
    file = {
        "id": "pair",
        "original": file_name(alignment.source.document),
        "canResegment": "no",
    }
    counts = count(alignment)
    notes = {
        "release": file_name(alignment.target.document),
        "summary": f"{counts.sentence}; {counts.bands}",
        "signature": alignment.signature,
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        opening("xliff", root),
        "  " + opening("file", file),
        "    <notes>",
        *("      " + element("note", v, {"category": k}) for k, v in notes.items()),
        "    </notes>",
    ]
    for number, bead in enumerate(alignment.beads, 1):
        lines += ["    " + line for line in _unit(alignment, bead, number)]
    if not alignment.beads:
        lines.append('    <group id="empty"/>')  # A file must hold a unit or a group.
    return "\n".join([*lines, "  </file>", "</xliff>"]) + "\n"


def _unit(alignment: Alignment, bead: Bead, number: int) -> list[str]:
    kind = alignment.kind(bead)
    band = trust(alignment, bead)
    attributes = {"id": f"b{number}"}
    if kind is BeadKind.FURNITURE:
        attributes["translate"] = "no"
    meta = {
        "kind": kind.value,
        "probability": f"{bead.probability:.4f}",
        "source": numbers(bead.source),
        "target": numbers(bead.target),
        "moved": "yes" if bead.moved else "no",
        "locked": "yes" if bead.locked else "no",
        "band": band.value,
    }
    notes = _notes(kind, bead, band)
    segment = {"state": "translated" if bead.target else "initial"}
    if sub_state := _sub_state(kind, band):
        segment["subState"] = f"sverka:{sub_state}"
    return [
        opening("unit", attributes),
        '  <mda:metadata><mda:metaGroup category="sverka">',
        *("    " + element("mda:meta", value, {"type": key}) for key, value in meta.items()),
        "  </mda:metaGroup></mda:metadata>",
        *(["  <notes>"] if notes else []),
        *("    " + element("note", text, {"category": key}) for key, text in notes.items()),
        *(["  </notes>"] if notes else []),
        "  " + opening("segment", segment),
        f"    <source>{_content(alignment.source_text(bead))}</source>",
        f"    <target>{_content(alignment.target_text(bead))}</target>",
        "  </segment>",
        "</unit>",
    ]


def _notes(kind: BeadKind, bead: Bead, band: Band) -> dict[str, str]:
    """What a reader should know of the bead; nothing for an ordinary pair."""
    notes = {}
    if kind is BeadKind.OMISSION:
        notes["omission"] = "Left out: nothing in the release renders this."
    elif kind is BeadKind.ADDITION:
        notes["addition"] = "Added: the release has this, the original does not."
    if bead.moved:
        notes["moved"] = "Stands elsewhere in the release than in the original."
    if bead.locked:
        notes["locked"] = "Fixed by hand."
    if band is not Band.ACCEPT:
        word = "Likely wrong" if band is Band.WRONG else "Worth a look"
        notes["probability"] = f"{word}: probability {percent(bead.probability)}."
    return notes


def _sub_state(kind: BeadKind, band: Band) -> str:
    if kind is not BeadKind.PAIRED:
        return kind.value
    return "" if band is Band.ACCEPT else band.value


def _content(text: str) -> str:
    """Text of a source or target; what XML cannot hold as ``cp``, as the standard asks."""
    return "".join(
        opening("cp", {"hex": f"{ord(part):04X}"}, "/>") if ILLEGAL.match(part) else escape(part)
        for part in _BOUNDARY.split(text)
        if part
    )
