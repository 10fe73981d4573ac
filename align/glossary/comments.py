"""Comments of a glossary file, each with the thing it belongs to.

A comment at the end of a line belongs to what stands on the line. One on a line of its own belongs
to what follows it, as people write them; only where it is indented deeper than what follows does
it end the list or the mapping above it (``# status: proposed`` under a term).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from align.glossary.nodes import Items, Node, Pairs, Scalar


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by the offset of what they belong to; an empty line among them is ``""``.

    Parameters
    ----------
    before
        Lines above a key or an item, by the start of its first text.
    beside
        Comment at the end of the line, by the start of the text it follows.
    tail
        Lines that end a list or a mapping, by its start.
    reach
        Where the last of those lines ends.
    """

    before: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    tail: dict[int, list[str]] = field(default_factory=dict)
    reach: dict[int, int] = field(default_factory=dict)


def column(text: str, offset: int) -> int:
    """Column of an offset, from 0."""
    return offset - text.rfind("\n", 0, offset) - 1


def comments_of(text: str, root: Node) -> Comments:
    """All comments of a text whose tree is `root`."""
    found = Comments()
    at = 0
    leaf: Scalar | None = None
    closed: list[Items | Pairs] = []
    for node in _walk(root):
        if not isinstance(node, Scalar):
            closed.append(node)
            continue
        _gap(text, found, at, leaf, closed, node)
        if node.style in ("|", ">"):
            head = text[node.start : node.end].partition("\n")[0]
            if "#" in head:
                found.beside[node.start] = head[head.index("#") :].rstrip()
        at, leaf, closed = node.end, node, []
    _gap(text, found, at, leaf, closed, None)
    return found


def _walk(node: Node) -> Iterator[Node]:
    """Texts in their order; a list or mapping comes where it ends."""
    if isinstance(node, Items):
        for item in node.items:
            yield from _walk(item)
    elif isinstance(node, Pairs):
        for key, value in node.pairs:
            yield key
            yield from _walk(value)
    yield node


def _gap(
    text: str,
    found: Comments,
    start: int,
    leaf: Scalar | None,
    closed: Sequence[Items | Pairs],
    following: Scalar | None,
) -> None:
    """Attach the comments between two texts; such a gap holds only them, blanks and signs."""
    end = len(text) if following is None else following.start
    if "#" not in text[start:end]:
        return
    lines = text[start:end].split("\n")
    at = start
    if leaf is not None:
        first = lines.pop(0)
        at += len(first) + 1
        if "#" in first:
            found.beside[leaf.start] = first[first.index("#") :].rstrip()
    if following is not None and lines:
        lines.pop()  # What stands before the text on its own line: a dash, a bracket.
    # What the comments may end, from the innermost outwards; deeper than what follows.
    floor = -1 if following is None else _indent(text, following)
    enders = [node for node in closed if not node.flow and column(text, node.start) > floor]
    empty = False
    for line in lines:
        at += len(line) + 1
        if "#" in line:
            indent = line.index("#")
            while enders and column(text, enders[0].start) > indent:
                del enders[0]
            if enders:
                place = found.tail.setdefault(enders[0].start, [])
                found.reach[enders[0].start] = at - 1
            elif following is not None:
                place = found.before.setdefault(following.start, [])
            else:
                place = found.tail.setdefault(closed[-1].start, []) if closed else []
            place += ["", line[indent:].rstrip()] if empty else [line[indent:].rstrip()]
            empty = False
        else:
            empty = empty or not line.strip()
    if empty and following is not None and following.start in found.before:
        found.before[following.start].append("")


def _indent(text: str, leaf: Scalar) -> int:
    """Column of what comes first on the line of a text: itself or a dash."""
    line = text[leaf.start - column(text, leaf.start) : leaf.start]
    return len(line) - len(line.lstrip(" "))
