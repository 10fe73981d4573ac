"""A concept prepared for an edit: what is written in an odd way is put in plain lines.

Lists and mappings in brackets, texts below their key, a first key that goes away with its dash:
where one of them is in the way of an edit, that part of the concept, and no other, is written anew.
"""

from collections.abc import Sequence
from itertools import pairwise

from align.glossary.comments import column
from align.glossary.concepts import Concept, Term
from align.glossary.nodes import Items, Node, Pairs, Scalar
from align.glossary.page import Page
from align.glossary.pairing import matched
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Kind
from align.glossary.yaml_text import Line, node_lines, pair_lines
from align.types import LANGUAGES, Language

_SINGLE = tuple(key for key in CONCEPT_KEYS if key.kind is not Kind.TERMS)


def loosen(page: Page, item: Pairs, old: Concept, new: Concept) -> None:
    """Put in lines what would be in the way of making `old` into `new`."""
    indent = column(page.text, item.start)
    first = item.pairs[0][0].value
    if item.flow or _odd(page, item) or (first != "id" and _dropped(item, old, new)):
        start = page.dash(item)
        above = [line for line in page.text[start : item.start].split("\n") if "#" in line]
        dash = column(page.text, start + page.text[start : item.start].index("-"))
        lines: list[Line] = [(dash, line[line.index("#") :].rstrip()) for line in above]
        lines += node_lines(page.text, item, page.comments, dash)
        page.put(lines, start, page.past(item))
        return
    for key, value in item.pairs:
        if key.value in LANGUAGES:
            language: Language = key.value
            before, after = old.in_language(language), new.in_language(language)
            loose = before != after and _loose(page, value, before, after)
        else:
            loose = _apart(page, key, value)
        if loose:
            lines = pair_lines(page.text, key, value, page.comments, indent)
            if lines[0][1].startswith("#"):
                comment = [(indent, line) for _, line in lines if line.startswith("#")]
                del lines[: len(comment)]
                page.put(comment, page.line(key.start), page.line(key.start))
            page.put(lines, key.start, page.past(value), inline=True)


def _odd(page: Page, item: Pairs) -> bool:
    """Whether a key does not stand first on its line (``? key``)."""
    heads = [page.text[page.line(key.start) : key.start].strip() for key, _ in item.pairs]
    return heads[0] not in ("", "-") or any(heads[1:])


def _apart(page: Page, key: Scalar, value: Node) -> bool:
    """Whether a text begins on another line than its key."""
    return isinstance(value, Scalar) and "\n" in page.text[key.end : value.start]


def _dropped(item: Pairs, old: Concept | Term, new: Concept | Term) -> bool:
    """Whether the first key of an item goes away, and with it the line that has the dash."""
    keys = _SINGLE if isinstance(old, Concept) else TERM_KEYS
    first = item.pairs[0][0].value
    for key in keys:
        if key.name == first:
            return not key.default and not getattr(new, key.field)
    return isinstance(new, Concept) and not any(t.language == first for t in new.terms)


def _loose(page: Page, value: Node, before: Sequence[Term], after: Sequence[Term]) -> bool:
    if not isinstance(value, Items) or value.flow:
        return True
    later = dict(matched(before, after))
    for node, term in zip(value.items, before, strict=True):
        new = later.get(term)
        if new is None or new == term:
            continue
        if isinstance(node, Scalar):
            if node.style in ("|", ">"):
                return True
            continue
        assert isinstance(node, Pairs)  # noqa: S101 - the tree was checked.
        forms = node.get("forms")
        if (
            node.flow
            or _odd(page, node)
            or _dropped(node, term, new)
            or any(_apart(page, key, value) for key, value in node.pairs)
            or (isinstance(forms, Items) and forms.flow and new.forms != term.forms)
        ):
            return True
    return False


def reorder(page: Page, item: Pairs, old: Concept, new: Concept) -> None:
    """Put the terms that stay in the order of `new`; their lines and comments go along."""
    for language in LANGUAGES:
        node = item.get(language)
        before = old.in_language(language)
        if not isinstance(node, Items) or before == new.in_language(language):
            continue
        later = dict(matched(before, new.in_language(language)))
        places = {id(term): n for n, term in enumerate(new.in_language(language))}
        order = [places.get(id(later.get(term)), -1) for term in before]
        kept = [place for place in order if place >= 0]
        if kept == sorted(kept):
            continue
        starts = [page.dash(node.items[0]), *(page.past(one) for one in node.items)]
        chunks = [page.text[start:end] for start, end in pairwise(starts)]
        ranked = sorted(range(len(chunks)), key=lambda n: order[n])
        page.edits.append((starts[0], starts[-1], "".join(chunks[n] for n in ranked)))
