"""Two versions of a glossary that come from one, made into one again.

A line-based merge stumbles where two translators add a term at the same place. This one compares
concepts, terms and fields: what only one side changed is taken; what both changed in different
ways is a conflict, told in words.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from align.glossary.concepts import Concept, Status, Term
from align.glossary.diff import shown
from align.glossary.nodes import BOM
from align.glossary.pairing import matched, renamed
from align.glossary.rewrite import rewrite
from align.glossary.schema import CONCEPT_KEYS, TERM_KEYS, Key, Kind
from align.glossary.store import parse
from align.glossary.yaml_text import canonical_blocks, line_end
from align.types import LANGUAGE_NAMES, LANGUAGES, Language

_SINGLE = tuple(key for key in CONCEPT_KEYS if key.kind is not Kind.TERMS)
_Owner = TypeVar("_Owner", Concept, Term)
# The line a concept begins on; "---" only begins the file.
_DASH = re.compile(r"\s*-(?:\s|$)")
_NONE = "nothing"
_SILENT = "says nothing"
_GONE = "takes it out"
_CHANGED = "changes it"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that the two sides want differently.

    Parameters
    ----------
    concept
        Id of the concept, as the merged text has it.
    what
        What they disagree about, such as ``Russian preferred term``.
    ours, theirs
        What each side does, such as ``says “Union State”`` or ``takes it out``. The merged text
        holds what ours says; where one side takes out what the other changes, it is kept, so that
        nothing is lost.
    """

    concept: str
    what: str
    ours: str
    theirs: str

    def __str__(self) -> str:
        """The conflict in one sentence, without a full stop."""
        return f"concept {self.concept}, {self.what}: one side {self.ours}, the other {self.theirs}"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file: its text, always usable, and what is left for a person to decide."""

    text: str = field(repr=False)
    conflicts: tuple[Conflict, ...]

    @property
    def marked(self) -> str:
        """The text with a comment above every concept that has a conflict.

        Where concepts stand in brackets and not on lines of their own, the comments are at the top.
        """
        notes: dict[str, list[str]] = {}
        for conflict in self.conflicts:
            notes.setdefault(conflict.concept, []).append(
                f"# CONFLICT, {conflict.what}: this side {conflict.ours}, "
                f"the other {conflict.theirs}."
            )
        ends, mark = line_end(self.text), BOM if self.text.startswith(BOM) else ""
        lines = self.text.removeprefix(BOM).splitlines(keepends=True)
        for concept in reversed(parse(self.text)):
            if concept.id in notes and concept.place is not None:
                at = concept.place.line - 1
                while at >= 0 and not _DASH.match(lines[at]):
                    at -= 1
                if at >= 0:
                    lines[at:at] = [f"{note}{ends}" for note in notes.pop(concept.id)]
        left = [f"{note}{ends}" for told in notes.values() for note in told]
        return mark + "".join(left + lines)


def merge(base: str, ours: str, theirs: str, path: str = "the glossary") -> Merged:
    """Merge two versions of a file into one.

    Parameters
    ----------
    base
        Text of the version both come from; empty where there is none.
    ours
        Text that the result is written into: its comments, order and form stay.
    theirs
        Text whose changes are brought in. New concepts come with their comments.
    path
        What messages call the file.

    Raises
    ------
    GlossaryError
        One of the three cannot be used.

    Examples
    --------
    >>> base = "- id: union-state\\n  en: [Union State]\\n"
    >>> merged = merge(base, base + "# ours\\n", base.replace("id", "gap: 1\\n  id"))
    >>> print(merged.text, end="")
    - id: union-state
      gap: 1
      en: [Union State]
    # ours
    """
    mine = parse(ours, f"{path} (ours)")
    other = parse(theirs, f"{path} (theirs)")
    work = _Merge(parse(base, f"{path} (base)"), mine, other)
    wanted = work.concepts()
    if not work.whole:
        text = rewrite(ours, wanted, path, renamed=work.names)
    else:
        blocks = canonical_blocks(theirs, path)
        added = {new: _with_comments(*blocks[old], ours) for old, new in work.whole.items()}
        text = rewrite(ours, wanted, path, renamed=work.names, blocks=added)
    return Merged(text, tuple(work.conflicts))


def _with_comments(above: str, body: str, ours: str) -> str:
    """A block with the comments above it, unless ours has them: a heading that was there before."""
    return body if all(line in ours for line in above.splitlines()) else above + body


class _Merge:
    """One merge: the three versions, the conflicts found, and what to tell the writer."""

    def __init__(
        self, base: Sequence[Concept], ours: Sequence[Concept], theirs: Sequence[Concept]
    ) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.conflicts: list[Conflict] = []
        self.names: dict[str, str] = {}  # Ids in ours to ids in the result, where they differ.
        self.whole: dict[str, str] = {}  # Concepts taken from theirs as they are: id there, here.

    def concepts(self) -> list[Concept]:
        """The merged concepts, in the order of ours; new ones after those they follow in theirs."""
        by_ours = self._by_base(self.ours)
        by_theirs = self._by_base(self.theirs)
        theirs = {concept.id: concept for concept in self.theirs}
        merged: dict[str, Concept] = {}  # By the id in ours, or in theirs for those ours has not.
        places: dict[str, str] = {}  # Ids in theirs to keys of `merged`.
        came = {c.id for c in self.ours} - {c.id for c in by_ours.values()}
        for old in self.base:
            mine, other = by_ours.get(old.id), by_theirs.get(old.id)
            if mine is not None and other is not None:
                merged[mine.id] = self._concept(old, mine, other)
                places[other.id] = mine.id
            elif mine is not None and mine != old:
                self._tell(mine.id, "the concept itself", _CHANGED, _GONE)
                merged[mine.id] = mine
            elif other is not None and other != old:
                self._tell(other.id, "the concept itself", _GONE, _CHANGED)
        for concept in self.ours:
            if concept.id in came:
                other = theirs.get(concept.id)
                known = other is not None and other.id not in {c.id for c in by_theirs.values()}
                if other is not None and known:
                    merged[concept.id] = self._concept(None, concept, other)
                    places[other.id] = concept.id
                else:
                    merged[concept.id] = concept
        return self._ordered(merged, places, by_ours, by_theirs)

    def _by_base(self, side: Sequence[Concept]) -> dict[str, Concept]:
        """Concepts of a side by the ids they have in the base."""
        by_id = {concept.id: concept for concept in side}
        new = renamed(self.base, side)
        found = {}
        for concept in self.base:
            name = new.get(concept.id, concept.id)
            if name in by_id:
                found[concept.id] = by_id[name]
        return found

    def _ordered(
        self,
        merged: dict[str, Concept],
        places: Mapping[str, str],
        by_ours: Mapping[str, Concept],
        by_theirs: Mapping[str, Concept],
    ) -> list[Concept]:
        result: list[Concept] = []
        taken: set[str] = set()
        at: dict[str, str] = {}  # Keys of `merged` to ids in the result.
        for mine in self.ours:
            concept = merged.get(mine.id)
            if concept is None:
                continue
            if concept.id in taken or (
                concept.id != mine.id and concept.id in {c.id for c in self.ours}
            ):
                self._tell(
                    mine.id, "id", f"says {mine.id}", f"says {concept.id}, another concept here"
                )
                concept = replace(concept, id=mine.id)
            result.append(concept)
            taken.add(concept.id)
            at[mine.id] = concept.id
            if concept.id != mine.id:
                self.names[mine.id] = concept.id
        kept = {concept.id: old for old, concept in by_theirs.items()}
        behind = ""
        for other in self.theirs:
            if other.id in places:
                behind = at[places[other.id]]
                continue
            old = next((c for c in self.base if c.id == kept.get(other.id)), None)
            if old is not None and (old == other or by_ours.get(old.id) is not None):
                continue  # Taken out by ours; changed ones are kept.
            if other.id in taken:
                self._tell(other.id, "id", "gives it to one concept", "gives it to another")
                continue
            ids = [concept.id for concept in result]
            result.insert(ids.index(behind) + 1 if behind else 0, other)
            taken.add(other.id)
            self.whole[other.id] = behind = other.id
        return result

    def _tell(self, concept: str, what: str, ours: str, theirs: str) -> None:
        self.conflicts.append(Conflict(concept, what, ours, theirs))

    def _concept(self, old: Concept | None, mine: Concept, other: Concept) -> Concept:
        def tell(key: Key, ours: str, theirs: str) -> None:
            self._tell(mine.id, key.name, ours, theirs)

        merged = _fields(old, mine, other, _SINGLE, tell)
        terms: list[Term] = []
        for language in LANGUAGES:
            before = () if old is None else old.in_language(language)
            terms += self._terms(
                mine.id, before, mine.in_language(language), other.in_language(language), language
            )
        if not terms:
            self._tell(mine.id, "terms", "keeps some", "keeps others, and none is left")
            terms = list(mine.terms)
        return replace(merged, terms=tuple(terms))

    def _terms(
        self,
        concept: str,
        base: Sequence[Term],
        ours: Sequence[Term],
        theirs: Sequence[Term],
        language: Language,
    ) -> list[Term]:
        if base == theirs or ours == theirs:
            return list(ours)
        if base == ours:
            return list(theirs)
        name = LANGUAGE_NAMES[language]
        to_ours, to_theirs = dict(matched(base, ours)), dict(matched(base, theirs))
        merged: dict[int, Term] = {}  # By the identity of the term in ours or theirs.
        twins: dict[int, Term] = {}  # Terms of theirs to those of ours.
        for old in base:
            mine, other = to_ours.get(old), to_theirs.get(old)
            if mine is not None and other is not None:
                merged[id(mine)] = self._term(concept, old, mine, other)
                twins[id(other)] = mine
            elif mine is not None and mine != old:
                self._tell(concept, f"{name} term “{mine.text}”", _CHANGED, _GONE)
                merged[id(mine)] = mine
            elif other is not None and other != old:
                self._tell(concept, f"{name} term “{other.text}”", _GONE, _CHANGED)
                merged[id(other)] = other
        old_ours, old_theirs = set(map(id, to_ours.values())), set(map(id, to_theirs.values()))
        came = {term.text: term for term in theirs if id(term) not in old_theirs}
        for mine in ours:
            if id(mine) in old_ours:
                continue
            if mine.text in came:
                other = came.pop(mine.text)
                merged[id(mine)] = self._term(concept, None, mine, other)
                twins[id(other)] = mine
            else:
                merged[id(mine)] = mine
        for other in came.values():
            merged[id(other)] = other
        result = [merged[id(mine)] for mine in ours if id(mine) in merged]
        behind = -1
        for other in theirs:
            if id(other) in twins:
                behind = result.index(merged[id(twins[id(other)])])
            elif id(other) in merged:
                behind += 1
                result.insert(behind, merged[id(other)])
        return self._one_preferred(concept, _unique(result), ours, theirs, name)

    def _term(self, concept: str, old: Term | None, mine: Term, other: Term) -> Term:
        name = LANGUAGE_NAMES[mine.language]

        def tell(key: Key, ours: str, theirs: str) -> None:
            what = f"{name} term “{mine.text}”, {key.name}"
            if key.name == "term" and old is not None:
                preferred = old.status is Status.PREFERRED
                what = f"{name} preferred term" if preferred else f"{name} term “{old.text}”"
            self._tell(concept, what, ours, theirs)

        merged = _fields(old, mine, other, TERM_KEYS, tell)
        if merged.since and merged.until and merged.until < merged.since:
            self._tell(
                concept,
                f"{name} term “{mine.text}”, from and until",
                f"says {shown(mine.since) or _NONE} and {shown(mine.until) or _NONE}",
                f"says {shown(other.since) or _NONE} and {shown(other.until) or _NONE}",
            )
            merged = replace(merged, since=mine.since, until=mine.until)
        return merged

    def _one_preferred(
        self,
        concept: str,
        result: list[Term],
        ours: Sequence[Term],
        theirs: Sequence[Term],
        name: str,
    ) -> list[Term]:
        """Tell where each side made another term the preferred one; ours then stays."""
        mine, other, both = (
            [term.text for term in terms if term.status is Status.PREFERRED]
            for terms in (ours, theirs, result)
        )
        if len(both) < 2 or len(mine) != 1 or len(other) != 1 or mine == other:
            return result
        self._tell(concept, f"{name} preferred term", f"says “{mine[0]}”", f"says “{other[0]}”")
        held = {term.text: term for term in ours}
        kept = []
        for term in result:
            if term.status is not Status.PREFERRED or term.text in mine:
                kept.append(term)
            elif term.text in held:
                kept.append(replace(term, status=held[term.text].status))
        return kept


def _fields(
    old: _Owner | None,
    mine: _Owner,
    other: _Owner,
    keys: Iterable[Key],
    tell: Callable[[Key, str, str], None],
) -> _Owner:
    """`mine` with what only `other` changed; what both changed is told."""
    changes: dict[str, object] = {}
    for key in keys:
        ours, theirs = getattr(mine, key.field), getattr(other, key.field)
        base = getattr(old, key.field) if old is not None else None
        if ours == theirs or (old is not None and theirs == base):
            continue
        if (old is not None and ours == base) or (old is None and not ours):
            changes[key.field] = theirs
        elif key.kind is Kind.LINES:
            changes[key.field] = _joined(base or (), ours, theirs)
        elif old is not None or theirs:
            marks = "says “{}”" if key.kind in (Kind.LINE, Kind.TEXT) else "says {}"
            said = [marks.format(shown(v)) if shown(v) else _SILENT for v in (ours, theirs)]
            tell(key, *said)
    return replace(mine, **changes)  # type: ignore[arg-type]


def _joined(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Lists of forms: what either side took out is gone, what either added is there."""
    gone = set(base) - (set(ours) & set(theirs))
    return tuple(form for form in dict.fromkeys((*ours, *theirs)) if form not in gone)


def _unique(terms: Iterable[Term]) -> list[Term]:
    """Terms without twins: one side's new spelling may be the other's new term."""
    return list({term.text: term for term in reversed(list(terms))}.values())[::-1]
