"""A file's text made to hold other concepts, touching only the lines that must change.

What is edited is the text, at the places that the tree knows: all else stays as it was to the byte,
comments, quotes, order, empty lines and line ends included. A list or mapping that is written in
brackets is put in lines first where something in it changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from align.errors import ConfigError
from align.glossary.comments import Comments, column, comments_of
from align.glossary.concepts import Concept, Term
from align.glossary.nodes import BOM, Items, Node, Pairs, Scalar
from align.glossary.nodes import parse as tree
from align.glossary.pairing import matched
from align.glossary.problems import GlossaryError, Problem
from align.glossary.scalars import block, quoted
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Key, Kind
from align.glossary.values import concepts_of
from align.glossary.yaml_text import (
    Line,
    as_text,
    canonical,
    concept_lines,
    dump,
    field_lines,
    line_end,
    node_lines,
    pair_lines,
    scalar_lines,
    term_lines,
    written,
)
from align.types import LANGUAGES, Language

_SINGLE = tuple(key for key in CONCEPT_KEYS if key.kind is not Kind.TERMS)
_LANGUAGE_KEYS: dict[Language, Key] = {
    language: next(key for key in CONCEPT_KEYS if key.name == language) for language in LANGUAGES
}
_ORDER = {
    **{("id", key.name): number for number, key in enumerate(CONCEPT_KEYS)},
    **{("term", key.name): number for number, key in enumerate(TERM_KEYS)},
}


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
    before = concepts_of(tree(text, path), path)
    names = {new: old for old, new in (renamed or {}).items()}
    goal = {concept.id: concept for concept in wanted}
    old = {concept.id: concept for concept in before}
    changed = [c for c in wanted if old.get(names.get(c.id, c.id)) != c]
    if not changed and len(old) == len(wanted):
        return text
    _check(changed, path)
    ends, mark = line_end(text), BOM if text.startswith(BOM) else ""
    closed = not text or text.endswith("\n")
    body = (text if closed else text + ends).removeprefix(BOM)
    for prepare in (lambda given: given, lambda given: canonical(given, path)):
        result = mark + _Rewrite(prepare(body), path, ends).run(wanted, names, blocks or {})
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


class _Rewrite:
    """One text, its tree and comments, and the replacements gathered for it."""

    def __init__(self, text: str, path: str, ends: str) -> None:
        self.path, self.ends = path, ends
        self._take(text)

    def _take(self, text: str) -> None:
        self.text = text
        root = tree(text, self.path)
        self.root = root if isinstance(root, Items) else None
        self.comments = comments_of(text, root) if root is not None else Comments()
        self.edits: list[tuple[int, int, str]] = []

    def run(
        self, wanted: Sequence[Concept], names: Mapping[str, str], blocks: Mapping[str, str]
    ) -> str:
        if self.root is not None and self.root.flow:
            self._take(canonical(self.text, self.path))
        for step in (self._loosen, self._sort):
            for item, old, new in self._pairs(wanted, names):
                step(item, old, new)
            if self.edits:
                self._take(self._done())
        for item, old, new in self._pairs(wanted, names):
            self._fields(item, old, new, _SINGLE)
            for language in LANGUAGES:
                self._terms(item, old, new, language)
        self._remove({names.get(concept.id, concept.id) for concept in wanted})
        self._add(wanted, names, blocks)
        return self._done()

    def _pairs(
        self, wanted: Sequence[Concept], names: Mapping[str, str]
    ) -> Iterator[tuple[Pairs, Concept, Concept]]:
        """The concepts that stay and change: as they are written, as they are, as they will be."""
        goal = {names.get(concept.id, concept.id): concept for concept in wanted}
        for item, concept in self._concepts():
            new = goal.get(concept.id)
            if new is not None and new != concept:
                yield item, concept, new

    def _concepts(self) -> list[tuple[Pairs, Concept]]:
        if self.root is None:
            return []
        items = [item for item in self.root.items if isinstance(item, Pairs)]
        return list(zip(items, concepts_of(self.root, self.path), strict=True))

    def _done(self) -> str:
        """The text with all replacements made."""
        parts, at = [], 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            parts += [self.text[at:start], new]
            at = max(at, end)
        return "".join([*parts, self.text[at:]])

    # Places in the text.

    def _line(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return offset - column(self.text, offset)

    def _next(self, offset: int) -> int:
        """Where the line after an offset begins."""
        at = self.text.find("\n", offset)
        return len(self.text) if at < 0 else at + 1

    def _past(self, node: Node) -> int:
        """Where the line after a node begins, after the comments that end it."""
        end, inner = node.end, node
        while True:
            end = max(end, self.comments.reach.get(inner.start, 0))
            if isinstance(inner, Items) and inner.items:
                inner = inner.items[-1]
            elif isinstance(inner, Pairs) and inner.pairs:
                inner = inner.pairs[-1][1]
            else:
                return self._next(end)

    def _dash(self, item: Node) -> int:
        """Where the line with the dash of an item begins: its own, mostly, or one above."""
        start = self._line(item.start)
        while start and not self.text[start : item.start].lstrip().startswith("-"):
            start = self._line(start - 1)
        return start

    def _put(self, lines: Sequence[Line], start: int, end: int, *, inline: bool = False) -> None:
        """Replace a range that ends with a line; `inline` where its first line keeps its head."""
        new = written(lines, self.ends)
        self.edits.append((start, end, new.lstrip(" ") if inline else new))

    # Step 1: what is written in brackets, or in another odd way, is put in lines.

    def _loosen(self, item: Pairs, old: Concept, new: Concept) -> None:
        indent = column(self.text, item.start)
        first = item.pairs[0][0].value
        if item.flow or self._odd(item) or (first != "id" and self._dropped(item, old, new)):
            start = self._dash(item)
            above = [line for line in self.text[start : item.start].split("\n") if "#" in line]
            dash = column(self.text, start + self.text[start : item.start].index("-"))
            lines: list[Line] = [(dash, line[line.index("#") :].rstrip()) for line in above]
            lines += node_lines(self.text, item, self.comments, dash)
            self._put(lines, start, self._past(item))
            return
        for key, value in item.pairs:
            if key.value in LANGUAGES:
                language: Language = key.value
                before, after = old.in_language(language), new.in_language(language)
                loose = before != after and self._loose(value, before, after)
            else:
                loose = self._apart(key, value)
            if loose:
                lines = pair_lines(self.text, key, value, self.comments, indent)
                if lines[0][1].startswith("#"):
                    comment = [(indent, line) for _, line in lines if line.startswith("#")]
                    del lines[: len(comment)]
                    self._put(comment, self._line(key.start), self._line(key.start))
                self._put(lines, key.start, self._past(value), inline=True)

    def _odd(self, item: Pairs) -> bool:
        """Whether a key does not stand first on its line (``? key``)."""
        heads = [self.text[self._line(key.start) : key.start].strip() for key, _ in item.pairs]
        return heads[0] not in ("", "-") or any(heads[1:])

    def _apart(self, key: Scalar, value: Node) -> bool:
        """Whether a text begins on another line than its key."""
        return isinstance(value, Scalar) and "\n" in self.text[key.end : value.start]

    def _dropped(self, item: Pairs, old: Concept | Term, new: Concept | Term) -> bool:
        """Whether the first key of an item goes away, and with it the line that has the dash."""
        keys = _SINGLE if isinstance(old, Concept) else TERM_KEYS
        first = item.pairs[0][0].value
        for key in keys:
            if key.name == first:
                return not key.default and not getattr(new, key.field)
        return isinstance(new, Concept) and not any(t.language == first for t in new.terms)

    def _loose(self, value: Node, before: Sequence[Term], after: Sequence[Term]) -> bool:
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
                or self._odd(node)
                or self._dropped(node, term, new)
                or any(self._apart(key, value) for key, value in node.pairs)
                or (isinstance(forms, Items) and forms.flow and new.forms != term.forms)
            ):
                return True
        return False

    # Step 2: terms that change places take their lines along.

    def _sort(self, item: Pairs, old: Concept, new: Concept) -> None:
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
            starts = [self._dash(node.items[0]), *(self._past(one) for one in node.items)]
            chunks = [self.text[start:end] for start, end in pairwise(starts)]
            ranked = sorted(range(len(chunks)), key=lambda n: order[n])
            self.edits.append((starts[0], starts[-1], "".join(chunks[n] for n in ranked)))

    # Step 3: values.

    def _fields(
        self, item: Pairs, old: Concept | Term, new: Concept | Term, keys: Sequence[Key]
    ) -> None:
        for key in keys:
            was, now = getattr(old, key.field), getattr(new, key.field)
            if was == now:
                continue
            found = next((pair for pair in item.pairs if pair[0].value == key.name), None)
            if found is None:
                lines = field_lines(new, key, column(self.text, item.start))
                self._insert(item, key, lines)
            elif key.kind is Kind.LINES:
                self._lines(*found, was, now)
            elif not as_text(now):
                self.edits.append((self._line(found[0].start), self._past(found[1]), ""))
            elif isinstance(found[1], Scalar):
                self._scalar(key, found[0], found[1], as_text(now))

    def _insert(self, item: Pairs, key: Key, lines: Sequence[Line]) -> None:
        """New lines after the last key that comes before `key` in the order of the schema."""
        kind = "id" if item.get("id") else "term"
        rank = _ORDER[kind, key.name]
        earlier = [value for name, value in item.pairs if _ORDER[kind, name.value] < rank]
        at = self._past(earlier[-1])
        self._put(lines, at, at)

    def _scalar(self, key: Key, name: Scalar, value: Scalar, text: str) -> None:
        long = value.style in ("|", ">")
        if not long and (key.kind is not Kind.TEXT or block(text) is None):
            plain = key.kind in (Kind.CHOICE, Kind.NUMBER, Kind.DATE)
            new = text if plain else quoted(text, value.style)
            self.edits.append((value.start, value.end, new))
            return
        indent = column(self.text, name.start)
        (_, head), *more = scalar_lines(key, text, indent)
        comment = self.comments.beside.get(value.start)
        lines = [(indent, f"{head}  {comment}" if comment else head), *more]
        self._put(lines, name.start, self._next(value.end), inline=True)

    def _lines(self, key: Scalar, node: Node, was: tuple[str, ...], now: tuple[str, ...]) -> None:
        """The forms of a term: those that stay keep their lines and comments, in the new order."""
        assert isinstance(node, Items)  # noqa: S101 - the tree was checked.
        if not now:
            self.edits.append((self._line(key.start), self._past(node), ""))
            return
        if not was:  # Written as [].
            indent = column(self.text, key.start)
            items = [(indent + 2, f"- {quoted(word)}") for word in now]
            self._put([(indent, f"{key.value}:"), *items], key.start, self._past(node), inline=True)
            return
        dash = column(self.text, node.start)
        starts = [self._dash(node.items[0]), *(self._past(one) for one in node.items)]
        chunks: dict[str, list[str]] = {}
        for word, (start, end) in zip(was, pairwise(starts), strict=True):
            chunks.setdefault(word, []).append(self.text[start:end])
        new = [
            chunks[word].pop(0)
            if chunks.get(word)
            else written([(dash, f"- {quoted(word)}")], self.ends)
            for word in now
        ]
        self.edits.append((starts[0], starts[-1], "".join(new)))

    def _terms(self, item: Pairs, old: Concept, new: Concept, language: Language) -> None:
        before, after = old.in_language(language), new.in_language(language)
        if before == after:
            return
        found = next((pair for pair in item.pairs if pair[0].value == language), None)
        if found is None:
            indent = column(self.text, item.start)
            lines = field_lines(new, _LANGUAGE_KEYS[language], indent, self._step(item))
            self._insert(item, _LANGUAGE_KEYS[language], lines)
            return
        key, node = found
        assert isinstance(node, Items)  # noqa: S101 - the tree was checked.
        if not after:
            self.edits.append((self._line(key.start), self._past(node), ""))
            return
        stay = matched(before, after)
        later, earlier = dict(stay), {id(new): old for old, new in stay}
        nodes = dict(zip(before, node.items, strict=True))
        for term, one in nodes.items():
            if term not in later:
                self.edits.append((self._dash(one), self._past(one), ""))
            elif later[term] != term:
                self._term(one, term, later[term])
        dash, at = column(self.text, node.start), self._next(key.end)
        for term in after:
            if id(term) in earlier:
                at = self._past(nodes[earlier[id(term)]])
            else:
                self._put(term_lines(term, dash), at, at)

    def _step(self, item: Pairs) -> int:
        """How far the lists of a concept are indented from their keys."""
        for key, value in item.pairs:
            if isinstance(value, Items) and not value.flow:
                return column(self.text, value.start) - column(self.text, key.start)
        return 2

    def _term(self, node: Node, old: Term, new: Term) -> None:
        if isinstance(node, Pairs):
            self._fields(node, old, new, TERM_KEYS)
            return
        assert isinstance(node, Scalar)  # noqa: S101 - the tree was checked.
        text = quoted(new.text, node.style)
        indent = column(self.text, node.start)
        more = [line for key in TERM_KEYS[1:] for line in field_lines(new, key, indent)]
        self.edits.append((node.start, node.end, f"term: {text}" if more else text))
        self._put(more, self._next(node.end), self._next(node.end))

    # Step 4: whole concepts.

    def _remove(self, kept: set[str]) -> None:
        for item, concept in self._concepts():
            if concept.id in kept:
                continue
            start, end = self._dash(item), self._past(item)
            while end < len(self.text) and not self.text[end : self._next(end)].strip():
                end = self._next(end)
            if end == len(self.text):
                while start and not self.text[self._line(start - 1) : start].strip():
                    start = self._line(start - 1)
            self.edits.append((start, end, ""))

    def _add(
        self, wanted: Sequence[Concept], names: Mapping[str, str], blocks: Mapping[str, str]
    ) -> None:
        written_in = {concept.id: item for item, concept in self._concepts()}
        items = list(written_in.values())
        dash = 0 if self.root is None else column(self.text, self.root.start)
        gap = self.ends if self._spaced(items) else ""
        at, behind = self._top(items), False
        for concept in wanted:
            item = written_in.get(names.get(concept.id, concept.id))
            if item is not None:
                at, behind = self._past(item), True
                continue
            text = written(concept_lines(concept, dash), self.ends)
            if concept.id in blocks:
                lines = blocks[concept.id].rstrip("\n").split("\n")
                text = written([(dash if line else 0, line) for line in lines], self.ends)
            if behind:
                self.edits.append((at, at, gap + text))
            elif items:
                self.edits.append((at, at, text + gap))
            else:
                bare = not self.text.strip() or self.text.endswith(2 * self.ends)
                self.edits.append((at, at, text if bare else gap + text))
                behind = True

    def _spaced(self, items: Sequence[Pairs]) -> bool:
        """Whether an empty line stands between concepts."""
        if len(items) < 2:
            return True
        lines = self.text[self._past(items[0]) : self._dash(items[1])].split("\n")
        return any(not line.strip() for line in lines[:-1])

    def _top(self, items: Sequence[Pairs]) -> int:
        """Where a concept goes that is to be the first: above the first one and its comments."""
        if not items:
            return len(self.text)
        at = self._dash(items[0])
        while at and self.text[self._line(at - 1) : at].lstrip().startswith("#"):
            at = self._line(at - 1)
        return at
