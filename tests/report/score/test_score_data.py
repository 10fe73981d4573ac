"""Scores for programs: JSON and its keys, JSON Lines, JUnit against its schema, Markdown."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree, html
from markdown_it import MarkdownIt
from written_scores import EMPTY, score_reports

from align.report.score import renderer
from align.report.score.markdown import render as markdown
from align.report.score.records import pair_record, record
from align.report.score.words import passes, scored
from align.scores import ScoreReport

SCHEMAS = Path(__file__).parent.parent / "schemas"
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
PAGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
RELEASE = [
    "score", "low", "high", "parts", "beads", "signature", "original", "release", "lost", "p10",
    "worst", "issues", "metrics", "words", "passes", "minimum", "warnings", "problem", "version",
]  # fmt: skip
BEAD = [
    "source", "target", "adequacy", "low", "high", "read", "words", "source_text", "target_text",
    "reasons", "marks", "source_at", "target_at",
]  # fmt: skip


@given(report=score_reports())
@settings(max_examples=60, deadline=None)
def test_json_has_the_keys_that_others_rely_on_and_every_word(report: ScoreReport):
    whole = json.loads(renderer("json")(report))
    found = [whole] if len(report.releases) == 1 else whole["releases"]
    lines = [json.loads(line) for line in renderer("jsonl")(report).split("\n")[:-1]]
    assert found == lines
    for one, made in zip(report.releases, found, strict=True):
        assert list(made) == RELEASE
        assert (made["original"], made["release"]) == (one.original, one.release)
        assert (made["score"] is None) == (not scored(one))
        assert made["score"] is None or abs(made["score"] - one.score) <= 0.005 + 1e-9
        assert made["passes"] is passes(report, one)
        assert list(made["parts"]) == list(made["lost"]) == [part.name for part in one.parts]
        for bead, told in zip(one.beads, made["beads"], strict=True):
            assert list(told) == BEAD
            assert (told["source_text"], told["target_text"]) == (
                bead.source_text,
                bead.target_text,
            )
            assert [tuple(why.values()) for why in told["reasons"]] == [
                (why.kind, why.text, why.cap if why.cap is None else round(why.cap, 2))
                for why in bead.reasons
            ]
            for mark, shown in zip(bead.marks, told["marks"], strict=True):
                text = told[f"{shown['side']}_text"]
                assert shown["text"] == text[shown["start"] : shown["end"]] == mark.span.of(text)
        assert [one.beads[n] for n in made["worst"]] == list(one.worst)
        assert len(set(made["worst"])) == len(made["worst"])


def test_json_of_one_release(plant: ScoreReport):
    made = json.loads(renderer("json")(plant))
    assert (made["score"], made["low"], made["high"], made["p10"]) == (65.12, 58.4, 71.3, 40.0)
    assert made["worst"] == [1, 5, 4, 2, 3]
    assert (made["passes"], made["minimum"], made["words"]) == (False, 80, 87)
    assert made["issues"]["counts"] == {"neutral": 1, "minor": 0, "major": 2, "critical": 0}
    assert made["issues"]["sufficient"] is False
    assert made["metrics"][1]["name"] == "TER"
    assert made["beads"][1]["marks"] == [
        {"side": "target", "start": 25, "end": 35, "text": "50 percent", "probability": 0.968}
    ]
    assert made["beads"][4]["target_at"] is None
    assert made["beads"][4]["source_at"] == {
        "path": "releases/plant/ru.html",
        "line": 15, "column": 1, "end_line": 15, "end_column": 27,
    }  # fmt: skip
    assert made["beads"][4]["read"] is None


def test_json_of_several_releases(week_scores: ScoreReport):
    made = json.loads(renderer("json")(week_scores))
    assert list(made) == [
        "releases", "mean", "changes", "passes", "minimum", "judged_by", "exit_code", "version",
    ]  # fmt: skip
    assert (made["mean"], made["passes"], made["exit_code"]) == (None, False, 2)
    assert made["changes"] == [
        {"points": None, "told": False, "differs": []},
        {"points": 24.18, "told": True, "differs": []},
        {"points": None, "told": False, "differs": []},
        {"points": None, "told": False, "differs": ["reader"]},
    ]
    lost = made["releases"][2]
    assert (lost["score"], lost["low"], lost["passes"]) == (None, None, False)
    assert lost["problem"].startswith("releases/lost/ru.html: there is no such file.")
    assert json.loads(renderer("json")(EMPTY))["releases"] == []


def test_a_pair_has_the_keys_of_a_bead(plant: ScoreReport):
    from align.quality.adequacy import Judged

    bead = plant.releases[0].beads[1]
    judged = Judged(bead.read, bead.adequacy, bead.interval, bead.reasons, bead.marks)
    made = pair_record((bead.source_text, bead.target_text), judged)
    whole = record(plant.releases[0], plant)["beads"][1]
    assert next(iter(made)) == "adequacy"
    assert made == {key: whole[key] for key in made}


@given(report=score_reports())
@settings(max_examples=60, deadline=None)
def test_any_junit_is_valid(report: ScoreReport):
    root = etree.fromstring(renderer("junit")(report).encode())
    JUNIT.assertValid(root)
    [suite] = root
    assert len(suite) == len(report.releases)
    for one, case in zip(report.releases, suite, strict=True):
        verdicts = [child.tag for child in case]
        if not scored(one):
            assert verdicts == ["error"]
        else:
            assert verdicts == ["system-out" if report.passes(one) else "failure"]
    for name, tag in (("failures", "failure"), ("errors", "error")):
        assert int(suite.get(name)) == int(root.get(name)) == len(list(suite.iter(tag)))


def test_junit_says_why_and_where(week_scores: ScoreReport):
    root = etree.fromstring(renderer("junit")(week_scores).encode())
    failure = next(root.iter("failure"))
    assert failure.get("message").endswith("58.4, is below the minimum of 80.")
    assert "release: Exports to China grew by ⟦50 percent⟧ in the first half" in failure.text
    assert [case.get("name") for case in root.iter("testcase")] == [
        one.release for one in week_scores.releases
    ]


def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(f"<body>{PAGE.render(text)}</body>")


@given(report=score_reports())
@settings(max_examples=60, deadline=None)
def test_any_summary_has_only_its_own_mark_up(report: ScoreReport):
    root = page(markdown(report))
    tags = {element.tag for element in root.iter()}
    assert tags <= {
        "html", "body", "h3", "h4", "p", "strong", "br", "blockquote", "i", "b", "table", "thead",
        "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert {name for element in root.iter() for name in element.attrib} <= {"style"}
    assert not re.search(r"@\w|[#!]\d|://|www\.", root.text_content())
    if len(report.releases) > 1:
        assert len(list(root.iter("tr"))) == len(report.releases) + 1


def test_a_summary_of_one_and_of_several(plant: ScoreReport, week_scores: ScoreReport):
    one = page(markdown(plant))
    assert next(one.iter("strong")).text == "65 of 100 (95 %: 58 to 71)."
    assert [b.text for b in one.iter("b")] == ["50 percent", "и пожелал им крепкого здоровья"]
    rows = [[cell.text_content() for cell in row] for row in page(markdown(week_scores)).iter("tr")]
    assert rows[1] == ["releases/plant/en.html", "65", "58 to 71", "40", "87", "", "no"]
    assert rows[3] == ["releases/lost/en.html", "not scored", "", "", "", "", "no"]
    assert markdown(EMPTY) == "### align score\n\n**Nothing was scored.**\n"


@pytest.mark.parametrize("longest", [600, 2_000, 65_000])
def test_a_summary_is_no_longer_than_may_be_and_says_what_is_missing(week_scores, longest):
    many = replace(week_scores, releases=week_scores.releases * 400)
    text = markdown(many, longest=longest)
    assert len(text) <= longest
    assert re.search(r"\n[\d,]+ more had no room here", text)
