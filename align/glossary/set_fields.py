"""Edits of a page: fields and terms of a concept given other values."""

from collections.abc import Sequence
from itertools import pairwise

from align.glossary.comments import column
from align.glossary.concepts import Concept, Term
from align.glossary.nodes import Items, Node, Pairs, Scalar
from align.glossary.page import Page
from align.glossary.pairing import matched
from align.glossary.scalars import block, quoted
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Key, Kind
from align.glossary.yaml_text import (
    Line,
    as_text,
    field_lines,
    scalar_lines,
    term_lines,
    written,
)
from align.types import LANGUAGES, Language

_LANGUAGE_KEYS: dict[Language, Key] = {
    language: next(key for key in CONCEPT_KEYS if key.name == language) for language in LANGUAGES
}
_ORDER = {
    **{("id", key.name): number for number, key in enumerate(CONCEPT_KEYS)},
    **{("term", key.name): number for number, key in enumerate(TERM_KEYS)},
}


def set_fields(
    page: Page, item: Pairs, old: Concept | Term, new: Concept | Term, keys: Sequence[Key]
) -> None:
    """Make what an item holds under `keys` what `new` has."""
    for key in keys:
        was, now = getattr(old, key.field), getattr(new, key.field)
        if was == now:
            continue
        found = next((pair for pair in item.pairs if pair[0].value == key.name), None)
        if found is None:
            lines = field_lines(new, key, column(page.text, item.start))
            _insert(page, item, key, lines)
        elif key.kind is Kind.LINES:
            _lines(page, *found, was, now)
        elif not as_text(now):
            page.edits.append((page.line(found[0].start), page.past(found[1]), ""))
        elif isinstance(found[1], Scalar):
            _scalar(page, key, found[0], found[1], as_text(now))


def _insert(page: Page, item: Pairs, key: Key, lines: Sequence[Line]) -> None:
    """New lines after the last key that comes before `key` in the order of the schema."""
    kind = "id" if item.get("id") else "term"
    rank = _ORDER[kind, key.name]
    earlier = [value for name, value in item.pairs if _ORDER[kind, name.value] < rank]
    at = page.past(earlier[-1])
    page.put(lines, at, at)


def _scalar(page: Page, key: Key, name: Scalar, value: Scalar, text: str) -> None:
    long = value.style in ("|", ">")
    if not long and (key.kind is not Kind.TEXT or block(text) is None):
        plain = key.kind in (Kind.CHOICE, Kind.NUMBER, Kind.DATE)
        new = text if plain else quoted(text, value.style)
        page.edits.append((value.start, value.end, new))
        return
    indent = column(page.text, name.start)
    (_, head), *more = scalar_lines(key, text, indent)
    comment = page.comments.beside.get(value.start)
    lines = [(indent, f"{head}  {comment}" if comment else head), *more]
    page.put(lines, name.start, page.next(value.end), inline=True)


def _lines(page: Page, key: Scalar, node: Node, was: tuple[str, ...], now: tuple[str, ...]) -> None:
    """The forms of a term: those that stay keep their lines and comments, in the new order."""
    assert isinstance(node, Items)  # noqa: S101 - the tree was checked.
    if not now:
        page.edits.append((page.line(key.start), page.past(node), ""))
        return
    if not was:  # Written as [].
        indent = column(page.text, key.start)
        items = [(indent + 2, f"- {quoted(word)}") for word in now]
        comment = page.comments.beside.get(key.start)
        head = f"{key.value}:  {comment}" if comment else f"{key.value}:"
        page.put([(indent, head), *items], key.start, page.past(node), inline=True)
        return
    dash = column(page.text, node.start)
    starts = [page.dash(node.items[0]), *(page.past(one) for one in node.items)]
    chunks: dict[str, list[str]] = {}
    for word, (start, end) in zip(was, pairwise(starts), strict=True):
        chunks.setdefault(word, []).append(page.text[start:end])
    new = [
        chunks[word].pop(0)
        if chunks.get(word)
        else written([(dash, f"- {quoted(word)}")], page.ends)
        for word in now
    ]
    page.edits.append((starts[0], starts[-1], "".join(new)))


def set_terms(page: Page, item: Pairs, old: Concept, new: Concept, language: Language) -> None:
    """Make the terms of a language those of `new`; what stays, stays as it is written."""
    before, after = old.in_language(language), new.in_language(language)
    if before == after:
        return
    found = next((pair for pair in item.pairs if pair[0].value == language), None)
    if found is None:
        indent = column(page.text, item.start)
        lines = field_lines(new, _LANGUAGE_KEYS[language], indent, _step(page, item))
        _insert(page, item, _LANGUAGE_KEYS[language], lines)
        return
    key, node = found
    assert isinstance(node, Items)  # noqa: S101 - the tree was checked.
    if not after:
        page.edits.append((page.line(key.start), page.past(node), ""))
        return
    stay = matched(before, after)
    later, earlier = dict(stay), {id(new): old for old, new in stay}
    nodes = dict(zip(before, node.items, strict=True))
    for term, one in nodes.items():
        if term not in later:
            page.edits.append((page.dash(one), page.past(one), ""))
        elif later[term] != term:
            _term(page, one, term, later[term])
    dash, at = column(page.text, node.start), page.next(key.end)
    for term in after:
        if id(term) in earlier:
            at = page.past(nodes[earlier[id(term)]])
        else:
            page.put(term_lines(term, dash), at, at)


def _step(page: Page, item: Pairs) -> int:
    """How far the lists of a concept are indented from their keys."""
    for key, value in item.pairs:
        if isinstance(value, Items) and not value.flow:
            return column(page.text, value.start) - column(page.text, key.start)
    return 2


def _term(page: Page, node: Node, old: Term, new: Term) -> None:
    if isinstance(node, Pairs):
        set_fields(page, node, old, new, TERM_KEYS)
        return
    assert isinstance(node, Scalar)  # noqa: S101 - the tree was checked.
    text = quoted(new.text, node.style)
    indent = column(page.text, node.start)
    more = [line for key in TERM_KEYS[1:] for line in field_lines(new, key, indent)]
    page.edits.append((node.start, node.end, f"term: {text}" if more else text))
    page.put(more, page.next(node.end), page.next(node.end))
