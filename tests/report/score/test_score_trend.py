"""Several releases: what compares, their mean, the row of bars."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from written_scores import score_reports

from align.report.score.picture import TREND_HEIGHT, TREND_WIDTH, trend
from align.report.score.trend import differing, mean, scale, sparkline, steps, uncompared
from align.report.score.words import exit_code, passes, scored, verdict
from align.scores import Interval, ScoreReport


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        ("sverka:1.0|reader:a", "sverka:1.0|reader:a", ()),
        ("sverka:1.0|reader:a", "sverka:1.1|reader:b", ("sverka", "reader")),
        ("sverka:1.0|reader:a", "sverka:1.0|reader:a|rules:3", ("rules",)),
        ("a", "b", ("a", "b")),
        ("", "a:1", ("a",)),
        ("|", "", ("signature",)),
    ],
)
def test_the_keys_in_which_signatures_differ(first, second, keys):
    assert differing(first, second) == keys


def test_a_release_is_compared_with_the_last_one_that_has_a_score(week_scores: ScoreReport):
    plant, visit, lost, budget = week_scores.releases
    row = steps([plant, lost, visit, budget])
    assert [step.before for step in row] == [None, None, plant, visit]
    assert row[2].change == visit.score - plant.score
    assert (row[3].change, row[3].differs) == (None, ("reader",))
    names = ["a", "b", "c", "d"]
    assert list(uncompared(row, names)) == [
        "d is not compared with c: their signatures differ in reader.",
        "Scores that do not compare have no mean.",
    ]
    assert list(uncompared(row[:3], names[:3])) == []


def test_a_change_is_told_where_the_intervals_lie_apart(week_scores: ScoreReport):
    one = week_scores.releases[0]
    for low, told in ((71.2, False), (71.3, False), (71.4, True)):
        other = replace(one, score=75, interval=Interval(low, 80))
        assert steps([one, other])[1].told is told
        assert steps([other, one])[1].told is told


def test_the_mean_is_weighted_by_words_and_there_is_none_of_what_does_not_compare(
    week_scores: ScoreReport,
):
    plant, visit, lost, budget = week_scores.releases
    assert mean([plant, lost, visit]) == pytest.approx(
        (plant.score * 87 + visit.score * 21) / (87 + 21)
    )
    assert mean([plant, budget]) is None
    assert mean([lost]) is None
    assert mean([replace(plant, words=0)]) is None


def test_the_row_of_bars(week_scores: ScoreReport):
    row = steps(week_scores.releases)
    assert scale(week_scores.releases) == (50, 100)
    assert sparkline(row) == "▃▇?|█"
    assert sparkline(row, blocks=False) == "37?|8"
    assert sparkline(()) == ""


@given(report=score_reports())
@settings(max_examples=80, deadline=None)
def test_whatever_is_given_the_pictures_stay_in_their_frames(report: ScoreReport):
    row = steps(report.releases)
    assert len(sparkline(row).replace("|", "")) == len(row)
    low, high = scale(report.releases)
    assert 0 <= low < high <= 100
    drawn = trend(report, row)
    held = sum(map(scored, report.releases))
    assert (drawn is None) == (held < 2)
    if drawn:
        assert len(drawn.points) == held == len(drawn.lines) + len(drawn.breaks) + 1
        for point in drawn.points:
            assert 0 <= point.x <= TREND_WIDTH
            assert 0 <= point.high <= point.low <= TREND_HEIGHT
            assert 0 <= point.y <= TREND_HEIGHT


@given(report=score_reports())
@settings(max_examples=80, deadline=None)
def test_verdict_and_exit_code_say_the_same(report: ScoreReport):
    code, told = exit_code(report), verdict(report)
    assert (code == 2) == ("could not be scored" in told)
    assert (code == 1) <= told.startswith("Failed: ")
    assert code or all(passes(report, one) for one in report.releases)


@pytest.mark.parametrize(
    ("chosen", "minimum", "told", "code"),
    [
        ([], 80, "Nothing was scored.", 0),
        ([0, 1, 2, 3], 80,
         "Failed: 1 of 3 releases below the minimum of 80; 1 release could not be scored.", 2),
        ([0], 80, "Failed: 1 of 1 release below the minimum of 80.", 1),
        ([1], 80, "The release passes.", 0),
        ([1, 3], 80, "All 2 pass.", 0),
        ([0, 1], None, "2 releases scored.", 0),
        ([2], None, "1 release could not be scored.", 2),
    ],
)  # fmt: skip
def test_what_several_come_to(week_scores: ScoreReport, chosen, minimum, told, code):
    releases = tuple(week_scores.releases[n] for n in chosen)
    report = replace(week_scores, releases=releases, minimum=minimum)
    assert (verdict(report), exit_code(report)) == (told, code)
