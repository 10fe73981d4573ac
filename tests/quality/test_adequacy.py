"""Scores of pairs: what is read, and the bounds that guard rails and rules set."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encode.surface import SurfaceEncoder
from align.errors import ModelError
from align.pipeline.scoring import load_judge, pair_findings, score_pairs
from align.quality.adequacy import WRONG, marked, unrelated
from align.quality.calibration import FILE, load
from align.quality.reading import Tagged

CASES = tomllib.loads((Path(__file__).parent / "adequacy_cases.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def judge():
    return load_judge()


@pytest.fixture(scope="module")
def judged(judge):
    pairs = [(case["source"], case[name]) for case in CASES["case"] for name in ("good", "bad")]
    languages = [case["language"] for case in CASES["case"] for _ in (0, 1)]
    return list(score_pairs(pairs, languages, judge))


@pytest.mark.parametrize(
    "number", range(len(CASES["case"])), ids=lambda n: CASES["case"][n]["what"]
)
def test_a_fault_costs(judged, number):
    case, good, bad = CASES["case"][number], judged[2 * number], judged[2 * number + 1]
    assert bad.adequacy < good.adequacy - case.get("by", 5)
    assert good.adequacy >= CASES["sound"]
    for kind in case.get("reasons", []):
        assert kind in {reason.kind for reason in bad.reasons}
    words = {bad_words(case["bad"], mark) for mark in bad.marks if mark.side == "target"}
    for marked_words in case.get("marked", []):
        assert any(marked_words in one for one in words), words


def bad_words(text, mark):
    return mark.span.of(text)


def test_bounds_hold_and_the_strictest_comes_first(judged):
    for one in judged:
        caps = [reason.cap for reason in one.reasons if reason.cap is not None]
        assert caps == sorted(caps)
        assert one.adequacy == min([one.read, *caps])
        assert 0 <= one.interval.low <= one.adequacy <= one.interval.high <= 100


def test_pairs_do_not_depend_on_their_neighbours(judge):
    case = CASES["case"][0]
    pair = (case["source"], case["bad"])
    other = ("Сегодня холодно.", "It is cold today.")
    alone = next(score_pairs([pair], [case["language"]], judge))
    among = list(score_pairs([other, pair, other], ["ru", case["language"], "ru"], judge))[1]
    assert among.adequacy == pytest.approx(alone.adequacy, abs=0.01)
    assert among.reasons == alone.reasons


def test_rules_are_not_asked_about_empty_sides():
    assert list(pair_findings([("", "Text."), ("Текст.", " ")], ["ru", "ru"])) == [(), ()]


TEXT = "The new budget grew."


@pytest.mark.parametrize(
    ("doubts", "expected"),
    [
        ([0.1, 0.1, 0.1, 0.1], []),
        ([0.1, 0.9, 0.1, 0.1], ["new"]),
        ([0.1, 0.9, 0.5, 0.1], ["new budget"]),
        ([0.9, 0.1, 0.1, 0.9], ["The", "grew."]),
    ],
)
def test_words_are_marked_whole_and_neighbours_together(doubts, expected):
    spans = np.array([[0, 3], [4, 7], [8, 14], [15, 20]])
    found = marked("target", Tagged(spans, np.zeros(4)), np.array(doubts), TEXT)
    assert [mark.span.of(TEXT) for mark in found] == expected


def test_a_word_is_as_doubtful_as_its_most_doubtful_piece():
    spans = np.array([[0, 3], [4, 7], [8, 11], [11, 14], [14, 14], [15, 19], [19, 20]])
    doubts = np.array([0.1, 0.1, 0.1, 0.6, 0.9, 0.1, 0.9])
    found = marked("source", Tagged(spans, np.zeros(7)), doubts, TEXT)
    assert [mark.span.of(TEXT) for mark in found] == ["budget"]
    assert found[0].probability == 0.6


CALIBRATION = load()


@given(st.floats(0, 100))
def test_intervals_hold_the_score(score):
    interval = CALIBRATION.interval(score)
    assert 0 <= interval.low <= score <= interval.high <= 100


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9), st.integers(0, 2**32))
def test_errors_are_drawn_alike_for_the_same_seed(scores, seed):
    one, other = (CALIBRATION.draw(np.array(scores), np.random.default_rng(seed)) for _ in range(2))
    assert one.shape == (len(scores),)
    assert np.isfinite(one).all()
    assert (one == other).all()


def test_better_readings_never_score_less():
    below, score = np.array(CALIBRATION.curve).T
    assert (np.diff(below) > 0).all()
    assert (np.diff(score) >= 0).all()
    assert (score[0], score[-1]) == (0, 100)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"weights": 3}'])
def test_a_damaged_calibration_is_told(tmp_path, text):
    path = tmp_path / FILE.name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="not a calibration"):
        load(path)


def test_a_missing_calibration_is_told(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "none.json")


def test_pairs_are_read_with_the_networks_of_the_calibration():
    assert load_judge(SurfaceEncoder()).reader.digest == CALIBRATION.model


def test_other_tables_make_another_signature(judge, monkeypatch):
    before = judge.digest
    monkeypatch.setattr("align.quality.adequacy.data_digest", lambda: "other")
    assert len(before) == 12
    assert judge.digest != before


def test_texts_that_do_not_belong_together(judge):
    pair = ("Правительство рассмотрело проект бюджета.", "Two hockey teams will meet on Saturday.")
    (found,) = score_pairs([pair], ["ru"], judge)
    assert found.adequacy == WRONG < found.read
    assert [reason.kind for reason in found.reasons] == ["unrelated"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [([0.9, 0.8], [0.6], True), ([0.9, 0.8], [0.4], False), ([0.9], [], False)],
)
def test_neither_side_accounts_for_the_other(source, target, expected):
    doubts = [np.array(source), np.array(target)]
    assert unrelated(("а", "b"), doubts) is expected
    assert not unrelated(("b", "b"), doubts)
