"""What the rules on names find in pairs of sentences, and what they leave alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import are_told, table

from align.checks.context import Context, Terms
from align.checks.documentation import paired
from align.checks.run import Chosen, run
from align.glossary.matching import Matcher, compiled
from align.glossary.store import load
from align.keys.romanisation import romanised

CODES = frozenset({"FCT010", "FCT011"})
CASES = table("name_rule_cases.toml")
GLOSSARY = """
- id: shumilin
  domain: people
  en: [Shumylin]
  ru: [Шумилин]
- id: brest
  domain: places
  en: [Brest-Litovsk]
  ru: [Брест]
"""


def findings(alignment, terms=None):
    return run(Context(alignment, terms), Chosen(CODES))


@pytest.mark.parametrize(("language", "beads", "finds"), CASES)
def test_cases(language, beads, finds):
    are_told(findings(paired([tuple(bead) for bead in beads], language)), finds)


def test_a_finding_points_at_the_names_and_its_edit_is_for_a_person():
    beads = [("Иван Шумилин приехал.", "Ivan Shuimlin’s train came.")]
    alignment = paired(beads, "ru")
    (finding,) = findings(alignment)
    assert finding.at.text == "Shuimlin"
    assert [(r.label, r.quote.text) for r in finding.related] == [("the original", "Шумилин")]
    (edit,) = finding.edits
    assert edit.span.of(alignment.target.document.text) == "Shuimlin"
    assert not edit.safe


@pytest.fixture
def terms(tmp_path):
    path = tmp_path / "names.yaml"
    path.write_text(GLOSSARY, encoding="utf-8")
    glossary = load([path])
    return Terms(glossary, *(Matcher(compiled(glossary, one)) for one in ("ru", "en")))


def test_the_glossary_says_how_a_name_is_spelled(terms):
    beads = [
        ("Приехал Шумилин.", "Then Shumyiln came."),
        ("Он видел Брест.", "He saw Brest-Litovsk."),
    ]
    (finding,) = findings(paired(beads, "ru"), terms)
    assert finding.message.endswith("the usual spelling is “Shumylin”.")


def test_a_page_without_full_stops_is_read_in_reasonable_time():
    original, release = "Иван Шумилин, " * 3000, "Ivan Shuimlin, Karl Doroshenko, " * 3000
    findings(paired([(original, release)], "ru"))


NAMES = st.sampled_from(
    ["Шумилин", "Крылова", "Жуковский", "Лукьянов", "Дорошенко", "Брест", "Орша"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=5))
def test_a_release_with_the_originals_names_has_no_finding(names):
    beads = [(f"Там был {name}.", f"There was {romanised(name, 'ru')}.") for name in names]
    assert findings(paired(beads, "ru")) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["ru", "be"]))
def test_no_text_raises(original, release, language):
    pair = " ".join(original.split()) or "Да", " ".join(release.split()) or "Yes"
    alignment = paired([pair, pair], language)
    assert findings(alignment) == findings(alignment)
