"""The rules on small glossaries (lint_cases.toml), and how their findings are put."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import UsageError
from align.glossary.concepts import Concept, Glossary, Status, Term
from align.glossary.lint import Severity, chosen, lint, lint_files, lint_text

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "lint_cases.toml").read_text(encoding="utf-8"))["case"]
ALL_BUT_FORM = chosen(ignore=["GLS024"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    codes = chosen(case["only"]) if "only" in case else ALL_BUT_FORM
    # TOML drops the line end after the quotation marks; lines are counted from it here.
    found = lint_text("\n" + case["text"], codes=codes)
    assert [f"{problem.line} {problem.code}" for problem in found] == case["problems"]


def test_messages_name_the_concept_and_the_term_and_end_as_sentences():
    for case in CASES:
        for problem in lint_text(case["text"]):
            assert problem.message.endswith((".", "?"))
            assert "\n" not in problem.message
            if problem.concept:
                assert problem.message.startswith(f"{problem.concept}: ")
            if problem.term:
                assert f"“{problem.term}”" in problem.message or "no " in problem.message


def test_problems_come_in_the_order_of_path_line_and_code(tmp_path):
    for name, text in (("b.yaml", CASES[2]["text"]), ("a.yaml", CASES[3]["text"])):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = lint_files([tmp_path / "b.yaml", tmp_path / "a.yaml"])
    assert [(p.path, p.line, p.code) for p in found] == sorted(
        (p.path, p.line, p.code) for p in found
    )
    assert {Path(p.path).name for p in found} == {"a.yaml", "b.yaml"}


def test_a_file_that_cannot_be_used_does_not_hide_the_others(tmp_path):
    broken, whole = tmp_path / "broken.yaml", tmp_path / "whole.yaml"
    broken.write_text("- id: treaty\n  en: [treaty\n", encoding="utf-8")
    whole.write_text("- id: zone\n  en:\n    - zone\n    - area\n", encoding="utf-8")
    found = lint_files([broken, whole])
    assert [(Path(p.path).name, p.code) for p in found] == [
        ("broken.yaml", "GLS001"),
        ("whole.yaml", "GLS004"),
    ]


def test_an_id_in_two_files_is_a_duplicate_and_an_override_is_none(tmp_path):
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text("- id: zone\n  en:\n    - zone\n", encoding="utf-8")
    second.write_text("- id: zone\n  en:\n    - area\n", encoding="utf-8")
    assert [p.code for p in lint_files([first, second])] == ["GLS002"]
    second.write_text("- id: zone\n  override: usage\n  en:\n    - area\n", encoding="utf-8")
    assert lint_files([first, second]) == ()


def test_a_file_that_is_no_utf8_is_a_problem(tmp_path):
    path = tmp_path / "old.yaml"
    path.write_bytes("- id: zone\n  ru: [зона]\n".encode("cp1251"))
    assert [(p.line, p.code) for p in lint_files([path])] == [(2, "GLS001")]


def test_rules_are_chosen_by_code_and_name():
    assert chosen(["GLS003", "mixed-script"]) == {"GLS003", "GLS010"}
    assert "GLS003" not in chosen(ignore=["duplicate-source-term"])
    with pytest.raises(UsageError, match="GLS099"):
        chosen(["GLS099"])


def test_a_glossary_made_by_a_program_has_places_too():
    concept = Concept("zone", (Term("zone", "en"), Term("area", "en")))
    [problem] = lint(Glossary((concept,)))
    assert (problem.path, problem.line, problem.code) == ("the glossary", 1, "GLS004")


def test_the_archive_is_asked_in_its_own_languages_alone():
    concept = Concept(
        "union-state",
        (
            Term("Union State", "en"),
            Term("Союзное государство", "ru"),
            Term("союз государств", "ru", Status.ADMITTED),
        ),
    )
    archive = {"ru": ["Говорили о союзе государств.", "И ещё раз о союзах государств."]}
    [problem] = lint(Glossary((concept,)), archive=archive)
    assert problem.code == "GLS022"
    assert "“союз государств” (admitted) does 2 times" in problem.message
    archive = {"ru": ["О бюджете Союзного государства."], "en": []}
    assert lint(Glossary((concept,)), archive=archive) == ()


def test_a_circle_of_replacements_is_an_error():
    terms = (
        Term("treaty", "en"),
        Term("pact", "en", Status.DEPRECATED, replacement="pact"),
    )
    [problem] = lint(Glossary((Concept("treaty", terms),)))
    assert (problem.code, problem.severity) == ("GLS007", Severity.ERROR)


words = st.text("aeiostтсеоаўі́ \u00ad\u200b\u00a0'-/(", min_size=1, max_size=12)
terms = st.builds(
    Term,
    words.filter(lambda text: text.strip()),
    st.sampled_from(["en", "ru", "be"]),
    st.sampled_from(Status),
    since=st.none() | st.just(date(2020, 1, 1)),
    replacement=st.just("") | words,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(terms, min_size=1, max_size=5), max_size=4))
def test_no_term_upsets_the_lint_and_it_says_the_same_twice(lists):
    concepts = tuple(Concept(f"c-{n}", tuple(found)) for n, found in enumerate(lists))
    archive = {"ru": ["о состав\u0301е"], "en": ["a test"]}
    found = lint(Glossary(concepts), archive=archive)
    assert found == lint(Glossary(concepts), archive=archive)
    assert all(re.fullmatch(r"GLS\d{3}", problem.code) for problem in found)
    assert list(found) == sorted(found)
