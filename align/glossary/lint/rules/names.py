"""Names of people and places in Latin letters: by some scheme, or by none."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from align.glossary.concepts import Concept
from align.glossary.lint.characters import is_cyrillic
from align.glossary.lint.context import SOURCES, Context, data, named, tokens
from align.glossary.lint.values import Hit
from align.keys.names import skeletons
from align.morphology import is_acronym
from align.types import Language

DOMAINS = frozenset(("people", "places"))
_VOWELS = frozenset("аоуэыеёиіюяьъ'’")
_LEAST_LETTERS = 3
_LEAST_STEM = 4
_ENDING = 3  # letters of an ending that English leaves off: -кая of Минская
_MARKS = str.maketrans({"ł": "l", "Ł": "L", "’": "", "'": "", "ʼ": "", "-": ""})


def transliteration(context: Context) -> Iterator[Hit]:
    """GLS019: a name that sounds like the original but follows no known romanisation.

    A spelling with a ``source:`` is settled; one of other consonants (Xi, Georgia) is no
    romanisation at all.
    """
    settled = {c.id for c in context.glossary.concepts if _by_its_own_language(c)}
    for concept, term in context.allowed("en"):
        if concept.domain not in DOMAINS or term.source or concept.id in settled:
            continue
        for word in tokens(term.text):
            if not word[:1].isupper() or is_acronym(word) or len(word) < _LEAST_LETTERS:
                continue
            twin = _unread(concept, word)
            if twin:
                yield Hit(
                    f"{named(term)} spells “{twin[0]}” as “{word}”, which no known romanisation "
                    f"does; write “{twin[1]}”, or say under “source:” who spells it so.",
                    concept,
                    term,
                )
                break


def _unread(concept: Concept, word: str) -> tuple[str, str] | None:
    """A Cyrillic word that `word` sounds like but does not spell, and its usual spelling."""
    sounds = set(skeletons(word))
    near: list[tuple[str, Language]] = []
    for term in concept.terms:
        if term.language not in SOURCES or not term.status.allowed:
            continue
        for original in tokens(term.text):
            if any(map(is_cyrillic, original)) and original[:1].isupper():
                if spells(word, original, term.language) or _ends_otherwise(
                    word, original, term.language
                ):
                    return None
                if sounds & set(skeletons(original)):
                    near.append((original, term.language))
    return (near[0][0], romanised(*near[0])) if near else None


def _by_its_own_language(concept: Concept) -> bool:
    """Whether a name has marks (Vučić): it is spelled as in its own language."""
    return any(not c.isascii() and c.isalpha() for t in concept.in_language("en") for c in t.text)


def _ends_otherwise(latin: str, cyrillic: str, language: Language) -> bool:
    """Whether a name follows a scheme but for its ending: Minsk, Минская; Ukraine, Украина."""
    stems = range(len(cyrillic) - 1, max(_LEAST_STEM, len(cyrillic) - _ENDING) - 1, -1)
    return any(
        spells(latin[: len(latin) - cut], cyrillic[:size], language)
        for size in stems
        for cut in range(3)
    )


def plain(word: str) -> str:
    """A word in small Latin letters without marks, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFD", word.translate(_MARKS).lower())
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 14)
def spells(latin: str, cyrillic: str, language: Language) -> bool:
    """Whether each letter of a name is written as in some known scheme.

    Examples
    --------
    >>> spells("Halowchanka", "Галоўчанка", "be"), spells("Lukaschenko", "Лукашенко", "ru")
    (True, False)
    """
    wanted = plain(latin)
    letters, start, endings = _table(language)
    word = cyrillic.lower().replace("-", "")
    reached: dict[int, set[int]] = {0: {0}}
    for at in range(len(word)):
        places = reached.get(at)
        if not places:
            continue
        begins = at == 0 or word[at - 1] in _VOWELS
        for size in (1, 2):
            part = word[at : at + size]
            if len(part) < size:
                break
            options = letters.get(part, ())
            if begins:
                options += start.get(part, ())
            if at + size == len(word):
                options += endings.get(part, ())
            for option in options:
                for place in places:
                    if wanted.startswith(option, place):
                        reached.setdefault(at + size, set()).add(place + len(option))
    return len(wanted) in reached.get(len(word), ())


def romanised(cyrillic: str, language: Language) -> str:
    """A name by BGN/PCGN, marks and apostrophes left out.

    Examples
    --------
    >>> romanised("Лукашенко", "ru"), romanised("Ельск", "ru")
    ('Lukashenko', 'Yelsk')
    """
    scheme = _schemes(language)[0]
    out = ""
    lower = cyrillic.lower()
    for at, letter in enumerate(lower):
        begins = at == 0 or lower[at - 1] in _VOWELS
        options = scheme["letters"].get(letter, letter)
        if begins:
            options = scheme.get("start", {}).get(letter, options)
        first = options.split()[0].strip("-") if letter != "-" else "-"
        out += first[:1].upper() + first[1:] if cyrillic[at].isupper() else first
    return out


def _schemes(language: Language) -> list[dict[str, Mapping[str, str]]]:
    return [s for s in data("romanisation.toml")["scheme"] if s["language"] == language]


@cache
def _table(language: Language) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Renderings of all schemes together: letters, those after a vowel, endings."""
    tables: list[dict[str, tuple[str, ...]]] = []
    for part in ("letters", "start", "endings"):
        table: dict[str, tuple[str, ...]] = {}
        for scheme in _schemes(language):
            for letter, options in scheme.get(part, {}).items():
                several = tuple("" if o == "-" else o for o in options.split())
                table[letter] = tuple(dict.fromkeys((*table.get(letter, ()), *several)))
        tables.append(table)
    return tuple(tables)
