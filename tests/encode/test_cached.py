from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from align.cache import VectorCache
from align.encode import Encoder
from align.encode.cached import CachedEncoder
from align.encode.surface import SurfaceEncoder


class Counting(SurfaceEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().encode(texts)


def test_the_bytes_are_the_same_with_and_without_a_cache(
    bundled: Encoder, sentences: list[str], tmp_path: Path
) -> None:
    texts = [*sentences[:25], "", sentences[3], " "]
    with VectorCache(tmp_path / "v.sqlite") as cache:
        encoder = CachedEncoder(bundled, cache)
        encoder.encode(texts[:9])  # so that the next call finds a part
        some = encoder.encode(texts)
        every = encoder.encode(texts)
    assert some.tobytes() == every.tobytes() == bundled.encode(texts).tobytes()
    assert some.dtype == np.float32


def test_only_missing_and_distinct_texts_are_encoded(tmp_path: Path) -> None:
    inner = Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        encoder = CachedEncoder(inner, cache)
        encoder.encode(["a", "b", "a", "", "  "])
        encoder.encode(["b", "c", "c", "a"])
    assert inner.asked == ["a", "b", "c"]


def test_vectors_outlive_the_process(tmp_path: Path) -> None:
    for expected in (["one", "two"], []):
        inner = Counting()
        with VectorCache(tmp_path / "v.sqlite") as cache:
            CachedEncoder(inner, cache).encode(["one", "two"])
        assert inner.asked == expected


def test_a_vector_of_another_width_is_not_used(tmp_path: Path) -> None:
    inner = Counting()
    with VectorCache(tmp_path / "v.sqlite") as cache:
        cache.put_many(inner.digest, {"text": b"\0" * 12})
        rows = CachedEncoder(inner, cache).encode(["text"])
    assert inner.asked == ["text"]
    assert rows.tobytes() == SurfaceEncoder().encode(["text"]).tobytes()


def test_everything_else_is_the_encoder(bundled: Encoder, tmp_path: Path) -> None:
    with VectorCache(tmp_path / "v.sqlite") as cache:
        encoder = CachedEncoder(bundled, cache)
        assert (encoder.name, encoder.digest) == (bundled.name, bundled.digest)
        assert encoder.dimensions == bundled.dimensions
        ours, theirs = encoder.centre("be"), bundled.centre("be")
        assert ours is not None
        assert theirs is not None
        assert (ours == theirs).all()
        assert encoder.centre("de") is None
        assert encoder.encode([]).shape == (0, bundled.dimensions)


def test_any_order_of_calls_gives_the_same(tmp_path: Path) -> None:
    plain = SurfaceEncoder()
    with VectorCache(tmp_path / "v.sqlite", limit_bytes=20_000) as cache:
        encoder = CachedEncoder(plain, cache)

        @settings(max_examples=40, deadline=None)
        @given(st.lists(st.text("abў \ud800\0", max_size=3), max_size=30))
        def check(texts: list[str]) -> None:
            assert encoder.encode(texts).tobytes() == plain.encode(texts).tobytes()

        check()
