"""What must hold for beads whatever the documents are, and how well the examples come out."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads import align, course, in_order
from align.beads.aligner import centred
from align.encode import load_encoder
from align.types import Bead

EXAMPLES = Path(__file__).parents[2] / "examples"
WORDS = ["Минск", "договор", "2030", "рост", "экономика", "Союзное", "государство", "17 %"]
ENGLISH = ["Minsk", "treaty", "2030", "growth", "economy", "Union", "State", "17%"]

sentences = st.lists(
    st.lists(st.sampled_from(range(len(WORDS))), min_size=1, max_size=6), min_size=1, max_size=9
)


def vectors(count, seed, dimensions=16):
    rows = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def held(beads, side):
    return sorted(n for bead in beads for n in getattr(bead, side))


@given(source=sentences, target=sentences, seed=st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_every_sentence_is_in_exactly_one_bead(source, target, seed):
    left = [" ".join(WORDS[n] for n in s) for s in source]
    right = [" ".join(ENGLISH[n] for n in s) for s in target]
    rows = vectors(len(left), seed), vectors(len(right), seed + 1)
    beads = align(left, right, rows, "ru")
    assert held(beads, "source") == list(range(len(left)))
    assert held(beads, "target") == list(range(len(right)))
    assert all(0.0 <= bead.probability <= 1.0 for bead in beads)
    assert beads == align(left, right, rows, "ru")
    firsts = [bead.target[0] for bead in beads if bead.target]
    assert firsts == sorted(firsts)


@given(source=sentences, target=sentences, seed=st.integers(0, 999))
@settings(max_examples=40, deadline=None)
def test_swapping_the_sides_mirrors_the_beads(source, target, seed):
    left = [" ".join(WORDS[n] for n in s) for s in source]
    right = [" ".join(ENGLISH[n] for n in s) for s in target]
    rows = vectors(len(left), seed), vectors(len(right), seed + 1)
    # A language without a length ratio of its own, so that both directions use 1.
    there = align(left, right, rows, "xx")
    back = align(right, left, rows[::-1], "xx")
    assert {(b.source, b.target) for b in there} == {(b.target, b.source) for b in back}
    mirrored = {(b.target, b.source): b.probability for b in back}
    for bead in there:
        assert bead.probability == pytest.approx(mirrored[bead.source, bead.target], abs=1e-4)


def test_one_side_alone_is_all_null():
    beads = align([], ["One.", "Two."], (vectors(0, 0), vectors(2, 0)), "ru")
    assert [(b.source, b.target) for b in beads] == [((), (0,)), ((), (1,))]


def test_one_line_each_pairs():
    encoder = load_encoder()
    texts = ["Переговоры прошли в Минске.", "The talks took place in Minsk."]
    rows = encoder.encode(texts)
    beads = align(
        texts[:1], texts[1:], (rows[:1], rows[1:]), "ru",
        (encoder.centre("ru"), encoder.centre("en")),
    )  # fmt: skip
    assert [(b.source, b.target) for b in beads] == [((0,), (0,))]


def twins(count, seed, dimensions=48):
    """Vectors of `count` sentences and of their renderings."""
    rows = vectors(count, seed, dimensions)
    other = rows + vectors(count, seed + 1, dimensions) * 0.3
    return rows, other / np.linalg.norm(other, axis=1, keepdims=True)


def numbered(count):
    return [f"предложение номер {n}" for n in range(count)], [f"sentence {n}" for n in range(count)]


@pytest.fixture
def short_sections(monkeypatch):
    """Documents of fifty sentences are long."""
    limits = {"SHORTEST": 12, "LONGEST": 24, "AREA": 1_000, "FULL": 900, "PROBES": 16}
    for name, value in limits.items():
        monkeypatch.setattr(course, name, value)


@pytest.mark.usefixtures("short_sections")
@pytest.mark.parametrize("count", range(96, 113))
def test_long_documents_are_aligned_in_sections(count):
    """Whatever is left over for the last section."""
    rows, other = twins(count, 5)
    source, target = numbered(count)
    kept = np.delete(other, slice(70, 75), axis=0)
    beads = align(source, target[:70] + target[75:], (rows, kept), "ru")
    assert held(beads, "source") == list(range(count))
    assert held(beads, "target") == list(range(count - 5))
    pairs = {(b.source, b.target) for b in beads}
    right = sum(((n,), (n - 5 * (n >= 75),)) in pairs for n in range(count) if not 70 <= n < 75)
    assert right >= count - 10
    assert sum(((n,), ()) in pairs for n in range(70, 75)) >= 4


@pytest.mark.usefixtures("short_sections")
@pytest.mark.parametrize("extra", [20, 60, 150])
@pytest.mark.parametrize("place", [0, 50, 100])
@pytest.mark.parametrize("side", [0, 1])
def test_a_passage_longer_than_a_section(extra, place, side):
    rows, other = twins(100, 5)
    alien = vectors(extra, 9, 48)
    texts = list(numbered(100))
    sides = [rows, other]
    sides[side] = np.concatenate([sides[side][:place], alien, sides[side][place:]])
    texts[side] = texts[side][:place] + ["чужое alien"] * extra + texts[side][place:]
    beads = align(*texts, (sides[0], sides[1]), "ru")
    assert held(beads, "source") == list(range(len(texts[0])))
    assert held(beads, "target") == list(range(len(texts[1])))
    found = {(b.source, b.target) for b in beads}
    later = [n + extra * (n >= place) for n in range(100)]
    pairs = [((n,), (m,)) if side else ((m,), (n,)) for n, m in enumerate(later)]
    assert sum(p in found for p in pairs) >= 90


@pytest.mark.usefixtures("short_sections")
@pytest.mark.parametrize(("rows", "columns"), [(10, 900), (900, 10), (2, 400), (1, 150)])
def test_lopsided_documents_have_a_path(rows, columns):
    sides = vectors(rows, 1), vectors(columns, 2)
    beads = align(["слово"] * rows, ["word"] * columns, sides, "ru")
    assert held(beads, "source") == list(range(rows))
    assert held(beads, "target") == list(range(columns))


def test_two_passages_moved_to_one_place_are_found():
    rows, other = twins(50, 3)
    source, target = numbered(50)
    order = [n for n in range(50) if n not in (3, 4, 20, 21)] + [3, 4, 20, 21]
    beads = align(source, [target[n] for n in order], (rows, other[order]), "ru")
    found = {(b.source, b.target): b.moved for b in beads}
    for place, n in enumerate(order):
        assert found[(n,), (place,)] is (n in (3, 4, 20, 21))


@pytest.mark.usefixtures("short_sections")
def test_a_passage_moved_to_another_section_is_found():
    rows, other = twins(120, 3)
    source, target = numbered(120)
    order = [n for n in range(120) if not 20 <= n < 28]
    order[100:100] = range(20, 28)
    beads = align(source, [target[n] for n in order], (rows, other[order]), "ru")
    found = {(b.source, b.target): b.moved for b in beads}
    right = sum(found.get(((n,), (k,))) is (20 <= n < 28) for k, n in enumerate(order))
    assert right >= 117


@pytest.mark.usefixtures("short_sections")
def test_an_edit_changes_beads_near_it_only():
    rows, other = twins(150, 8)
    source, target = numbered(150)
    before = align(source, target, (rows, other), "ru")
    alien = vectors(1, 77, 48)
    edited = align(
        source, [*target[:30], "чужое alien", *target[30:]],
        (rows, np.concatenate([other[:30], alien, other[30:]])), "ru",
    )  # fmt: skip
    far = {(b.source, b.target) for b in before if b.source and b.source[0] > 90}
    moved = {(b.source, tuple(n - 1 for n in b.target)) for b in edited if b.source}
    assert far <= moved


def test_documents_in_order_have_nothing_moved():
    beads = align(*numbered(50), twins(50, 3), "ru")
    assert not any(bead.moved for bead in beads)


@pytest.mark.parametrize("language", ["ru", "be"])
@pytest.mark.parametrize(
    "name", ["working-visit", "economic-briefing", "decree", "abridged-address"]
)
def test_examples_come_out_nearly_as_by_hand(name, language):
    """Strict F1 (Sennrich and Volk 2011) with the bundled model, furniture included."""
    from align.pipeline import Settings, pair

    folder = EXAMPLES / name
    alignment, _ = pair(
        str(folder / f"{language}.sentences"),
        str(folder / "en.sentences"),
        load_encoder(),
        Settings(source_lang=language, presegmented=True),
    )
    gold = set()
    for line in (folder / f"{language}-en.gold").read_text("utf-8").split("\n"):
        if line.strip():
            source, target = (tuple(json.loads(side)) for side in line.split(":"))
            gold.add((source, target))
    mine = {(b.source, b.target) for b in alignment.beads}
    pairs = {g for g in gold if g[0] and g[1]}
    precision, recall = len(mine & gold) / len(mine), len(mine & pairs) / len(pairs)
    assert 2 * precision * recall / (precision + recall) >= 0.85


def test_omissions_stand_beside_their_neighbours():
    beads = [
        Bead((0,), (0,), 1.0), Bead((1,), (), 1.0), Bead((2,), (1,), 1.0), Bead((), (2,), 1.0),
        Bead((3,), (), 1.0), Bead((4,), (), 1.0), Bead((5,), (3,), 1.0),
    ]  # fmt: skip
    shuffled = [beads[n] for n in (4, 2, 6, 0, 5, 3, 1)]
    order = [(b.source, b.target) for b in in_order(shuffled)]
    assert order.index(((1,), ())) == 1
    assert order.index(((3,), ())) < order.index(((4,), ())) < order.index(((5,), (3,)))


def test_centring_takes_out_what_all_share():
    rows = vectors(50, 1) + 3.0
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    out = centred(rows, None)
    assert (rows @ rows.T).mean() > 0.5
    assert abs(float((out @ out.T).mean())) < 0.1
    assert np.linalg.norm(out, axis=1) == pytest.approx(np.ones(50), abs=1e-5)
