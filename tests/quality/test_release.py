"""From the scores of beads to the score of a release."""

import tracemalloc
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.quality.release import interval, mean, parts, put_together, tenth
from align.scores import BeadScore, Interval, Reason, ReleaseScore


@dataclass(frozen=True)
class Errors:
    """Errors of a reader that are evenly spread around `bias`."""

    bias: float = 0.0
    spread: float = 0.0

    def draw(self, scores, chance):
        return self.bias + self.spread * (2 * chance.random(scores.shape) - 1)


NONE = Errors()


def bead(read, words=10, *caps, kind="paired"):
    """A bead and the bounds on it, each ``(kind, cap)``."""
    source, target = kind != "addition", kind != "omission"
    reasons = tuple(Reason(name, "A reason.", cap) for name, cap in caps)
    whole = min([read, *(cap for _, cap in caps if cap is not None)]) if source and target else 0.0
    return BeadScore(
        (0,) * source,
        (0,) * target,
        "слово",
        "word",
        words,
        read if source and target else None,
        whole,
        Interval(0.0, 100.0),
        reasons,
    )


def omission(words):
    return bead(0.0, words, kind="omission")


def by_name(beads, glossary=True):
    return {part.name: part for part in parts(beads, glossary=glossary)}


def test_a_release_of_one_kind():
    release = put_together(
        ReleaseScore("ru.txt", "en.txt", beads=(bead(80.0, 30), bead(60.0, 10))),
        NONE,
        glossary=False,
    )
    assert release.score == 75
    assert release.tenth == 60
    assert release.words == 40
    found = [(part.name, part.value, part.lost) for part in release.parts]
    assert found == [
        ("adequacy", 75, 25), ("coverage", 100, 0), ("facts", 100, 0), ("terminology", None, 0),
    ]  # fmt: skip


def test_what_is_unaligned_is_lost_by_coverage():
    beads = [bead(90.0, 60), omission(30), bead(0.0, 10, kind="addition")]
    found = by_name(beads)
    assert mean([one.adequacy for one in beads], [one.words for one in beads]) == 54
    assert (found["coverage"].value, found["coverage"].lost) == (60, 40)
    # Adequacy is that of paired text; of the release it can lose 60 in 100 at most.
    assert (found["adequacy"].value, found["adequacy"].lost) == pytest.approx((90, 6))


def test_words_of_the_original():
    beads = (bead(90.0, 60), omission(30), bead(0.0, 10, kind="addition"))
    assert put_together(ReleaseScore("", "", beads=beads), NONE, glossary=True).words == 90


@pytest.mark.parametrize(
    ("caps", "name"),
    [
        ([("FCT001", 40.0)], "facts"),
        ([("TRM001", 40.0)], "terminology"),
        ([("untranslated", 40.0)], "adequacy"),
        ([("TXT001", 40.0)], "adequacy"),
        ([("CVR003", 40.0)], "adequacy"),
        ([("TRM001", 60.0), ("FCT001", 40.0)], "facts"),
        ([("TRM001", 40.0), ("FCT001", 60.0)], "terminology"),
        ([("length", 40.0), ("TRM001", 40.0), ("FCT001", 40.0)], "facts"),
        ([("FCT010", None), ("TRM001", 40.0)], "terminology"),
    ],
)
def test_the_strictest_bound_takes_all(caps, name):
    found = by_name([bead(90.0, 10, *caps), bead(90.0, 10)])
    lost = {part: found[part].lost for part in found}
    expected = {"adequacy": 10.0, "coverage": 0.0, "facts": 0.0, "terminology": 0.0}
    expected[name] += 25.0
    assert lost == pytest.approx(expected)
    assert found[name].value == pytest.approx(100 - expected[name])


def test_a_bound_above_the_reading_takes_nothing():
    assert by_name([bead(50.0, 10, ("FCT001", 60.0))])["facts"].lost == 0


def test_without_a_glossary_terms_have_no_value():
    found = by_name([bead(90.0, 10, ("TRM001", 40.0))], glossary=False)
    assert (found["terminology"].value, found["terminology"].lost) == (None, 0)
    assert found["adequacy"].lost == 60


@pytest.mark.parametrize("beads", [(), (bead(70.0, 0),)])
def test_a_release_without_words(beads):
    release = put_together(ReleaseScore("", "", beads=beads), NONE, glossary=True)
    assert (release.score, release.tenth, release.interval) == (0, 0, Interval(0, 0))
    assert [part.value for part in release.parts] == [None, 0, None, None]
    assert sum(part.lost for part in release.parts) == 100


def test_tenth():
    assert tenth([10, 20, 30], [1, 8, 1]) == 10
    assert tenth([30, 20, 10], [1, 9, 1]) == 20
    assert tenth([10], [5]) == 10
    assert tenth([5, 50], [0, 10]) == 50


def test_a_reader_without_errors_and_one_bead():
    assert interval([70.0], [10], NONE) == Interval(70, 70)


