"""What always holds of facts: one value in all languages, places in the text, no text too wild."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_words import cardinal, dates, grouped, ordinal

from align.facts import Date, FactKind, compare, read
from align.facts.words import vocabulary

LANGUAGES = ("en", "ru", "be")
NUMBERS = st.one_of(st.integers(2, 2000), st.integers(2, 10**12 - 1))
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def number(text, language):
    """The one number of a text, whether it is taken for a year or not."""
    (fact,) = read(text, language)
    return fact.value.year if isinstance(fact.value, Date) else fact.value


@given(NUMBERS)
def test_a_number_in_words_is_the_number_in_figures(value):
    for language in LANGUAGES:
        assert number(cardinal(value, language), language) == value


@given(NUMBERS, st.sampled_from([" ", "\u00a0", "\u202f", ","]))
def test_thousands_may_be_parted(value, separator):
    for language in LANGUAGES if separator != "," or value >= 10**6 else ("en",):
        assert number(grouped(value, separator), language) == value


@given(st.integers(0, 10**6), st.integers(1, 999))
def test_a_decimal_comma_is_a_decimal_point(whole, places):
    rest = f"{places:03}".rstrip("0")
    value = whole + Fraction(int(rest), 10 ** len(rest))
    # Three places behind a comma part thousands in English.
    assert number(f"{whole}.{rest}", "en") == value
    for language in ("ru", "be"):
        assert number(f"{whole},{rest}", language) == value


@given(st.integers(1, 99))
def test_an_ordinal_in_words_is_the_ordinal_in_figures(value):
    endings = {"en": "th", "ru": "-й", "be": "-ы"}
    for language in LANGUAGES:
        for text in (ordinal(value, language), f"{value}{endings[language]}"):
            (fact,) = read(text, language)
            assert (fact.kind, fact.value) == (FactKind.ORDINAL, value), text


@given(DAYS)
def test_a_date_is_the_same_however_it_is_written(day):
    for language in LANGUAGES:
        for text in dates(day.day, day.month, day.year, language):
            (fact,) = read(text, language)
            turned = day.day <= 12 and "." in text[:3]
            assert fact.value == Date(day.year, day.month, day.day) or turned, text


@given(NUMBERS, NUMBERS)
def test_a_number_is_missed_if_and_only_if_it_is_another(one, other):
    texts = f"построено {one} домов", f"built {grouped(other, ',')} houses"
    differences = compare(read(texts[0], "ru"), read(texts[1], "en"))
    assert bool(differences) == (one != other)


WORDS = st.sampled_from(
    sorted(
        {word for language in LANGUAGES for word in vocabulary(language).senses}
        | set("-–,.:/%$€°№()'’ «»\t\n")
        | {"5", "2021", "1,5", "3.07", "12:30", "1/2", "XX", "½", "press@example.by", "www.a.by"}
    )
)
WILD = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=14).map("".join),
)


@given(WILD, st.sampled_from(LANGUAGES))
def test_facts_stand_in_the_text_in_order_and_apart(text, language):
    found = read(text, language)
    end = 0
    for fact in found:
        assert end <= fact.span.start < fact.span.end <= len(text)
        assert fact.text == fact.span.of(text)
        assert fact.parts
        hash(fact)
        for part in fact.parts:
            assert fact.span.start <= part.span.start < part.span.end <= fact.span.end
            if part.figures:
                assert part.figures.of(text)[-1].isdigit()
        end = fact.span.end


@given(WILD, st.sampled_from(("ru", "be")), WILD)
def test_any_two_texts_can_be_compared(original, language, release):
    facts = read(original, language), read(release, "en")
    for difference in compare(*facts):
        for side, index in zip(facts, (difference.original, difference.release), strict=True):
            assert index is None or side[index]
        assert any(difference.parts)
    assert not [d for d in compare(facts[0], facts[0]) if d.kind not in ("unit", "converted")]


HOSTILE = (
    "1 ", "1", "1,", "1.", "1:", "1/", "1-", "1–2 ", "a@", "a.b.", "a.by/", "+1 ", "(1) ", "one ",
    "сто ", "миллион ", "million and ", "a ", "a half of ", "XXX ", "5 мая ", "May ", "в среду ",
    "1 km (2 miles) ", "1-2-3-", "www.", "http://", "and a half ", "двадцати", "$", "1 000 ", "ў",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_lines_are_read(piece):
    """Work that grew with the square of the length would be felt here."""
    text = piece * (12_000 // len(piece))
    for language in LANGUAGES:
        assert len(read(text, language)) <= len(text)


def test_long_lists_are_compared():
    original = " и ".join(str(n) for n in range(30_000, 36_000))
    release = " and ".join(str(n) for n in range(31_000, 37_000))
    facts = read(original, "ru"), read(release, "en")
    assert len(compare(*facts)) >= 1000
    same = read("5 и " * 6_000, "ru"), read("5 and " * 6_000, "en")
    assert compare(*same) == ()
    units = read("5 км, " * 6_000, "ru"), read("5 m, " * 6_000, "en")
    assert len(compare(*units)) == 6_000
