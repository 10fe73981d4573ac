"""What the quality model learns from: pairs in pieces and what is known of them, in a file.

``items.jsonl.gz`` has a group a line, of a sort (``judged ru`` and the like) and of one or more
items. Of several the first is a sound translation and the others the same one with an error in it.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

# Pairs of languages of the human scores; each pair has annotators of its own and so a scale.
PAIRS = ("ru-en", "ro-en", "et-en", "ne-en", "si-en", "en-de", "en-zh")


@dataclass(frozen=True, slots=True)
class Item:
    """A pair.

    Parameters
    ----------
    source, target
        Ids of the pieces of each side.
    score
        Human score, in standard deviations; None where there is none.
    source_tags, target_tags
        Per piece 1 where the other side does not account for it, else 0; None where nobody knows.
    pair
        Of which pair of languages the score is, an index of `PAIRS`.
    fault
        1 with an error, 0 without, None where nobody knows.
    likeness
        How like the two are to another encoder (``quality_likeness.py``); None where it was not
        asked.
    kind
        Of the planted error.
    weight
        How much the error counts.
    """

    source: list[int]
    target: list[int]
    score: float | None = None
    source_tags: list[int] | None = None
    target_tags: list[int] | None = None
    pair: int = 0
    fault: int | None = None
    likeness: float | None = None
    kind: str = ""
    weight: float = 1.0

    @property
    def size(self) -> int:
        """Pieces of both sides."""
        return len(self.source) + len(self.target)


Group = list[Item]
USUAL = {entry.name: entry.default for entry in fields(Item) if entry.default is not MISSING}


def save(path: Path, groups: Iterable[tuple[str, Group]]) -> None:
    """Write groups with their sorts; the same groups give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as stream:
        for sort, group in groups:
            row = {"sort": sort, "items": [_stored(item) for item in group]}
            stream.write(json.dumps(row, separators=(",", ":")).encode() + b"\n")


def _stored(item: Item) -> dict[str, object]:
    """Its fields but for those that have the usual value."""
    return {key: value for key, value in asdict(item).items() if USUAL.get(key, item) != value}


def load(path: Path) -> dict[str, list[Group]]:
    """Groups by sort, in their order."""
    found: dict[str, list[Group]] = defaultdict(list)
    for row in rows(path):
        found[row["sort"]].append([Item(**item) for item in row["items"]])
    return dict(found)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
