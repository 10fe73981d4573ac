"""Beads from files: JSON Lines of ``align pair``, and translation memories.

Only beads that are surely pairs count: what goes together by mistake would teach false renderings.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from align.glossary.exchange.drafts import language_of
from align.glossary.exchange.xml_in import XML_LANGUAGE, entries, local_name, opened
from align.glossary.mining.values import Pair
from align.types import Alignment, Language

if TYPE_CHECKING:
    from lxml.etree import _Element

# From here on `align pair` shows a bead as accepted (align/formats/summary.py).
LEAST_PROBABILITY = 0.9
# A line of JSON Lines holds one bead: some thousand characters. A large archive has 1 GB.
_LINE_LIMIT = 1 << 20
_FILE_LIMIT = 1 << 30
_REMEDY = "Write the file with align pair -f jsonl."


def from_alignment(alignment: Alignment, document: str) -> Iterator[Pair]:
    """The sure pairs of an alignment."""
    for bead in alignment.beads:
        if bead.source and bead.target and (bead.locked or bead.probability >= LEAST_PROBABILITY):
            yield Pair(alignment.source_text(bead), alignment.target_text(bead), document)


def from_jsonl(path: Path) -> Iterator[Pair]:
    """The sure pairs of a file that ``align pair -f jsonl`` wrote.

    Raises
    ------
    InputError
        The file cannot be read, or a line of it is no bead.
    """
    with opened(path, _FILE_LIMIT) as stream:
        number = 0
        while line := stream.readline(_LINE_LIMIT + 1):
            number += 1
            if len(line) > _LINE_LIMIT:
                raise InputError(str(path), "the line is longer than any bead.", _REMEDY, number)
            if line.strip():
                pair = _bead(line, path, number)
                if pair is not None:
                    yield pair


def _bead(line: bytes, path: Path, number: int) -> Pair | None:
    try:
        record: Any = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError):
        raise InputError(str(path), "the line is not JSON.", _REMEDY, number) from None
    texts = [record.get(k) for k in ("source_text", "target_text")] if _object(record) else []
    probability = record.get("probability") if texts else None
    if (
        not all(isinstance(text, str) for text in texts)
        or not isinstance(probability, int | float)
        or isinstance(probability, bool)
    ):
        problem = "the line is no bead: it needs source_text, target_text and probability."
        raise InputError(str(path), problem, _REMEDY, number)
    source, target = texts
    sure = probability >= LEAST_PROBABILITY or record.get("locked") is True
    return Pair(source, target, str(path)) if sure and source.strip() and target.strip() else None


def _object(record: Any) -> bool:
    return isinstance(record, dict)


def from_tmx(path: Path, language: Language | None = None) -> Iterator[Pair]:
    """The pairs of a translation memory, English beside Russian or Belarusian.

    Parameters
    ----------
    path
        The file. Units with a probability, as ``align pair -f tmx`` writes them, must be sure.
    language
        Of the originals; None for Russian or Belarusian, whichever a unit has.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    wanted = (language,) if language else ("ru", "be")
    elements = entries(path, ("tu",), "a TMX file")
    if local_name(next(elements)) != "tmx":
        problem = "this is not TMX: it does not begin with <tmx>."
        raise InputError(str(path), problem, "Write the file with align pair -f tmx.", 1)
    for unit in elements:
        if _sure(unit):
            texts = _variants(unit)
            source = next((texts[one] for one in wanted if texts.get(one)), "")
            if source and texts.get("en"):
                yield Pair(source, texts["en"], str(path))


def _sure(unit: "_Element") -> bool:
    given = {p.get("type"): p.text or "" for p in unit if local_name(p) == "prop"}
    if "x-probability" not in given or given.get("x-locked") == "yes":
        return True
    try:
        return float(given["x-probability"]) >= LEAST_PROBABILITY
    except ValueError:
        return False


def _variants(unit: "_Element") -> dict[str, str]:
    found: dict[str, str] = {}
    for variant in unit:
        if local_name(variant) == "tuv":
            language = language_of(variant.get(XML_LANGUAGE) or variant.get("lang"))
            text = " ".join(
                "".join(str(part) for part in seg.itertext())
                for seg in variant
                if local_name(seg) == "seg"
            )
            if language:
                found.setdefault(language, " ".join(text.split()))
    return found
