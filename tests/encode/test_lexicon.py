"""The fitted table of the weight-free encoder."""

import gzip

from align.encode.lexicon import TABLE, UNKNOWN, load
from align.keys.words import is_cyrillic, stem

LEXICON = load()


def test_every_row_is_a_rarity_or_renderings() -> None:
    for word, row in LEXICON.rows.items():
        if is_cyrillic(word):
            every = LEXICON.renderings(word)
            assert 1 <= len(every) <= 4
            assert all(english and 0 < weight <= 1 for english, weight in every)
            weights = [weight for _, weight in every]
            assert weights == sorted(weights, reverse=True)
        else:
            assert word.isascii()
            assert 0 < int(row) / 10 <= UNKNOWN


def test_the_file_is_sorted_within_each_part_and_tells_no_time() -> None:
    data = TABLE.read_bytes()
    assert data[4:8] == b"\0\0\0\0"
    words = [line.split("\t")[0] for line in gzip.decompress(data).decode().splitlines()]
    words = [word for word in words if word[0] != "#"]
    assert words == sorted(words)


def test_words_of_both_languages_meet_in_one_stem() -> None:
    for russian, belarusian in (
        ("турист", "турыст"),
        ("технологии", "тэхналогіі"),
    ):
        assert stem(russian) == stem(belarusian)
        assert LEXICON.renderings(stem(russian))


def test_an_unknown_word_is_as_rare_as_can_be() -> None:
    assert LEXICON.rarity("qqqq") == UNKNOWN
    assert LEXICON.renderings("йцукен") == []
