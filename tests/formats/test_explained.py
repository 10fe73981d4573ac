"""Explanations: every piece of evidence has words, and what decided is found on fair terms."""

import json
import math
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from rich.cells import cell_len

from align.beads.evidence import NULL_FEATURES, PAIR_FEATURES, RUN_FEATURES
from align.beads.lattice import SHAPES
from align.beads.why import Reason, Why
from align.formats.explained import explained
from align.formats.explained_text import decided, render, render_json
from align.formats.reasons import grouped, words_for
from align.types import Alignment, Bead, LineKind

DATA = tomllib.loads(files("align.formats").joinpath("data", "reasons.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("table", "names"),
    [("pairs", PAIR_FEATURES), ("nulls", NULL_FEATURES), ("runs", RUN_FEATURES)],
)
def test_all_evidence_has_words_and_no_words_are_left_over(table: str, names: tuple[str, ...]):
    assert set(DATA[table]) == set(names)


def test_every_group_is_used_and_every_word_is_in_one():
    tables = [DATA[name] for name in ("pairs", "nulls", "runs", "shapes")]
    assert {group for table in tables for group, _ in table.values()} == set(DATA["groups"])


def test_words_tell_pieces_of_evidence_apart():
    for table in (DATA["pairs"], DATA["nulls"] | {f"run: {k}": v for k, v in DATA["runs"].items()}):
        told = [tuple(entry) for entry in table.values()]
        assert sorted(set(told)) == sorted(told)
        # Lines are sorted by their weight: none may lean on the one before.
        assert not [words for _, words in told if words.startswith(("the same", "its "))]


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_spelled(shape: tuple[int, int]):
    name = f"shape {shape[0]}-{shape[1]}"
    assert words_for(name, True) == ("place", f"how common {shape[0]}-{shape[1]} pairs are")


def test_groups_come_strongest_first_and_so_do_their_reasons():
    reasons = [
        (Reason("length", 1.0, -4.0), True),
        (Reason("similarity", 0.5, 1.0), True),
        (Reason("few: similarity", 0.5, 2.0), True),
        (Reason("run: bias", 1.0, 1.0), False),
    ]
    groups = grouped(reasons)
    assert [(g.name, g.points) for g in groups] == [
        ("lengths", -4.0), ("meaning", 3.0), ("place", 1.0)
    ]  # fmt: skip
    assert [reason.log_odds for _, reason in groups[1].reasons] == [2.0, 1.0]


@pytest.fixture
def pair(build_side) -> Alignment:
    """Three sentences beside three: the second is left out, and so is the third; two are added."""
    source = build_side("a.ru", "ru", 4 * [[(LineKind.TEXT, "Да.")]])
    target = build_side(
        "a.en", "en", [*2 * [[(LineKind.TEXT, "Yes.")]], [(LineKind.FURNITURE, "-")]]
    )
    beads = (
        Bead((0,), (0,), 0.6), Bead((1,), (), 0.6), Bead((2,), (), 0.9), Bead((3,), (1,), 0.9),
        Bead((), (2,), 1.0),
    )  # fmt: skip
    return Alignment(source, target, beads, "")


def explain(bead: Bead) -> tuple[Why, Why | None]:
    """Evidence that is easy to add up: 5 for a pair, 1 for a null, 2 for a null after a null."""
    if bead.source and bead.target:
        joined = len(bead.source) + len(bead.target) > 2
        reasons = [Reason("similarity", 0.5, 4.0 if joined else 5.0), Reason("length", 0.1, -0.5)]
    else:
        reasons = [Reason("bias", 1.0, 1.0), Reason("run: bias", 1.0, 2.0)]
    rival = (
        Why(Bead((0, 1), (0,), 0.3), 3.5, tuple(explain(Bead((0, 1), (0,), 0.3))[0].reasons))
        if bead.source in ((0,), (1,))
        else None
    )
    return Why(bead, sum(r.log_odds for r in reasons), tuple(reasons)), rival


def test_rows_are_compared_with_the_rival_over_the_same_sentences(pair: Alignment):
    found = explained(pair, 0, explain)
    assert found.rows == (0, 1)
    # 4.5 and 1 for the rows, 3.5 for the rival; and the third sentence follows a null only so.
    assert dict(found.gains) == {"meaning": 1.0, "lengths": 0.0, "place": 1.0 + 2.0}
    assert decided(found).startswith(
        "Decided by place and shape: rows 1–2 as they are have 4.0 points more"
    )


def test_a_null_is_not_said_to_follow_one_where_it_does_not(pair: Alignment):
    first, second = (explained(pair, k, explain).reading for k in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.points, second.points) == (1.0, 3.0)


def test_a_moved_pair_is_compared_with_leaving_it_out_and_adding_it(pair: Alignment):
    moved = replace(
        pair, beads=(*pair.beads[:3], replace(pair.beads[3], moved=True), pair.beads[4])
    )
    found = explained(moved, 3, explain)
    assert found.rival is not None
    assert [(b.source, b.target) for b in found.rival.beads] == [((3,), ()), ((), (1,))]
    text = render(found)
    assert "sentence 3 of the original left out and sentence 1 of the release added" in text
    assert "To have the other: align lock ORIGINAL RELEASE 3: :1" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_text_keeps_to_its_width_and_says_all_without_colour(pair: Alignment, width: int):
    found = explained(pair, 0, explain)
    text = render(found, width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "\x1b" not in text
    assert "\x1b[" in render(found, width=width, color=True)
    told = " ".join(text.split())
    for words in (
        "Row 1 · 60%, look",
        "+4.5 together",
        "+5.0 meaning ████",
        "−0.5 lengths ░░",
        "Instead: sentences 0–1 of the original with sentence 0 of the release, 30%",
        "To keep it so: align lock ORIGINAL RELEASE 0:0",
        "To have the other: align lock ORIGINAL RELEASE 0-1:0",
    ):
        assert words in told


def test_what_was_not_weighed_is_said(pair: Alignment):
    locked = replace(pair, beads=(replace(pair.beads[0], locked=True), *pair.beads[1:]))
    told = render(explained(locked, 0, lambda bead: None))
    assert "Row 1 · fixed by hand" in told
    assert "align lock ORIGINAL RELEASE --remove 0:0" in told
    furniture = render(explained(pair, 4, explain))
    assert "page furniture, which translates nothing" in furniture
    assert "points" not in furniture.lower()


def test_json_has_every_piece_of_evidence_with_its_own_name(pair: Alignment):
    record = json.loads(render_json(explained(pair, 0, explain)))
    assert record["row"] == 1
    assert record["band"] == "look"
    assert [r["name"] for r in record["reasons"]] == ["similarity", "length"]
    assert record["log_odds"] == sum(r["log_odds"] for r in record["reasons"]) == 4.5
    assert record["instead"]["beads"][0]["source"] == [0, 1]
    assert record["rows"] == [1, 2]
    assert math.isclose(sum(record["gains"].values()), 4.0)
    nothing = json.loads(render_json(explained(pair, 4, explain)))
    assert (nothing["log_odds"], nothing["reasons"], nothing["instead"]) == (None, [], None)


def test_no_document_drives_the_terminal_by_its_explanation(single):
    alignment = single("\x1b[2J\u202eгном", "[red]x[/] \x9b", 0.4)
    found = explained(alignment, 0, lambda bead: (Why(bead, 0.0, ()), None))
    text = render(found)
    assert "␛[2J⟨U+202E⟩гном" in text
    assert "[red]x[/]" in text
    assert json.loads(render_json(found))["source_text"] == "\x1b[2J\u202eгном"
    assert not {"\x1b", "\u202e", "\x9b"} & set(text + render_json(found))
