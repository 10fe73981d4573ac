"""TMX 1.4b (LISA OSCAR, 2005), the exchange format of translation memories.

A memory offers what was once translated when the same sentence comes again. So it takes paired
beads alone: a sentence without a partner has nothing to offer, and OmegaT, Trados and memoQ pass
over units of one language or refuse them. What is left out is counted in a note of the header.
A pair worth a check carries a note, and all carry the probability and the sentence numbers as
properties that such tools show and filter by. There is no date: the same pair gives the same file.
"""

from align import __version__
from align.formats.summary import Band, count, file_name, numbers, percent, trust
from align.formats.xmltext import element, opening
from align.types import Alignment, Bead


def render(alignment: Alignment) -> str:
    """A translation memory of the paired beads, in the order of the release."""
    header = {
        "creationtool": "Sverka",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "Sverka",
        "adminlang": "en",
        "srclang": alignment.source.language,
        "datatype": "plaintext",
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        "  " + opening("header", header),
        *("    " + element("note", note) for note in [_origin(alignment), *losses(alignment)]),
        "    " + element("prop", alignment.signature, {"type": "x-signature"}),
        "  </header>",
        "  <body>",
    ]
    for number, bead in enumerate(alignment.beads, 1):
        if bead.source and bead.target:
            lines += ["    " + line for line in _unit(alignment, bead, number)]
    return "\n".join([*lines, "  </body>", "</tmx>"]) + "\n"


def losses(alignment: Alignment) -> list[str]:
    """Tell of the beads that a translation memory has no use for."""
    counts = count(alignment)
    parts = [
        f"{number} {word}"
        for number, word in (
            (counts.omitted, "omitted"),
            (counts.added, "added"),
            (counts.furniture, "of page furniture"),
        )
        if number
    ]
    if not parts:
        return []
    return [f"Left out, for want of a partner: {', '.join(parts)} (beads without a pair)."]


def _origin(alignment: Alignment) -> str:
    return f"{file_name(alignment.source.document)} and {file_name(alignment.target.document)}"


def _unit(alignment: Alignment, bead: Bead, number: int) -> list[str]:
    attributes = {"tuid": str(number)}
    if len(bead.source) > 1 or len(bead.target) > 1:
        attributes["segtype"] = "block"  # More than a sentence, less than a paragraph.
    lines = [opening("tu", attributes)]
    if (band := trust(alignment, bead)) is not Band.ACCEPT:
        word = "Likely wrong" if band is Band.WRONG else "Worth a look"
        lines.append("  " + element("note", f"{word}: probability {percent(bead.probability)}"))
    properties = {
        "x-probability": f"{bead.probability:.4f}",
        "x-source-sentences": numbers(bead.source),
        "x-target-sentences": numbers(bead.target),
        "x-band": band.value,
    }
    if bead.moved:
        properties["x-moved"] = "yes"
    if bead.locked:
        properties["x-locked"] = "yes"
    lines += ["  " + element("prop", value, {"type": key}) for key, value in properties.items()]
    for language, text in (
        (alignment.source.language, alignment.source_text(bead)),
        (alignment.target.language, alignment.target_text(bead)),
    ):
        variant = opening("tuv", {"xml:lang": language})
        lines.append(f"  {variant}{element('seg', text)}</tuv>")
    return [*lines, "</tu>"]
