"""Reports for programs: JSON Lines, JSON, SARIF against its schema, GitLab's code quality."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from written_reports import EMPTY, reports

from align.findings import Report, Severity
from align.report import renderer
from align.report.lines import render as jsonl
from align.report.places import in_repository, uri

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
PROMISED = [
    "rule", "severity", "message", "side", "line", "column", "end_line", "end_column", "text",
    "sentence", "source_sentence", "concept", "fingerprint",
]  # fmt: skip


def sarif(report: Report) -> dict:
    log = json.loads(renderer("sarif")(report))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    return log["runs"][0]


def test_json_lines_have_the_keys_that_others_rely_on(week: Report):
    records = [json.loads(line) for line in jsonl(week).splitlines()]
    assert [list(record)[:13] for record in records] == [PROMISED] * 5
    first = records[0]
    assert (first["rule"], first["line"], first["column"]) == ("FCT001", 12, 27)
    assert (first["end_line"], first["end_column"], first["text"]) == (12, 37, "50 percent")
    assert first["edits"] == [
        {"line": 12, "column": 27, "end_line": 12, "end_column": 37, "old": "50 percent",
         "text": "5 percent", "safe": False}
    ]  # fmt: skip
    assert first["source_sentence"].startswith("Экспорт")
    omitted = records[3]
    assert (omitted["side"], omitted["sentence"]) == ("source", "")
    assert omitted["source_sentence"] == "Работы завершат в декабре."


def test_json_lines_have_what_is_suppressed_only_if_asked(week: Report):
    assert "suppressed" not in jsonl(week)
    records = [json.loads(line) for line in jsonl(week, suppressed=True).splitlines()]
    hidden = [record["suppressed"] for record in records if "suppressed" in record]
    assert hidden == [
        {
            "kind": "inline",
            "reason": "The date is in the headline.",
            "location": {
                "path": "releases/plant/en.html",
                "line": 16, "column": 40, "end_line": 16, "end_column": 40,
            },
        }
    ]  # fmt: skip


def test_json_has_the_whole(week: Report):
    whole = json.loads(renderer("json")(week))
    assert whole["counts"] == {
        "errors": 2, "warnings": 2, "notes": 1, "suppressed": 1, "fixable": 2,
    }  # fmt: skip
    assert (whole["failed"], whole["exit_code"], whole["level"]) == (True, 2, "error")
    assert [one["release"] for one in whole["checked"]] == [one.release for one in week.checked]
    assert whole["checked"][2]["problem"].endswith("Check the name and the folder.")
    assert len(whole["checked"][0]["findings"]) == 5
    assert [rule["code"] for rule in whole["rules"]] == [rule.code for rule in week.rules]


@given(report=reports())
@settings(max_examples=40, deadline=None)
def test_any_sarif_is_valid(report: Report):
    run = sarif(report)
    assert len(run["results"]) == sum(len(one.findings) for one in report.checked)
    hushed = [bool(result.get("suppressions")) for result in run["results"]]
    assert hushed == [f.suppression is not None for one in report.checked for f in one.findings]
    with_key = ["suppressions" in result for result in run["results"]]
    assert all(with_key) or not any(with_key)
    for result in run["results"]:
        if "ruleIndex" in result:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    uris = re.findall(r'"uri": "([^"]*)"', json.dumps(run))
    assert all(re.fullmatch(r"[!-~]*", one) and "\\" not in one and " " not in one for one in uris)


def test_sarif_says_where_and_what(week: Report):
    run = sarif(week)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["exitCode"] == 2
    assert run["invocations"][0]["executionSuccessful"] is False
    notices = run["invocations"][0]["toolExecutionNotifications"]
    assert [notice["level"] for notice in notices] == ["warning", "error"]
    first, term, *_, glossary = run["results"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "releases/plant/en.html"},
        "region": {
            "startLine": 12, "startColumn": 27, "endLine": 12, "endColumn": 37,
            "snippet": {"text": "50 percent"},
        },
    }  # fmt: skip
    original = first["relatedLocations"][0]
    assert original["message"]["text"].startswith("the original: “Экспорт в Китай")
    assert original["physicalLocation"]["region"]["snippet"]["text"] == "5 процентов"
    places = [one.get("physicalLocation", {}) for one in term["relatedLocations"]]
    assert places[1]["artifactLocation"]["uri"] == "glossaries/state.yaml"
    assert places[1]["region"]["startLine"] == 48
    assert glossary["relatedLocations"][0]["logicalLocations"][0] == {
        "fullyQualifiedName": "business",
        "kind": "resource",
    }
    assert first["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"] == {"text": "5 percent"}
    help_ = run["tool"]["driver"]["rules"][1]["help"]
    assert help_["markdown"] == week.rules[1].text


def test_sarif_offers_no_fixes_for_word_files(week: Report):
    finding = week.findings[0]
    edit = finding.edits[0]
    location = replace(edit.at.location, path="en.docx")
    finding = replace(finding, edits=(replace(edit, at=replace(edit.at, location=location)),))
    one = replace(week.checked[0], findings=(finding,))
    assert "fixes" not in sarif(replace(week, checked=(one,)))["results"][0]


def test_sarif_writes_edits_of_web_pages_as_mark_up(week: Report):
    finding = week.findings[0]
    edits = (replace(finding.edits[0], text="R&D <5"),)
    one = replace(week.checked[0], findings=(replace(finding, edits=edits),))
    fix = sarif(replace(week, checked=(one,)))["results"][0]["fixes"][0]
    change = fix["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"]["text"] == "R&amp;D &lt;5"


def test_sarif_of_a_report_without_suppressions_says_nothing_of_them(week: Report):
    one = replace(week.checked[0], findings=week.checked[0].told)
    assert "suppressions" not in renderer("sarif")(replace(week, checked=(one,)))
    assert sarif(EMPTY)["results"] == []
    assert sarif(EMPTY)["invocations"][0]["exitCode"] == 0


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("releases/13 July/en.html", "releases/13%20July/en.html"),
        ("выпуск.html", "%D0%B2%D1%8B%D0%BF%D1%83%D1%81%D0%BA.html"),
        ("C:en.html", "C%3Aen.html"),
        ("a#b?c%d", "a%23b%3Fc%25d"),
        ("/srv/en.html", "file:///srv/en.html"),
        ("./en.html", "en.html"),
        ("../en.html", "../en.html"),
        ("-", "-"),
    ],
)
def test_uris(path, written):
    assert uri(path) == written
    assert unquote(written).endswith(path.removeprefix("./"))


def test_paths_of_a_repository():
    assert in_repository("./releases//en.html") == "releases/en.html"


@given(report=reports())
@settings(max_examples=30, deadline=None)
def test_any_code_quality_report_is_as_gitlab_wants_it(report: Report):
    entries = json.loads(renderer("gitlab")(report))
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["description"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch("[0-9a-f]{32}", entry["fingerprint"])
        assert set(entry["location"]) == {"path", "lines"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert not entry["location"]["path"].startswith("./")


def test_fingerprints_of_code_quality_are_unique(week: Report):
    many = replace(week.checked[0], findings=week.checked[0].findings * 3)
    entries = json.loads(renderer("gitlab")(replace(week, checked=(many,))))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 12
    severities = {entry["severity"] for entry in entries}
    assert severities == {"major", "minor", "info"}
    assert {f.severity for f in week.findings} == set(Severity)
