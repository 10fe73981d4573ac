"""Each written report in turn, and one with every kind of thing in it."""

import pytest
from written_reports import REPORTS

from align.findings import Report


@pytest.fixture
def week() -> Report:
    """Four things that were checked: findings of all severities, a clean one, a lost one."""
    return REPORTS["week"]
