"""The text of a bead in parts: words that the other side does not account for, and the rest."""

from align.report.passages import LONGEST, Part, parted, shortened
from align.scores import BeadScore, Side
from align.types import Span


def parts(bead: BeadScore, side: Side, longest: int = LONGEST) -> tuple[Part, ...]:
    """One side of a bead in order, words marked or not; acting characters made visible.

    Parameters
    ----------
    bead
        The bead.
    side
        ``source`` or ``target``.
    longest
        Characters at most; longer texts are cut to what stands around the first marked words.
    """
    whole = bead.source_text if side == "source" else bead.target_text
    text, spans = shortened(whole, spans_of(bead, side), longest)
    return parted(text, spans)


def spans_of(bead: BeadScore, side: Side) -> tuple[Span, ...]:
    """Ranges of the marked words of one side, ascending, joined where they touch."""
    text = bead.source_text if side == "source" else bead.target_text
    found: list[Span] = []
    for span in sorted(mark.span for mark in bead.marks if mark.side == side):
        start, end = max(0, span.start), min(len(text), span.end)
        if start >= end:
            continue
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def plain(bead: BeadScore, side: Side, longest: int = LONGEST) -> str:
    """One side of a bead with ⟦brackets⟧ around the marked words, for formats without colours."""
    return "".join(f"⟦{text}⟧" if own else text for text, own in parts(bead, side, longest))
