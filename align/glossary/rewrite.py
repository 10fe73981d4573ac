"""A file's text made to hold other concepts, touching only the lines that must change.

What is edited is the text, at the places that the tree knows: all else stays as it was to the byte,
comments, quotes, order, empty lines and line ends included. A list or mapping that is written in
brackets is put in lines first where something in it changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from align.errors import ConfigError
from align.glossary.comments import column
from align.glossary.concepts import Concept
from align.glossary.loosen import loosen, reorder
from align.glossary.nodes import BOM, Pairs
from align.glossary.nodes import parse as tree
from align.glossary.page import Page
from align.glossary.problems import GlossaryError, Problem
from align.glossary.schema import CONCEPT_KEYS, Kind
from align.glossary.set_fields import set_fields, set_terms
from align.glossary.values import concepts_of
from align.glossary.yaml_text import (
    canonical,
    concept_lines,
    dump,
    line_end,
    written,
)
from align.types import LANGUAGES

_SINGLE = tuple(key for key in CONCEPT_KEYS if key.kind is not Kind.TERMS)


def rewrite(
    text: str,
    wanted: Sequence[Concept],
    path: str = "the glossary",
    *,
    renamed: Mapping[str, str] | None = None,
    blocks: Mapping[str, str] | None = None,
) -> str:
    """The text of a file changed to hold exactly the concepts `wanted`.

    Parameters
    ----------
    text
        Text of a glossary file.
    wanted
        What it is to hold. Concepts that are new go after the one that comes before them here;
        those that stay, stay where they are.
    path
        What messages call the file.
    renamed
        New ids by old ones: such a concept is changed, not replaced.
    blocks
        Text for new concepts, by id, in canonical form: with the comments another file has.

    Raises
    ------
    ConfigError
        The text, or what it is to hold, cannot be used.
    """
    ends, mark = line_end(text), BOM if text.startswith(BOM) else ""
    closed = not text or text.endswith("\n")
    body = (text if closed else text + ends).removeprefix(BOM)
    page = Page(body, path, ends)
    names = {new: old for old, new in (renamed or {}).items()}
    old = {concept.id: concept for _, concept in page.concepts}
    changed = [c for c in wanted if old.get(names.get(c.id, c.id)) != c]
    if not changed and len(old) == len(wanted):
        return text
    _check(changed, path)
    goal = {concept.id: concept for concept in wanted}
    for neat in (False, True):
        # A whole list in brackets, and what no step below foresees, is put in canonical form.
        if neat or (page.root is not None and page.root.flow):
            page = Page(canonical(body, path), path, ends)
        result = mark + _rewritten(page, wanted, names, blocks or {})
        if not closed:
            result = result.removesuffix(ends)
        try:
            now = {concept.id: concept for concept in concepts_of(tree(result, path), path)}
        except GlossaryError:
            continue
        if now == goal:
            return result
    raise ConfigError(
        path,
        "the file is written in a way that cannot be edited.",
        "Put it in canonical form first, or edit it by hand.",
    )


def _check(concepts: Iterable[Concept], path: str) -> None:
    """Refuse concepts that no file could hold."""
    for concept in concepts:
        text = dump([concept])
        try:
            same = concepts_of(tree(text, path), path) == (concept,)
        except GlossaryError as error:
            raise GlossaryError(
                Problem(replace(p.place, line=1), p.text, p.remedy) for p in error.problems
            ) from error
        if not same:
            raise ConfigError(path, f"concept {concept.id} has a value that cannot be written.")


def _changed(page: Page, goal: Mapping[str, Concept]) -> list[tuple[Pairs, Concept, Concept]]:
    """The concepts that stay and change: as they are written, as they are, as they will be."""
    return [
        (item, concept, goal[concept.id])
        for item, concept in page.concepts
        if goal.get(concept.id, concept) != concept
    ]


def _rewritten(
    page: Page, wanted: Sequence[Concept], names: Mapping[str, str], blocks: Mapping[str, str]
) -> str:
    goal = {names.get(concept.id, concept.id): concept for concept in wanted}
    for prepare in (loosen, reorder):
        for item, old, new in _changed(page, goal):
            prepare(page, item, old, new)
        page = page.renewed()
    for item, old, new in _changed(page, goal):
        set_fields(page, item, old, new, _SINGLE)
        for language in LANGUAGES:
            set_terms(page, item, old, new, language)
    _remove(page, set(goal))
    _add(page, wanted, names, blocks)
    return page.done()


def _remove(page: Page, kept: set[str]) -> None:
    for item, concept in page.concepts:
        if concept.id in kept:
            continue
        start, end = page.dash(item), page.past(item)
        while end < len(page.text) and not page.text[end : page.next(end)].strip():
            end = page.next(end)
        if end == len(page.text):
            while start and not page.text[page.line(start - 1) : start].strip():
                start = page.line(start - 1)
        page.edits.append((start, end, ""))


def _add(
    page: Page, wanted: Sequence[Concept], names: Mapping[str, str], blocks: Mapping[str, str]
) -> None:
    written_in = {concept.id: item for item, concept in page.concepts}
    items = list(written_in.values())
    dash = 0 if page.root is None else column(page.text, page.root.start)
    gap = page.ends if _spaced(page, items) else ""
    at, behind = _top(page, items), False
    for concept in wanted:
        item = written_in.get(names.get(concept.id, concept.id))
        if item is not None:
            at, behind = page.past(item), True
            continue
        text = written(concept_lines(concept, dash), page.ends)
        if concept.id in blocks:
            lines = blocks[concept.id].rstrip("\n").split("\n")
            text = written([(dash if line else 0, line) for line in lines], page.ends)
        if behind:
            page.edits.append((at, at, gap + text))
        elif items:
            page.edits.append((at, at, text + gap))
        else:
            bare = not page.text.strip() or page.text.endswith(2 * page.ends)
            page.edits.append((at, at, text if bare else gap + text))
            behind = True


def _spaced(page: Page, items: Sequence[Pairs]) -> bool:
    """Whether an empty line stands between concepts."""
    if len(items) < 2:
        return True
    lines = page.text[page.past(items[0]) : page.dash(items[1])].split("\n")
    return any(not line.strip() for line in lines[:-1])


def _top(page: Page, items: Sequence[Pairs]) -> int:
    """Where a concept goes that is to be the first: above the first one and its comments."""
    if not items:
        return len(page.text)
    at = page.dash(items[0])
    while at and page.text[page.line(at - 1) : at].lstrip().startswith("#"):
        at = page.line(at - 1)
    return at
