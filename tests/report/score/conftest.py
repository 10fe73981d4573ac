"""Written scores: of a week, of the one release in it that fails, of two translations."""

from dataclasses import replace

import pytest
from written_scores import COMPARISONS, REPORTS

from align.scores import Comparison, ScoreReport


@pytest.fixture
def week_scores() -> ScoreReport:
    """Four releases: one too low, one that passes, one lost, one with another signature."""
    return REPORTS["week"]


@pytest.fixture
def plant(week_scores: ScoreReport) -> ScoreReport:
    """The release that is too low, with beads of every kind."""
    return replace(week_scores, releases=week_scores.releases[:1])


@pytest.fixture
def compared() -> Comparison:
    """Two translations, with a measure that tells the contrary."""
    return COMPARISONS["compared"]
