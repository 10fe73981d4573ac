"""Concepts that were kept are those that the files hold."""

import pytest

from align.errors import ConfigError
from align.glossary import compiled, kept, store
from align.resources import glossaries_dir

TERMS = """\
- id: union-state
  domain: integration
  definition: A union of two states.
  enforce: error
  gap: 1
  en:
    - {term: Union State, case: exact, source: the treaty}
    - {term: Allied State, status: superseded, replacement: Union State, until: 1999-12-08}
  ru:
    - {term: Союзное государство, forms: [союзгосударство], from: 1999-12-08, note: в договоре}
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


def places(glossary):
    return [
        (item.place, getattr(item, "text", ""))
        for concept in glossary.concepts
        for item in (concept, *concept.terms)
    ]


@pytest.mark.parametrize("bundled", [False, True])
def test_kept_and_read_anew_are_the_same(path, bundled, monkeypatch):
    paths = sorted(glossaries_dir().glob("*.yaml")) if bundled else [path]
    made = kept.glossary(paths)
    assert made == store.load(paths)
    monkeypatch.setattr(store, "load", None)  # from now on it can only be read again
    again = kept.glossary(paths)
    assert again == made
    assert places(again) == places(made)


def test_the_names_of_the_files_count(path, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(TERMS, encoding="utf-8")
    kept.glossary([path])
    assert kept.glossary([other]).paths == (str(other),)


def test_a_changed_file_is_read_anew(path):
    kept.glossary([path])
    path.write_text(TERMS.replace("Allied", "Federal"), encoding="utf-8")
    assert kept.glossary([path]).concepts[0].terms[1].text == "Federal State"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"concepts": [[1]]}', b"\xff"])
def test_damaged_files_are_made_anew(path, tmp_path, damage):
    made = kept.glossary([path])
    [file] = (tmp_path / "cache" / compiled.FOLDER).glob("*")
    file.write_bytes(damage)
    assert kept.glossary([path]) == made


def test_nothing_is_kept_unless_asked(path, tmp_path):
    kept.glossary([path], keep=False)
    assert not (tmp_path / "cache" / compiled.FOLDER).exists()


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.yaml"):
        kept.glossary([tmp_path / "none.yaml"])
