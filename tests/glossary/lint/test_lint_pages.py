"""Every rule has a page, and its examples are what it says they are."""

import pytest

from align.glossary.lint import Severity, lint_text, page, pages
from align.glossary.lint.fixes import FIXABLE
from align.glossary.lint.rules import RULES

STORE = {"GLS001", "GLS002"}


def _problems(about, heading):
    examples = about.examples(heading)
    [text] = [text for kind, text in examples if kind == "yaml"]
    texts = [text for kind, text in examples if kind == "text"]
    return lint_text(text, archive={"ru": texts} if texts else None)


def test_every_rule_has_a_page_and_every_page_a_rule():
    assert set(pages()) == set(RULES) | STORE
    assert list(pages()) == [f"GLS{number:03}" for number in range(1, 25)]
    assert len({about.name for about in pages().values()}) == 24


@pytest.mark.parametrize("code", [f"GLS{number:03}" for number in range(1, 25)])
def test_the_examples_of_a_page(code):
    about = pages()[code]
    told = [problem for problem in _problems(about, "Breaks it") if problem.code == code]
    assert told
    assert any(problem.severity is about.severity for problem in told)
    assert all(problem.name == about.name for problem in told)
    quiet = _problems(about, "Does not")
    assert not [p for p in quiet if p.code == code or p.severity is not Severity.NOTE]


def test_what_pages_say_is_repaired_is():
    assert {code for code, about in pages().items() if about.fixable} == FIXABLE


def test_every_page_tells_what_why_and_how():
    for code, about in pages().items():
        assert about.text.startswith(f"# {code} {about.name}\n\n{about.summary}\n")
        assert about.summary.endswith(".")
        assert "\n## Why\n" in about.text
        assert "\n## How to repair it\n" in about.text


def test_a_page_is_found_by_code_and_by_name():
    assert page("gls010") is pages()["GLS010"]
    assert page("mixed-script") is pages()["GLS010"]
    assert page("GLS999") is None
