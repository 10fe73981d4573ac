"""Names: whether people, places and bodies are those of the original, and spelled as they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from align.checks.context import Context, Terms
from align.checks.rule import Change, Hit, Rule, Words
from align.facts.name_changes import Changed, What, changed, strangers
from align.facts.name_initials import first_names
from align.facts.name_sides import Named, Sides
from align.facts.name_slips import Misspelt, Variant, misspelt, variants
from align.findings import Severity
from align.glossary.check import expected
from align.types import Alignment, Span

_ORIGINAL = "the original"


class ChangedName(Rule):
    """FCT010: a name is misspelt, or is not that of the original."""

    code = "FCT010"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Names with a slip, other names than the original's, first names and initials."""
        sides = sides_of(context)
        told: set[Named] = {found.name for found in variants(sides)}
        for slip in misspelt(sides, frozenset(told)):
            told.add(slip.name)
            yield _misspelt(slip)
        for other in (*first_names(sides), *changed(sides)):
            if other.name not in told:
                told.add(other.name)
                yield _changed(other)
        for bead, name in strangers(sides):
            if name not in told:
                told.add(name)
                at = _words("target", name)
                yield Hit(at, f"“{name.text}”: the original names nobody so.", bead)


class NameSpelling(Rule):
    """FCT011: a name is spelled in two ways in one release."""

    code = "FCT011"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """The rarer spelling each time."""
        for found in variants(sides_of(context)):
            yield _variant(found)


_SIDES: WeakKeyDictionary[Context, Sides] = WeakKeyDictionary()


def sides_of(context: Context) -> Sides:
    """The names of a paired release; worked out once for all rules."""
    found = _SIDES.get(context)
    if found is None:
        register = None if context.terms is None else _Register(context.alignment, context.terms)
        found = _SIDES[context] = Sides(context.alignment, register)
    return found


class _Register:
    """A glossary as the names are held against it; a sentence is searched when it is asked for."""

    def __init__(self, alignment: Alignment, terms: Terms) -> None:
        self._terms = terms
        self._sides = {"source": alignment.source, "target": alignment.target}
        self._matchers = {"source": terms.source, "target": terms.target}
        self._concepts = {concept.id: concept for concept in terms.glossary.concepts}
        self._found: dict[tuple[str, int], list[tuple[Span, str]]] = {}

    def concepts(self, side: str, sentence: int) -> list[tuple[Span, str]]:
        """Places of terms in a sentence, with the ids of their concepts."""
        key = side, sentence
        if key not in self._found:
            text = self._sides[side].sentences[sentence].text
            matches = self._matchers[side].find(text, nested=True)
            self._found[key] = [(Span(m.start, m.end), m.entry.concept) for m in matches]
        return self._found[key]

    def spellings(self, concept: str) -> tuple[str, ...]:
        """Allowed English terms of a concept, the preferred ones first."""
        return expected(self._concepts[concept], "en")

    def is_name(self, concept: str) -> bool:
        """Whether a concept is a person or a place."""
        return self._concepts[concept].domain in ("people", "places")


def _words(side: Any, named: Named) -> Words:
    return Words(side, named.sentence, named.span)


def _hit(
    bead: int, original: Named, name: Named, message: str, severity: Severity | None,
    changes: Sequence[Change] = (),
) -> Hit:  # fmt: skip
    related = ((_ORIGINAL, _words("source", original)),)
    return Hit(_words("target", name), message, bead, related, severity, changes=tuple(changes))


def _misspelt(found: Misspelt) -> Hit:
    name, original = found.name, found.original
    at = _words("target", name)
    better = _cased(found.better, name.text)
    said = f"“{name.text}” does not read as “{original.text}” of the original"
    told = (
        f"{said}; the usual spelling is “{better}”."
        if better
        else (f"{said}; “{_cased(found.guess, name.text)}” would.")
    )
    changes = (Change(at, better),) if better else ()
    severity = None if found.sure else Severity.NOTE
    return _hit(found.bead, original, name, told, severity, changes)


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word


def _changed(found: Changed) -> Hit:
    said = f"“{found.name.text}” stands here, “{found.original.text}” in the original"
    what = {
        What.NAME: "is it the same name?",
        What.FIRST_NAME: "the first name differs.",
        What.INITIAL: "the initial differs.",
    }[found.what]
    severity = None if found.sure else Severity.NOTE
    return _hit(found.bead, found.original, found.name, f"{said}: {what}", severity)


def _variant(found: Variant) -> Hit:
    at = _words("target", found.name)
    message = (
        f"“{found.name.text}” here, “{found.usual.text}” elsewhere in the release: both stand for "
        f"“{found.original.text}”."
    )
    changes = (Change(at, found.usual.text),) if found.sure else ()
    hit = _hit(found.bead, found.original, found.name, message, None, changes)
    return Hit(
        hit.at, hit.message, hit.bead,
        (*hit.related, ("the other spelling", _words("target", found.usual))),
        hit.severity, changes=hit.changes,
    )  # fmt: skip
