"""Edits of a glossary file: from its text to its new text.

Every function takes the text of a file as `align.glossary.store.read` gives it and returns the text
with one thing changed. Comments, the order of keys, quotes, empty lines, line ends: all that is not
edited stays as it is, to the byte. `align.glossary.store.write` puts the result on the disk.

All of them raise `UsageError` where there is no such concept or term, or there is one already, and
`align.errors.ConfigError` where the text cannot be used or would not be usable any more.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date

from align.errors import UsageError
from align.glossary.concepts import Concept, Status, Term
from align.glossary.problems import suggestion
from align.glossary.rewrite import rewrite
from align.glossary.store import parse
from align.types import LANGUAGE_NAMES, LANGUAGES, Language

__all__ = [
    "add_concept",
    "add_term",
    "edit_concept",
    "edit_term",
    "remove_concept",
    "remove_term",
    "rename_concept",
    "retire_term",
    "rewrite",
]


def add_concept(text: str, concept: Concept, *, after: str = "", path: str = "the glossary") -> str:
    """Add a concept, at the end or after the one with the id `after`.

    Examples
    --------
    >>> print(add_concept("", Concept("union-state", (Term("Union State", "en"),))), end="")
    - id: union-state
      en:
        - term: Union State
    """
    concepts = list(parse(text, path))
    if any(one.id == concept.id for one in concepts):
        raise UsageError(f"{path}: there is a concept {concept.id} already. Choose another id.")
    at = len(concepts) if not after else concepts.index(_concept(concepts, after, path)) + 1
    return rewrite(text, [*concepts[:at], _ordered(concept), *concepts[at:]], path)


def remove_concept(text: str, identifier: str, *, path: str = "the glossary") -> str:
    """Take a concept out; comments above it stay."""
    concepts = parse(text, path)
    gone = _concept(concepts, identifier, path)
    return rewrite(text, [one for one in concepts if one is not gone], path)


def edit_concept(
    text: str, identifier: str, /, *, path: str = "the glossary", **changes: object
) -> str:
    """Change fields of a concept.

    Parameters
    ----------
    text
        Text of the file.
    identifier
        The concept.
    path
        What messages call the file.
    **changes
        New values by field of `Concept`: ``domain``, ``definition``, ``note``, ``enforce``,
        ``gap``, ``override``; an empty text takes the field out.

    Examples
    --------
    >>> text = "- id: union-state  # since 1999\\n  en: [Union State]\\n"
    >>> print(edit_concept(text, "union-state", domain="integration"), end="")
    - id: union-state  # since 1999
      domain: integration
      en: [Union State]
    """
    _known(changes, Concept, ("id", "terms", "place"), path)
    return _change(text, identifier, path, lambda concept: replace(concept, **changes))  # type: ignore[arg-type]


def rename_concept(text: str, identifier: str, new: str, *, path: str = "the glossary") -> str:
    """Give a concept another id."""
    concepts = parse(text, path)
    old = _concept(concepts, identifier, path)
    if new != identifier and any(one.id == new for one in concepts):
        raise UsageError(f"{path}: there is a concept {new} already. Choose another id.")
    wanted = [replace(one, id=new) if one is old else one for one in concepts]
    return rewrite(text, wanted, path, renamed={identifier: new})


def add_term(
    text: str, identifier: str, term: Term, *, after: str = "", path: str = "the glossary"
) -> str:
    """Add a term to a concept, as the last of its language or after the term `after`."""

    def change(concept: Concept) -> Concept:
        terms = list(concept.terms)
        if any((one.language, one.text) == (term.language, term.text) for one in terms):
            name = LANGUAGE_NAMES[term.language]
            raise UsageError(
                f"{path}: concept {identifier} has the {name} term “{term.text}” already. Edit it."
            )
        before = _term(concept, term.language, after, path) if after else None
        terms.insert(len(terms) if before is None else terms.index(before) + 1, term)
        return _ordered(replace(concept, terms=tuple(terms)))

    return _change(text, identifier, path, change)


def remove_term(
    text: str, identifier: str, language: Language, term: str, *, path: str = "the glossary"
) -> str:
    """Take a term out of a concept; comments above it stay."""

    def change(concept: Concept) -> Concept:
        gone = _term(concept, language, term, path)
        return replace(concept, terms=tuple(one for one in concept.terms if one is not gone))

    return _change(text, identifier, path, change)


def edit_term(
    text: str,
    identifier: str,
    language: Language,
    term: str,
    /,
    *,
    path: str = "the glossary",
    **changes: object,
) -> str:
    """Change fields of a term.

    Parameters
    ----------
    text
        Text of the file.
    identifier, language, term
        The term.
    path
        What messages call the file.
    **changes
        New values by field of `Term`: ``text``, ``status``, ``case``, ``forms``, ``since``,
        ``until``, ``replacement``, ``note``, ``source``; an empty text or None takes it out.
    """
    _known(changes, Term, ("language", "place"), path)

    def change(concept: Concept) -> Concept:
        old = _term(concept, language, term, path)
        new = replace(old, **changes)  # type: ignore[arg-type]
        return replace(concept, terms=tuple(new if one is old else one for one in concept.terms))

    return _change(text, identifier, path, change)


def retire_term(
    text: str,
    identifier: str,
    language: Language,
    term: str,
    *,
    status: Status = Status.DEPRECATED,
    replacement: str = "",
    until: date | None = None,
    path: str = "the glossary",
) -> str:
    """Say that a term is not to be used any more, and what is.

    Parameters
    ----------
    text
        Text of the file.
    identifier, language, term
        The term.
    status
        Deprecated, superseded or forbidden.
    replacement
        The term to use instead; one of the concept's in the same language.
    until
        The last day on which it held.
    path
        What messages call the file.

    Examples
    --------
    >>> text = "- id: union-state\\n  en:\\n    - Union State\\n    - Allied State\\n"
    >>> new = retire_term(text, "union-state", "en", "Allied State", replacement="Union State")
    >>> print(new, end="")
    - id: union-state
      en:
        - Union State
        - term: Allied State
          status: deprecated
          replacement: Union State
    """
    if not status.barred:
        raise UsageError(
            f"{path}: a retired term cannot be {status}. Use deprecated, superseded or forbidden."
        )
    if replacement:
        _term(_concept(parse(text, path), identifier, path), language, replacement, path)
    changes: dict[str, object] = {"status": status}
    if replacement:
        changes["replacement"] = replacement
    if until is not None:
        changes["until"] = until
    return edit_term(text, identifier, language, term, path=path, **changes)


def _change(text: str, identifier: str, path: str, change: Callable[[Concept], Concept]) -> str:
    concepts = parse(text, path)
    old = _concept(concepts, identifier, path)
    return rewrite(text, [change(one) if one is old else one for one in concepts], path)


def _concept(concepts: Iterable[Concept], identifier: str, path: str) -> Concept:
    by_id = {concept.id: concept for concept in concepts}
    if identifier not in by_id:
        raise UsageError(_missing(path, f"concept {identifier}", identifier, list(by_id)))
    return by_id[identifier]


def _term(concept: Concept, language: Language, text: str, path: str) -> Term:
    by_text = {term.text: term for term in concept.in_language(language)}
    if text not in by_text:
        what = f"{LANGUAGE_NAMES[language]} term “{text}” in concept {concept.id}"
        raise UsageError(_missing(path, what, text, list(by_text)))
    return by_text[text]


def _missing(path: str, what: str, word: str, known: list[str]) -> str:
    close = suggestion(word, known)
    remedy = close if close.startswith("Did") else "Check how it is spelt."
    return f"{path}: there is no {what}. {remedy}"


def _known(changes: dict[str, object], kind: type, barred: tuple[str, ...], path: str) -> None:
    names = [field.name for field in fields(kind) if field.name not in barred]
    for name in changes:
        if name not in names:
            raise UsageError(f"{path}: there is no field “{name}”. {suggestion(name, names)}")


def _ordered(concept: Concept) -> Concept:
    """The concept with its terms in the order of languages, as a file has them."""
    terms = sorted(concept.terms, key=lambda term: LANGUAGES.index(term.language))
    return replace(concept, terms=tuple(terms))
