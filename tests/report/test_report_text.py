"""The report for the terminal: carets under the words, lines that fit, colours only where asked."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from written_reports import EMPTY, HOSTILE, reports, words

from align.findings import Edit, Report, Severity
from align.formats.visible import visible
from align.report.concise import render as concise
from align.report.layout import carets, shown, width_of, wrapped
from align.report.passages import offers, shortened
from align.report.tally import scope, verdict
from align.report.text import render
from align.types import Span

_parts = st.lists(st.tuples(words, st.booleans()), max_size=5)


@given(parts=_parts, width=st.integers(20, 60))
def test_lines_fit_and_nothing_is_lost(parts, width):
    lines = wrapped(parts, width)
    for line in lines:
        assert sum(size for *_, size in line) <= width
    kept = "".join(text for line in lines for text, *_ in line).replace(" ", "")
    unseen = "\u00ad\u200b\u200c\u2060\ufeff"
    assert kept == re.sub(f"[ {unseen}]", "", "".join(text for text, _ in parts))
    marked = "".join(text for line in lines for text, own in shown(line) if own)
    assert marked.replace(" ", "") == re.sub(
        f"[ {unseen}]", "", "".join(text for text, own in parts if own)
    )


@given(parts=_parts, width=st.integers(20, 60))
def test_carets_stand_under_the_marked_words_alone(parts, width):
    for line in wrapped([(text, own) for text, own in parts if text], width):
        expected = "".join(("^" if own else " ") * size for _, own, size in line)
        assert carets(line) == expected.rstrip()


@pytest.mark.parametrize(
    "text", ["Minsk", "За́мак", "北京", "ＡＢＣ", "e\u0301\u0323x", "👩‍🏭 и", "\u0301", "ў « » – …"]
)
def test_columns_are_those_of_the_terminal(text):
    assert width_of(text) == cell_len(text)


def test_a_place_between_two_characters_has_a_caret():
    line = wrapped([("met in Grodno", False), ("", True), (".", False)], 40)[0]
    assert carets(line) == " " * 13 + "^"
    assert carets(wrapped([("met", False), ("", True)], 40)[0]) == "   ^"


def test_marks_and_wide_signs_do_not_move_carets(week: Report):
    finding = week.findings[0]
    at = replace(finding.at, sentence="За́мак і 北京 50 percent", span=Span(12, 22))
    finding = replace(finding, at=at, target_sentence="", related=())
    checked = replace(week.checked[0], findings=(finding,))
    rows = render(replace(week, checked=(checked,))).split("\n")
    below = next(row for row in rows if row.strip("^ ") == "" and "^" in row)
    above = rows[rows.index(below) - 1]
    begin = above[: above.index("50 percent")]
    assert below == " " * cell_len(begin) + "^" * 10


@given(report=reports(), width=st.integers(40, 120))
@settings(max_examples=40, deadline=None)
def test_rows_are_no_wider_than_the_terminal_but_for_names(report, width):
    heads = re.compile(r".*:\d+:\d+: (error|warning|note) |.*  the release of | {4}\S")
    names = [visible(one.release).rstrip() for one in report.checked]
    for row in render(report, width=width).split("\n"):
        assert width_of(row) <= width or heads.match(row) or row in names


def test_colours_only_where_they_are_asked_for(week: Report):
    assert "\x1b" not in render(week)
    colored = render(week, color=True)
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == render(week)


def test_the_end_says_how_many_and_what_next(week: Report):
    end = render(week).split("\n")[-6:]
    assert end == [
        "2 errors, 2 warnings, 1 note in 2 releases and the glossary, 1,616 words; 1 suppressed.",
        "“align rules FCT001” explains that rule, with examples.",
        "“--fix” mends 1 of them.",
        "“--fix --unsafe-fixes” mends 1 more that somebody should look at after.",
        "Failed: 2 errors; 1 release could not be checked.",
        "",
    ]


@pytest.mark.parametrize(("errors", "notes"), [(3, 7), (3, 8), (0, 20), (25, 0)])
def test_a_long_report_ends_with_the_places_of_the_errors(week: Report, errors, notes):
    [one, *_] = week.checked
    at = replace(week.findings[0], suppression=None)
    found = [replace(at, severity=Severity.ERROR)] * errors
    found += [replace(at, severity=Severity.NOTE)] * notes
    shown = render(replace(week, checked=(replace(one, findings=tuple(found)),)))
    place = at.at.location
    row = f"\n  {place.path}:{place.line}:{place.column}: {at.rule} {at.name}\n"
    listed = errors if errors + notes > 10 else 0
    assert shown.count(row.strip("\n") + "\n") == min(listed, 20)
    assert ("\n  and 5 errors more\n" in shown) == (errors == 25)


def test_a_release_with_two_originals_is_one_release(week: Report):
    [one, *_] = week.checked
    twice = replace(week, checked=(one, replace(one, original="be.html")))
    assert scope(twice) == scope(replace(week, checked=(one,)))
    broken = replace(one, findings=(), problem="No.")
    both = replace(week, checked=(broken, replace(broken, original="be.html")))
    assert verdict(both) == "1 release could not be checked."


def test_the_end_of_a_clean_report(week: Report):
    clean = replace(week, checked=(week.checked[1],))
    assert render(clean) == "Nothing found in 1 release, 1,204 words.\nPassed.\n"
    assert render(EMPTY) == "Nothing was checked.\nPassed.\n"


@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        ("error", "Failed: 2 errors."),
        ("warning", "Failed: 2 errors, 1 warning."),
        ("note", "Failed: 2 errors, 1 warning, 1 note."),
        ("never", "Passed."),
    ],
)
def test_the_level_decides(week: Report, level, verdict):
    one = replace(week, checked=week.checked[:1], level=level)
    assert render(one).split("\n")[-2] == verdict


def test_notes_do_not_fail_a_check_of_errors(week: Report):
    soft = tuple(replace(f, severity=Severity.NOTE) for f in week.checked[0].findings)
    one = replace(week, checked=(replace(week.checked[0], findings=soft),))
    assert render(one).endswith("Passed.\n")


def test_concise_is_a_line_each(week: Report):
    lines = concise(week).split("\n")
    assert lines[0] == (
        "releases/plant/en.html:12:27: error FCT001 “5 процентов” in the original,"
        " “50 percent” here. [number]"
    )
    assert len(lines) == 7


@given(
    text=st.text(max_size=60) | st.sampled_from(HOSTILE),
    ends=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    longest=st.integers(10, 70),
)
def test_a_text_is_cut_around_its_words(text, ends, longest):
    start, end = sorted(min(place, len(text)) for place in ends)
    cut, spans = shortened(text, [Span(start, end)], longest)
    assert len(cut) <= longest + 4
    words = text[start:end]
    assert spans[0].of(cut) == words[: len(spans[0])]
    if len(words) <= longest:
        assert spans[0].of(cut) == words


def test_an_edit_of_blanks_alone_shows_them(week: Report):
    at = replace(week.findings[0].at, sentence="Two  words .", span=Span(9, 12))
    edits = [
        Edit(Span(9, 12), new, True, replace(at, span=span))
        for span, new in ((Span(9, 12), "s."), (Span(10, 12), "."), (Span(3, 5), " "))
    ]
    finding = replace(week.findings[0], at=at, edits=tuple(edits))
    assert [(offer.old, offer.new) for offer in offers(finding)] == [
        ("s .", "s."),
        (" .", "."),
        ("  ", " "),
    ]
