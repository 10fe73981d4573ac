"""Glossary files are read with every value checked, combined, and written whole or not at all."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from glossary_strategies import few, files, glossaries
from hypothesis import given

from align import atomic
from align.errors import ConfigError
from align.glossary import nodes, store
from align.glossary.combine import digest
from align.glossary.concepts import Case, Enforce, Place, Status
from align.glossary.problems import GlossaryError
from align.glossary.store import load, parse, read, write
from align.glossary.yaml_text import dump

CASES = tomllib.loads(Path(__file__).with_name("store_cases.toml").read_text(encoding="utf-8"))
EXAMPLE = """\
# Integration bodies
- id: union-state
  domain: integration
  definition: The union of Belarus and Russia under the treaty of 8 December 1999.
  enforce: error
  gap: 1
  en:
    - term: Union State
      case: exact
      source: the treaty
    - term: Allied State
      status: deprecated
      replacement: Union State
      from: 1996-04-02
      until: "1999-12-08"
      forms: [Allied States]
  be:
    - Саюзная дзяржава
  ru:
    - term: Союзное государство
"""


def parsers():
    """The parser in C, where there is one, and the one in Python."""
    return dict.fromkeys([yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])


def test_everything_in_a_file_is_read(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    glossary = load([path])
    [concept] = glossary.concepts
    assert (concept.id, concept.domain, concept.enforce, concept.gap) == (
        "union-state",
        "integration",
        Enforce.ERROR,
        1,
    )
    assert [(t.language, t.text, t.status) for t in concept.terms] == [
        ("en", "Union State", Status.PREFERRED),
        ("en", "Allied State", Status.DEPRECATED),
        ("ru", "Союзное государство", Status.PREFERRED),
        ("be", "Саюзная дзяржава", Status.PREFERRED),
    ]
    first, second = concept.in_language("en")
    assert (first.case, first.source, first.place) == (
        Case.EXACT,
        "the treaty",
        Place(str(path), 8),
    )
    assert (second.since, second.until) == (date(1996, 4, 2), date(1999, 12, 8))
    assert (second.forms, second.replacement) == (("Allied States",), "Union State")
    assert concept.place == Place(str(path), 2)
    assert glossary.paths == (str(path),)


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.__name__)
def test_a_file_that_cannot_be_used_is_refused(case, parser, monkeypatch):
    monkeypatch.setattr(nodes, "_loader", lambda: parser)
    with pytest.raises(GlossaryError) as raised:
        parse(case["file"], "g.yaml")
    said = str(raised.value)
    at = -1
    for part in case["says"]:
        wanted = f"g.yaml:{part}" if part.partition(":")[0].isdigit() else part
        at = said.find(wanted, at + 1)
        assert at >= 0, f"{wanted!r} is not said, or not in order:\n{said}"
    assert raised.value.line == int(case["says"][0].partition(":")[0])


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["name"])
@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.__name__)
def test_a_file_that_looks_odd_is_read(case, parser, monkeypatch):
    monkeypatch.setattr(nodes, "_loader", lambda: parser)
    assert [concept.id for concept in parse(case["file"])] == case["ids"]


@few
@given(files())
def test_both_parsers_build_the_same_tree(file):
    text, _ = file
    with pytest.MonkeyPatch.context() as patch:
        trees = []
        for parser in parsers():
            patch.setattr(nodes, "_loader", lambda parser=parser: parser)
            trees.append(nodes.parse(text, "g.yaml"))
    assert all(tree == trees[0] for tree in trees)


@few
@given(files())
def test_a_careless_file_says_what_it_holds(file):
    text, held = file
    assert parse(text) == held


@few
@given(glossaries)
def test_what_is_dumped_is_read_back(held):
    assert parse(dump(held)) == held


@few
@given(glossaries)
def test_other_programs_read_the_same_texts(held):
    """PyYAML guesses types; what it guesses to be a text must be the one meant."""
    for concept, row in zip(held, yaml.safe_load(dump(held)) or [], strict=True):
        assert row["id"] == concept.id
        texts = [term["term"] for key in ("en", "ru", "be") for term in row.get(key, [])]
        assert texts == [term.text for term in concept.terms]
        assert row.get("definition", "").rstrip("\n") == concept.definition.rstrip("\n")


def test_more_problems_than_a_screen_holds_are_counted():
    with pytest.raises(GlossaryError, match=r"\n5 more problems are not shown\.$") as raised:
        parse("".join(f"- id: a{n}\n" for n in range(25)))
    assert len(raised.value.problems) == 25


def test_problems_of_all_files_are_told_at_once(tmp_path):
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / name).write_text("- id: x\n")
    with pytest.raises(GlossaryError) as raised:
        load([tmp_path / "b.yaml", tmp_path / "a.yaml"])
    paths = [Path(problem.place.path).name for problem in raised.value.problems]
    assert paths == ["a.yaml", "b.yaml"]


def test_lists_in_lists_without_end_are_refused_early():
    with pytest.raises(GlossaryError, match="nested too deeply"):
        parse("[" * 1_000_000)


# Files that cannot be read.


def test_a_missing_file(tmp_path):
    with pytest.raises(
        ConfigError, match=r"none\.yaml: the glossary cannot be read \(no such file"
    ):
        load([tmp_path / "none.yaml"])


def test_a_folder(tmp_path):
    with pytest.raises(ConfigError, match=r"Name a file in it\."):
        load([tmp_path])


def test_another_encoding_is_told_with_the_line(tmp_path):
    path = tmp_path / "g.yaml"
    path.write_bytes("- id: a\n  ru: [Союз]\n".encode("cp1251"))
    with pytest.raises(ConfigError, match=r"g\.yaml:2: this is not UTF-8\. Save the file as UTF-8"):
        load([path])


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "LIMIT", 1024 * 1024)
    path = tmp_path / "g.yaml"
    path.write_text("#" * (1024 * 1024 + 1))
    with pytest.raises(ConfigError, match="more than 1 MB is not read"):
        load([path])


# Several files.


def written(folder, **texts):
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def test_a_later_file_may_override(tmp_path):
    paths = written(
        tmp_path,
        one="- {id: a, en: [one]}\n- {id: b, en: [two]}\n",
        two="- {id: c, en: [three]}\n- {id: a, override: house style, en: [other]}\n",
    )
    glossary = load(paths)
    assert [concept.id for concept in glossary.concepts] == ["a", "b", "c"]
    assert glossary.concept("a").preferred("en").text == "other"
    assert glossary.concept("a").place == Place(str(paths[1]), 2)


def test_the_same_id_in_two_files_names_both_places(tmp_path):
    paths = written(tmp_path, one="- {id: a, en: [one]}\n", two="\n- {id: a, en: [other]}\n")
    with pytest.raises(GlossaryError) as raised:
        load(paths)
    assert str(raised.value).startswith(f"{paths[1]}:2: concept a stands already in {paths[0]}:1.")
    assert "override" in str(raised.value)


def test_to_override_nothing_is_an_error(tmp_path):
    paths = written(tmp_path, one="- {id: a, override: why, en: [one]}\n")
    with pytest.raises(GlossaryError, match="1: concept a overrides nothing"):
        load(paths)


def test_a_file_named_twice_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [path] = written(tmp_path, one="- {id: a, en: [one]}\n")
    assert len(load([path, Path("one.yaml"), path]).concepts) == 1


# The digest.


def test_the_digest_does_not_depend_on_how_the_file_is_written():
    other = """\
