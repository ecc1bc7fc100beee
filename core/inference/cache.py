"""Embeddings kept on disk, so that an image seen before costs no model run.

One SQLite file that may be deleted at any time. Two programs may use it at once. Nothing that goes
wrong here is an error: what cannot be read is computed again, what cannot be written is not kept.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

MAX_BYTES: Final = 1 << 30
"""Default limit of the file: about 1500 crops of the starter model with their patches."""
_FORMAT: Final = 1
_TIMEOUT_S: Final = 1.0
_OPEN_TRIES: Final = 40
_OPEN_WAIT_S: Final = 0.05
_TOUCH_S: Final = 3600.0
"""Reading marks an entry as used at most this often; every mark is a write."""
_KEEP_SHARE: Final = 0.9
_EVICTED_SHARE: Final = 0.1
_ERROR_KIND: Final = 0xFF
"""The lower byte of SQLite's extended codes is the kind of error."""
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SCHEMA: Final = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS features (
    key BLOB PRIMARY KEY,
    used REAL NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS features_by_use ON features (used);
PRAGMA user_version = {_FORMAT};
COMMIT;
"""
_EVICT: Final = """
DELETE FROM features WHERE key IN (SELECT key FROM features ORDER BY used LIMIT ?)
"""

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class EmbeddingCache:
    """Blobs by key, the least recently used leave first.

    Parameters
    ----------
    file : Path
        Made if missing; deleted and made again if damaged or of another format.
    max_bytes : int
        Limit of what the file holds.
    clock : callable
        Seconds; for tests.
    """

    def __init__(
        self, file: Path, *, max_bytes: int = MAX_BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        self._file = file
        self._max_bytes = max_bytes
        self._clock = clock
        self._lock = threading.Lock()
        self._warned: set[str] = set()
        self._can_write = True
        self._connection: sqlite3.Connection | None = None
        self._guard(self._open)

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under a key; None if nothing is there or it cannot be read."""

        def read(connection: sqlite3.Connection) -> bytes | None:
            row = connection.execute(
                "SELECT content, used FROM features WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                return None
            content, used = row
            if self._can_write and abs(self._clock() - used) > _TOUCH_S:
                connection.execute(
                    "UPDATE features SET used = ? WHERE key = ?", (self._clock(), key)
                )
            return bytes(content)

        return self._run(read)

    def put(self, key: bytes, content: bytes) -> None:
        """Keep content under a key if possible; nothing larger than a tenth of the limit is."""
        if not self._can_write or len(content) > self._max_bytes * _EVICTED_SHARE:
            return

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO features (key, used, content) VALUES (?, ?, ?)",
                (key, self._clock(), content),
            )
            self._evict(connection)

        self._run(write)

    def remove(self, key: bytes) -> None:
        """Forget what is under a key."""
        if self._can_write:
            self._run(lambda c: c.execute("DELETE FROM features WHERE key = ?", (key,)).rowcount)

    def close(self) -> None:
        """Let go of the file; afterwards nothing is found and nothing is kept."""
        with self._lock:
            self._disconnect()

    def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        def guarded() -> _T | None:
            return None if self._connection is None else work(self._connection)

        with self._lock:
            return self._guard(guarded)

    def _guard(self, work: Callable[[], _T | None]) -> _T | None:
        try:
            return work()
        except sqlite3.Error as error:
            self._recover(error)
        except OSError as error:
            self._give_up("the embedding cache cannot be used", error)
        return None

    def _recover(self, error: sqlite3.Error) -> None:
        kind = _kind_of(error)
        if kind in _DAMAGE:
            self._remake(error)
        elif self._connection is None:
            self._warn("the embedding cache cannot be opened", error)
        elif kind in _BUSY:
            self._warn("the embedding cache is busy; some entries are not kept", error)
        else:
            self._can_write = False
            self._warn("nothing more is written to the embedding cache", error)

    def _remake(self, error: sqlite3.Error) -> None:
        self._warn("the embedding cache is damaged and made again", error)
        self._disconnect()
        try:
            self._delete_files()
            self._open()
        except (OSError, sqlite3.Error) as again:
            self._give_up("the embedding cache cannot be made again", again)

    def _open(self) -> None:
        """Open or make the file.

        Two programs that make it at the same moment are told "busy" at once, whatever the timeout
        is: changing to WAL does not wait.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(_OPEN_TRIES):
            try:
                self._open_once()
            except sqlite3.Error as error:
                self._disconnect()
                if _kind_of(error) not in _BUSY or attempt == _OPEN_TRIES - 1:
                    raise
                time.sleep(_OPEN_WAIT_S)
            else:
                return

    def _open_once(self) -> None:
        connection = self._connect()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in {0, _FORMAT}:
            _log.info("the embedding cache has format %s and is made again", version)
            self._disconnect()
            self._delete_files()
            connection = self._connect()
        connection.executescript(_SCHEMA)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._file, timeout=_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        self._connection = connection
        self._finalizer = weakref.finalize(self, connection.close)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._finalizer()
            self._connection = None

    def _delete_files(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def _evict(self, connection: sqlite3.Connection) -> None:
        if _held_bytes(connection) <= self._max_bytes:
            return
        while _held_bytes(connection) > self._max_bytes * _KEEP_SHARE:
            (count,) = connection.execute("SELECT count(*) FROM features").fetchone()
            if not count:
                return
            connection.execute(_EVICT, (max(1, round(count * _EVICTED_SHARE)),))

    def _give_up(self, words: str, error: Exception) -> None:
        self._warn(words, error)
        self._disconnect()

    def _warn(self, words: str, error: Exception) -> None:
        """Say it once; a full disk fails for every image."""
        if words not in self._warned:
            self._warned.add(words)
            _log.warning("%s: %s (%s)", words, self._file, error)


def _kind_of(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _ERROR_KIND


def _held_bytes(connection: sqlite3.Connection) -> int:
    values = [
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    ]
    pages, free, size = values
    return (pages - free) * size
