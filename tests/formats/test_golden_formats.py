"""Two releases in every format, byte for byte as in `golden/` (see write_golden.py)."""

from pathlib import Path

from write_golden import golden

GOLDEN = Path(__file__).parent / "golden"


def test_the_formats_are_as_they_were(pair):
    name, alignment = pair
    written = {file: (GOLDEN / file).read_bytes().decode() for file in golden(name, alignment)}
    assert golden(name, alignment) == written
    assert {file.name for file in GOLDEN.glob(f"{name}.*")} == set(written)
