"""Concepts and whole files as text in the one canonical form.

Two blanks of indentation, one empty line between concepts, keys in the order of the schema, quotes
only where a text needs them, lines as long as their text. Comments stay with what they belong to.
"""

import re
from collections.abc import Iterable

from align.glossary.comments import Comments, comments_of
from align.glossary.concepts import Concept, Term
from align.glossary.nodes import BOM, Items, Node, Pairs, Scalar, parse
from align.glossary.scalars import block, quoted
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Key, Kind
from align.glossary.values import concepts_of

Line = tuple[int, str]  # Column and text; an empty line is (0, "").
_ORDER = {
    kind: {key.name: number for number, key in enumerate(keys)}
    for kind, keys in (("id", CONCEPT_KEYS), ("term", TERM_KEYS))
}
_BLOCK = re.compile(r"([|>])([-+]?)\s*(?:#.*)?")


def dump(concepts: Iterable[Concept]) -> str:
    """The text of a glossary file that holds these concepts.

    Examples
    --------
    >>> term = Term("Union State", "en")
    >>> print(dump([Concept("union-state", (term,), domain="integration")]), end="")
    - id: union-state
      domain: integration
      en:
        - term: Union State
    """
    return "\n".join(written(concept_lines(concept, 0)) for concept in concepts)


def canonical(text: str, path: str = "the glossary", *, by_id: bool = False) -> str:
    """The text of a file in canonical form; it says the same, and keeps all comments.

    Parameters
    ----------
    text
        Text of a glossary file.
    path
        What messages call it.
    by_id
        Put the concepts in the order of their ids, too. Comments move with the concept they stand
        above; those above the first one and an empty line stay at the top.

    Raises
    ------
    GlossaryError
        The file cannot be used.

    Notes
    -----
    Line ends stay those of the file's first line. A text folded over several lines is put on one;
    a block (``|`` or ``>``) stays a block.
    """
    ends = line_end(text)
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    root = parse(text, path)
    concepts_of(root, path)
    if isinstance(root, Items) and root.items:
        result = written(_file(text, root, by_id))
    else:
        comments = [line.strip() for line in text.split("\n") if "#" in line or not line.strip()]
        result = written(_spaced(comments))
    return result.replace("\n", ends)


def canonical_blocks(text: str, path: str = "the glossary") -> dict[str, tuple[str, str]]:
    """Every concept of a file in canonical form, by id: the comments right above it, and itself."""
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    root = parse(text, path)
    found = {}
    if isinstance(root, Items):
        for name, above, body in _blocks(text, root, comments_of(text, root)):
            near = above[len(above) - above[::-1].index("") :] if "" in above else above
            found[name] = written((0, line) for line in near), written(body)
    return found


def line_end(text: str) -> str:
    """The line end of a text: that of its first line."""
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def written(lines: Iterable[Line], ends: str = "\n") -> str:
    """Lines as text."""
    return "".join(" " * indent + line + ends for indent, line in lines)


def concept_lines(concept: Concept, indent: int) -> list[Line]:
    """A concept as an item of a list whose dashes are in column `indent`."""
    lines: list[Line] = []
    for key in CONCEPT_KEYS:
        lines += field_lines(concept, key, indent + 2)
    return item_lines(lines, indent)


def term_lines(term: Term, indent: int) -> list[Line]:
    """A term as an item of a list whose dashes are in column `indent`."""
    lines: list[Line] = []
    for key in TERM_KEYS:
        lines += field_lines(term, key, indent + 2)
    return item_lines(lines, indent)


def field_lines(owner: Concept | Term, key: Key, indent: int, step: int = 2) -> list[Line]:
    """A key and what `owner` has for it, from column `indent`; nothing where it is the default.

    The items of a list stand `step` further to the right.
    """
    if key.kind is Kind.TERMS and isinstance(owner, Concept):
        terms = [term for term in owner.terms if term.language == key.name]
        items = [line for term in terms for line in term_lines(term, indent + step)]
        return [(indent, f"{key.name}:"), *items] if items else []
    value = getattr(owner, key.field)
    if key.kind is Kind.LINES:
        items = [(indent + step, f"- {quoted(line)}") for line in value]
        return [(indent, f"{key.name}:"), *items] if items else []
    text = as_text(value)
    if text == key.default:
        return []
    return scalar_lines(key, text, indent)


def as_text(value: object) -> str:
    """A single value as the file has it, before any quotes; nothing for None."""
    return "" if value is None else str(value)


def scalar_lines(key: Key, text: str, indent: int, style: str = "") -> list[Line]:
    """A key with a single value."""
    if key.kind in (Kind.CHOICE, Kind.NUMBER, Kind.DATE):
        return [(indent, f"{key.name}: {text}")]
    lines = block(text) if key.kind is Kind.TEXT else None
    if lines is None:
        return [(indent, f"{key.name}: {quoted(text, style)}")]
    return [
        (indent, f"{key.name}: |"),
        *((indent + 2, line) if line else (0, "") for line in lines),
    ]


