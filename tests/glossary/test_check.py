"""What the original says decides which terms the release must have."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.glossary.check import Checker, expected
from align.glossary.concepts import Glossary
from align.glossary.matching import Matcher, compiled
from align.glossary.store import parse
from align.types import (
    Alignment,
    Bead,
    Document,
    LineKind,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

DATA = tomllib.loads(Path(__file__).with_name("check_cases.toml").read_text("utf-8"))
GLOSSARY = Glossary(parse(DATA["glossary"]))
MATCHERS = {language: Matcher(compiled(GLOSSARY, language)) for language in ("en", "ru", "be")}


def side(texts, language):
    text, sentences = "", []
    for n, sentence in enumerate(texts):
        span = Span(len(text), len(text) + len(sentence))
        sentences.append(Sentence(n, span, n, LineKind.TEXT, sentence))
        text += sentence + "\n"
    document = Document(f"{language}.txt", text, (), SourceMap(((0, 0),), (0,)), "txt", "utf-8")
    return SegmentedText(document, language, tuple(sentences))


def alignment_of(beads, language):
    sources, targets, made = [], [], []
    for source, target, *rest in beads:
        numbers = (len(sources),) if source else (), (len(targets),) if target else ()
        sources += [source] if source else []
        targets += [target] if target else []
        made.append(Bead(*numbers, rest[0] if rest else 1.0))
    return Alignment(side(sources, language), side(targets, "en"), tuple(made), "test")


def checked(beads, language="ru"):
    checker = Checker(GLOSSARY, MATCHERS[language], MATCHERS["en"])
    return checker.check(alignment_of(beads, language))


def told(fault):
    places = [place.text if place else "-" for place in (fault.source, fault.target)]
    return f"{fault.fault} {fault.severity} {fault.concept.id}: {' -> '.join(places)}"


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_faults(case):
    assert [told(f) for f in checked(case["beads"], case.get("language", "ru"))] == case["faults"]


def test_a_fault_says_what_was_expected_and_by_which_term():
    [fault] = checked([["Цветным революциям — нет.", "No to colored revolutions."]])
    assert fault.expected == ("color revolution",)
    assert fault.term == "цветная революция"
    assert fault.barred.text == "colored revolution"
    assert fault.bead == 0
    assert fault.target.span.of("No to colored revolutions.") == fault.target.text


def test_preferred_terms_are_expected_first():
    concept = parse(
        "- id: x\n  en:\n    - {term: b, status: admitted}\n    - {term: c, status: deprecated}\n"
        "    - a\n"
    )[0]
    assert expected(concept, "en") == ("a", "b")


WORDS = st.lists(
    st.sampled_from(
        ["Союзное государство", "Union State", "Allied State", "бюджет", "и", ".", "\n"]
    )
).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS)))
def test_places_are_the_words_that_they_name(beads):
    alignment = alignment_of([pair for pair in beads if any(pair)], "ru")
    for fault in Checker(GLOSSARY, MATCHERS["ru"], MATCHERS["en"]).check(alignment):
        for text, place in ((alignment.source, fault.source), (alignment.target, fault.target)):
            if place:
                assert place.span.of(text.sentences[place.sentence].text) == place.text
        assert fault.source or fault.target
