"""Scores for the terminal: what comes first, rows that fit, colours only where asked."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_scores import EMPTY, score_reports

from align.formats.visible import visible
from align.report.layout import width_of
from align.report.score import explain
from align.report.score.cells import cut, table
from align.report.score.text import render
from align.scores import Interval, IssueScore, Part, ScoreReport


@given(report=score_reports(), width=st.integers(40, 120))
@settings(max_examples=60, deadline=None)
def test_rows_are_no_wider_than_the_terminal_but_for_names(report: ScoreReport, width: int):
    names = [visible(one.release).replace("\u2060", "") for one in report.releases]
    texts = [render(report, width=width), *(explain(one, width) for one in report.releases)]
    # The joiner that parts a log's commands has no width, and stands in names too.
    for row in "\n".join(texts).replace("\u2060", "").split("\n"):
        assert width_of(row) <= width or any(row.startswith(n.rstrip()) for n in names), row


@given(report=score_reports())
@settings(max_examples=30, deadline=None)
def test_colours_add_nothing_but_colours(report: ScoreReport):
    for plain, colored in (
        (render(report), render(report, color=True)),
        *((explain(one), explain(one, color=True)) for one in report.releases),
    ):
        # A colour parts what the joiner parts elsewhere: a command to the runner of a log.
        bare = re.sub("\x1b\\[[0-9;]*m|\u2060", "", colored)
        assert [row.rstrip() for row in bare.split("\n")] == plain.replace("\u2060", "").split("\n")


def test_the_score_comes_first_then_the_verdict(plant: ScoreReport):
    rows = render(plant).split("\n")
    assert rows[0] == "releases/plant/en.html  the release of releases/plant/ru.html"
    assert rows[2:4] == [
        "65 of 100 (95 %: 58 to 71)",
        "Fails: the low end of the interval, 58.4, is below the minimum of 80.",
    ]
    assert rows[-2] == plant.releases[0].signature


@pytest.mark.parametrize(
    ("score", "low", "minimum", "by", "first", "second"),
    [
        (86.8, 84.1, 84, "low", "87 of 100 (95 %: 84.1 to 90)",
         "Passes: the low end of the interval, 84.1, is not below the minimum of 84."),
        (86.8, 83.97, 84, "low", "87 of 100 (95 %: 83.97 to 90)",
         "Fails: the low end of the interval, 83.97, is below the minimum of 84."),
        (86.8, 84.1, 87, "score", "86.8 of 100 (95 %: 84 to 90)",
         "Fails: 86.8 is below the minimum of 87."),
        (87.0, 84.1, 87, "score", "87 of 100 (95 %: 84 to 90)",
         "Passes: 87.0 is not below the minimum of 87."),
        (86.8, 84.1, None, "low", "87 of 100 (95 %: 84 to 90)", ""),
    ],
)  # fmt: skip
def test_what_is_held_against_the_minimum_reads_as_it_stands(
    plant: ScoreReport, score, low, minimum, by, first, second
):
    one = replace(plant.releases[0], score=score, interval=Interval(low, 90.2))
    report = replace(plant, releases=(one,), minimum=minimum, judged_by=by)
    assert render(report).split("\n")[2:4] == [first, second]


def test_the_parts_add_up(plant: ScoreReport):
    lost = [float(n) for n in re.findall(r"loses +([\d.]+)", render(plant))]
    assert f"{100 - sum(lost):.1f}" == f"{plant.releases[0].score:.1f}"


def test_a_part_that_was_not_judged_says_so(plant: ScoreReport):
    [one] = plant.releases
    parts = (*one.parts[:3], Part("terminology", None, 0.0))
    report = replace(plant, releases=(replace(one, parts=parts),))
    assert "  terminology    –  not judged  terms not rendered" in render(report)
    assert "terminology (not judged)" in explain(report.releases[0])


def test_five_beads_that_cost_most_come_first_with_place_and_reasons(plant: ScoreReport):
    text = render(plant)
    heads = re.findall(r"^ +(\d+)  (\S+:\d+)(?:  (\w+))?  costs ([\d.]+) points$", text, re.M)
    assert heads[:3] == [
        ("40", "releases/plant/en.html:12", "", "10.8"),
        ("0", "releases/plant/en.html:18", "addition", "6.9"),
        ("0", "releases/plant/ru.html:15", "omission", "5.6"),
    ]
    assert len(heads) == 5
    assert "why       “5 процентов” in the original, “50 percent” here. (not above 40)" in text
    rows = text.split("\n")
    place = next(n for n, row in enumerate(rows) if "50 percent in" in row)
    assert rows[place].index("50 percent") == rows[place + 1].index("^" * 10)


def test_issues_are_unconfirmed_and_of_few_words_worth_little(plant: ScoreReport):
    text = render(plant)
    assert "Issues found by the program, unconfirmed" in text
    assert "too few words to judge by (87 of 500)" in text
    [one] = plant.releases
    counts = (("neutral", 0), ("minor", 2), ("major", 0), ("critical", 1))
    issues = IssueScore(95.5, 45.0, counts, 600, True)
    text = render(replace(plant, releases=(replace(one, issues=issues),)))
    assert "96 of 100 (1 critical, 2 minor; penalty 45.0 per 1,000 words)" in text
    assert "a critical issue fails a text" in text
    assert "too few words" not in text


def test_brief_has_neither_beads_nor_signatures(plant: ScoreReport, week_scores: ScoreReport):
    for report in (plant, week_scores):
        whole, brief = render(report), render(report, brief=True)
        assert "Look at these first" not in brief
        assert "sverka:1.0" not in brief
        assert len(brief) < len(whole) / 2
    assert render(plant, brief=True).split("\n")[2] == "65 of 100 (95 %: 58 to 71)"


def test_several_are_a_table_with_the_verdict_last(week_scores: ScoreReport):
    rows = render(week_scores).split("\n")
    assert rows[0].split() == ["release", "score", "95", "%", "10th", "words", "change", "passes"]
    assert rows[1].split() == ["releases/plant/en.html", "65", "58–71", "40", "87", "no"]
    assert rows[2].split()[-2:] == ["+24.2", "yes"]
    assert rows[3].split() == ["releases/lost/en.html", "–", "no"]
    assert rows[-2].startswith("Failed: 1 of 3 releases below the minimum of 80;")
    assert render(EMPTY) == "Nothing was scored.\n"
    assert "passes" not in render(replace(week_scores, minimum=None)).split("\n")[0]


def test_scores_with_other_signatures_are_not_compared(week_scores: ScoreReport):
    text = " ".join(render(week_scores).split())
    assert (
        "releases/budget/en.md is not compared with releases/visit/en.docx:"
        " their signatures differ in reader. Scores that do not compare have no mean." in text
    )
    assert "Mean" not in text
    same = replace(week_scores, releases=week_scores.releases[:3])
    assert "Mean, weighted by words: 69.8" in render(same)


def test_changes_within_the_intervals_may_be_chance(week_scores: ScoreReport):
    assert "may be chance" not in render(week_scores)
    plant = week_scores.releases[0]
    same = replace(week_scores, releases=(plant, replace(plant, score=66)))
    assert "may be chance" in render(same)


def test_two_originals_of_one_release_are_told_apart(plant: ScoreReport):
    [one] = plant.releases
    both = replace(plant, releases=(one, replace(one, original="be.html")))
    assert "releases/plant/en.html, of be.html" in render(both)


def test_an_explanation_says_what_made_each_bead_and_the_whole(plant: ScoreReport):
    text = explain(plant.releases[0])
    flat = " ".join(text.split())
    assert "by its words alone: 86; a person's score would lie between 21 and 58" in flat
    assert "nothing supports “50 percent” (97%)" in flat
    assert "nothing renders “и пожелал им крепкого здоровья” (83%)" in flat
    assert "not read: the release has nothing for it" in flat
    terms = [float(n) for n in re.findall(r"^− +([\d.]+)", text, re.M)]
    total = float(re.search(r"^= +([\d.]+)", text, re.M)[1])
    assert round(100 - sum(terms), 1) == total
    assert text.count("  costs ") == len(plant.releases[0].beads)


def test_an_explanation_of_what_has_no_score(week_scores: ScoreReport):
    assert "Not scored: releases/lost/ru.html: there is no such" in explain(week_scores.releases[2])


@pytest.mark.parametrize(
    ("text", "width", "end", "begin"),
    [
        ("releases/en.html", 16, "releases/en.html", "releases/en.html"),
        ("releases/en.html", 8, "…en.html", "release…"),
        ("北京 and 上海", 6, "…d 上海"[:1] + " 上海", "北京 …"),
    ],
)
def test_names_are_cut_at_a_column(text, width, end, begin):
    assert cut(text, width) == end
    assert cut(text, width, head=True) == begin
    assert max(map(width_of, (end, begin))) <= max(width, width_of(text))


@given(st.text(max_size=30), st.integers(2, 30))
def test_any_name_is_cut_to_fit(text, width):
    for head in (False, True):
        assert width_of(cut(visible(text), width, head=head)) <= width


def test_a_table_gives_the_first_column_what_is_left():
    rows = table([("release", "score"), ("releases/plant/en.html", "65")], 20)
    assert [" | ".join(row) for row in rows] == ["release       | score", "…lant/en.html |    65"]