def item_lines(lines: list[Line], indent: int) -> list[Line]:
    """Lines of a mapping with the dash put before its first key; comments above that go above."""
    first = next(n for n, (_, line) in enumerate(lines) if not line.startswith("#"))
    above = [(indent, line) for _, line in lines[:first]]
    return [*above, (indent, f"- {lines[first][1]}"), *lines[first + 1 :]]


def node_lines(text: str, node: Node, comments: Comments, indent: int) -> list[Line]:
    """An item (concept, term, form) in canonical form, comments above it not included."""
    if isinstance(node, Scalar):
        return [(indent, f"- {_beside(quoted(node.value), comments, node)}")]
    assert isinstance(node, Pairs)  # noqa: S101 - the tree was checked.
    order = _ORDER["id" if node.get("id") else "term"]
    lines: list[Line] = []
    for key, value in sorted(node.pairs, key=lambda pair: order[pair[0].value]):
        if key.start != node.pairs[0][0].start:
            lines += _above(comments, key, indent + 2)
        lines += pair_lines(text, key, value, comments, indent + 2)
    lines += [(indent + 2, line) for line in comments.tail.get(node.start, ()) if line]
    return item_lines(lines, indent)


def pair_lines(text: str, key: Scalar, value: Node, comments: Comments, indent: int) -> list[Line]:
    """A key and its value in canonical form, comments above the key not included."""
    if isinstance(value, Items):
        lines = [(indent, _beside(f"{key.value}:", comments, key))]
        if not value.items:
            lines = [(indent, _beside(f"{key.value}: []", comments, key))]
        for item in value.items:
            lines += _above(comments, _first(item), indent + 2)
            lines += node_lines(text, item, comments, indent + 2)
        return lines + [(indent + 2, line) for line in comments.tail.get(value.start, ()) if line]
    assert isinstance(value, Scalar)  # noqa: S101 - the tree was checked.
    above = _above(comments, value, indent)
    if key.start in comments.beside:
        above.append((indent, comments.beside[key.start]))
    return above + _scalar(text, key, value, comments, indent)


def _scalar(text: str, key: Scalar, value: Scalar, comments: Comments, indent: int) -> list[Line]:
    head, _, body = text[value.start : value.end].partition("\n")
    mark = _BLOCK.fullmatch(head) if value.style in ("|", ">") else None
    if mark is None or not body:
        known = {name.name: name for name in (*CONCEPT_KEYS, *TERM_KEYS)}[key.value]
        plain = value.value.rstrip("\n") if value.style in ("|", ">") else value.value
        first, *more = scalar_lines(known, plain, indent)
        return [(indent, _beside(first[1], comments, value)), *more]
    rest = [line.removesuffix("\r") for line in body.split("\n")]
    deep = next(len(line) - len(line.lstrip(" ")) for line in rest if line.strip())
    sign = mark[1] + mark[2].replace("+", "")
    lines = [(indent, _beside(f"{key.value}: {sign}", comments, value))]
    return lines + [(indent + 2, line[deep:]) if line[deep:] else (0, "") for line in rest]


def _file(text: str, root: Items, by_id: bool) -> list[Line]:
    comments = comments_of(text, root)
    blocks = _blocks(text, root, comments)
    top: list[str] = []
    if by_id:
        first = blocks[0][1]
        cut = len(first) - first[::-1].index("") if "" in first else 0
        top = first[:cut]
        blocks[0] = (blocks[0][0], first[cut:], blocks[0][2])
        blocks.sort(key=lambda entry: entry[0])
    lines = _spaced(top)
    for _, above, body in blocks:
        lines += ([(0, "")] if lines else []) + _spaced(above, keep_last=True) + body
    end = _spaced(comments.tail.get(root.start, []))
    return lines + ([(0, ""), *end] if end else [])


def _blocks(text: str, root: Items, comments: Comments) -> list[tuple[str, list[str], list[Line]]]:
    """Id, comments above and lines of every concept."""
    blocks = []
    for item in root.items:
        assert isinstance(item, Pairs)  # noqa: S101 - the tree was checked.
        name = item.get("id")
        above = comments.before.get(_first(item).start, [])
        body = node_lines(text, item, comments, 0)
        blocks.append((name.value if isinstance(name, Scalar) else "", above, body))
    return blocks


def _spaced(lines: list[str], keep_last: bool = False) -> list[Line]:
    """Comment lines with at most one empty line between them, none first and mostly none last."""
    kept: list[Line] = []
    for line in lines:
        if line or (kept and kept[-1][1]):
            kept.append((0, line))
    if kept and not kept[-1][1] and not keep_last:
        kept.pop()
    return kept


def _above(comments: Comments, leaf: Scalar, indent: int) -> list[Line]:
    return [(indent, line) for line in comments.before.get(leaf.start, ()) if line]


def _beside(line: str, comments: Comments, leaf: Scalar) -> str:
    comment = comments.beside.get(leaf.start)
    return f"{line}  {comment}" if comment else line


def _first(node: Node) -> Scalar:
    """The text that a node begins with."""
    while not isinstance(node, Scalar):
        node = node.items[0] if isinstance(node, Items) else node.pairs[0][0]
    return node
