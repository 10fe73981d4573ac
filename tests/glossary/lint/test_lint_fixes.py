"""Repairs: what they change, what they leave, and that they come to an end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from align.glossary.lint import chosen, fixed, lint_text
from align.glossary.lint.characters import clean, mixed, stray, unmixed
from align.glossary.store import parse

MESSY = """\
# Bodies
- ru:
    - Со\u0301юзное го\u00adсударство   # as in the treaty
    - {term: "Cовет  Министров", status: admitted, forms: ["Cовета, Министров"]}
  # Both words with a capital.
  en: [ "Union\u00a0State" ]
  id: union-state
"""
TIDY = """\
# Bodies
- id: union-state
  # Both words with a capital.
  en:
    - Union State
  ru:
    - Союзное государство  # as in the treaty
    - term: Совет Министров
      status: admitted
      forms:
        - Совета, Министров
"""


def test_characters_scripts_and_form_are_repaired_and_comments_kept():
    assert fixed(MESSY) == TIDY
    assert fixed(TIDY) == TIDY
    assert not [problem for problem in lint_text(TIDY) if problem.fixable]


def test_only_what_is_asked_for_is_repaired():
    changed = fixed(MESSY, codes=frozenset(["GLS010"]))
    assert "Совет  Министров" in changed
    assert "Совета, Министров" in changed
    assert "\u00ad" in changed
    assert changed.startswith("# Bodies\n- ru:")
    assert fixed(MESSY, codes=frozenset()) == MESSY


def test_a_text_with_other_faults_is_left_alone():
    for text in ("- id: zone\n  en: [zone\n", "- id: zone\n  colour: red\n  en: [zone]\n"):
        assert fixed(text) == text


def test_a_repair_that_would_double_a_term_is_left_to_a_person():
    text = '- id: zone\n  en:\n    - free zone\n    - "free  zone"\n'
    assert fixed(text) == text


def test_signs_that_no_editor_shows_are_deleted():
    assert fixed("- id: zone\n  en:\n    - zo\ufeffne\x07\n") == "- id: zone\n  en:\n    - zone\n"


def test_a_byte_order_mark_and_line_ends_are_those_of_canonical_form():
    text = "- id: zone\r\n  en:\r\n    - 'free  zone'\r\n"
    assert fixed(text) == "- id: zone\r\n  en:\r\n    - free zone\r\n"


def test_a_concept_out_of_order_moves_with_its_comment():
    ids = ("agreement", "treaty", "concept", "zone")
    text = "\n".join(f"# {name}\n- id: {name}\n  en:\n    - {name}\n" for name in ids)
    moved = fixed(text)
    assert [concept.id for concept in parse(moved)] == sorted(ids)
    assert "# concept\n- id: concept" in moved
    assert fixed(text, codes=chosen(ignore=["GLS023"])) == text


def test_capitals_and_words_of_two_meanings_are_left_to_a_person():
    text = "- id: plant\n  en:\n    - БелNPP\n  ru:\n    - Оон\n"
    assert fixed(text) == text
    assert mixed("БелNPP", "ru") == [("БелNPP", "")]


@given(st.text("aсеоCХiіy \u00a0\u00ad\u0301\u200dё'-и\u0306é", max_size=15))
def test_cleaning_ends_and_leaves_nothing_astray(text):
    once = clean(text)
    assert clean(once) == once
    assert stray(once) == ""
    assert (stray(text) == "") is (once == text)


@given(st.text("aсеоCХyбzіi -", max_size=12), st.sampled_from(["en", "ru", "be"]))
def test_unmixing_ends_and_keeps_the_length(text, language):
    once = unmixed(text, language)
    assert len(once) == len(text)
    assert unmixed(once, language) == once
    assert not [right for _, right in mixed(once, language) if right]


@settings(max_examples=50)
@given(st.text("aсеоCХyбzіi -'\",:#[]{}\u00a0", min_size=1, max_size=12), st.booleans())
def test_a_repaired_file_can_be_read_and_repairing_ends(text, flow):
    value = "'" + text.replace("'", "''") + "'"
    source = f"- id: x\n  ru: [{value}, б]\n" if flow else f"- id: x\n  ru:\n    - {value}\n"
    once = fixed(source)
    assert fixed(once) == once
    if text.strip() and text.strip() != "б":
        assert parse(once)[0].terms[0].text == unmixed(clean(text), "ru")
