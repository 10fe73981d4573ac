import sys

import numpy as np
import pytest

from align.encode.footprint import encode_timed, measure_start, size_on_disk
from align.encode.surface import SurfaceEncoder
from align.errors import ModelError


def test_a_start_takes_time_and_memory() -> None:
    # The list makes this process larger than the one that is measured.
    ballast = bytearray(300_000_000)
    start = measure_start("none")
    assert start.cpu_seconds > 0
    assert start.seconds > 0
    if sys.platform == "linux":
        assert start.peak is not None
        assert 5_000_000 < start.peak < len(ballast)


def test_an_encoder_that_does_not_load_is_told_in_its_own_words(tmp_path) -> None:
    with pytest.raises(ModelError, match="There is no model 'nothing'"):
        measure_start("nothing")
    (tmp_path / "model.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="not a model description"):
        measure_start(str(tmp_path))


def test_nothing_of_the_folder_at_hand_is_imported(tmp_path, monkeypatch) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit(7)\n", "utf-8")
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    assert measure_start("none").seconds > 0


def test_vectors_come_in_order_and_progress_is_told() -> None:
    encoder = SurfaceEncoder()
    sides = [[f"one {n}" for n in range(600)], [f"два {n}" for n in range(600)]]
    told = []
    vectors, speed = encode_timed(encoder, sides, lambda done, total: told.append((done, total)))
    for side, rows in zip(sides, vectors, strict=True):
        np.testing.assert_array_equal(rows, encoder.encode(side))
    assert told == [(512, 1200), (600, 1200), (1112, 1200), (1200, 1200)]
    assert speed.sentences > 0


def test_room_on_disk_is_that_of_all_files(tmp_path) -> None:
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "weights").write_bytes(b"x" * 1000)
    (tmp_path / "1_Pooling" / "config.json").write_bytes(b"{}")
    assert size_on_disk(str(tmp_path)) == 1002
    assert size_on_disk(f"hf:{tmp_path}") == 1002
    assert 0 < size_on_disk("none") < 1_000_000
    assert size_on_disk(None) > 1_000_000


def test_of_a_model_of_the_hub_the_snapshot_is_counted(tmp_path, monkeypatch) -> None:
    hub = tmp_path / "models--owner--name"
    snapshot = hub / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    (hub / "refs").mkdir()
    (hub / "refs" / "main").write_text("0" * 40, "ascii")
    (hub / "blobs").mkdir()
    (hub / "blobs" / "earlier").write_bytes(b"x" * 500)
    (snapshot / "config.json").write_bytes(b"{}")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert size_on_disk("hf:owner/name") == 2
