"""Beads of documents that were aligned by hand."""

from pathlib import Path

import quality_releases


def test_beads_with_both_sides(tmp_path: Path) -> None:
    folder = tmp_path / "press-be"
    folder.mkdir()
    for ending, text in (
        ("be", "Адзін.\nДва.\nТры.\n"),
        ("en", "One.\nTwo and three.\nMore.\n"),
        ("gold", "[0]:[0]\n[1, 2]:[1]\n[]:[2]\n"),
    ):
        (folder / f"a.{ending}").write_text(text, "utf-8")
    assert quality_releases.language(folder) == "be"
    assert quality_releases.language(tmp_path / "press-ru") == "ru"
    assert list(quality_releases.pairs(folder)) == [
        ("Адзін.", "One."),
        ("Два. Тры.", "Two and three."),
    ]
