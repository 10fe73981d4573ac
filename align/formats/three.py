"""A release and two originals: the alignment in any format, and where the originals disagree.

The table has the list below it, the page at its end; in ``jsonl`` each bead has it and the
sentences of the second original. The other formats hold the pair alone, and that is said.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from align.types import Alignment, SegmentedText


class Difference(StrEnum):
    """In what two originals disagree."""

    ONLY_ORIGINAL = "only-original"
    ONLY_ALSO = "only-also"
    DIVIDED = "divided"
    DISPUTED = "disputed"


class Follows(StrEnum):
    """Which original the release, or the alignment, goes with where they disagree."""

    ORIGINAL = "original"
    ALSO = "also"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place where two originals of one release disagree.

    Parameters
    ----------
    kind
        A sentence in one original only; the same words in more sentences; or sentences that would
        be paired otherwise by each original alone.
    follows
        Which original the release goes with.
    rows
        Numbers of the beads of the alignment it stands in, from 0. A sentence of the second
        original that the release has not stands after its row, or before all with none.
    source, also, target
        Sentence numbers in the original, the second original and the release.
    by_original, by_also
        Of a disputed place, the sentences of the release that each original alone leads to.
    """

    kind: Difference
    follows: Follows
    rows: tuple[int, ...]
    source: tuple[int, ...]
    also: tuple[int, ...]
    target: tuple[int, ...]
    by_original: tuple[int, ...] = ()
    by_also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """An alignment of which a second original was a witness.

    Parameters
    ----------
    alignment
        Original and release.
    also
        The second original.
    partners
        For each bead of the alignment, the sentences of the second original that go with it. One
        that renders sentences of two beads is in both, one that no bead says is in none.
    disagreements
        In the order of the beads.
    """

    alignment: Alignment
    also: SegmentedText
    partners: tuple[tuple[int, ...], ...]
    disagreements: tuple[Disagreement, ...]


def render(
    three: ThreeWay, name: str, *, width: int = 100, color: bool = False, numbered: bool = False
) -> str:
    """Write an alignment by three texts in the format `name`, as `align.formats.render` does."""
    from align import formats

    if name == "table":
        from align.formats.three_list import listed

        table = formats.render(three.alignment, name, width=width, color=color, numbered=numbered)
        return table + listed(three, width, color)
    if name == "html":
        from align.formats.three_list import section

        page = formats.render(three.alignment, name, numbered=numbered)
        before, footer, after = page.rpartition("<footer>")
        return before + section(three) + footer + after
    if name == "jsonl":
        return _jsonl(three)
    return formats.render(three.alignment, name)


def losses(three: ThreeWay, name: str) -> tuple[str, ...]:
    """Sentences that say what the format `name` cannot hold; mostly none."""
    from align import formats

    told = formats.losses(three.alignment, name)
    if name in ("table", "html", "jsonl"):
        return told
    count = len(three.disagreements)
    places = "1 place where" if count == 1 else f"{count} places where"
    return (
        *told,
        f"{name} holds original and release alone; table, html and jsonl also have the second"
        f" original's part, {places} the two originals disagree.",
    )


def _jsonl(three: ThreeWay) -> str:
    """The lines of the pair, each with the second original's part."""
    from align.formats.jsonl import dumped
    from align.formats.jsonl import render as render_pair
    from align.formats.three_list import message

    found: list[list[dict[str, Any]]] = [[] for _ in three.partners]
    for d in three.disagreements:
        found[min(d.rows, default=0)].append(
            {
                "kind": d.kind.value,
                "follows": d.follows.value,
                "source": d.source,
                "also": d.also,
                "target": d.target,
                "message": message(three, d),
            }
        )
    parts = []
    lines = render_pair(three.alignment).split("\n")
    for line, numbers, disagreements in zip(lines, three.partners, found, strict=False):
        extra = {
            "also": numbers,
            "also_text": " ".join(three.also.sentences[n].text for n in numbers),
            "disagreements": disagreements,
        }
        parts.append(f"{line.removesuffix('}')},{dumped(extra).removeprefix('{')}\n")
    return "".join(parts)
