"""Whether a text renders a concept, also where it says so in other words than the term's own.

A translator who writes "the state of the Union" or "sanctioned" has rendered the term, if not in
the words agreed. What counts as the same word is told by lemmas first, by the common beginning of
two stems then.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from align.glossary.concepts import Concept
from align.keys.words import stem
from align.morphology import fold, lemmas, words
from align.types import Language, Span

# Measured by tests/bench/bench_renderings.py on 3,779 occurrences of English terms in Russian
# translations (TICO-19): renderings found / found where none is.
# Words that may stand between the words of a rendering in another order: with 0, 2, 4 and 8 the
# lemmas alone find 68.5, 69.6, 69.7 and 69.8 % / 0.58, 0.61, 0.61 and 0.64 %.
BETWEEN = 4
# Stems of one derivation begin alike: with so many letters at least, and this share of the longer
# one. (4, .7) finds 80.6 / 1.08 %, (4, .8) 79.8 / 0.95, (5, .6) 80.9 / 1.14, (6, .6) 80.7 / 0.95.
COMMON, SHARE = 6, 0.6
# An English name of so many letters, with so many more at its end, is what is from there: Korean.
NAME, ENDING = 4, 3
# What ends a clause; commas stand inside terms too.
_STOP = re.compile("[.;:!?()]")
_HYPHEN = re.compile("[-\u2010\u2011]")


class Grade(StrEnum):
    """How a text renders a concept."""

    REORDERED = "reordered"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendering in other words than those of a term.

    Parameters
    ----------
    term
        The term whose words they are.
    span
        From the first to the last of them.
    grade
        Whether all are forms of the term's words, or some only derived from them.
    """

    term: str
    span: Span
    grade: Grade


def loosely(concept: Concept, language: Language, text: str) -> Rendering | None:
    """The first rendering of a concept by the words of an allowed term, in any order.

    Parameters
    ----------
    concept
        What should be rendered.
    language
        Of the text.
    text
        One sentence or a few.
    """
    spans = _parts(text)
    tokens = [text[a:b] for a, b in spans]
    clauses = _clauses(text, spans)
    for derived in (False, True):
        for term in concept.in_language(language):
            if not term.status.allowed:
                continue
            content = _content(term.text, language)
            found = _window([_places(w, tokens, language, derived) for w in content], clauses)
            if found is not None:
                span = Span(spans[found[0]][0], spans[found[1]][1])
                return Rendering(term.text, span, Grade.DERIVED if derived else Grade.REORDERED)
    return None


def _parts(text: str) -> list[tuple[int, int]]:
    """Where words stand, the parts of a hyphenated one by themselves."""
    found: list[tuple[int, int]] = []
    for start, end in words(text):
        for part in _HYPHEN.split(text[start:end]):
            found.append((start, start + len(part)))
            start += len(part) + 1
    return found


def _clauses(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Number of the clause that each word stands in: no rendering reaches over a full stop."""
    out, clause, last = [], 0, 0
    for start, end in spans:
        clause += bool(_STOP.search(text, last, start))
        out.append(clause)
        last = end
    return out


@lru_cache(maxsize=1 << 14)
def _content(term: str, language: Language) -> tuple[str, ...]:
    """The words of a term that count."""
    every = tuple(term[a:b] for a, b in _parts(term))
    return tuple(w for w in every if fold(w, language) not in _function_words(language)) or every


def _places(word: str, tokens: Sequence[str], language: Language, derived: bool) -> list[int]:
    return [k for k, token in enumerate(tokens) if _same(word, token, language, derived)]


@lru_cache(maxsize=1 << 14)
def _lemmas(word: str, language: Language) -> frozenset[str]:
    """Lemmas of a word, in British and in American spelling."""
    found = lemmas(word, language)
    if language != "en":
        return frozenset(found)
    from align.morphology.english import spellings

    return frozenset(spelled for lemma in found for spelled in spellings(lemma))


@lru_cache(maxsize=1 << 16)
def _same(word: str, token: str, language: Language, derived: bool) -> bool:
    """Whether a word of a text is one of a term, or derived from it."""
    if not _lemmas(word, language).isdisjoint(_lemmas(token, language)):
        return True
    if not derived or fold(token, language) in _function_words(language):
        return False
    if language == "en" and token.startswith(word) and word[0].isupper() and len(word) >= NAME:
        return len(token) - len(word) <= ENDING
    a, b = stem(word), stem(token)
    common = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        common += 1
    return common >= COMMON and common >= SHARE * max(len(a), len(b))


def _window(places: Iterable[Sequence[int]], clauses: Sequence[int]) -> tuple[int, int] | None:
    """First and last token of the shortest run that has every word, None where none is short.

    A run stays in one of the `clauses`.
    """
    places = list(places)
    marked = sorted((k, n) for n, found in enumerate(places) for k in found)
    best: tuple[int, int] | None = None
    for at, (first, _) in enumerate(marked):
        seen: set[int] = set()
        for k, n in marked[at:]:
            if k - first >= len(places) + BETWEEN or clauses[k] != clauses[first]:
                break
            seen.add(n)
            if len(seen) == len(places):
                if best is None or k - first < best[1] - best[0]:
                    best = first, k
                break
    return best


@cache
def _function_words(language: Language) -> frozenset[str]:
    text = files("align.glossary").joinpath("data/function_words.toml").read_text("utf-8")
    return frozenset(fold(word, language) for word in tomllib.loads(text)[language].split())
