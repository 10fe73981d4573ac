"""Figures of alignments: by hand, by another way of counting, and what must always hold."""

import tomllib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads.evaluate import (
    FEWEST_DOCUMENTS,
    Counts,
    Tally,
    interval,
    judge,
    pooled,
    read_gold,
)
from align.errors import InputError
from align.types import Bead

DATA = tomllib.loads(Path(__file__).with_name("evaluate_cases.toml").read_text("utf-8"))
TALLIES = ("strict", "lax", "links", "omitted", "added")


def gold_of(lines, tmp_path):
    path = tmp_path / "case.gold"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    highest = [
        max((int(n) for n in "".join(sides).split(",") if n.strip()), default=-1)
        for sides in zip(
            *([part.strip("[]") + "," for part in line.split(":")] for line in lines), strict=True
        )
    ]
    return read_gold(path, (highest[0] + 1, highest[1] + 1))


def beads_of(lines, tmp_path):
    shapes = [line.rsplit(" ", 1)[0] for line in lines]
    odds = [float(line.rsplit(" ", 1)[1]) for line in lines]
    pairs = gold_of(shapes, tmp_path)
    return [Bead(*pair, p) for pair, p in zip(pairs, odds, strict=True)]


def whole(text):
    return tuple(int(part) for part in text.split("/"))


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_figures_are_those_counted_by_hand(case, tmp_path):
    counts = judge(beads_of(case["found"], tmp_path), gold_of(case["gold"], tmp_path))
    for name in TALLIES:
        tally = getattr(counts, name)
        assert (tally.right, tally.given) == whole(case[name]["precision"]), name
        assert (tally.found, tally.wanted) == whole(case[name]["recall"]), name
    assert counts.calibration_error == (
        pytest.approx(case["calibration_error"]) if "calibration_error" in case else None
    )
    assert counts.accepted == case.get("accepted")


def test_pooled_figures_of_all_cases(tmp_path):
    counts = [
        judge(beads_of(case["found"], tmp_path), gold_of(case["gold"], tmp_path))
        for case in DATA["case"]
    ]
    every = pooled(counts)
    assert every == sum(counts, Counts())
    assert every.documents == len(counts) == 5
    assert every.strict == Tally(given=14, right=6, wanted=11, found=4)
    precision, recall = Fraction(6, 14), Fraction(4, 11)
    assert every.strict.f1 == pytest.approx(float(2 * precision * recall / (precision + recall)))
    # The nine beads with two sides: bins of 0.9 (three), 0.6 to 0.66 (three), 0.8, and 0.99 to 1.
    off = abs(2.7 - 1) + abs(0.6 + 0.64 + 0.65) + abs(0.8 - 1) + abs(1.99 - 2)
    assert every.calibration_error == pytest.approx(off / 9)
    assert every.accepted == 4 / 8


