"""A glossary file being edited: its text, where things stand in it, and what is to be replaced."""

from collections.abc import Sequence

from align.glossary.comments import Comments, column, comments_of
from align.glossary.nodes import Items, Node, Pairs, parse
from align.glossary.values import concepts_of
from align.glossary.yaml_text import Line, written


class Page:
    """A text with its tree, and the replacements gathered for it.

    Parameters
    ----------
    text
        Text of a glossary file that ends with a line end or is empty.
    path
        What messages call it.
    ends
        The line end for new lines.

    Attributes
    ----------
    concepts
        Every concept with the mapping it is written in.
    edits
        Start, end and new text of what is to be replaced.
    """

    def __init__(self, text: str, path: str, ends: str) -> None:
        self.text, self.path, self.ends = text, path, ends
        root = parse(text, path)
        found = concepts_of(root, path)
        self.root = root if isinstance(root, Items) else None
        items = self.root.items if self.root else ()
        pairs = [item for item in items if isinstance(item, Pairs)]
        self.concepts = list(zip(pairs, found, strict=True))
        self.comments = comments_of(text, root) if root is not None else Comments()
        self.edits: list[tuple[int, int, str]] = []

    def renewed(self) -> "Page":
        """The page with its replacements made; itself where there are none."""
        return Page(self.done(), self.path, self.ends) if self.edits else self

    def done(self) -> str:
        """The text with all replacements made."""
        parts, at = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[at:start], new]
            at = max(at, end)
        return "".join([*parts, self.text[at:]])

    def line(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return offset - column(self.text, offset)

    def next(self, offset: int) -> int:
        """Where the line after an offset begins."""
        at = self.text.find("\n", offset)
        return len(self.text) if at < 0 else at + 1

    def past(self, node: Node) -> int:
        """Where the line after a node begins, after the comments that end it."""
        end, inner = node.end, node
        while True:
            end = max(end, self.comments.reach.get(inner.start, 0))
            if isinstance(inner, Items) and inner.items:
                inner = inner.items[-1]
            elif isinstance(inner, Pairs) and inner.pairs:
                inner = inner.pairs[-1][1]
            else:
                return self.next(end)

    def dash(self, item: Node) -> int:
        """Where the line with the dash of an item begins: its own, mostly, or one above."""
        start = self.line(item.start)
        while start and not self.text[start : item.start].lstrip().startswith("-"):
            start = self.line(start - 1)
        return start

    def put(self, lines: Sequence[Line], start: int, end: int, *, inline: bool = False) -> None:
        """Replace a range that ends with a line; `inline` where its first line keeps its head."""
        new = written(lines, self.ends)
        self.edits.append((start, end, new.lstrip(" ") if inline else new))
