"""Suppressions in comments and beside the release: what they hide, and what is wrong with them."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.run import Chosen
from align.checks.suppress import applied, apply_all, read_comments, read_sidecar, sidecar_path
from align.checks.suppress.apply import ignores_of
from align.errors import ConfigError
from align.findings import Finding, Location, Quote, Severity
from align.readers import read_data, read_document
from align.types import Alignment, SegmentedText, Span

CASES = tomllib.loads((Path(__file__).parent / "suppression_cases.toml").read_text("utf-8"))
TODAY = date(2026, 7, 13)
RAN = ("TRM001", "TRM002", "CVR002", "CVR001", "SUP001")


def findings_in(document, marked: str) -> tuple[Finding, ...]:
    """A finding for each of the marked words, where they stand in the document."""
    found = []
    for words in re.findall("⟦(.*?)⟧", marked):
        start = document.text.index(words)
        first, last = document.position(start), document.position(start + len(words) - 1)
        place = Location(document.path, first.line, first.column, last.line, last.column + 1)
        line = next(p.span.of(document.text) for p in document.paragraphs if p.span.end > start)
        at = line.index(words)
        quote = Quote(place, line, Span(at, at + len(words)))
        fingerprint = f"FINGERPRINT OF {words}"
        found.append(
            Finding(
                "TRM001", "term", Severity.ERROR, "No.", "target", quote, fingerprint=fingerprint
            )
        )
    return tuple(found)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["about"])
def test_a_suppression(case, tmp_path):
    path = tmp_path / f"release.{case['form']}"
    path.write_text(re.sub("[⟦⟧]", "", case["file"]), "utf-8")
    if "beside" in case:
        sidecar_path(path).write_text(case["beside"], "utf-8")
    document = read_document(path)
    found = findings_in(document, case["file"])
    marked, faults = applied(found, ignores_of(document), str(path), RAN, TODAY)
    assert [f.at.text for f in marked if f.suppression] == case["hidden"]
    assert [f.message for f in faults] == case.get("told", [])
    assert len(marked) == len(found)
    for fault in faults:
        assert (fault.rule, fault.name, fault.severity) == ("SUP001", "suppression", "warning")
        assert fault.fingerprint
    if "beside" not in case:
        lines = path.read_text("utf-8").split("\n")
        for fault in faults:
            at = fault.at.location
            assert lines[at.line - 1][at.column - 1 :].startswith("<!-- align:")
            assert lines[at.end_line - 1][: at.end_column - 1].endswith("-->")


@pytest.mark.parametrize("case", CASES["broken"], ids=lambda case: case["message"])
def test_a_file_that_cannot_be_understood(case, tmp_path):
    path = tmp_path / "release.txt"
    sidecar_path(path).write_text(case["beside"], "utf-8")
    with pytest.raises(ConfigError) as error:
        read_sidecar(sidecar_path(path))
    assert str(error.value).removeprefix(f"{tmp_path}/").startswith(case["message"])


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "en.txt.ignore.toml"
    path.write_bytes(b"[[ignore]]\nreason = '\xff'\n")
    with pytest.raises(ConfigError, match=r":2: this is not UTF-8\. Save the file"):
        read_sidecar(path)


def test_where_there_is_no_file_there_is_nothing(tmp_path):
    assert read_sidecar(sidecar_path(tmp_path / "en.docx")) == ()
    assert read_sidecar(sidecar_path(tmp_path / ("n" * 250))) == ()
    assert sidecar_path(Path("decree/en.docx")).name == "en.docx.ignore.toml"


def test_the_reason_and_the_place_are_told(tmp_path):
    path = tmp_path / "en.html"
    path.write_text(
        '<p>Allied <!-- align: ignore TRM001 reason="A  reason." --> State.</p>', "utf-8"
    )
    document = read_document(path)
    marked, _ = applied(
        findings_in(document, "⟦Allied⟧"), ignores_of(document), str(path), RAN, TODAY
    )
    why = marked[0].suppression
    assert (why.kind, why.reason) == ("inline", "A reason.")
    assert why.location == Location(str(path), 1, 11, 1, 60)


@pytest.mark.parametrize("told", [True, False])
def test_a_release_with_all_that_is_around_it(told, tmp_path):
    path = tmp_path / "en.html"
    path.write_text(
        '<!-- align: ignore TRM001 reason="So." --><p>Allied State.</p>'
        '<!-- align: ignore TRM001 reason="So." --><p>Union State.</p>',
        "utf-8",
    )
    document = read_document(path)
    side = SegmentedText(document, "en", ())
    chosen = Chosen(
        frozenset({"TRM001", *(["SUP001"] if told else [])}), {"SUP001": Severity.ERROR}
    )
    found = apply_all(
        findings_in(document, "⟦Allied State⟧"), Alignment(side, side, (), ""), chosen, TODAY
    )
    assert [f.rule for f in found] == (["TRM001", "SUP001"] if told else ["TRM001"])
    assert [f.severity for f in found[1:]] == ([Severity.ERROR] if told else [])


def test_standard_input_has_none():
    assert ignores_of(read_data(b"<p>x</p><!-- align: ignore TRM001 -->", "-")) == ()


def test_all_suppressions_that_fit_are_used(tmp_path):
    path = tmp_path / "en.html"
    path.write_text(
        '<!-- align: ignore-file TRM reason="One." --><!-- align: ignore TRM001 reason="Two." -->'
        "<p>Allied State.</p>",
        "utf-8",
    )
    document = read_document(path)
    found = findings_in(document, "⟦Allied State⟧")
    marked, faults = applied(found, ignores_of(document), str(path), RAN, TODAY)
    assert marked[0].suppression.reason == "One."
    assert faults == ()


_bits = st.lists(
    st.sampled_from(
        ["<!--", "-->", " align:", "ignore", "ignore-file", " TRM001", " reason=", '"', "“", "So.",
         " until=", "2027-01-31", "<p>", "</p>", "\n\n", "\r\n", "Text.", ",", "=", "\0", "\u202e"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(raw=_bits, form=st.sampled_from(["html", "md"]))
def test_any_comment_can_be_read(raw, form):
    document = read_data(b"<p>One.</p>\n\nTwo.\n", f"en.{form}")
    for ignore in read_comments(raw, document):
        assert ignore.location.line >= 1
        applied((), [ignore], "en.html", RAN, TODAY)


@pytest.mark.parametrize(
    "raw",
    [
        "<!-- align: ignore TRM001 " * 40_000,
        "<!--" * 250_000,
        "<!-- align: " + "a" * 1_000_000,
        '<!-- align: ignore reason="' + "a=" * 500_000,
        "<!--" + " " * 1_000_000 + "align:",
    ],
    ids=["unclosed", "openings", "word", "signs", "blanks"],
)
def test_a_hostile_file_is_read_in_time(raw):
    document = read_data(b"<p>One.</p>", "en.html")
    assert len(read_comments(raw, document)) <= 1


def test_thousands_of_suppressions_are_too_many():
    text = "\n".join(
        f'<!-- align: ignore TRM001 reason="So." --><p>Allied{n}x State.</p>' for n in range(3_000)
    )
    document = read_data(text.encode(), "en.html")
    first = findings_in(document, "⟦Allied0x⟧")[0]
    marked, faults = applied([first] * 1_000, read_comments(text, document), "en.html", RAN, TODAY)
    assert all(finding.suppression for finding in marked)
    assert len(faults) == 1_000
    assert faults[-1].message.startswith("A release has 1,000 suppressions at the most")
