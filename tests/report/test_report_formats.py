"""What holds for every format: names, whole text, the same bytes each time, nothing that acts."""

import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from written_reports import EMPTY, HOSTILE, REPORTS, reports

from align.errors import UsageError
from align.findings import Checked, Report
from align.report import NAMES, for_suffix, renderer

DATA = ("json", "jsonl", "sarif", "gitlab")
LINED = ("jsonl", "concise")


@pytest.mark.parametrize("name", NAMES)
@given(report=reports())
@settings(max_examples=40, deadline=None)
def test_any_report_can_be_written(name: str, report: Report):
    text = renderer(name)(report)
    assert text.encode().decode() == text
    assert text.endswith("\n") or (name in LINED and not text)
    assert renderer(name)(report) == text
    acting = {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"}
    assert not acting
    if name not in DATA:
        assert not set("\u2028\u2029\u202e\u2066\ufeff") & set(text)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_report_can_be_written(name: str):
    assert "\x00" not in renderer(name)(EMPTY)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_of_ten_thousand_findings_can_be_written(name: str, week: Report):
    many = [f for f in week.checked[0].findings if f.suppression is None]
    checked = replace(week.checked[0], findings=tuple(many * 2_500))
    text = renderer(name)(replace(week, checked=(checked,)))
    assert text
    if name in ("jsonl", "concise"):
        assert text.count("\n") == 10_000


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_of_a_million_characters_is_cut(name: str, week: Report):
    finding = week.findings[0]
    long = "word " * 100_000 + finding.at.sentence + " word" * 100_000
    start = 500_000 + finding.at.span.start
    span = replace(finding.at.span, start=start, end=start + len(finding.at.text))
    at = replace(finding.at, sentence=long, span=span)
    finding = replace(finding, at=at, target_sentence=long)
    checked = replace(week.checked[0], findings=(finding,))
    text = renderer(name)(replace(week, checked=(checked,)))
    assert "50 percent" in text
    if name not in ("json", "jsonl"):
        assert len(text) < 20_000


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_could_not_be_checked_is_told(name: str, hostile: str):
    checked = Checked("ru.html", hostile or "en.html", problem=f"No file. {hostile}")
    text = renderer(name)(Report((checked,), (), "error", "1.0"))
    assert name == "jsonl" or "No file." in text


@pytest.mark.parametrize("name", NAMES)
def test_a_release_that_is_not_there_is_told_by_name(name: str):
    checked = Checked("", "week/en.html", problem="week/en.html: no file.")
    text = renderer(name)(Report((checked,), (), "error", "1.0"))
    assert name == "jsonl" or text.count("week/en.html") >= 2 or name in ("concise", "text")
    if name == "jsonl":
        assert not text  # One finding a line: the exit code tells.
    if name in ("text", "markdown", "html", "github", "concise"):
        assert "the release of" not in text


def test_all_have_names_and_files_have_endings():
    assert NAMES[0] == "text"
    files = {
        "report.txt": "text",
        "report.HTML": "html",
        "out/report.json": "json",
        "out/report.jsonl": "jsonl",
        "report.sarif": "sarif",
        "report.sarif.json": "sarif",
        "gl-code-quality-report.json": "gitlab",
        "junit.xml": "junit",
        "comment.md": "markdown",
    }
    assert {file: for_suffix(file) for file in files} == files


@pytest.mark.parametrize("wrong", ["report.pdf", "report", ".json"])
def test_an_ending_that_says_nothing_is_refused(wrong: str):
    with pytest.raises(UsageError, match=r"End it in one of \.txt"):
        for_suffix(wrong)


def test_a_format_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="Choose one of text, concise"):
        renderer("pdf")


def test_formats_are_loaded_when_they_are_asked_for():
    code = "import sys, align.report; print(sorted({'jinja2', 'lxml', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_the_written_reports_have_every_kind_of_thing():
    week = REPORTS["week"]
    assert {finding.side for finding in week.findings} == {"source", "target", "glossary"}
    assert {finding.severity.value for finding in week.findings} == {"error", "warning", "note"}
    assert any(checked.problem for checked in week.checked)
    assert any(not checked.findings for checked in week.checked)
