"""JSON Lines: one bead a line, in the order of the alignment. The one format that loses nothing
of the beads, and the one that other programs should read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from align.formats.summary import trust
from align.types import Alignment, Bead

# JSON asks only for U+0000–U+001F to be escaped. The others break lines in some readers
# (U+0085, U+2028, U+2029), drive terminals (C1), or cannot be written as UTF-8 (surrogates).
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render(alignment: Alignment) -> str:
    """One JSON object a line: sentence numbers from 0, texts, probability and what follows."""
    return "".join(_line(alignment, bead) for bead in alignment.beads)


def _line(alignment: Alignment, bead: Bead) -> str:
    record = {
        "source": bead.source,
        "target": bead.target,
        "source_text": alignment.source_text(bead),
        "target_text": alignment.target_text(bead),
        "probability": round(bead.probability, 4),
        "moved": bead.moved,
        "kind": alignment.kind(bead).value,
        "locked": bead.locked,
        "band": trust(alignment, bead).value,
        "summary": bead.summary,
    }
    return dumped(record) + "\n"


def dumped(record: Mapping[str, Any] | Sequence[Any], indent: int | None = None) -> str:
    """JSON that drives no terminal and can be written as UTF-8; on one line without `indent`."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(record, ensure_ascii=False, separators=separators, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
