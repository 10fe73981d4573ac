"""The canonical form of a file says the same as the file and is its own canonical form."""

import yaml
from glossary_strategies import few, files, glossaries, texts
from hypothesis import given

from align.glossary.scalars import quoted
from align.glossary.store import parse
from align.glossary.yaml_text import canonical, dump

MESSY = """\
# Licence

# Bodies


-   domain: "integration" # the field
    # about the id
    id: union-state
    definition: >   # folded
       The union of
       two states.

    en:  # English
    - Union State  # bare
    # second
    - {status: deprecated, term: 'Allied State',
       replacement: "Union State"}  # third
      # status: proposed
    ru: [ "Союзное государство", no-one ]
    # note: nothing yet
# about the next
- id: a
  note: "one
    two"
  en:
    - term: "no"
      forms: ['nos', "1"]   # two
# end
"""
NEAT = """\
# Licence

# Bodies

# about the id
- id: union-state
  domain: integration  # the field
  definition: >  # folded
    The union of
    two states.
  en:  # English
    - Union State  # bare
    # second
    - term: Allied State
      status: deprecated
      replacement: Union State  # third
  # status: proposed
  ru:
    - Союзное государство
    - no-one
  # note: nothing yet

# about the next
- id: a
  note: one two
  en:
    - term: "no"
      forms:
        - nos
        - "1"  # two

# end
"""


def test_a_messy_file_becomes_neat():
    assert canonical(MESSY) == NEAT


def test_line_ends_stay_those_of_the_file():
    assert canonical(MESSY.replace("\n", "\r\n")) == NEAT.replace("\n", "\r\n")


def test_concepts_in_the_order_of_ids_take_their_comments_along():
    text = "# Licence\n\n# about b\n- {id: b, en: [x]}\n\n# about a\n- {id: a, en: [x]}\n# end\n"
    assert canonical(text, by_id=True) == (
        "# Licence\n\n# about a\n- id: a\n  en:\n    - x\n\n"
        "# about b\n- id: b\n  en:\n    - x\n\n# end\n"
    )


def test_a_file_of_comments_keeps_them():
    assert canonical("\n# one\n\n\n  # two \n\n") == "# one\n\n# two\n"
    assert canonical("") == ""


@few
@given(files())
def test_the_canonical_form_says_the_same_and_loses_no_comment(file):
    text, held = file
    neat = canonical(text)
    assert parse(neat) == held
    assert canonical(neat) == neat
    assert neat.count("§") == text.count("§")
    ordered = canonical(text, by_id=True)
    assert parse(ordered) == tuple(sorted(held, key=lambda concept: concept.id))
    assert ordered.count("§") == text.count("§")
    assert canonical(ordered, by_id=True) == ordered


@few
@given(glossaries)
def test_what_the_program_writes_is_canonical(held):
    assert canonical(dump(held)) == dump(held)


@few
@given(texts)
def test_a_quoted_text_is_the_same_text_to_other_programs(text):
    assert yaml.safe_load(f"- k: {quoted(text)}\n") == [{"k": text}]
    for style in "'\"":
        assert yaml.safe_load(f"- k: {quoted(text, style)}\n") == [{"k": text}]
