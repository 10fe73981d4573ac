"""Reports for services: GitHub's commands, JUnit's XML, Markdown of comments and summaries."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree, html
from markdown_it import MarkdownIt
from written_reports import EMPTY, HOSTILE, reports

from align.findings import Checked, Report, Severity
from align.formats.visible import visible
from align.report import renderer
from align.report.github import step_summary
from align.report.markdown import plain
from align.report.markdown import render as markdown

JUNIT = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))
PAGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    """What GitHub's runner makes of the lines (actions/runner, ActionCommand.cs)."""
    found = []
    for line in renderer("github")(report).split("\n")[:-2]:
        begin, properties, data = re.fullmatch(r"::(\w+) ([^\n]*?)::(.*)", line).groups()
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        for name, value in pairs.items():
            for written, meant in (
                ("%0D", "\r"),
                ("%0A", "\n"),
                ("%3A", ":"),
                ("%2C", ","),
                ("%25", "%"),
            ):
                value = value.replace(written, meant)
            pairs[name] = value
        for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            data = data.replace(written, meant)
        found.append((begin, pairs, data))
    return found


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_github_gets_one_command_for_each_and_no_other(report: Report):
    found = commands(report)
    problems = [one for one in report.checked if one.problem]
    told = sorted(report.findings, key=lambda finding: finding.severity.rank)
    assert len(found) == len(problems) + len(told)
    for (name, pairs, data), finding in zip(found[len(problems) :], told, strict=True):
        assert name == {"error": "error", "warning": "warning"}.get(finding.severity, "notice")
        assert pairs["title"] == f"{finding.rule} {finding.name}"
        assert data.split("\n")[0] == visible(finding.message)
        assert set(pairs) <= {"title", "file", "line", "col", "endLine", "endColumn"}
    last = renderer("github")(report).split("\n")[-2]
    assert not last.strip().startswith("::")
    assert "##[" not in last


def test_the_loudest_come_first(week: Report):
    names = [name for name, _, _ in commands(week)]
    assert names == ["error", "error", "error", "warning", "warning", "notice"]


def test_columns_are_left_out_of_what_has_several_lines(week: Report):
    finding = week.findings[0]
    location = replace(finding.at.location, end_line=13)
    finding = replace(finding, at=replace(finding.at, location=location))
    one = replace(week, checked=(replace(week.checked[0], findings=(finding,)),))
    assert commands(one)[0][1] == {
        "title": "FCT001 number",
        "file": "releases/plant/en.html",
        "line": "12",
        "endLine": "13",
    }


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_any_junit_is_valid(report: Report):
    root = etree.fromstring(renderer("junit")(report).encode())
    JUNIT.assertValid(root)
    suites = root.findall("testsuite")
    assert len(suites) == len(report.checked)
    for name, element in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        for suite in suites:
            cases = [c for c in suite if element == "testcase" or c.find(element) is not None]
            assert int(suite.get(name)) == len(cases)
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in suites)
    loud = [
        finding
        for checked in report.checked
        if not checked.problem
        for finding in checked.told
        if finding.severity.reaches(report.level)
    ]
    assert len(list(root.iter("failure"))) == len(loud)


def test_two_originals_of_one_release_are_two_suites(week: Report):
    one = week.checked[0]
    twice = replace(week, checked=(one, replace(one, original="be.html")))
    tree = etree.fromstring(renderer("junit")(twice).encode())
    assert [suite.get("name") for suite in tree] == [
        f"{one.release}, of {name}" for name in (one.original, "be.html")
    ]


def test_a_case_for_each_rule_that_ran(week: Report):
    root = etree.fromstring(renderer("junit")(week).encode())
    clean = root.findall("testsuite")[1]
    assert [case.get("name") for case in clean] == [
        "CVR001 omitted",
        "FCT001 number",
        "FCT002 date",
        "TRM001 missing-rendering",
        "TXT003 mixed-quotes",
    ]
    failure = next(root.iter("failure"))
    assert failure.get("message") == "“5 процентов” in the original, “50 percent” here."
    assert "Exports to China grew by ⟦50 percent⟧" in failure.text
    assert "fix: “50 percent” → “5 percent”" in failure.text


def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(f"<body>{PAGE.render(text)}</body>")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_is_shown_in_markdown_and_does_nothing(hostile: str):
    root = page(f"Say: {plain(hostile)}!")
    assert {element.tag for element in root.iter()} == {"html", "body", "p"}
    shown = root.text_content().replace("\u2060", "").rstrip("\n")
    assert shown == f"Say: {visible(hostile)}!"
    assert not re.search(r"@\w|[#!]\d|://|www\.", root.text_content())


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_any_comment_has_only_its_own_mark_up(report: Report):
    root = page(markdown(report))
    tags = {element.tag for element in root.iter()}
    assert tags <= {
        "html", "body", "h3", "h4", "p", "strong", "br", "blockquote", "i", "b",
        "details", "summary",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib]
    assert not re.search(r"@\w|[#!]\d|://|www\.", root.text_content())


def test_a_comment_marks_the_words(week: Report):
    root = page(markdown(week))
    assert [b.text for b in root.iter("b")][:2] == ["50 percent", "5 процентов"]
    assert [s.text_content() for s in root.iter("summary")] == ["1 note"]


def test_a_place_between_two_characters_is_shown(week: Report):
    hidden = next(f for f in week.checked[0].findings if f.suppression)
    finding = replace(hidden, suppression=None)
    one = replace(week, checked=(replace(week.checked[0], findings=(finding,)),))
    assert "met in Grodno<b>‸</b>." in markdown(one)
    assert "met in Grodno⟦⟧." in renderer("junit")(one)


def test_a_comment_is_no_longer_than_may_be_and_says_what_is_missing(week: Report):
    told = [f for f in week.checked[0].told if f.severity is not Severity.NOTE]
    many = replace(week, checked=(replace(week.checked[0], findings=tuple(told * 1_000)),))
    text = markdown(many)
    assert 60_000 < len(text) <= 65_536
    missing = int(re.search(r"([\d,]+) more had no room here", text)[1].replace(",", ""))
    shown = len(re.findall(r"^\*\*(?:error|warning)\*\*", text, re.M))
    assert shown + missing == 3_000
    assert len(step_summary(many).encode()) <= 1024 * 1024
    assert shown < len(re.findall(r"^\*\*error\*\*", step_summary(many), re.M))


def test_a_comment_cut_in_the_notes_is_still_whole(week: Report):
    notes = [f for f in week.checked[0].told if f.severity is Severity.NOTE]
    many = replace(week, checked=(replace(week.checked[0], findings=tuple(notes * 1_000)),))
    text = markdown(many)
    assert len(text) <= 65_536
    assert text.count("<details>") == text.count("</details>") == 1


def test_a_comment_on_nothing():
    assert markdown(EMPTY) == "### align check\n\n**Passed.** Nothing was checked.\n"
    lost = Report((Checked("ru.html", "en.html", problem="No <file>."),), (), "error", "1.0")
    assert "**Not checked:** No &lt;file&gt;." in markdown(lost)
