"""What changed from one version of a glossary to another, by concept and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from align.glossary.concepts import Concept, Glossary, Place, Term
from align.glossary.pairing import matched, renamed
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Key, Kind
from align.types import LANGUAGE_NAMES, LANGUAGES, Language

_SINGLE = tuple(key for key in CONCEPT_KEYS if key.kind is not Kind.TERMS and key.name != "id")


class ChangeKind(StrEnum):
    """What became of a concept."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Parameters
    ----------
    kind
        What became of the concept.
    concept
        Its id: the new one, and for a removed concept the old one.
    what
        The part that changed, such as ``definition`` or ``status of the English term “Union
        State”``; empty for the concept itself.
    before, after
        Its values as a file has them; empty where there was or is none.
    place
        Where it stands now; for what was removed, where it stood.
    """

    kind: ChangeKind
    concept: str
    what: str = ""
    before: str = ""
    after: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        """The change in one sentence, without a full stop."""
        head = f"concept {self.concept}"
        match self.kind:
            case ChangeKind.ADDED:
                return f"{head} added: {self.after}"
            case ChangeKind.REMOVED:
                return f"{head} removed: {self.before}"
            case ChangeKind.RENAMED:
                return f"{head} was called {self.before}"
        if not self.before:
            return f"{head}: {self.what} added: {self.after}"
        if not self.after:
            return f"{head}: {self.what} removed: {self.before}"
        return f"{head}: {self.what} was {self.before}, is now {self.after}"


def diff(before: Glossary, after: Glossary) -> tuple[Change, ...]:
    """All changes, in the order of `after`; what was removed comes last.

    There are none exactly where both hold the same concepts. The order of concepts says nothing
    and is not looked at.

    Examples
    --------
    >>> old = Concept("union-state", (Term("Union State", "en"),))
    >>> new = Concept("union-state", old.terms, domain="integration")
    >>> for change in diff(Glossary((old,)), Glossary((new,))):
    ...     print(change)
    concept union-state: domain added: integration
    """
    old = {concept.id: concept for concept in before.concepts}
    names = {new: was for was, new in renamed(before.concepts, after.concepts).items()}
    changes: list[Change] = []
    for concept in after.concepts:
        was = old.get(names.get(concept.id, concept.id))
        if was is None:
            terms = _terms(concept)
            changes.append(Change(ChangeKind.ADDED, concept.id, after=terms, place=concept.place))
            continue
        if was.id != concept.id:
            changes.append(
                Change(ChangeKind.RENAMED, concept.id, "id", was.id, concept.id, concept.place)
            )
        changes += _changes(was, concept)
    kept = {names.get(concept.id, concept.id) for concept in after.concepts}
    changes += (
        Change(ChangeKind.REMOVED, concept.id, before=_terms(concept), place=concept.place)
        for concept in before.concepts
        if concept.id not in kept
    )
    return tuple(changes)


def named(term: Term) -> str:
    """A term as messages name it: ``the English term “Union State”``."""
    return f"the {LANGUAGE_NAMES[term.language]} term “{term.text}”"


def shown(value: object) -> str:
    """A value as a file has it, on one line; nothing for none."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else " ".join(str(value).split())


def _terms(concept: Concept) -> str:
    return "; ".join(term.text for term in concept.terms)


def _changes(old: Concept, new: Concept) -> Iterator[Change]:
    for key in _SINGLE:
        yield from _field(new.id, key.name, key, old, new)
    for language in LANGUAGES:
        yield from _language(old, new, language)


def _field(
    concept: str, what: str, key: Key, old: Concept | Term, new: Concept | Term
) -> Iterator[Change]:
    before, after = getattr(old, key.field), getattr(new, key.field)
    if before != after:
        # Values that differ in blanks or order alone must not look like none or the same.
        texts = shown(before), shown(after)
        if texts[0] == texts[1]:
            texts = repr(before), repr(after)
        yield Change(ChangeKind.CHANGED, concept, what, *texts, new.place)


def _language(old: Concept, new: Concept, language: Language) -> Iterator[Change]:
    before, after = old.in_language(language), new.in_language(language)
    if before == after:
        return
    name = LANGUAGE_NAMES[language]
    pairs = matched(before, after)
    was = {id(one): term for term, one in pairs}
    for term in after:
        if id(term) not in was:
            text = f"“{term.text}” ({term.status})"
            yield Change(ChangeKind.CHANGED, new.id, f"{name} term", after=text, place=term.place)
            continue
        for key in TERM_KEYS:
            what = f"{name} term" if key.name == "term" else f"{key.name} of {named(term)}"
            yield from _field(new.id, what, key, was[id(term)], term)
    stay = {id(term) for term, _ in pairs}
    for term in before:
        if id(term) not in stay:
            text = f"“{term.text}” ({term.status})"
            yield Change(ChangeKind.CHANGED, new.id, f"{name} term", before=text, place=term.place)
    order = [one.text for one in after if id(one) in was]
    if order != [one.text for _, one in pairs]:
        yield Change(
            ChangeKind.CHANGED,
            new.id,
            f"order of the {name} terms",
            "; ".join(term.text for term in before),
            "; ".join(term.text for term in after),
            new.place,
        )
