"""How a term is written: characters, scripts, notes that crept in."""

import re
from collections.abc import Iterator

from align.glossary.concepts import Concept, Term
from align.glossary.lint.characters import mixed, stray
from align.glossary.lint.context import Context, data, named, shown, tokens
from align.glossary.lint.values import Hit
from align.morphology import is_acronym

_SIGNS = re.compile(r"[()\[\]{}|;=→<>*?]|…|\.\.\.")
_STROKE = re.compile(r"\s/|/\s|(?<!\w)(\w+)/(\w+)")


def _texts(term: Term) -> Iterator[tuple[str, str]]:
    """Texts of a term that are looked for, and how messages call them."""
    yield term.text, named(term)
    for form in term.forms:
        yield form, f"the form “{shown(form)}” of {named(term)}"
    if term.replacement:
        yield term.replacement, f"the replacement “{shown(term.replacement)}” of {named(term)}"


def stray_characters(context: Context) -> Iterator[Hit]:
    """GLS009: blanks and characters that nobody sees, and terms without a word."""
    for concept, term in context.terms():
        if not tokens(term.text):
            yield Hit(
                f"{named(term)} has no letter or digit; write the term or delete it.", concept, term
            )
        for text, who in _texts(term):
            what = stray(text)
            if what:
                yield Hit(
                    f"{who} has {what}; take it out, or let --fix do it.",
                    concept,
                    term,
                    fixable=True,
                )


def mixed_script(context: Context) -> Iterator[Hit]:
    """GLS010: words with Latin and Cyrillic letters."""
    for concept, term in context.terms():
        for text, who in _texts(term):
            for word, right in mixed(text, term.language):
                script = "Latin" if term.language == "en" else "Cyrillic"
                todo = "write it in one script"
                if right:
                    todo = f"write “{shown(right)}” in {script} letters, or let --fix do it"
                what = "letters of two scripts in" if len(word) > 1 else "the look-alike letter"
                yield Hit(
                    f"{who} has {what} “{shown(word)}”; {todo}.",
                    concept,
                    term,
                    fixable=bool(right),
                )


def annotation_in_term(context: Context) -> Iterator[Hit]:
    """GLS015: notes for people, or several terms, where one term should be."""
    for concept, term in context.terms():
        what = _annotation(concept, term)
        if what:
            yield Hit(
                f"{named(term)} holds more than a term ({what}); write every variant as a term of "
                "its own, and remarks under “note:”.",
                concept,
                term,
            )


def _annotation(concept: Concept, term: Term) -> str:
    found = _SIGNS.search(term.text)
    if found:
        return f"“{found[0]}”"
    for match in _STROKE.finditer(term.text):
        # HIV/AIDS is one name; minister/ministry are two.
        if not match[1] or (
            min(len(match[1]), len(match[2])) > 2
            and not (is_acronym(match[1]) and is_acronym(match[2]))
        ):
            return f"“{match[0].strip()}”"
    padded = f" {term.text.lower()} ".replace(",", " ")
    for note in data("words.toml")["annotations"][term.language]:
        if f" {note} " in padded:
            return f"“{note}”"
    return ""
