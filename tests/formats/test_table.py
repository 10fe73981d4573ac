"""The table keeps to its width, needs no colour to be understood, and obeys no document."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from rich.cells import cell_len

from align.formats import render, render_table_svg
from align.types import Alignment

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(pair, width: int):
    _, alignment = pair
    for color in (False, True):
        lines = COLOUR.sub("", render(alignment, "table", width=width, color=color)).splitlines()
        assert max(map(cell_len, lines)) <= width


def test_a_narrower_terminal_gets_forty_columns(release: Alignment):
    assert render(release, "table", width=5) == render(release, "table", width=40)


def test_wide_characters_keep_the_columns_in_line(single):
    lines = render(single("北京市市长出席了会议。" * 6, "x" * 200), "table", width=80).splitlines()
    rows = [line for line in lines if "x" * 9 in line]
    assert len({cell_len(line[: line.index("xx")]) for line in rows}) == 1
    assert len(rows) > 3


def test_everything_said_in_colour_is_said_in_words(release: Alignment):
    text = render(release, "table", width=120)
    assert "\x1b" not in text
    for words in (
        "left out", "not in the original", "moved: the original has it after 14", "81%", "31%",
        "− left out of the release", "+ not in the original", "↑ stands earlier in the release",
        "? look, below 90%: 7, 9", "?? likely wrong, below 50%: 14", "· page furniture",
        "11 paired · 1 omitted · 1 added · 1 moved · 2 page furniture",
        "10 accept · 2 look · 1 likely wrong",
    ):  # fmt: skip
        assert words in text
    assert COLOUR.sub("", render(release, "table", width=120, color=True)).split() == text.split()


def test_an_ordinary_pair_is_quiet(single):
    text = render(single("Да.", "Yes."), "table", width=80)
    assert text.splitlines()[-2:] == ["1 paired", "1 accept"]
    assert not {"%", "[", "="} & set(text)


def test_what_is_fixed_by_hand_has_a_sign_and_no_doubt(release: Alignment):
    beads = [replace(b, locked=k in (4, 7, 13)) for k, b in enumerate(release.beads)]
    text = render(replace(release, beads=tuple(beads)), "table", width=120)
    assert "= fixed by hand: 5, 8, 14" in text
    assert "9 accept" not in text
    assert "8 accept · 2 look · 3 fixed by hand" in text
    assert "31%" not in text
    row = next(line for line in text.splitlines() if line.startswith(" 8  "))
    assert "−=" in row


def test_numbers_of_sentences_where_they_are_asked_for(release: Alignment):
    text = render(release, "table", width=120, numbered=True)
    assert "[12] До конца года" in text
    assert "[0] Главная" in text
    for line in ("[5] It took eighteen months.", "[6] It cost 18 million roubles."):
        assert line in text
    assert "[" not in render(release, "table", width=120)


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
def test_the_environment_changes_nothing(release: Alignment, monkeypatch, variable: str):
    before = [render(release, "table", width=90, color=color) for color in (False, True)]
    monkeypatch.setenv(variable, "30")
    assert [render(release, "table", width=90, color=color) for color in (False, True)] == before


@given(data=st.data(), color=st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_document_drives_the_terminal(
    data: st.DataObject, color: bool, alignments: st.SearchStrategy[Alignment]
):
    text = render(data.draw(alignments), "table", width=80, color=color)
    assert not ACTING.search(COLOUR.sub("", text) if color else text)


def test_hostile_text_is_shown_and_not_obeyed(single):
    text = render(single("\x1b[2Jgone \u202egnp", "[red]not markup[/] :smile:"), "table")
    assert "␛[2Jgone ⟨U+202E⟩gnp" in text
    assert "[red]not markup[/] :smile:" in text


def test_the_picture_stands_alone_and_is_the_same_twice(release: Alignment):
    picture = render_table_svg(release, 100, "align pair <original> & release")
    assert picture == render_table_svg(release, 100, "align pair <original> & release")
    root = etree.fromstring(picture.encode())
    shown = "".join(root.itertext()).replace("\xa0", " ")
    assert "align pair <original> & release" in shown
    assert "Rechitsk opens a second tram line" in shown
    assert "url(http" not in picture
    assert re.findall(r"https?://[^\"']+", picture) == ["http://www.w3.org/2000/svg"]


def test_hostile_text_does_not_break_the_picture(single):
    picture = render_table_svg(
        single("</text><script>x</script>\x00", "{matrix} \ufffe"), 80, "\x1b"
    )
    assert not list(etree.fromstring(picture.encode()).iter("{*}script"))
