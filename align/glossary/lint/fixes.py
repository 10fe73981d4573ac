"""Repairs that need no person: stray characters, look-alike letters, order and form."""

import re
from collections.abc import Iterator

from align.glossary.lint.characters import clean, unmixed
from align.glossary.lint.context import File
from align.glossary.lint.rules.files import out_of_order
from align.glossary.nodes import BOM, Items, Node, Pairs, Scalar, parse
from align.glossary.problems import GlossaryError
from align.glossary.scalars import quoted
from align.glossary.store import Source
from align.glossary.store import parse as concepts
from align.glossary.yaml_text import canonical
from align.types import LANGUAGES

# Raw signs that YAML refuses; a person can hardly find them in an editor.
_REFUSED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINE_SIGNS = re.compile("[\x85\u2028\u2029]")
FIXABLE = frozenset(("GLS009", "GLS010", "GLS023", "GLS024"))


def fixed(text: str, path: str = "the glossary", *, codes: frozenset[str] = FIXABLE) -> str:
    """The text of a glossary file with all repaired that the program can repair; comments stay.

    A text that cannot be used as a glossary for other reasons than invisible characters comes back
    as it is.

    Parameters
    ----------
    text
        Of the file.
    path
        What messages call it.
    codes
        Rules whose problems are to be repaired; those that cannot be are left alone.

    Examples
    --------
    >>> print(fixed('- en: [Union  State]\\n  id: union-state # Treaty\\n'), end="")
    - id: union-state  # Treaty
      en:
        - Union State
    """
    try:
        if "GLS009" in codes:
            text = _visible(text)
        changed = _terms(text, path, codes)
        concepts(changed, path)
    except GlossaryError:
        return text
    text = changed
    if "GLS023" in codes:
        file = File(Source(path, text, ""), concepts(text, path))
        if out_of_order(file):
            return canonical(text, path, by_id=True)
    return canonical(text, path) if "GLS024" in codes else text


def _visible(text: str) -> str:
    mark = BOM if text.startswith(BOM) else ""
    return mark + _LINE_SIGNS.sub(" ", _REFUSED.sub("", text.removeprefix(BOM)))


def _terms(text: str, path: str, codes: frozenset[str]) -> str:
    for node, language, flow in reversed(list(_texts(parse(text, path)))):
        if node.style in ("|", ">"):
            continue
        value = clean(node.value) if "GLS009" in codes else node.value
        if "GLS010" in codes:
            value = unmixed(value, language)
        if value and value != node.value:
            # In brackets a comma would part the text.
            style = node.style or ('"' if flow else "")
            text = text[: node.start] + quoted(value, style) + text[node.end :]
    return text


def _texts(root: Node | None) -> Iterator[tuple[Scalar, str, bool]]:
    """Terms, forms and replacements of a file, with their language, in the order of the file."""
    if not isinstance(root, Items):
        return
    for concept in root.items:
        if not isinstance(concept, Pairs):
            continue
        for key, value in concept.pairs:
            if key.value in LANGUAGES:
                for node, flow in _inside(value, False):
                    yield node, key.value, flow


def _inside(node: Node, flow: bool) -> Iterator[tuple[Scalar, bool]]:
    if isinstance(node, Scalar):
        yield node, flow
    elif isinstance(node, Items):
        for item in node.items:
            yield from _inside(item, flow or node.flow)
    else:
        for key, value in node.pairs:
            if key.value in ("term", "forms", "replacement"):
                yield from _inside(value, flow or node.flow)
