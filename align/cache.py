"""Vectors kept from one run to the next, by the content of the text.

A cache may never stop the work it is there to speed up. A file that is locked, read-only, full or
of another program is left alone and the vectors are computed; a damaged one is begun anew.
"""

import hashlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

DIRECTORY = "SVERKA_CACHE_DIR"
# The number rises with the layout of the table: programs of two layouts do not share a file.
FILE = "vectors-1.sqlite"
APPLICATION = 0x53564B41  # "SVKA", as SQLite's application_id

# Vectors of 384 numbers: 130,000 sentences, some 900 releases with their originals.
LIMIT_BYTES = 256 * 1024 * 1024
# What SQLite stores around a vector: key, index and page headers. Measured on full files of
# 1,536-byte vectors: 150 bytes.
ROW_OVERHEAD = 160
# Making room down to nine tenths of the limit, not at every new sentence.
AFTER_EVICTION = 0.9
PAGE_BYTES = 16384  # holds ten vectors of 1,536 bytes; the default of 4,096 holds two
# Another process writes for milliseconds; after a second it hangs, and the cache is done without.
WAIT_SECONDS = 1.0
CHUNK = 500  # rows a transaction

TABLE = """
CREATE TABLE IF NOT EXISTS vectors (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL,
    size INTEGER NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS by_use ON vectors (used, size);
"""
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def default_path() -> Path:
    """The cache of this user: in ``$SVERKA_CACHE_DIR``, or where the system keeps caches."""
    if folder := os.environ.get(DIRECTORY):
        return Path(folder) / FILE
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("sverka")) / FILE


class VectorCache:
    """A bounded file of vectors; those used longest ago go first.

    Age is counted in uses, not in time. Nothing here raises because of the file.

    Parameters
    ----------
    path
        The file; it and its folder are made when needed.
    limit_bytes
        Size the file is kept to, about.
    """

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self.path, self.limit_bytes = path, limit_bytes
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._closer: weakref.finalize[[], VectorCache] | None = None
        self._writable = True
        with self._lock:
            self._open()

    def get_many(self, digest: str, texts: Sequence[str]) -> dict[int, bytes]:
        """Bytes of the known vectors, by position in `texts`.

        Parameters
        ----------
        digest
            Of the encoder.
        texts
            What was encoded.
        """
        found: dict[int, bytes] = {}
        keys = [_key(digest, text) for text in texts]

        def read(connection: sqlite3.Connection) -> None:
            for number, key in enumerate(keys):
                row = connection.execute(
                    "SELECT vector FROM vectors WHERE key = ?", (key,)
                ).fetchone()
                if row is not None:
                    found[number] = bytes(row[0])

        def touch(connection: sqlite3.Connection) -> None:
            first = _next_use(connection)
            connection.executemany(
                "UPDATE vectors SET used = ? WHERE key = ?",
                ((first + n, keys[number]) for n, number in enumerate(found)),
            )

        self._run(read)
        if found:
            self._run(touch, writes=True)
        return found

    def put_many(self, digest: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors, by text.

        Parameters
        ----------
        digest
            Of the encoder that made them.
        vectors
            Text to bytes of its vector.
        """
        rows = [(_key(digest, text), vector) for text, vector in vectors.items()]

        def write(connection: sqlite3.Connection) -> None:
            first = _next_use(connection)
            connection.executemany(
                "REPLACE INTO vectors (used, key, size, vector) VALUES (?, ?, ?, ?)",
                (
                    (first + n, key, len(vector) + ROW_OVERHEAD, vector)
                    for n, (key, vector) in enumerate(chunk)
                ),
            )
            self._make_room(connection)

        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            self._run(write, writes=True)

    def close(self) -> None:
        """Close the file. A closed cache knows nothing and keeps nothing."""
        with self._lock:
            self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Remove the vectors used longest ago when the limit is passed."""
        (size,) = connection.execute("SELECT SUM(size) FROM vectors").fetchone()
        surplus = size - self.limit_bytes
        if surplus <= 0:
            return
        surplus += int(self.limit_bytes * (1 - AFTER_EVICTION))
        last = 0
        for used, size in connection.execute("SELECT used, size FROM vectors ORDER BY used"):
            if surplus <= 0:
                break
            surplus -= size
            last = used
        connection.execute("DELETE FROM vectors WHERE used <= ?", (last,))

    def _run(self, work: Callable[[sqlite3.Connection], None], *, writes: bool = False) -> None:
        """Do `work` in one transaction.

        On trouble a damaged file is begun anew; any other is not written, or not read, again: a
        file that another program keeps locked costs one wait, not one for every document.
        """
        with self._lock:
            if self._connection is None or (writes and not self._writable):
                return
            try:
                with self._connection:
                    work(self._connection)
            except sqlite3.Error as error:
                if _damaged(error):
                    self._restart()
                elif writes:
                    self._writable = False
                else:
                    self._drop()

    def _restart(self) -> None:
        self._drop()
        try:
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return
        self._open(again=False)

    def _open(self, *, again: bool = True) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, check_same_thread=False)
        except (OSError, ValueError, sqlite3.Error):
            return
        self._connection = connection
        # A connection that nobody closed is closed when the cache goes out of use.
        self._closer = weakref.finalize(self, connection.close)
        try:
            if not _prepare(connection):
                self._drop()
        except sqlite3.Error as error:
            if again and _damaged(error):
                self._restart()
            elif not _readable(connection):
                self._drop()

    def _drop(self) -> None:
        if self._closer is not None:
            self._closer()
        self._connection = self._closer = None


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make the table where it is not; False where the file belongs to another program."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION:
        if application or tables:
            return False
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = WAL")  # readers and a writer do not wait
        connection.executescript(
            f"BEGIN IMMEDIATE; {TABLE} PRAGMA application_id = {APPLICATION}; COMMIT;"
        )
    connection.execute("PRAGMA wal_autocheckpoint = 250")  # pages: 4 MB beside the file
    # Losing the last vectors in a power cut is no loss.
    connection.execute("PRAGMA synchronous = NORMAL")
    return True


def _readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM vectors LIMIT 1")
    except sqlite3.Error:
        return False
    return True


def _damaged(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGED


def _next_use(connection: sqlite3.Connection) -> int:
    (last,) = connection.execute("SELECT COALESCE(MAX(used), 0) FROM vectors").fetchone()
    return int(last) + 1


def _key(digest: str, text: str) -> bytes:
    content = f"{digest}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).digest()
