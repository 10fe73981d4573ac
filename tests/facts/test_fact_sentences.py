"""Sentences are read for all their facts, and for nothing else."""

import tomllib
from pathlib import Path

import pytest
from fact_notation import shown

from align.facts import Evidence, read
from align.facts.words import vocabulary

TABLE = tomllib.loads(Path(__file__).with_name("fact_sentences.toml").read_text(encoding="utf-8"))
CASES = [
    (language, entry[language], entry["facts"])
    for entry in TABLE["sentence"]
    for language in ("en", "ru", "be")
    if language in entry
]


@pytest.mark.parametrize(("language", "text", "facts"), CASES)
def test_sentences(language, text, facts):
    found = read(text, language)
    assert [
        f"({shown(fact)})" if fact.evidence is Evidence.HINT else shown(fact) for fact in found
    ] == facts
    for fact in found:
        assert fact.span.of(text) == fact.text


def test_evidence():
    found = {text: read(text, "en")[0].evidence for text in ("15", "fifteen", "five", "one")}
    assert found == {
        "15": Evidence.FIGURES,
        "fifteen": Evidence.WORDS,
        "five": Evidence.SMALL,
        "one": Evidence.HINT,
    }


def test_the_parts_of_a_fact_say_where_its_figures_stand():
    text = "between 5.5 and 7 million tonnes"
    (fact,) = read(text, "en")
    assert [(p.value, p.scale, p.unit, p.figures.of(text)) for p in fact.parts] == [
        (5500000, 1, "t", "5.5"),
        (7000000, 1000000, "t", "7"),
    ]


def test_other_readings_are_kept():
    assert read("3,000 человек", "ru")[0].parts[0].also == (3000,)
    assert [part.also for part in read("03.04.2021", "ru")[0].parts] == [(4,), (3,), ()]


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_every_word_of_the_tables_has_a_sense(language):
    words = vocabulary(language)
    assert not [word for word, sense in words.senses.items() if word != word.lower() or not word]
    for phrase in (p for phrases in words.idioms.values() for p in phrases):
        assert all(phrase), phrase
