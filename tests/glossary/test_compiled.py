"""What was compiled is used again, and never when something it depends on has changed."""

import pytest

from align.errors import ConfigError
from align.glossary import compiled
from align.glossary.matching import Matcher

TERMS = """\
- id: union-state
  gap: 1
  en:
    - term: Union State
      case: exact
  ru: [Союзное государство, СГ]
"""


@pytest.fixture
def glossary(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


def kept(tmp_path):
    return sorted((tmp_path / "cache" / compiled.FOLDER).glob("*"))


@pytest.mark.parametrize("language", ["en", "ru", "be"])
def test_kept_and_made_anew_are_the_same(glossary, language, monkeypatch):
    made = compiled.table([glossary], language)
    monkeypatch.setattr(compiled, "compiled", None)  # from now on it can only be read
    assert compiled.table([glossary], language) == made


def test_a_changed_glossary_is_compiled_anew(glossary, tmp_path):
    compiled.table([glossary], "ru")
    glossary.write_text(TERMS.replace("СГ", "Союз"), encoding="utf-8")
    found = Matcher(compiled.table([glossary], "ru")).find("Союз и СГ")
    assert [(m.start, m.end) for m in found] == [(0, 4)]
    assert len(kept(tmp_path)) == 2


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[1]", b'{"entries": [[1]]}', b"\xff", b"[" * 9999]
)
def test_damaged_files_are_made_anew(glossary, tmp_path, damage):
    made = compiled.table([glossary], "ru")
    [file] = kept(tmp_path)
    file.write_bytes(damage)
    assert compiled.table([glossary], "ru") == made
    assert compiled.table([glossary], "ru") == made


def test_nothing_is_kept_unless_asked(glossary, tmp_path):
    compiled.table([glossary], "ru", keep=False)
    assert kept(tmp_path) == []


def test_only_so_many_are_kept(glossary, tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 2)
    for n in range(4):
        glossary.write_text(TERMS + f"# {n}\n", encoding="utf-8")
        compiled.table([glossary], "ru")
    assert len(kept(tmp_path)) == 2


def test_a_folder_that_cannot_be_written_stops_nothing(glossary, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "file"))
    assert compiled.table([glossary], "ru").entries


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"terms\.yaml"):
        compiled.table([tmp_path / "terms.yaml"], "ru")
