"""The networks that read a sentence with its translation, as they are bundled."""

import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.joint import MOST_PIECES, parts
from align.encode.pair_model import describe, verify_files
from align.encode.pairs import PairNetworks
from align.errors import ModelError

PAIRS = [
    ("Экспорт вырос на 12 процентов.", "Exports grew by 12 percent."),
    ("Бюджэт Саюзнай дзяржавы прыняты.", "The budget of the Union State has been adopted."),
    ("Министр экономики выступил в Минске.", "The weather was fine all day."),
    ("Мы подписали соглашение.", ""),
    ("", "We signed the agreement."),
]
LONG = ("Правительство рассмотрело проект бюджета. " * 9, "The draft was discussed. " * 9)


@pytest.fixture(scope="module")
def networks():
    return PairNetworks(load_encoder())


def compared(networks, pairs):
    """What is said of pairs by the network that finds errors."""
    return networks.compare(networks.tokens([text for pair in pairs for text in pair]))


def test_a_pair_is_read_alike_whatever_is_read_with_it(networks):
    together = networks.quality([*PAIRS, LONG])
    found = compared(networks, [*PAIRS, LONG])
    for n, pair in enumerate(PAIRS):
        assert networks.quality([pair])[0] == pytest.approx(together[n], abs=1e-5)
        (alone,) = compared(networks, [pair])
        assert alone.quality == pytest.approx(found[n].quality, abs=1e-4)
        assert alone.fault == pytest.approx(found[n].fault, abs=1e-4)
        np.testing.assert_allclose(alone.target, found[n].target, atol=1e-4)


def test_the_same_pairs_give_the_same_bits(networks):
    assert networks.quality(PAIRS) == networks.quality(PAIRS)
    one, other = compared(networks, PAIRS), compared(networks, PAIRS)
    assert [(c.quality, c.fault) for c in one] == [(c.quality, c.fault) for c in other]


def test_a_rendering_is_judged_better_than_another_sentence(networks):
    pairs = [PAIRS[0], (PAIRS[0][0], PAIRS[2][1])]
    right, wrong = networks.quality(pairs)
    assert right > wrong + 0.2
    sound, other = compared(networks, pairs)
    assert sound.fault + 2 < other.fault
    assert sound.target.mean() + 2 < other.target.mean()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=3))
def test_any_pair_is_read(networks, pairs):
    pieces = networks.tokens([text for pair in pairs for text in pair])
    assert np.isfinite(networks.quality(pairs)).all()
    for n, found in enumerate(networks.compare(pieces)):
        assert np.isfinite([found.quality, found.fault]).all()
        for side, odds in zip(pieces[2 * n : 2 * n + 2], (found.source, found.target), strict=True):
            assert len(side.spans) == len(side.ids) == len(odds)
            assert np.isfinite(odds).all()


def test_long_beads_are_cut_in_like_parts_and_none_is_lost(networks):
    pair = (PAIRS[0][0] * 80, PAIRS[0][1] * 80)
    pieces = networks.tokens(pair)
    (found,) = networks.compare(pieces)
    assert len(found.source) == len(pieces[0].ids) > 2 * MOST_PIECES
    assert len(found.target) == len(pieces[1].ids)


def test_like_parts_hold_every_piece_once_and_in_order(networks):
    ids = [list(side.ids) for side in networks.tokens((PAIRS[0][0] * 80, PAIRS[0][1] * 80))]
    cut = parts(*ids)
    assert len(cut) > 2
    assert [piece for part, _ in cut for piece in part] == ids[0]
    assert [piece for _, part in cut for piece in part] == ids[1]
    assert all(0 < len(side) <= MOST_PIECES for part in cut for side in part)


def test_nothing_to_read(networks):
    assert networks.quality([]) == []
    assert networks.compare([]) == []


def test_a_damaged_or_foreign_model_is_refused(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(describe().folder, folder)
    description = folder / "quality.json"
    data = json.loads(description.read_text("utf-8"))
    foreign = {**data, "trunk": {**data["trunk"], "digest": "0" * 12}}
    description.write_text(json.dumps(foreign), encoding="utf-8")
    with pytest.raises(ModelError, match="trained on the encoder 000000000000"):
        PairNetworks(load_encoder(), describe(folder))
    description.write_text(json.dumps(data), encoding="utf-8")
    for name in ("adequacy.safetensors", "errors.safetensors"):
        weights = folder / name
        kept = weights.read_bytes()
        weights.write_bytes(kept[:-1] + b"\0\0")
        with pytest.raises(ModelError, match=rf"{name}: its SHA-256 is"):
            verify_files(describe(folder))
        weights.write_bytes(kept)
    description.write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="not a description of a quality model"):
        describe(folder)
    description.unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        describe(folder)
