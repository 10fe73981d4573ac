"""What ships with the program is found, and noticed when it is damaged."""

import pytest

from align.errors import ModelError
from align.resources import PACKAGE, SUMS, glossaries_dir, models_dir, sums, verify


def test_the_bundled_models_are_found() -> None:
    assert (models_dir() / "e5-mini-en-ru-be" / "model.json").is_file()


def test_the_bundled_glossaries_are_found() -> None:
    assert (glossaries_dir() / "integration.yaml").is_file()


def test_the_package_folder_holds_the_package() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_the_dictionary_is_the_one_described() -> None:
    folder = models_dir() / "morphology-be"
    described = sums(folder)
    assert {name for name, _ in described} == {path.name for path in folder.glob("*.gz")}
    verify(folder, described)


def test_damage_is_noticed(tmp_path) -> None:
    (tmp_path / "a.gz").write_bytes(b"as it was")
    digest = "0" * 64
    (tmp_path / SUMS).write_text(f"{digest}  a.gz\n{digest}  b.gz\n")
    with pytest.raises(ModelError, match="damaged"):
        verify(tmp_path, sums(tmp_path))
    with pytest.raises(ModelError, match=r"b\.gz: cannot be read"):
        verify(tmp_path, sums(tmp_path)[1:])
    with pytest.raises(ModelError, match=SUMS):
        sums(tmp_path / "nowhere")
