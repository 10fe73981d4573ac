"""A baseline hides what was there, counts, shrinks, and is the same file for the same findings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.baseline import Baseline, apply, make, ratcheted, read, write, written
from align.errors import ConfigError
from align.findings import Checked, Finding, Location, Quote, Report, Severity, Suppression
from align.types import Span


def finding(name: str, line: int = 1, why: Suppression | None = None) -> Finding:
    sentence = f"The {name} State grew."
    quote = Quote(Location("en.html", line, 5, line, 9), sentence, Span(4, 4 + len(name)))
    return Finding("TRM001", "term", Severity.ERROR, "No.", "target", quote,
                   fingerprint=f"{name:0>16}", suppression=why)  # fmt: skip


def report(**releases: list[str]) -> Report:
    """A report of releases with findings by their names; the lines differ each time."""
    checked = tuple(
        Checked("ru.html", f"{release}.html", tuple(map(finding, names, range(1, 99))))
        for release, names in releases.items()
    )
    return Report(checked, (), "error", "1.0")


def told(report: Report) -> list[str]:
    return [finding.at.text for finding in report.findings]


ROOT = Path()


def test_what_was_there_is_hidden_and_what_is_new_is_told():
    baseline = make(report(a=["Allied"], b=["Joint"]), ROOT)
    now = apply(report(a=["New", "Allied"], b=["Joint", "Allied"]), baseline, ROOT)
    assert told(now) == ["New", "Allied"]
    why = now.checked[0].findings[1].suppression
    assert (why.kind, why.reason) == ("baseline", "It was there when the baseline was made.")


def test_it_counts():
    baseline = make(report(a=["Allied", "Allied"]), ROOT)
    assert baseline.total == 2
    assert told(apply(report(a=["Allied"] * 3), baseline, ROOT)) == ["Allied"]


def test_a_release_with_two_originals_is_counted_once():
    both = replace(
        report(a=["Allied"]), checked=(*report(a=["Allied"]).checked, *report(a=["New"]).checked)
    )
    baseline = make(both, ROOT)
    assert baseline.total == 2
    assert told(apply(both, baseline, ROOT)) == []
    more = replace(both, checked=(*both.checked, *report(a=["New", "Allied"]).checked))
    assert told(apply(more, baseline, ROOT)) == ["New", "Allied"]
    # Of a release of which one pair could not be checked nothing is known to be gone.
    half = replace(
        both, checked=(both.checked[0], replace(both.checked[1], findings=(), problem="No."))
    )
    assert ratcheted(baseline, half, ROOT) == baseline


def test_what_is_suppressed_otherwise_does_not_count():
    why = Suppression("inline", "So.")
    hidden = finding("Allied", 1, why)
    checked = Checked("ru.html", "a.html", (hidden, finding("Allied", 2)))
    both = Report((checked,), (), "error", "1.0")
    baseline = make(both, ROOT)
    assert baseline.total == 1
    assert [f.suppression.kind for f in apply(both, baseline, ROOT).checked[0].findings] == [
        "inline",
        "baseline",
    ]


def test_what_it_hides_already_stays_in_it():
    first = make(report(a=["Allied"]), ROOT)
    assert make(apply(report(a=["Allied"]), first, ROOT), ROOT) == first


def test_a_ratchet_only_turns_one_way():
    old = make(report(a=["Allied", "Allied", "Joint"]), ROOT)
    now = report(a=["Allied", "New"])
    smaller = ratcheted(old, now, ROOT)
    assert smaller == make(report(a=["Allied"]), ROOT)
    assert ratcheted(old, now, ROOT, add=True) == make(now, ROOT)
    assert ratcheted(smaller, report(a=["Allied"] * 4), ROOT) == smaller


def test_releases_that_were_not_checked_stay():
    old = make(report(a=["Allied"], b=["Joint"]), ROOT)
    assert ratcheted(old, report(a=[]), ROOT) == make(report(b=["Joint"]), ROOT)
    lost = Checked("ru.html", "b.html", problem="There is no such file.")
    broken = replace(report(a=["Allied"]), checked=(*report(a=["Allied"]).checked, lost))
    assert ratcheted(old, broken, ROOT) == old


def test_releases_are_known_from_the_folder_of_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    checked = Checked("ru.html", "releases/a.html", (finding("Allied"),))
    baseline = make(Report((checked,), (), "error", "1.0"), tmp_path)
    (tmp_path / "releases").mkdir()
    monkeypatch.chdir(tmp_path / "releases")
    assert told(apply(report(a=["Allied"]), baseline, tmp_path)) == []
    assert next(iter(baseline.entries.values())).releases == {"releases/a.html": 1}


def test_the_file_is_for_people_too(tmp_path):
    path = tmp_path / "baseline.json"
    baseline = make(report(b=["Joint"], a=["Joint", "Joint"]), ROOT)
    write(path, baseline)
    assert path.read_text("utf-8") == written(baseline)
    data = json.loads(path.read_text("utf-8"))
    assert data["version"] == 1
    assert data["findings"] == {
        f"{'Joint':0>16}": {
            "rule": "TRM001",
            "text": "Joint",
            "releases": {"a.html": 2, "b.html": 1},
        }
    }
    assert read(path) == baseline


names = st.lists(st.sampled_from(["Allied", "Joint", "New", "\ud800 «»"]), max_size=6)


@given(old=names, other=names, now=names)
def test_any_baseline_survives_and_shrinks(old, other, now):
    before = make(report(a=old, b=other), ROOT)
    assert written(make(report(b=other, a=old), ROOT)) == written(before)
    after = ratcheted(before, report(a=now), ROOT)
    assert after.total <= before.total
    hidden = [f.at.text for f in apply(report(a=now), before, ROOT).checked[0].findings
              if f.suppression]  # fmt: skip
    assert after.total == len(hidden) + len(other)
    assert told(apply(report(a=old, b=other), before, ROOT)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not valid JSON"),
        ("[" * 100_000, "this is not valid JSON"),
        ("[]", "this is no baseline: it has no version"),
        ('{"version": 2}', "it was written by another version: 1 is understood, this is 2"),
        ('{"version": 1}', "this is no baseline: it has no findings"),
        ('{"version": 1, "findings": {"a": 3}}', "the finding 'a' has no releases"),
        ('{"version": 1, "findings": {"a": {"releases": {"b": 0}}}}', "has no releases"),
        ('{\n<<<<<<< ours\n"version": 1}', "git left the marks of a conflict here"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, text, message):
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message):
        read(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(
        ConfigError, match=r"there is no such baseline\. Make it with align baseline"
    ):
        read(tmp_path / "baseline.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read(tmp_path / "bytes.json")
    with pytest.raises(ConfigError, match="cannot be written"):
        write(tmp_path / "none" / "baseline.json", Baseline())
