"""Terms in the wrong language, and renderings that render nothing."""

import re
from collections.abc import Iterator

from align.glossary.concepts import Concept, Term
from align.glossary.lint.characters import is_cyrillic, is_latin
from align.glossary.lint.context import SOURCES, Context, named, tokens
from align.glossary.lint.dictionary import known, lemmas
from align.glossary.lint.values import Hit
from align.morphology import fold, is_acronym
from align.types import LANGUAGE_NAMES, Language

# Letters that a language does not have. The apostrophe of д'Артаньян stands after one letter.
_FOREIGN = {
    "ru": re.compile("[іўґїєІЎҐЇЄ]|(?<=[а-яё][а-яё])['’ʼ](?=[а-яё])", re.IGNORECASE),
    "be": re.compile("[ищъїєИЩЪЇЄ]"),
}
_OTHER: dict[Language, Language] = {"ru": "be", "be": "ru"}
# Words of fewer letters are often the same in both languages.
_LEAST_LETTERS = 4


def equal_to_source(context: Context) -> Iterator[Hit]:
    """GLS016: an English term that is the source term itself."""
    for concept in context.glossary.concepts:
        sources = {_written(t): t for t in concept.terms if t.language != "en"}
        for term in concept.in_language("en"):
            twin = sources.get(_written(term))
            if twin is None or not term.status.allowed or _international(term.text):
                continue
            yield Hit(
                f"{named(term)} is the same as the {LANGUAGE_NAMES[twin.language]} one; put the "
                "translation in its place.",
                concept,
                term,
            )


def _written(term: Term) -> str:
    return " ".join(tokens(term.text)).casefold()


def _international(text: str) -> bool:
    """Whether a term may well stay as it is: a name or sign in Latin letters, or digits."""
    if any(map(is_cyrillic, text)):
        return False
    return all(word[:1].isupper() or not word.isalpha() for word in tokens(text))


def wrong_language(context: Context) -> Iterator[Hit]:
    """GLS018: letters or words of another language than that of the list."""
    for concept, term in context.terms():
        what = strange(concept, term)
        if what:
            yield Hit(
                f"{named(term)} {what}; put it under its own language, or correct the spelling.",
                concept,
                term,
            )


def strange(concept: Concept, term: Term) -> str:
    """What tells that a term is of another language than its list; empty where nothing does."""
    cited = tokens(term.text)
    if term.language == "en":
        word = next((w for w in cited if all(map(is_cyrillic, filter(str.isalpha, w)))
                     and any(map(is_cyrillic, w))), "")  # fmt: skip
        equal = term.status.allowed and any(
            other.language != "en" and _written(other) == _written(term) for other in concept.terms
        )
        return f"has the Cyrillic word “{word}”" if word and not equal else ""
    name = LANGUAGE_NAMES[term.language]
    found = _FOREIGN[term.language].search(term.text)
    if found:
        return f"has “{found[0]}”, a sign that {name} does not have"
    if not any(map(is_cyrillic, term.text)):
        latin = [w for w in cited if any(map(is_latin, w))]
        small = [w for w in latin if w.islower() and w.isalpha() and len(w) >= _LEAST_LETTERS]
        return f"is in Latin letters, “{small[0]}” among them" if small else ""
    return _words_of(term, _OTHER[term.language])


def _words_of(term: Term, other: Language) -> str:
    """Told where every longer word is known to the other language alone."""
    if term.language not in SOURCES:
        return ""
    long = [
        word
        for word in tokens(term.text)
        if len(word) >= _LEAST_LETTERS and not is_acronym(word) and any(map(is_cyrillic, word))
    ]
    if not long or (len(long) == 1 and long[0][:1].isupper()):
        return ""  # A name by itself may be the same in both, and unknown to one dictionary.
    if any(known(word, term.language) for word in long):
        return ""
    if not all(known(word, other) for word in long):
        return ""
    # Генконсульства is a Belarusian compound that no dictionary has, and a Russian genitive.
    if not any(fold(word, other) in lemmas(word, other) for word in long):
        return ""
    return f"is {LANGUAGE_NAMES[other]} by its words"
