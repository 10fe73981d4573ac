"""A report in every format, byte for byte as in `golden/` (see write_golden_reports.py)."""

from pathlib import Path

import pytest
from write_golden_reports import golden_reports
from written_reports import REPORTS

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", REPORTS)
def test_the_reports_are_as_they_were(name):
    made = golden_reports(name, REPORTS[name])
    assert made == {file: (GOLDEN / file).read_bytes().decode() for file in made}
    assert {file.name for file in GOLDEN.glob(f"{name}.*")} == set(made)
