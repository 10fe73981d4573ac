"""Groups of words of an original that can be a term, told by their grammar alone.

An abbreviation; a name, where a capital says that it is one; an adjective or several with the noun
that they agree with; a noun with others in the genitive. Forms of one group have one key, its
lemmas.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from align.keys.numbers import is_number_word
from align.morphology import fold, is_acronym, lemmas, words
from align.morphology.phrases import readings
from align.morphology.values import Form, Kind, Reading
from align.types import Language, Span

Key = tuple[str, ...]
LONGEST = 4  # words of a candidate
# A capital after one of these says nothing.
_OPENING = ("", *'.!?…:;—–-«“„"(')


def candidates(text: str, language: Language) -> Iterator[tuple[Key, Span]]:
    """Groups of words that can be a term: their lemmas, and where they stand."""
    spans = words(text)
    tokens = [text[a:b] for a, b in spans]
    for first, (start, _) in enumerate(spans):
        opening = text[:start].rstrip()[-1:] in _OPENING
        for last in range(first, min(first + LONGEST, len(tokens))):
            if last > first and text[spans[last - 1][1] : spans[last][0]].strip(" \u00a0"):
                break
            key = _term(tokens[first : last + 1], language, opening)
            if key is not None:
                yield key, Span(start, spans[last][1])


def _term(tokens: Sequence[str], language: Language, opening: bool) -> Key | None:
    """Lemmas of a group that can be a term, None for another."""
    if any(_is_plain(token, language) for token in tokens):
        return None
    if len(tokens) == 1 and not is_acronym(tokens[0]) and (opening or not tokens[0][0].isupper()):
        return None
    return _phrase([readings(token, language, forms=False) for token in tokens], tokens)


def _phrase(
    every: Sequence[Sequence[Reading]], tokens: Sequence[str], case: str = ""
) -> Key | None:
    """Adjectives and a noun that they agree with, then the same in the genitive."""
    adjectives: list[Sequence[Reading]] = []
    for n, found in enumerate(every):
        key = _agreeing(adjectives, found, tokens[n], case)
        if key is not None:
            if n + 1 == len(every):
                return key
            rest = _phrase(every[n + 1 :], tokens[n + 1 :], "G")
            if rest is not None:
                return key + rest
        adjectives.append([r for r in found if r.kind is Kind.ADJECTIVE])
        if not adjectives[-1]:
            return None
    return None


def _agreeing(
    adjectives: Sequence[Sequence[Reading]], nouns: Sequence[Reading], token: str, case: str
) -> Key | None:
    """Lemmas of adjectives and a noun in one case and number, None where they do not agree."""
    if is_acronym(token):
        return None if adjectives else (token.lower(),)
    for noun in sorted((r for r in nouns if r.kind is Kind.NOUN), key=lambda r: r.lemma):
        for form in noun.here:
            if case and form.case != case:
                continue
            before = [_agreeing_lemma(some, form) for some in adjectives]
            if all(before):
                return (*before, noun.lemma)
    return None


def _agreeing_lemma(some: Sequence[Reading], noun: Form) -> str:
    fitting = (
        r.lemma for r in some
        if any(f.case == noun.case and f.number == noun.number for f in r.here)
    )  # fmt: skip
    return min(fitting, default="")


def _is_plain(token: str, language: Language) -> bool:
    """Whether a word is, or may be, a preposition, a pronoun or one of the data file's."""
    if is_acronym(token):
        return False
    folded = fold(token, language)
    if len(token) == 1 or is_number_word(folded) or any(map(str.isdecimal, token)):
        return True
    if any(r.kind is Kind.OTHER for r in readings(token, language, forms=False)):
        return True
    return not _plain_words(language).isdisjoint(lemmas(token, language))


@cache
def _plain_words(language: Language) -> frozenset[str]:
    text = files("align.glossary").joinpath("data/consistency.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    return frozenset(fold(word, language) for word in data.get(language, "").split())
