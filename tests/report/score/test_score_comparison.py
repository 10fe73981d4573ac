"""Two translations held against each other: no more is told than is known."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_reports import HOSTILE

from align.report.layout import width_of
from align.report.score import COMPARISONS, comparison
from align.report.score.comparing import better, chance, verdict
from align.scores import Compared, Comparison, Interval


def measure(name: str, low: float, high: float) -> Compared:
    return Compared(
        name, 80.0, 80 + (low + high) / 2, (low + high) / 2, Interval(low, high), 0.5, ""
    )


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        ([("score", 0.4, 3.8)], "The second is better by 2.1 points (95 %: 0.4 to 3.8)."),
        ([("score", -3.8, -0.4)], "The first is better by 2.1 points (95 %: 0.4 to 3.8)."),
        ([("score", 0.01, 4.2)], "The second is better by 2.1 points (95 %: 0.01 to 4.2)."),
        ([("score", -1.0, 1.6)],
         "No difference can be told: second less first is +0.3 points (95 %: −1.0 to +1.6)."),
        ([("score", 0.0, 3.0)],
         "No difference can be told: second less first is +1.5 points (95 %: 0.0 to +3.0)."),
        ([("TER", -6.0, -2.0)], "The second is better by 4.0 points of TER (95 %: 2.0 to 6.0)."),
        ([("score", 1.0, 3.0), ("BLEU", -3.0, -1.0), ("TER", 1.0, 2.0)],
         "The second is better by 2.0 points (95 %: 1.0 to 3.0). BLEU and TER tell the contrary."),
        ([("score", 1.0, 3.0), ("BLEU", -3.0, 1.0)],
         "The second is better by 2.0 points (95 %: 1.0 to 3.0)."),
        ([], "Nothing was compared."),
    ],
)  # fmt: skip
def test_verdicts(measures, told):
    found = tuple(measure(*one) for one in measures)
    assert verdict(Comparison("ru.txt", "a.txt", "b.txt", found, 40)) == told


@given(name=st.sampled_from(["score", "BLEU", "TER"]), ends=st.tuples(*[st.floats(-50, 50)] * 2))
def test_swapping_the_translations_swaps_the_verdict(name, ends):
    low, high = sorted(ends)
    swapped = {"first": "second", "second": "first", "": ""}
    assert better(measure(name, -high, -low)) == swapped[better(measure(name, low, high))]


def test_a_table_has_all_measures(compared: Comparison):
    rows = comparison(compared).split("\n")
    assert rows[0] == "first   releases/plant/en.draft.html"
    assert rows[5].split() == ["first", "second", "difference", "95", "%", "p", "better"]
    assert rows[6].split()[:4] == ["score", "80.1", "82.3", "+2.1"]
    assert rows[6].split()[4:] == ["+0.4", "to", "+3.9", "0.014", "second"]
    assert rows[9].split()[5:] == ["44.9", "−2.3", "−4.9", "to", "−0.04", "0.048", "second"]
    assert rows[11] == (
        "The second is better by 2.1 points (95 %: 0.4 to 3.9). chrF++ tells the contrary."
    )


@pytest.mark.parametrize("width", [40, 60, 71, 72, 100])
def test_rows_fit(compared: Comparison, width: int):
    assert max(map(width_of, comparison(compared, width=width).split("\n"))) <= width


def test_json(compared: Comparison):
    made = json.loads(comparison(compared, "json"))
    assert list(made) == [
        "original", "first", "second", "verdict", "segments", "measures", "warnings",
    ]  # fmt: skip
    assert [one["better"] for one in made["measures"]] == ["second", None, "first", "second"]
    assert made["measures"][0] == {
        "name": "score", "first": 80.14, "second": 82.27, "difference": 2.13,
        "low": 0.41, "high": 3.87, "p": 0.014, "better": "second",
        "signature": "sverka:1.0|reader:reader-mini|rules:3f9a21c4",
    }  # fmt: skip


@pytest.mark.parametrize(("p", "told"), [(0, "< 0.001"), (0.0124, "0.012"), (1.2, "1.000")])
def test_how_likely_chance_is(p, told):
    assert chance(p) == told


@pytest.mark.parametrize("form", COMPARISONS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_do_nothing(compared: Comparison, form: str, hostile: str):
    one = replace(compared.measures[0], signature=hostile)
    made = replace(compared, first=hostile, original=hostile, measures=(one,), warnings=(hostile,))
    text = comparison(made, form)
    assert "\x1b" not in text
    assert "\x00" not in text
    assert text.endswith("\n")
