"""Connections to the records database: one that writes, others that only read."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from core.records.failures import Explainer, in_words, is_busy

_READERS: Final = 5
_ANY_NUMBER: Final = -1
_THREADS_WAIT_S: Final = 600.0
_ROUND_MS: Final = 30
"""SQLite asks after 1, 2, 5, 10, ... ms: this is one round of quick questions."""


class Database:
    """Both engines of one database file.

    Writers begin with ``BEGIN IMMEDIATE``: sqlite3's own transactions begin deferred, so two
    processes would read the same chain head and fork the chain, or fail with "database is locked"
    at once when they upgrade, whatever the timeout.

    Parameters
    ----------
    path : Path
        The database file.
    timeout_s : float
        How long to wait for another writer.
    foreign_keys : bool
        Off only while migrating: SQLite's batch steps drop and make tables anew.
    """

    def __init__(self, path: Path, *, timeout_s: float, foreign_keys: bool = True) -> None:
        self.path = path
        self._foreign_keys = foreign_keys
        self._timeout_s = timeout_s
        # One connection, so that data_version does not count our own commits.
        self._writer = self._engine(timeout_s, pool_size=1, max_overflow=0)
        event.listen(self._writer, "begin", self._begin_writing)
        # A list that nobody reads to its end keeps its connection: never run out of them.
        self._reader = self._engine(timeout_s, pool_size=_READERS, max_overflow=_ANY_NUMBER)
        event.listen(self._reader, "connect", _forbid_writing)
        event.listen(self._reader, "begin", _begin_reading)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a write transaction; committed when left without an exception.

        Raises
        ------
        RecordsError
            See :mod:`core.records.failures`.
        """
        with self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a read transaction: one consistent state, however long it lasts."""
        with self._reader.connect() as connection:
            yield connection

    def data_version(self) -> int:
        """Return a number that changes when another process has committed."""
        with in_words(self.path), closing(self._writer.raw_connection()) as connection:
            # Without SQLAlchemy's begin, which would wait for the write lock.
            cursor = connection.cursor()
            cursor.execute("PRAGMA data_version")
            version: int = cursor.fetchall()[0][0]
            cursor.close()
        return version

    def dispose(self) -> None:
        """Close all connections."""
        self._reader.dispose()
        self._writer.dispose()

    def _engine(self, timeout_s: float, *, pool_size: int, max_overflow: int) -> Engine:
        engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(self.path)),
            connect_args={"timeout": timeout_s},
            pool_size=pool_size,
            max_overflow=max_overflow,
            pool_timeout=_THREADS_WAIT_S,
        )
        event.listen(engine, "connect", self._prepare)
        event.listen(engine, "handle_error", Explainer(self.path), retval=True)
        return engine

    def _begin_writing(self, connection: Connection) -> None:
        """Wait for the write lock, asking often.

        SQLite's own waiting soon asks only every 100 ms; beside a process that writes without a
        pause that meant waits of seconds.
        """
        deadline = time.monotonic() + self._timeout_s
        driver = connection.connection
        with in_words(self.path):
            _execute(driver, f"PRAGMA busy_timeout={_ROUND_MS}")
            while True:
                try:
                    _execute(driver, "BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if not is_busy(error) or time.monotonic() >= deadline:
                        raise
                else:
                    break
            _execute(driver, f"PRAGMA busy_timeout={round(self._timeout_s * 1000)}")

    def _prepare(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            f"foreign_keys={'ON' if self._foreign_keys else 'OFF'}",
            "synchronous=NORMAL",
            # INSERT OR REPLACE then fires the triggers that refuse DELETE.
            "recursive_triggers=ON",
        ):
            _execute(connection, f"PRAGMA {pragma}")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _forbid_writing(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _execute(connection, "PRAGMA query_only=ON")


def _execute(connection: DBAPIConnection, statement: str) -> None:
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()
