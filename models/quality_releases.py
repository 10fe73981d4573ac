"""Renderings by people that were aligned by hand, which a score should find sound."""

from collections.abc import Iterator
from pathlib import Path

from align.types import Language


def language(folder: Path) -> Language:
    """Of the originals: the end of the folder's name."""
    return "be" if folder.name.endswith("be") else "ru"


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Original and English of the beads that have both.

    Parameters
    ----------
    folder
        ``ID.ru`` or ``ID.be`` and ``ID.en``, a sentence a line, and ``ID.gold``, a bead a line:
        ``[numbers]:[numbers]``.
    """
    for gold in sorted(folder.glob("*.gold")):
        sides = [
            gold.with_suffix(f".{name}").read_text("utf-8").split("\n")
            for name in (language(folder), "en")
        ]
        for row in gold.read_text("utf-8").split("\n"):
            numbers = [
                [int(n) for n in part.strip("[] ").split(",") if n.strip()]
                for part in row.split(":")[:2]
            ]
            if len(numbers) == 2 and all(numbers):
                ours, theirs = (
                    " ".join(side[n] for n in kept)
                    for side, kept in zip(sides, numbers, strict=True)
                )
                yield ours, theirs
