"""What holds for every format: names, whole text, the same bytes each time, nothing that acts."""

import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from written_reports import HOSTILE
from written_scores import EMPTY, score_reports, scored

from align.errors import UsageError
from align.report.score import COMPARISONS, NAMES, comparison, explain, for_suffix, renderer
from align.scores import Interval, Reason, ReleaseScore, ScoreReport

DATA = ("json", "jsonl")


def acting(text: str) -> set[str]:
    """Characters that do something, but for line feeds."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}


@pytest.mark.parametrize("name", NAMES)
@given(report=score_reports())
@settings(max_examples=40, deadline=None)
def test_any_scores_can_be_written(name: str, report: ScoreReport):
    text = renderer(name)(report)
    assert text.encode().decode() == text
    assert text.endswith("\n") or (name == "jsonl" and not text)
    assert renderer(name)(report) == text
    assert not acting(text)
    if name not in DATA:
        assert not set("\u2028\u2029\u202e\u2066\ufeff") & set(text)


@given(report=score_reports())
@settings(max_examples=40, deadline=None)
def test_any_score_can_be_explained(report: ScoreReport):
    for one in report.releases:
        text = explain(one)
        assert text == explain(one)
        assert not acting(text)
        assert text.encode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(name: str, hostile: str, plant: ScoreReport):
    [one] = plant.releases
    bead = replace(
        one.beads[1], source_text=hostile, target_text=hostile, marks=(),
        reasons=(Reason("FCT001", hostile, 40.0),),
    )  # fmt: skip
    one = scored((bead,), release=hostile, original=hostile, signature=hostile, warnings=(hostile,))
    text = renderer(name)(replace(plant, releases=(one,)))
    assert not acting(text)
    assert "<script>" not in text or name in (*DATA, "text")
    if name == "text":  # What GitHub's runner would obey in a log.
        assert not any(line.lstrip().startswith("::") or "##[" in line for line in text.split("\n"))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_report_can_be_written(name: str):
    assert bool(renderer(name)(EMPTY)) == (name != "jsonl")


@pytest.mark.parametrize("name", NAMES)
def test_a_release_of_nothing_is_told(name: str):
    nothing = ReleaseScore("ru.txt", "en.txt", interval=Interval(0, 0))
    text = renderer(name)(ScoreReport((nothing,), None, "low", "1.0"))
    assert name in DATA or "There is nothing to judge in it." in text
    assert "en.txt" in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("beside", [0, 1])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_could_not_be_scored_is_told(
    name: str, beside: int, hostile: str, week_scores: ScoreReport
):
    lost = ReleaseScore("ru.html", hostile or "en.html", problem=f"No file. {hostile}")
    report = replace(week_scores, releases=(*week_scores.releases[1 : 1 + beside], lost))
    assert "No file." in renderer(name)(report)


@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_beads_can_be_written(name: str, plant: ScoreReport):
    [one] = plant.releases
    many = replace(one, beads=one.beads * 1_429)
    text = renderer(name)(replace(plant, releases=(many,)))
    if name in ("text", "markdown", "junit"):
        assert len(text) < 20_000
    else:
        assert text.count("и пожелал им крепкого здоровья") > 1_428


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_of_a_million_characters_is_cut(name: str, plant: ScoreReport):
    [one] = plant.releases
    long, bead = "word " * 100_000, one.beads[1]
    [mark] = bead.marks
    start = len(long) + mark.span.start
    span = replace(mark.span, start=start, end=start + len(mark.span))
    bead = replace(
        bead, target_text=f"{long}{bead.target_text} {long}", marks=(replace(mark, span=span),)
    )
    report = replace(plant, releases=(replace(one, beads=(bead,)),))
    text = renderer(name)(report)
    assert "50 percent" in text
    assert name in DATA or len(text) < 30_000
    assert len(explain(report.releases[0])) < 20_000


def test_all_have_names_and_files_have_endings():
    assert (NAMES[0], COMPARISONS) == ("text", ("text", "json"))
    files = {
        "score.txt": "text",
        "score.HTML": "html",
        "out/score.json": "json",
        "out/score.jsonl": "jsonl",
        "junit.xml": "junit",
        "summary.md": "markdown",
    }
    assert {file: for_suffix(file) for file in files} == files


@pytest.mark.parametrize("wrong", ["score.pdf", "score", ".json"])
def test_an_ending_that_says_nothing_is_refused(wrong: str):
    with pytest.raises(UsageError, match=r"End it in one of \.txt"):
        for_suffix(wrong)


def test_a_format_that_is_not_there_is_refused(compared):
    with pytest.raises(UsageError, match="Choose one of text, json, jsonl, markdown, html, junit"):
        renderer("pdf")
    with pytest.raises(UsageError, match=r"Choose one of text, json\."):
        comparison(compared, "html")


def test_formats_are_loaded_when_they_are_asked_for():
    code = (
        "import sys, align.report.score\n"
        "print([m for m in sys.modules if m.startswith(('align.report.score.', 'jinja2'))])\n"
        "align.report.score.renderer('json')\n"
        "print([m for m in ('jinja2', 'align.quality', 'numpy') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n[]\n"
