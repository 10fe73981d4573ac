"""Glossaries for the tests of the exchange formats: one that has everything, and random ones."""

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from align.glossary.concepts import Case, Concept, Enforce, Glossary, Status, Term
from align.types import LANGUAGES

HERE = Path(__file__).parent

FULL = Glossary(
    (
        Concept(
            "union-state",
            (
                Term("Union State", "en", case=Case.EXACT, source="Treaty, English text"),
                Term("Allied State", "en", Status.DEPRECATED, replacement="Union State"),
                Term("State Union", "en", Status.FORBIDDEN, note="a tabloid's coinage"),
                Term("Союзное государство", "ru", forms=("Союзном гос-ве", "a|b\\")),
                Term("Саюзная дзяржава", "be", since=date(1999, 12, 8), until=date(2099, 1, 31)),
            ),
            domain="integration",
            definition="The union under the treaty of 8 December 1999.",
            note='He said: "=not a formula".',
            enforce=Enforce.ERROR,
            gap=1,
            override="the press office's own rendering",
        ),
        Concept(
            "2030-agenda",
            (
                Term("Agenda 2030", "en", Status.PROPOSED),
                Term("2030 Agenda", "en"),
                Term("Повестка дня до 2030 года", "ru"),
                Term("Повестка-2030", "ru", Status.ADMITTED),
                Term("Парадак дня да 2030 года", "be", Status.ADMITTED),
            ),
            enforce=Enforce.OFF,
        ),
    )
)

# Signs that have broken a format somewhere: quotes, delimiters, marks of formulas, mark-up,
# escapes, letters of both Cyrillic alphabets, writing from the right, signs without width.
_SIGNS = (
    "abZ19 \"'=+-@,;|\\<>&]_x{}%#:/\u00a0\u2019\u2014ёЁўЎіІцЩ"
    "\u05d0\u0627\u200f\u202e\u200b\u200d\u0301😀"
)
_PIECES = (
    "Union State", "_x0041_", "_x000D_", "align:enforce=off", "align:note=", "]]>", "&amp;",
    "''=", "<b>",
)  # fmt: skip


def _tidy(text: str) -> str:
    return " ".join(word for word in text.split(" ") if word)


_TEXTS = st.one_of(
    st.sampled_from(_PIECES), st.text(st.sampled_from(_SIGNS), min_size=1, max_size=8).map(_tidy)
).filter(bool)
_MAYBE = st.just("") | _TEXTS
_NOTES = _MAYBE | st.lists(_TEXTS, min_size=2, max_size=3).map("\n".join)


def terms(language: str) -> st.SearchStrategy[Term]:
    """Terms of a language with any field filled in, as a glossary file may hold them."""
    return st.builds(
        Term,
        text=_TEXTS,
        language=st.just(language),
        status=st.sampled_from(Status),
        case=st.sampled_from(Case),
        forms=st.lists(_TEXTS, max_size=2).map(tuple),
        since=st.none() | st.dates(),
        until=st.none(),
        replacement=_MAYBE,
        note=_NOTES,
        source=_MAYBE,
        place=st.none(),
    )


def _concepts(identifier: str) -> st.SearchStrategy[Concept]:
    in_language = [st.lists(terms(language), max_size=2) for language in LANGUAGES]
    return st.builds(
        Concept,
        id=st.just(identifier),
        terms=st.tuples(*in_language).map(lambda lists: tuple(t for one in lists for t in one)),
        domain=_MAYBE,
        definition=_MAYBE,
        note=_NOTES,
        enforce=st.sampled_from(Enforce),
        gap=st.sampled_from((0, 1)),
        override=_MAYBE,
        place=st.none(),
    )


def glossaries() -> st.SearchStrategy[Glossary]:
    """Up to three concepts."""
    return (
        st.integers(0, 3)
        .flatmap(lambda number: st.tuples(*map(_concepts, ("union-state", "2030", "a")[:number])))
        .map(Glossary)
    )


def plain(concepts: tuple[Concept, ...]) -> list[dict[str, list[str]]]:
    """Terms by language, for tests that look at nothing else."""
    return [
        {language: [t.text for t in c.in_language(language)] for language in c.languages}
        for c in concepts
    ]