def test_the_error_of_the_reader_is_in_it():
    found = interval([70.0], [10], Errors(spread=20))
    # 95 % of the errors, which are even from -20 to 20.
    assert (found.low, found.high) == pytest.approx((51, 89), abs=1.5)


def test_more_beads_are_surer():
    few = interval([60.0, 80.0] * 5, [10] * 10, Errors(spread=20))
    many = interval([60.0, 80.0] * 50, [10] * 100, Errors(spread=20))
    assert many.high - many.low < (few.high - few.low) / 2


def test_it_is_as_wide_as_theory_says():
    values = list(np.random.default_rng(1).uniform(40, 100, 400))
    found = interval(values, [10] * 400, Errors(spread=10))
    # Variances of the beads and of the errors add up; 1.96 standard errors each way.
    error = 1.96 * np.sqrt((np.var(values) + 20**2 / 12) / 400)
    score = mean(values, [10] * 400)
    assert (found.low, found.high) == pytest.approx((score - error, score + error), abs=0.4)


def test_what_is_unaligned_is_certain():
    assert interval([0.0, 0.0], [10, 10], Errors(50, 10), paired=[False, False]) == Interval(0, 0)
    assert interval([0.0, 0.0], [10, 10], Errors(50, 10)).high > 50


def test_an_error_on_one_side_does_not_leave_the_score_outside():
    assert interval([50.0], [10], Errors(30)) == Interval(50, 80)
    assert interval([50.0], [10], Errors(-30)) == Interval(20, 50)
    assert interval([95.0], [10], Errors(30)) == Interval(95, 100)


def test_it_is_the_seed_that_decides():
    values, words = [50.0, 70.0, 90.0], [5, 10, 20]
    found = interval(values, words, Errors(spread=20), 1)
    assert found == interval(values, words, Errors(spread=20), 1)
    assert found != interval(values, words, Errors(spread=20), 2)


def test_ten_thousand_beads_take_little_memory():
    values = list(np.linspace(0, 100, 10_000))
    tracemalloc.start()
    interval(values, [20] * 10_000, Errors(spread=20))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000_000


KINDS = st.sampled_from(["FCT001", "FCT020", "TRM001", "TRM002", "TXT001", "length", "repeated"])
BOUNDS = st.lists(st.tuples(KINDS, st.one_of(st.none(), st.floats(0, 100))), max_size=3)
BEADS = st.lists(
    st.builds(
        lambda read, words, caps, kind: bead(read, words, *caps, kind=kind),
        st.floats(0, 100),
        st.integers(0, 60),
        BOUNDS,
        st.sampled_from(["paired", "paired", "paired", "omission", "addition"]),
    ),
    max_size=12,
)
ERRORS = st.builds(Errors, st.floats(-30, 30), st.floats(0, 60))


@given(BEADS, ERRORS, st.booleans(), st.randoms(use_true_random=False))
def test_what_always_holds(beads, errors, glossary, random):
    release = put_together(ReleaseScore("", "", beads=tuple(beads)), errors, glossary=glossary)
    assert release.score + sum(p.lost for p in release.parts) == pytest.approx(100, abs=1e-9)
    assert all(p.value is None or 0 <= p.value <= 100 for p in release.parts)
    found = {p.name: p for p in release.parts}
    for name in ("adequacy", "facts", "terminology"):
        if found[name].value is not None:
            share = found["coverage"].value / 100
            assert found[name].lost == pytest.approx((100 - found[name].value) * share, abs=1e-9)
    assert 0 <= release.interval.low <= release.score <= release.interval.high <= 100
    weighty = [one.adequacy for one in beads if one.words]
    if weighty:
        assert min(weighty) <= release.score <= max(weighty)
        assert release.tenth in weighty
    shuffled = list(beads)
    random.shuffle(shuffled)
    again = put_together(ReleaseScore("", "", beads=tuple(shuffled)), errors, glossary=glossary)
    assert (again.score, again.interval, again.tenth, again.parts, again.words) == (
        release.score, release.interval, release.tenth, release.parts, release.words,
    )  # fmt: skip


@given(BEADS, st.integers(0, 60))
def test_an_omission_never_raises_the_score(beads, words):
    more = [*beads, omission(words)]
    before, after = (
        put_together(ReleaseScore("", "", beads=tuple(each)), NONE, glossary=True)
        for each in (beads, more)
    )
    assert after.score <= before.score
    assert after.tenth <= before.tenth or not before.tenth


@given(BEADS.filter(bool), st.data())
def test_a_better_bead_never_lowers_the_score(beads, data):
    number = data.draw(st.integers(0, len(beads) - 1))
    better = [*beads[:number], bead(100.0, beads[number].words), *beads[number + 1 :]]
    scores = [mean([b.adequacy for b in each], [b.words for b in each]) for each in (beads, better)]
    assert scores[0] <= scores[1]