@pytest.mark.parametrize("case", DATA["wrong"], ids=lambda case: case["said"][:40])
def test_a_wrong_gold_file_is_told_with_its_line(case, tmp_path):
    path = tmp_path / "case.gold"
    path.write_text(case["text"], "utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path, (3, 2))
    assert str(caught.value).startswith(str(path) + case["said"])


def test_gold_files_of_every_make_are_read(tmp_path):
    path = tmp_path / "case.gold"
    path.write_bytes(b"\xef\xbb\xbf[0]:[0]\r\n\r\n [ 1,2 ]:[1]\n[ ]:[2]")
    assert read_gold(path, (3, 3)) == (((0,), (0,)), ((1, 2), (1,)), ((), (2,)))


def test_a_gold_file_that_is_no_text(tmp_path):
    path = tmp_path / "case.gold"
    path.write_bytes(b"[0]:[0]\n[1]:[\xff]\n")
    with pytest.raises(InputError, match=r"case\.gold:2: this is no text in UTF-8"):
        read_gold(path, (2, 2))


def partition(draw, count):
    """`count` sentences cut into runs."""
    cuts = draw(st.sets(st.integers(1, max(1, count - 1))))
    edges = [0, *sorted(c for c in cuts if c < count), count]
    return [tuple(range(a, b)) for a, b in pairwise(edges) if b > a]


@st.composite
def alignments(draw, rows, columns):
    """Any beads that hold every sentence once, in any order."""
    left, right = partition(draw, rows), draw(st.permutations(partition(draw, columns)))
    pairs = draw(st.integers(0, min(len(left), len(right))))
    beads = [*zip(left[:pairs], right[:pairs], strict=True)]
    return beads + [(s, ()) for s in left[pairs:]] + [((), t) for t in right[pairs:]]


@st.composite
def judged(draw):
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    found = draw(alignments(rows, columns))
    odds = draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    beads = [Bead(*pair, p) for pair, p in zip(found, odds, strict=True)]
    return beads, draw(alignments(rows, columns))


@given(judged())
def test_links_and_lax_beads_as_counted_one_by_one(case):
    beads, gold = case
    counts = judge(beads, gold)
    mine = {(i, j) for b in beads for i in b.source for j in b.target}
    true = {(i, j) for s, t in gold for i in s for j in t}
    assert counts.links == Tally(len(mine), len(mine & true), len(true), len(mine & true))
    right = sum(
        (b.source, b.target) in gold or any((i, j) in true for i in b.source for j in b.target)
        for b in beads
    )
    found = sum(any((i, j) in mine for i in s for j in t) for s, t in gold)
    assert (counts.lax.right, counts.lax.found) == (right, found)


@given(judged())
def test_strict_is_never_better_than_lax_and_all_are_shares(case):
    counts = judge(*case)
    assert counts.strict.right <= counts.lax.right
    assert counts.strict.found <= counts.lax.found
    for name in TALLIES:
        tally = getattr(counts, name)
        assert 0 <= tally.right <= tally.given
        assert 0 <= tally.found <= tally.wanted
        assert 0 <= tally.f1 <= 1
    if counts.probabilities:
        assert 0 <= counts.calibration_error <= 1
    else:
        assert counts.calibration_error is counts.accepted is None


@given(judged())
def test_the_gold_itself_is_perfect(case):
    _, gold = case
    counts = judge([Bead(*pair, 1.0) for pair in gold], gold)
    for name in TALLIES:
        tally = getattr(counts, name)
        assert (tally.right, tally.found) == (tally.given, tally.wanted)
    assert counts.calibration_error in (0.0, None)


@given(judged(), judged())
def test_counts_add_up(one, other):
    both = judge(*one) + judge(*other)
    assert both.documents == 2
    assert both.strict.given == len(one[0]) + len(other[0])
    assert len(both.probabilities) == sum(bool(b.source and b.target) for b in one[0] + other[0])


def test_a_bead_of_thousands_of_sentences_is_counted_without_listing_its_links():
    side = tuple(range(20_000))
    counts = judge([Bead(side, side, 0.5)], [(side, side)])
    assert counts.links == Tally(*[400_000_000] * 4)


def test_intervals_hold_the_pooled_figure_and_do_not_change_from_run_to_run():
    documents = [Tally(20, 20 - n % 7, 18, 17 - n % 5) for n in range(30)]
    low, high = interval(documents, lambda tally: tally.f1)
    assert low < sum(documents, Tally()).f1 < high
    assert (low, high) == interval(documents, lambda tally: tally.f1)
    # The mean of so many shares is about normal: 1.96 standard errors on either side.
    precisions = [tally.precision for tally in documents]
    mean = sum(precisions) / 30
    error = (sum((p - mean) ** 2 for p in precisions) / 30) ** 0.5 / 30**0.5
    low, high = interval(documents, lambda tally: tally.precision)
    assert low == pytest.approx(mean - 1.96 * error, abs=0.01)
    assert high == pytest.approx(mean + 1.96 * error, abs=0.01)


def test_documents_alike_leave_no_doubt_and_few_say_nothing():
    tally = Tally(10, 9, 8, 8)
    alike = [tally] * FEWEST_DOCUMENTS
    assert interval(alike, lambda one: one.recall) == (1.0, 1.0)
    assert interval(alike[1:], lambda one: one.recall) is None
