"""Every rule has a page that explains it, and the page's examples are so."""

import re

import pytest

from align.checks.context import Context, Terms
from align.checks.documentation import example, page, pages
from align.checks.registry import rules
from align.checks.run import Chosen, run
from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.links import Linker
from align.glossary.matching import Matcher, compiled
from align.glossary.store import load
from align.resources import glossaries_dir

HEADINGS = ("Why", "Breaks it", "Does not", "How to mend it")
EXAMPLES = [
    (code, heading, number)
    for code in rules()
    for heading in HEADINGS[1:3]
    for number, _ in enumerate(pages()[code].examples(heading) if code in pages() else ())
]


@pytest.fixture(scope="module")
def tools():
    """The bundled glossary and encoder, as an office without settings has them."""
    glossary = load(sorted(glossaries_dir().glob("*.yaml")))
    matchers = {one: Matcher(compiled(glossary, one)) for one in ("en", "ru", "be")}
    terms = {one: Terms(glossary, matchers[one], matchers["en"]) for one in ("ru", "be")}
    return terms, Linker(load_encoder(), load_lexicon().renderings)


def found(code, block, tools):
    alignment = example(*block)
    terms, linker = tools
    context = Context(alignment, terms[alignment.source.language], linker)
    return run(context, Chosen(frozenset({code})))


def test_every_rule_has_a_page_and_every_page_a_rule():
    own = {code for code in pages() if not code.startswith("GLS")}
    # What suppressions do not do is told by what applies them, without a rule of its own.
    assert own - {"SUP001"} == set(rules())


@pytest.mark.parametrize("code", rules())
def test_a_page_says_what_why_and_how(code):
    about = pages()[code]
    assert about.text.startswith(f"# {code} {about.name}\n")
    assert [h for h in re.findall(r"^## (.+)$", about.text, re.M) if h in HEADINGS] == list(
        HEADINGS
    )
    assert about.precision in ("high", "medium", "low")
    assert about.summary.endswith(".")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", about.name)
    assert page(about.name) is about


@pytest.mark.parametrize("code", rules())
def test_a_page_has_examples_in_both_languages(code):
    for heading in HEADINGS[1:3]:
        languages = {languages for languages, _ in pages()[code].examples(heading)}
        assert languages == {"ru-en", "be-en"}, heading


@pytest.mark.parametrize(("code", "heading", "number"), EXAMPLES)
def test_the_examples_are_so(code, heading, number, tools):
    block = pages()[code].examples(heading)[number]
    assert bool(found(code, block, tools)) == (heading == "Breaks it"), block[1]


def test_names_are_told_once():
    names = [about.name for about in pages().values()]
    assert len(set(names)) == len(names)
