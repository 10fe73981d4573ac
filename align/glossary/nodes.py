"""YAML text to a tree whose every node knows its place in the text.

The values are those of YAML, but nothing is guessed from a word: a plain ``no`` is the text "no",
and what it may stand for is for the reader of the tree to say. Of YAML's means only lists, mappings
and texts are taken; references, tags and several documents in a file are refused, so that no file
is larger in memory than on the disk.

Reading is done by the event parser of PyYAML, in C where it was built with libyaml, as the wheels
of its makers are. Checking, editing and formatting all need a tree with places, and this one is
quick: 5,000 concepts (2.7 MB) take 0.5 s, against 11 s for the plain values and 17 s for the
round-trip tree of ruamel.yaml.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, NoReturn, TypeAlias

from align.glossary.concepts import Place
from align.glossary.problems import GlossaryError, Problem, one

# Concepts, concept, terms, term, forms: five levels are used. The others let us say what is wrong.
_DEPTH = 8
# What YAML does not allow, or what breaks lines for a parser but not in an editor.
_ODD = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)
BOM = "\ufeff"


class Scalar(NamedTuple):
    """A text: its value, how it is written (nothing for plain, else ``' " | >``), and its place.

    `start` and `end` are offsets in the text, quotes included; `line` counts from 1.
    """

    value: str
    style: str
    line: int
    start: int
    end: int


class Items(NamedTuple):
    """A list; `flow` tells that it is written in brackets."""

    items: "tuple[Node, ...]"
    flow: bool
    line: int
    start: int
    end: int


class Pairs(NamedTuple):
    """A mapping, in the order of the file; `flow` tells that it is written in braces."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    flow: bool
    line: int
    start: int
    end: int

    def get(self, key: str) -> "Node | None":
        """Value of a key, None where there is none."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node: TypeAlias = Scalar | Items | Pairs


def parse(text: str, path: str) -> Node | None:
    """The tree of a text; None where it holds nothing but comments.

    Raises
    ------
    GlossaryError
        It is no YAML, or uses what a glossary does without.
    """
    offset = int(text.startswith(BOM))
    found = _ODD.search(text, offset)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise one(
            path,
            line,
            f"there is an invisible character, U+{ord(found[0]):04X}.",
            "Delete it; where a text needs it, write it in double quotes as "
            f'"\\u{ord(found[0]):04X}".'
            if found[0] != "\r"
            else "Save the file with line ends of your system.",
        )
    return _Reader(text, offset, path).document()


@cache
def _yaml() -> Any:
    import yaml  # type: ignore[import-untyped]

    return yaml


def _loader() -> Any:
    """The parser in C; the slow one in Python where PyYAML was built without libyaml."""
    yaml = _yaml()
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Reader:
    """Builds the tree of one text from the events of the parser."""

    def __init__(self, text: str, offset: int, path: str) -> None:
        self.text, self.offset, self.path = text, offset, path
        yaml = _yaml()
        self.scalar, self.alias = yaml.ScalarEvent, yaml.AliasEvent
        self.list, self.mapping = yaml.SequenceStartEvent, yaml.MappingStartEvent
        self.ends = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
        self.events: Iterator[Any] = yaml.parse(text[offset:], Loader=_loader())

    def document(self) -> Node | None:
        yaml = _yaml()
        roots: list[Node] = []
        try:
            for event in self.events:
                if not isinstance(event, yaml.DocumentStartEvent):
                    continue
                if roots:
                    self._refuse(
                        event,
                        "a second document begins (“---”).",
                        "Delete the line: a glossary is one list.",
                    )
                roots.append(self._node(next(self.events), 0))
        except yaml.YAMLError as error:
            raise self._syntax(error) from error
        empty = all(isinstance(root, Scalar) and root.start == root.end for root in roots)
        return None if empty else roots[0]

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is self.alias or event.anchor is not None:
            self._refuse(
                event,
                "anchors (&) and references (*) are not used in a glossary.",
                "Put a text that begins with & or * in quotes.",
            )
        if event.tag is not None:
            self._refuse(
                event,
                "tags (!) are not used in a glossary.",
                "Put a text that begins with ! in quotes.",
            )
        mark = event.start_mark
        line, start = mark.line + 1, mark.index + self.offset
        if kind is self.scalar:
            end = event.end_mark.index + self.offset
            style = event.style or ""
            if style in ("|", ">"):
                # The parser's end is the next text, or that of the file; ours, the last line's.
                last = start + len(self.text[start:end].rstrip())
                end = self.text.find("\n", last, end) if "\n" in self.text[last:end] else end
                end -= self.text[end - 1] == "\r"
            return Scalar(event.value, style, line, start, end)
        if depth == _DEPTH:
            self._refuse(event, *_TOO_DEEP)
        if kind is self.list:
            return self._list(event, line, start, depth + 1)
        return self._mapping(event, line, start, depth + 1)

    def _list(self, opening: Any, line: int, start: int, depth: int) -> Items:
        items = []
        event = next(self.events)
        while type(event) not in self.ends:
            items.append(self._node(event, depth))
            event = next(self.events)
        flow = bool(opening.flow_style)
        end = event.end_mark.index + self.offset if flow or not items else items[-1].end
        return Items(tuple(items), flow, line, start, end)

    def _mapping(self, opening: Any, line: int, start: int, depth: int) -> Pairs:
        pairs = []
        event = next(self.events)
        while type(event) not in self.ends:
            if type(event) is not self.scalar:
                self._refuse(event, "a list or a mapping stands where a key should.", _QUOTE)
            key = self._node(event, depth)
            assert isinstance(key, Scalar)  # noqa: S101 - for the type checker.
            pairs.append((key, self._node(next(self.events), depth)))
            event = next(self.events)
        flow = bool(opening.flow_style)
        end = event.end_mark.index + self.offset if flow or not pairs else pairs[-1][1].end
        return Pairs(tuple(pairs), flow, line, start, end)

    def _refuse(self, event: Any, problem: str, remedy: str) -> NoReturn:
        raise one(self.path, event.start_mark.line + 1, problem, remedy)

    def _syntax(self, error: Any) -> GlossaryError:
        problem = str(getattr(error, "problem", "") or "")
        mark = getattr(error, "problem_mark", None)
        found = next((entry for entry in _SYNTAX if entry[0] in problem), None)
        if found and found[3] and error.context_mark is not None:
            mark = error.context_mark
        lines = self.text.count("\n") + int(not self.text.endswith("\n"))
        line = min(mark.line + 1, max(1, lines)) if mark is not None else 1
        written = self.text.split("\n")
        words = written[line - 1]
        conflict = next((n for n, row in enumerate(written, 1) if row.startswith("<<<<<<< ")), 0)
        if conflict:
            line = conflict
            text, remedy = "git has left a conflict here.", "Choose between the two versions."
        elif "\t" in words[: len(words) - len(words.lstrip())]:
            text, remedy = "the line begins with a tab.", "Indent with blanks."
        elif found:
            text, remedy = found[1], found[2]
        else:
            text, remedy = f"this cannot be read as YAML ({problem}).", _QUOTE
        return GlossaryError([Problem(Place(self.path, line), text, remedy)])


_TOO_DEEP = ("lists are nested too deeply.", "See the example of a glossary.")
_QUOTE = "Put a text with signs such as : # [ ] { } in quotes."
_INDENT = (
    "Give it as many blanks as the lines it belongs with; a text that begins with a quotation mark "
    "must end with it, too."
)
# Words of the parser (in C, in Python), what they mean to a translator, what to do, and whether the
# place to look at is where the thing began. A word of both comes first.
_SYNTAX = (
    ("nesting depth", *_TOO_DEEP, False),
    ("mapping values are not allowed", "“: ” does not fit here.",
     "Put a text that contains “: ” in quotes, or indent the line like its neighbours.", False),
    ("cannot start any token", "a text begins with a sign that YAML keeps for itself.",
     "Put the text in quotes.", False),
    ("could not find expected ':'", "there is no “: ” after the key.",
     "Add it, or put a text of several lines in quotes.", True),
    ("',' or ']'", "the list is not closed.", "Add the closing ].", True),
    ("',' or '}'", "the mapping is not closed.", "Add the closing }.", True),
    ("end of stream", "the quotation mark is not closed.", "Add the closing one.", True),
    ("unexpected document", "the quotation mark is not closed.", "Add the closing one.", True),
    ("escape", "in double quotes, “\\” is followed by a letter that means nothing.",
     "Write \\\\ for one “\\”, or use single quotes.", False),
    ("expected key", "the line does not fit the lines above it.", _INDENT, False),
    ("block end", "the line does not fit the lines above it.", _INDENT, False),
    ("'-' indicator", "the line does not fit the lines above it.", _INDENT, False),
    ("not allowed here", "the line does not fit the lines above it.", _INDENT, False),
    ("undefined alias", "anchors (&) and references (*) are not used in a glossary.",
     "Put a text that begins with & or * in quotes.", False),
    ("alphabetic or numeric", "anchors (&) and references (*) are not used in a glossary.",
     "Put a text that begins with & or * in quotes.", False),
)  # fmt: skip
