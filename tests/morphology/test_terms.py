"""Every form of a term is recognised, and what does not agree is not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.morphology import fold, lemmas, term_forms, words
from align.types import LANGUAGES, Language

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "terms_cases.toml").read_text("utf-8"))["case"]
LEMMAS: dict[Language, dict[str, list[str]]] = tomllib.loads(
    (HERE / "lemmas_cases.toml").read_text("utf-8")
)
TERM_LETTERS = "абвгдеёжзійклмнопрстуўфхцчшыьэюящъиАМГТceo'- "


def recognised(case: dict[str, Any], text: str) -> bool:
    language = case["language"]
    forms = term_forms(case["term"], language)
    tokens = [text[a:b] for a, b in words(text)]
    folded = tuple(fold(token, language) for token in tokens)
    return folded in forms.sequences and forms.fits(
        tokens, language, exact=case.get("exact", False)
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{c['language']}-{c['term']}" for c in CASES])
def test_forms(case: dict[str, Any]) -> None:
    missed = [text for text in [case["term"], *case["matches"]] if not recognised(case, text)]
    wrong = [text for text in case["differs"] if recognised(case, text)]
    if case["term"].startswith("to "):
        missed = [text for text in missed if text != case["term"]]
    assert (missed, wrong) == ([], [])


@pytest.mark.parametrize(
    ("language", "word", "wanted"),
    [(lang, word, wanted) for lang, some in LEMMAS.items() for word, wanted in some.items()],
)
def test_lemmas(language: Language, word: str, wanted: list[str]) -> None:
    assert set(wanted) <= set(lemmas(word, language))


def test_extra_forms_match_beside_the_computed_ones() -> None:
    forms = term_forms("МИД", "ru", ("МИДа", "МИДом"))
    assert forms.sequences == (("мид",), ("мида",), ("мидом",))
    assert forms.fits(["МИДа"], "ru")
    assert not forms.fits(["мид"], "ru")


def test_a_term_without_words_has_no_forms() -> None:
    assert term_forms(" – ", "be").sequences == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=TERM_LETTERS, max_size=30) | st.text(max_size=20),
    st.sampled_from(LANGUAGES),
)
def test_the_citation_form_is_always_among_the_forms(text: str, language: Language) -> None:
    cited = tuple(fold(text[a:b], language) for a, b in words(text))
    sequences = term_forms(text, language).sequences
    assert not cited or cited in sequences
    assert list(sequences) == sorted(set(sequences))
    assert all(sequence and all(sequence) for sequence in sequences)
    assert term_forms.__wrapped__(text, language).sequences == sequences


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="АБВГМНОСТЎІABCHMXWZ", min_size=2, max_size=8))
def test_acronyms_do_not_inflect(word: str) -> None:
    for language in ("ru", "be"):
        forms = term_forms(word, language)
        assert forms.sequences == ((fold(word, language),),)
        assert not forms.fits([fold(word, language)], language)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="абвгдеёзійклмнорстуўцьыяю", min_size=1, max_size=14))
def test_every_word_has_lemmas(word: str) -> None:
    found = lemmas(word, "be")
    assert found
    assert list(found) == sorted(set(found))
