import gc
import multiprocessing
import sqlite3
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import cache as module
from align.cache import VectorCache, default_path

VECTOR = bytes(range(256)) * 6  # 384 numbers


def vectors(first: int, count: int) -> dict[str, bytes]:
    return {f"text {n}": VECTOR + n.to_bytes(4) for n in range(first, first + count)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made" / "vectors.sqlite"


def test_what_was_put_is_got_by_position(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("e5", {"one": b"1", "two": b"2"})
        assert cache.get_many("e5", ["none", "two", "one", "two"]) == {1: b"2", 2: b"1", 3: b"2"}
        assert cache.get_many("other", ["one"]) == {}


def test_a_later_vector_takes_the_place_of_an_earlier_one(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        cache.put_many("d", {"one": b"new"})
        assert cache.get_many("d", ["one"]) == {0: b"new"}


def test_digest_and_text_do_not_run_together(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("ab", {"c": b"1"})
        assert cache.get_many("a", ["bc"]) == {}


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(st.characters(), max_size=20), st.binary(max_size=50)))
def test_any_text_and_bytes_come_back(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, bytes]
) -> None:
    with VectorCache(tmp_path_factory.mktemp("any") / "v.sqlite") as cache:
        cache.put_many("d", entries)
        assert list(cache.get_many("d", list(entries)).values()) == list(entries.values())


def test_the_file_keeps_to_its_limit(path: Path) -> None:
    limit = 4_000_000
    with VectorCache(path, limit) as cache:
        for start in range(0, 6000, 300):
            cache.put_many("d", vectors(start, 300))
        kept = cache.get_many("d", list(vectors(0, 6000)))
    assert path.stat().st_size < 1.2 * limit
    assert len(kept) * len(VECTOR) > 0.75 * limit
    # The newest ones, without a gap.
    assert list(kept) == list(range(6000 - len(kept), 6000))


def test_the_vectors_used_longest_ago_go_first(path: Path) -> None:
    with VectorCache(path, 1_000_000) as cache:
        cache.put_many("d", vectors(0, 300))
        old = [f"text {n}" for n in range(50)]
        assert len(cache.get_many("d", old)) == 50
        cache.put_many("d", vectors(1000, 400))
        assert len(cache.get_many("d", old)) == 50
        assert cache.get_many("d", ["text 60"]) == {}


def test_more_than_the_limit_at_once_is_no_trouble(path: Path) -> None:
    with VectorCache(path, 100_000) as cache:
        cache.put_many("d", vectors(0, 2000))
        assert 1999 in cache.get_many("d", list(vectors(0, 2000)))


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        assert cache.get_many("d", ["one"]) == {0: b"1"}


def test_a_file_damaged_inside_is_begun_anew(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("d", vectors(0, 400))
    content = bytearray(path.read_bytes())
    content[module.PAGE_BYTES :] = b"\xff" * (len(content) - module.PAGE_BYTES)
    path.write_bytes(content)
    with VectorCache(path) as cache:
        assert cache.get_many("d", list(vectors(0, 400))) == {}
        cache.put_many("d", {"one": b"1"})
        assert cache.get_many("d", ["one"]) == {0: b"1"}


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE vectors (mine)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        assert cache.get_many("d", ["one"]) == {}
    assert path.read_bytes() == before


def test_a_locked_file_is_read_but_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.01)
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        cache.put_many("d", {"two": b"2"})
        assert cache.get_many("d", ["one", "two"]) == {0: b"1"}
        other.rollback()
        other.close()


def test_a_file_locked_from_the_start_is_done_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.01)
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        assert cache.get_many("d", ["one"]) == {}
    other.rollback()
    other.close()


def test_a_file_that_may_only_be_read_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may run as an administrator, whom no file mode stops: the connection is made so."""
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
    connect = sqlite3.connect

    def read_only(file: Path, **options: object) -> sqlite3.Connection:
        return connect(f"{file.as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with VectorCache(path) as cache:
        cache.put_many("d", {"two": b"2"})
        assert cache.get_many("d", ["one", "two"]) == {0: b"1"}
        assert cache.get_many("d", ["one"]) == {0: b"1"}


def test_a_full_disk_is_no_trouble(path: Path) -> None:
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        assert cache._connection is not None
        cache._connection.execute("PRAGMA max_page_count = 20")
        cache.put_many("d", vectors(0, 2000))
        assert cache.get_many("d", ["one"]) == {0: b"1"}


@pytest.mark.parametrize("kind", ["folder", "below a file"])
def test_a_place_that_cannot_hold_a_file_is_no_trouble(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "place"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_text("a file")
        path = path / "vectors.sqlite"
    with VectorCache(path) as cache:
        cache.put_many("d", {"one": b"1"})
        assert cache.get_many("d", ["one"]) == {}


def test_a_closed_cache_knows_nothing(path: Path) -> None:
    cache = VectorCache(path)
    cache.close()
    cache.close()
    cache.put_many("d", {"one": b"1"})
    assert cache.get_many("d", ["one"]) == {}


def test_a_cache_that_nobody_closed_is_closed(path: Path) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        cache = VectorCache(path)
        cache.put_many("d", {"one": b"1"})
        del cache
        gc.collect()
    assert caught == []
    assert not path.with_name(path.name + "-wal").exists()


def _fill(path: Path, first: int) -> None:
    with VectorCache(path, 2_000_000) as cache:
        for start in range(first, first + 600, 50):
            cache.put_many("d", vectors(start, 50))
            cache.get_many("d", list(vectors(0, 600)))


def test_several_processes_share_a_file(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(path, first)) for first in (0, 600, 300)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    with VectorCache(path) as cache:
        known = cache.get_many("d", list(vectors(0, 1200)))
    assert len(known) > 300
    assert all(known[n] == VECTOR + n.to_bytes(4) for n in known)


def test_the_place_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path))
    assert default_path().parent == tmp_path
    monkeypatch.delenv("SVERKA_CACHE_DIR")
    assert default_path().parent != tmp_path
    assert "sverka" in str(default_path())
