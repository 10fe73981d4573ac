"""Counts, bands and the homes of moved beads; characters made visible."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats.summary import (
    Band,
    Counts,
    at_least,
    band,
    count,
    file_name,
    homes,
    percent,
    rows,
    spelled,
    trust,
)
from align.formats.visible import visible
from align.types import Alignment, Bead, Document, LineKind, SourceMap


def test_counts_of_a_release_with_every_kind_of_bead(release: Alignment):
    assert count(release) == Counts(
        paired=11, omitted=1, added=1, moved=1, furniture=2, accept=10, look=2, wrong=1, locked=0
    )


@pytest.mark.parametrize(
    ("probability", "expected", "words"),
    [
        (1.0, Band.ACCEPT, "100%"),
        (0.9, Band.ACCEPT, "90%"),
        (0.8999, Band.LOOK, "89%"),
        (0.5, Band.LOOK, "50%"),
        (0.4999, Band.WRONG, "49%"),
        (0.29, Band.WRONG, "29%"),
        (0.0, Band.WRONG, "0%"),
    ],
)
def test_bands_and_percentages_never_disagree(probability: float, expected: Band, words: str):
    assert band(probability) is expected
    assert percent(probability) == words


def test_a_moved_block_has_one_home(build_side):
    source, target = (
        build_side("a", language, 5 * [[(LineKind.TEXT, "a")]]) for language in ("ru", "en")
    )
    order = [3, 4, 0, 1, 2]
    beads = tuple(Bead((i,), (j,), 0.9, moved=i > 2) for j, i in enumerate(order))
    assert homes(Alignment(source, target, beads, "")) == {0: 4, 1: 4}


def test_the_home_of_a_broken_bead_is_that_of_its_first_sentence(build_side):
    source, target = (
        build_side("a", language, size * [[(LineKind.TEXT, "a")]])
        for language, size in (("ru", 3), ("en", 2))
    )
    beads = (Bead((1,), (0,), 0.9), Bead((0, 2), (1,), 0.9, moved=True))
    assert homes(Alignment(source, target, beads, "")) == {1: None}


def test_what_the_original_begins_with_has_no_bead_before_it(build_side):
    source, target = (
        build_side("a", language, 2 * [[(LineKind.TEXT, "a")]]) for language in ("ru", "en")
    )
    beads = (Bead((1,), (0,), 0.9), Bead((0,), (1,), 0.9, moved=True))
    assert homes(Alignment(source, target, beads, "")) == {1: None}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.txt", "a.txt"),
        ("/x/y/a.txt", "a.txt"),
        ("C:\\x\\a.docx", "a.docx"),
        ("-", "standard input"),
        ("", ""),
    ],
)
def test_file_names_without_their_folders(path: str, name: str):
    assert file_name(Document(path, "", (), SourceMap((), ()), "txt", "utf-8")) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мост праз Вяллю — 40 м, 1.09", "Мост праз Вяллю — 40 м, 1.09"),
        (
            "re\u00adport, a\u200db, a\u200bb, a\u00a0b",
            "re\u00adport, a\u200db, a\u200bb, a\u00a0b",
        ),
        ("\x00\x1b\x7f", "␀␛␡"),
        ("\x9b\u202e\u2028", "⟨U+009B⟩⟨U+202E⟩⟨U+2028⟩"),
        ("\ufeff\ud800\uffff\U000e0041", "⟨U+FEFF⟩⟨U+D800⟩⟨U+FFFF⟩⟨U+E0041⟩"),
    ],
)
def test_acting_characters_are_shown_and_others_left(text: str, expected: str):
    assert visible(text) == expected


def test_neighbouring_page_furniture_shares_a_row(release: Alignment):
    found = rows(release)
    assert [k for beads in found for k in beads] == list(range(len(release.beads)))
    furniture = next(k for k, b in enumerate(release.beads) if release.kind(b) == "furniture")
    twice = replace(release, beads=(*release.beads[: furniture + 1], *release.beads[furniture:]))
    assert range(furniture, furniture + 2) in rows(twice)
    assert len(rows(twice)) == len(found)


def test_the_counts_in_a_line():
    counts = Counts(
        paired=3, omitted=1, added=0, moved=0, furniture=2, accept=2, look=0, wrong=1, locked=1
    )
    assert counts.sentence == "3 paired · 1 omitted · 2 page furniture"
    assert counts.bands == "2 accept · 1 likely wrong · 1 fixed by hand"


def test_the_counts_of_nothing(single):
    counts = count(replace(single(None, None), beads=()))
    assert (counts.sentence, counts.bands) == ("0 paired", "0 accept")


def test_what_is_fixed_by_hand_and_page_furniture_need_no_look(release: Alignment):
    doubtful = next(b for b in release.beads if b.probability < 0.5)
    assert trust(release, doubtful) is Band.WRONG
    assert trust(release, replace(doubtful, locked=True)) is Band.ACCEPT
    furniture = next(b for b in release.beads if release.kind(b) == "furniture")
    assert trust(release, replace(furniture, probability=0.1)) is Band.ACCEPT


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_bands_and_furniture_add_up_to_all_beads(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    c = count(alignment)
    assert c.accept + c.look + c.wrong + c.locked + c.furniture == len(alignment.beads)
    assert c.paired + c.omitted + c.added + c.furniture == len(alignment.beads)


def test_what_is_below_a_probability_is_left_out_and_counted(release: Alignment):
    kept, told = at_least(release, 0.9)
    assert [b for b in release.beads if b not in kept.beads] == [
        b for b in release.beads if b.probability < 0.9
    ]
    assert told == (
        "Left out, with a probability below 0.9: 2 pairs, 1 addition;"
        " the rows are numbered without them."
    )
    assert at_least(release, 0.0) == (release, "")
    locked = replace(release, beads=tuple(replace(b, locked=True) for b in release.beads))
    assert at_least(locked, 1.0) == (locked, "")


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ((12,), (13, 14), "12:13-14"),
        ((12,), (), "12:"),
        ((), (14,), ":14"),
        ((0, 1, 2, 5, 7, 8), (3, 5), "0-2,5,7-8:3,5"),
    ],
)
def test_pairs_are_spelled_as_align_lock_reads_them(source, target, words: str):
    assert spelled(source, target) == words
