"""Which concept or term of one version of a glossary is which of another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from align.glossary.concepts import Concept, Term


def renamed(before: Iterable[Concept], after: Iterable[Concept]) -> dict[str, str]:
    """New ids by old ones: of concepts that went away while one of the same terms came.

    Examples
    --------
    >>> term = Term("Union State", "en")
    >>> renamed([Concept("union", (term,))], [Concept("union-state", (term,))])
    {'union': 'union-state'}
    """
    old = {concept.id: concept for concept in before}
    new = {concept.id: concept for concept in after}
    came: dict[frozenset[tuple[str, str]], list[str]] = {}
    for concept in new.values():
        if concept.id not in old:
            came.setdefault(_names(concept), []).append(concept.id)
    found = {}
    for concept in old.values():
        if concept.id not in new and came.get(_names(concept)):
            found[concept.id] = came[_names(concept)].pop(0)
    return found


def _names(concept: Concept) -> frozenset[tuple[str, str]]:
    return frozenset((term.language, term.text) for term in concept.terms)


def matched(before: Sequence[Term], after: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Terms of one language that stay, old and new: of the same text, else alike in all else."""
    by_text = {term.text: term for term in after}
    old_texts = {term.text for term in before}
    came = [term for term in after if term.text not in old_texts]
    found = []
    for term in before:
        if term.text in by_text:
            found.append((term, by_text[term.text]))
            continue
        twin = next((one for one in came if replace(one, text=term.text) == term), None)
        if twin is not None:
            found.append((term, twin))
            came.remove(twin)
    return found
