"""What must hold for beads whatever the documents are, and how well the examples come out."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.beads import align, in_order
from align.beads.aligner import centred
from align.beads.band import FULL
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


def test_a_long_document_is_aligned_in_a_band():
    count = 1100
    assert count * count > FULL
    rows = vectors(count, 5, 48)
    noise = vectors(count, 6, 48) * 0.3
    other = rows + noise
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    source = [f"предложение номер {n}" for n in range(count)]
    target = [f"sentence number {n}" for n in range(count)]
    del target[700:705]
    beads = align(source, target, (rows, np.delete(other, slice(700, 705), axis=0)), "ru")
    assert held(beads, "source") == list(range(count))
    assert held(beads, "target") == list(range(count - 5))
    pairs = {(b.source, b.target) for b in beads}
    right = sum(((n,), (n - 5 * (n >= 705),)) in pairs for n in range(count))
    assert right >= count - 10
    assert sum(((n,), ()) in pairs for n in range(700, 705)) >= 4


@pytest.mark.parametrize("language", ["ru", "be"])
@pytest.mark.parametrize("name", ["working-visit", "economic-briefing", "decree"])
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
