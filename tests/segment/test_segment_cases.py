"""Every case line of tests/segment/cases is divided exactly where it says."""

from pathlib import Path

import pytest

from align.segment import RULES, Splitter, load_splitter
from align.types import LANGUAGES, Language

CASES = Path(__file__).parent / "cases"
BAR = "‖"


def read_cases(language: Language) -> list[str]:
    lines = (CASES / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def splitters() -> dict[Language, Splitter]:
    return {language: load_splitter(language) for language in LANGUAGES}


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language in LANGUAGES for case in read_cases(language)],
)
def test_case_is_divided_where_it_says(
    splitters: dict[Language, Splitter], language: Language, case: str
) -> None:
    text = case.replace(f" {BAR} ", " ").replace(BAR, "")
    found = [span.of(text) for span in splitters[language].split(text)]
    assert found == [part.strip() for part in case.split(BAR)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_break_divides_no_better_than_a_blank(
    splitters: dict[Language, Splitter], language: Language
) -> None:
    for case in read_cases(language):
        text = case.replace(f" {BAR} ", " ").replace(BAR, "")
        wrapped = text.replace(" ", "\n")
        assert splitters[language].split(wrapped) == splitters[language].split(text), case


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_are_many_and_none_is_given_twice(language: Language) -> None:
    cases = read_cases(language)
    assert len(cases) >= 120
    assert len(set(cases)) == len(cases)


def test_every_rule_decides_somewhere(splitters: dict[Language, Splitter]) -> None:
    used = {
        decision.rule
        for language in LANGUAGES
        for case in read_cases(language)
        for decision in splitters[language].decide(case.replace(f" {BAR} ", " ").replace(BAR, ""))
    }
    assert {rule.name for rule in RULES} - used == set()
