"""Scores in every format, byte for byte as in `golden/` (see write_golden_scores.py)."""

from pathlib import Path

from write_golden_scores import golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_scores_are_shown_as_they_were():
    made = golden()
    assert {file.name for file in GOLDEN.iterdir()} == set(made)
    for file, text in made.items():
        assert text == (GOLDEN / file).read_bytes().decode(), file