- enforce: "error"
  gap: 1
  note: a remark  # and a comment
  en:
    - {source: elsewhere, case: exact, term: 'Union State', status: preferred}
    - term: Allied State
      forms:
        - Allied States
      until: 1999-12-08
      from: 1996-04-02
      replacement: Union State
      status: deprecated
  ru: [Союзное государство]
  be: [Саюзная дзяржава]
  id: union-state
"""
    assert digest(parse(other)) == digest(parse(EXAMPLE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: union-state", "id: union"),
        ("enforce: error", "enforce: note"),
        ("gap: 1", "gap: 0"),
        ("term: Union State", "term: the Union State"),
        ("case: exact", "case: any"),
        ("status: deprecated", "status: forbidden"),
        ("replacement: Union State", "replacement: Union"),
        ("1996-04-02", "1996-04-03"),
        ("1999-12-08", "1999-12-09"),
        ("Allied States", "Allied State's"),
    ],
)
def test_the_digest_depends_on_all_that_matching_does(old, new):
    assert old in EXAMPLE
    assert digest(parse(EXAMPLE.replace(old, new))) != digest(parse(EXAMPLE))


@few
@given(glossaries)
def test_the_digest_does_not_depend_on_the_order_of_concepts(held):
    assert digest(held) == digest(reversed(held))
    for_people = [replace(concept, note="", domain="", override="") for concept in held]
    assert digest(held) == digest(for_people)


# Writing.


def test_what_was_read_can_be_written(tmp_path):
    [path] = written(tmp_path, g=EXAMPLE)
    source = read(path)
    write(path, source.digest, source.text + "# end\r\n")
    assert path.read_bytes() == (EXAMPLE + "# end\r\n").encode()


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path):
    [path] = written(tmp_path, g=EXAMPLE)
    source = read(path)
    path.write_text("- {id: other, en: [x]}\n")
    with pytest.raises(ConfigError, match="was changed since it was read; nothing was written"):
        write(path, source.digest, EXAMPLE)
    assert path.read_text() == "- {id: other, en: [x]}\n"


def test_a_file_that_went_away_is_not_made_again(tmp_path):
    [path] = written(tmp_path, g=EXAMPLE)
    source = read(path)
    path.unlink()
    with pytest.raises(ConfigError, match="was changed since it was read"):
        write(path, source.digest, EXAMPLE)
    assert not path.exists()


def test_a_new_file_does_not_replace_one(tmp_path):
    path = tmp_path / "g.yaml"
    write(path, None, "")
    with pytest.raises(ConfigError, match="is there already"):
        write(path, None, EXAMPLE)


def test_a_disk_that_is_full_is_told(tmp_path, monkeypatch):
    def fail(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "write_text", fail)
    with pytest.raises(ConfigError, match=r"cannot be written \(no space left on device\)"):
        write(tmp_path / "g.yaml", None, EXAMPLE)
