"""Numbers and names that two languages share."""

import pytest

from align.beads.keys import name_keys, number_keys


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("1 500 тонн", "1,500 tonnes", "1 500 тон", "1500 t"), "#1500"),
        (("рост на 3,5 %", "a rise of 3.5 percent"), "#3.5"),
        (("в 2030 году", "by 2030"), "#2030"),
        (("21.04.2025", "21 апреля", "April 21", "21 красавіка"), "@m4"),
        (("3 млрд рублей", "3 мільярды", "3 billion", "$3,000,000,000"), "#3000000000"),
        (("двадцать первый век", "XXI стагоддзе", "the twenty-first century"), "#21"),
        (("во вторник", "у аўторак", "on Tuesday"), "@d2"),
        (("дом 007", "house 7"), "#7"),
    ],
)
def test_a_number_has_one_key_in_all_languages(texts, key):
    for text in texts:
        assert key in number_keys(text)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Гродно", "Гродна", "Grodno"),
        ("Могилёв", "Магілёў", "Mogilev"),
        ("в Москве", "у Маскве", "Moscow"),
        ("Жлобин", "Жлобін", "Zhlobin"),
        ("Минск", "Мінск", "Minsk"),
        ("Харьков", "Харкаў", "Kharkov"),
        ("и Юрия", "і Юрый", "and Yuri"),
        ("Галоўчанка", "Golovchenko"),
        ("Галоўчанка", "Halouchanka"),
        ("Лукашенко", "Лукашэнка", "Lukashenko", "Łukašenka"),
    ],
)
def test_a_name_shares_a_key_across_spellings(spellings):
    shared = frozenset.intersection(*(name_keys(s) for s in spellings))
    assert shared


def test_common_words_are_no_names():
    assert not name_keys("встреча с министром and the meeting")


def test_short_names_are_left_out():
    assert not name_keys("Ия, Аа, Eo")
