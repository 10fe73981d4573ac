"""Names: what reads as what, where the slip is, and which words are names (name_facts.toml)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.facts.name_changes import is_patronymic
from align.facts.name_pairs import paired
from align.facts.name_sounds import cost, initials, latin, per_letter
from align.facts.name_spelling import distance, is_known, patterns, slip
from align.facts.name_words import exonyms, is_given, key, renderings, same_given
from align.facts.names import mentions
from align.keys.romanisation import romanised

DATA = tomllib.loads(Path(__file__).with_name("name_facts.toml").read_text(encoding="utf-8"))
LANGUAGES = ("ru", "be")
SURNAMES = ("Шумилин", "Крылова", "Жуковский", "Лукьянов", "Дорошенко", "Кузнецова", "Бережной")


def rows(title):
    return [(lang, *row.split()) for lang in LANGUAGES for row in DATA[title][lang]]


def found(text):
    return mentions(text)


@pytest.mark.parametrize(("language", "original", "name"), rows("renders"))
def test_a_name_is_recognised_in_every_case(language, original, name):
    (pair,) = paired(found(f"Это {original}")[-1:], found(f"met {name}"), language).values()
    assert pair.sure


@pytest.mark.parametrize(("language", "original", "name"), rows("others"))
def test_another_name_is_told_from_it(language, original, name):
    pairs = paired(found(f"Это {original}")[-1:], found(f"met {name}"), language)
    assert not any(pair.sure for pair in pairs.values())


@pytest.mark.parametrize(("language", "original", "name", "better"), rows("slips"))
def test_slips(language, original, name, better):
    mended = slip(original, name, language, 6.0)
    assert (mended.better if mended else "-") == better


@pytest.mark.parametrize("case", DATA["mentions"], ids=lambda case: case["names"])
def test_words_that_may_be_names(case):
    def shown(one):
        letters = ",".join(one.initials) + "/" * bool(one.initials)
        marks = "-o" * one.opening + "-a" * one.acronym
        return "+" * one.joined + letters + one.text + marks

    assert " ".join(map(shown, found(case["text"]))) == case["names"]


def test_mentions_stand_where_they_say():
    text = "Министр В. Шумилин приехал в Брест из Санкт-Петербурга."
    assert all(one.span.of(text) == one.text for one in found(text))


def test_lists():
    assert exonyms("Германии") == ("Germany", "German", "Germans")
    assert key("Germany") in renderings("ФРГ")
    assert exonyms("Шумилина") == ()
    assert is_known("Smith")
    assert not is_known("Shuimlin")
    assert is_given("Mikalai")
    assert is_given("Robert")
    assert not is_given("Brest")
    assert same_given("Мікалая", "Nicholas")
    assert not same_given("Мікалая", "Viktor")


@pytest.mark.parametrize(
    "word", ["Николаевич", "Ивановной", "Мікалаевічу", "Пятроўны", "Ильинична"]
)
def test_patronymics(word):
    assert is_patronymic(word)


@pytest.mark.parametrize("word", ["Шумилин", "Крылова", "Вич", "Мінск", "Новичок"])
def test_no_patronymics(word):
    assert not is_patronymic(word)


def test_initials():
    assert {"y", "e"} <= set(initials("Е"))
    assert "b" in initials("Б")
    assert "a" not in initials("Б")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_nothing_raises(text, one, other):
    for name in (text, one, other):
        mentions(name)
        is_known(name)
        renderings(name)
    assert cost(one, other) >= 0
    slip(one, other, "ru", 4.0)
    slip(one, other, "be", 4.0)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SURNAMES), st.sampled_from(["", "а", "у", "ым", "е"]))
def test_a_romanised_name_is_right(surname, ending):
    name = romanised(surname, "ru")
    assert slip(surname + ending, name, "ru", 4.0) is None
    assert per_letter(surname, name) < 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SURNAMES), st.data())
def test_two_letters_exchanged_are_found(surname, data):
    name = latin(romanised(surname, "ru"))
    places = [n for n in range(1, len(name) - 2) if name[n] != name[n + 1]]
    at = data.draw(st.sampled_from(places))
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    mended = slip(surname, wrong, "ru", 4.0)
    assert mended is not None
    assert distance(mended.better, wrong, 2) == 1


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=8))
def test_patterns_are_a_letter_away_and_begin_as_they_say(name):
    for own, pattern in patterns(name):
        assert distance(name, pattern, 2) <= 1
        assert pattern[:own] == name[:own]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_symmetric_and_zero_for_one_alone(one, other):
    assert distance(one, other, 6) == distance(other, one, 6)
    assert (distance(one, other, 6) == 0) == (one == other)
    for most in range(3):
        assert distance(one, other, most) == min(distance(one, other, 6), most + 1)
