"""Folding makes equal what is one word to a reader, and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.morphology import fold, is_acronym, keeps_capitals, words
from align.types import LANGUAGES, Language

LETTERS = "абвёйўіьяАЁЎІaceiopxyABCHMTё'’ʼ`-\u2011\u0301\u0306\u0308\u00adz1.ßİ"


@pytest.mark.parametrize(
    ("token", "language", "folded"),
    [
        ("Прэм’ер", "be", "прэм'ер"),
        ("прэмʼер", "be", "прэм'ер"),
        ("Ўрад", "be", "урад"),
        ("шоў", "be", "шоў"),
        ("лёс", "be", "лёс"),
        ("учёный", "ru", "ученый"),
        ("дви́гатель", "ru", "двигатель"),
        ("и\u0306од", "ru", "йод"),
        ("Mосква", "ru", "москва"),
        ("акцыi", "be", "акцыі"),
        ("i", "be", "і"),
        ("COVID", "ru", "covid"),
        ("Statе", "en", "state"),
        ("Мир", "en", "мир"),
        ("со\u00adюз", "ru", "союз"),
        ("policy‑making", "en", "policy-making"),
    ],
)
def test_fold(token: str, language: Language, folded: str) -> None:
    assert fold(token, language) == folded


@given(st.text(alphabet=LETTERS) | st.text(), st.sampled_from(LANGUAGES))
def test_folding_twice_is_folding_once(token: str, language: Language) -> None:
    once = fold(token, language)
    assert fold(once, language) == once


@given(st.text(alphabet=LETTERS + " \n,«»") | st.text())
def test_words_are_in_order_and_apart(text: str) -> None:
    found = words(text)
    assert all(a < b for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert all(not any(c.isspace() for c in text[a:b]) for a, b in found)


def test_words_hold_apostrophes_hyphens_and_stress_marks() -> None:
    text = "Прэм’ер-міністр, «хі́мія» - 5-ы; states' rock'n'roll -x-"
    found = [text[a:b] for a, b in words(text)]
    assert found == ["Прэм’ер-міністр", "хі́мія", "5-ы", "states", "rock'n'roll", "x"]


def test_a_long_run_of_marks_is_split_in_time_linear_in_its_length() -> None:
    text = ("а\u0301-" * 40_000) + "'" * 40_000
    assert len(words(text)) == 1


def test_acronyms_have_two_capitals_and_no_small_letter() -> None:
    assert [is_acronym(w) for w in ("ООН", "МИДа", "Я", "COVID-19", "BelTA", "5")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


def test_headings_in_capitals_keep_the_capitals_of_a_term() -> None:
    assert keeps_capitals("Союзное", "СОЮЗНОЕ")
    assert keeps_capitals("государство", "Государство")
    assert not keeps_capitals("Союзное", "союзное")
    assert not keeps_capitals("ООН", "Оон")
