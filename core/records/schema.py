"""Bringing a database file to the schema this program knows, whoever else is doing the same."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.backup import backup_before_upgrade
from core.records.chain import ChainWriter, Stamp
from core.records.clock import now
from core.records.engine import Database
from core.records.failures import in_words
from core.records.projection import rebuild
from core.records.tables import SchemaEventRow
from core.records.triggers import install_triggers
from core.settings.shares import is_network_share

HEAD: Final = "0005"
"""Revision of the tables in this program; revisions are numbers, so a greater one is newer."""
MIGRATIONS: Final = Path(__file__).parent / "migrations"

_NOWHERE: Final = RecordContext(product="")


@dataclass(frozen=True, slots=True)
class Found:
    """What a database file is before anything was done to it."""

    revision: str | None
    """None for an empty database."""
    is_wal: bool


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema a program knows: its revision and the migrations that lead to it."""

    head: str = HEAD
    migrations: Path = MIGRATIONS

    def prepare(self, path: Path, app_version: str, *, timeout_s: float) -> None:
        """Make or migrate the database when needed.

        Parameters
        ----------
        path : Path
            Absolute path of the database.
        app_version : str
            Recorded with the change of the schema.
        timeout_s : float
            How long to wait for another process that does the same.

        Raises
        ------
        RecordsError
            See ``History.open``.
        """
        _refuse_network_share(path)
        with in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and self._is_ready(_look_at(path, timeout_s), path):
                return
            with _lock_of(path, timeout_s):
                found = _look_at(path, timeout_s)
                if not self._is_ready(found, path):
                    self._bring_to_head(path, found, app_version, timeout_s)

    def _is_ready(self, found: Found, path: Path) -> bool:
        if found.revision is not None and _number(found.revision, path) > int(self.head):
            raise RecordsError(
                "records_newer", file=str(path), found=found.revision, known=self.head
            )
        return found.revision == self.head and found.is_wal

    def _bring_to_head(self, path: Path, found: Found, app_version: str, timeout_s: float) -> None:
        if found.revision is not None and found.revision != self.head:
            backup_before_upgrade(path, found.revision)
        if not found.is_wal:
            _switch_to_wal(path, timeout_s)
        if found.revision == self.head:
            return
        database = Database(path, timeout_s=timeout_s, foreign_keys=False)
        try:
            with database.write() as connection:
                self._migrate(connection, found, app_version)
        finally:
            database.dispose()

    def _migrate(self, connection: Connection, found: Found, app_version: str) -> None:
        upgrade = importlib.import_module("core.records.upgrade")
        upgrade.upgrade(connection, self.migrations, self.head)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            msg = f"migration left a reference without its row: {broken}"
            raise RuntimeError(msg)
        install_triggers(connection)
        stamp = Stamp(moment=now(), context=_NOWHERE, app_version=app_version)
        chain = ChainWriter(connection, stamp)
        chain.add(SchemaEventRow, from_revision=found.revision, to_revision=self.head)
        chain.finish()
        rebuild(connection)


def _refuse_network_share(path: Path) -> None:
    if is_network_share(path.parent):
        raise RecordsError("records_network_share", folder=str(path.parent))


def _number(revision: str, path: Path) -> int:
    if not revision.isdecimal():
        raise RecordsError("records_foreign", file=str(path))
    return int(revision)


def _look_at(path: Path, timeout_s: float) -> Found:
    with closing(sqlite3.connect(path, timeout=timeout_s)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        if not tables:
            return Found(revision=None, is_wal=mode == "wal")
        if "alembic_version" not in tables:
            raise RecordsError("records_foreign", file=str(path))
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None or not isinstance(row[0], str):
        raise RecordsError("records_foreign", file=str(path))
    return Found(revision=row[0], is_wal=mode == "wal")


def _switch_to_wal(path: Path, timeout_s: float) -> None:
    with closing(sqlite3.connect(path, timeout=timeout_s)) as connection:
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise RecordsError("records_io", file=str(path), problem=f"journal mode {mode}")


@contextmanager
def _lock_of(path: Path, timeout_s: float) -> Iterator[None]:
    """Hold the lock of making and migrating a database.

    An empty SQLite file beside it serves as lock: it works on every system, waits as long as it is
    told, and the system gives it back when the process dies. The database itself cannot: changing
    its journal mode needs every lock to be free.
    """
    lock = path.with_name(f"{path.name}.lock")
    with closing(sqlite3.connect(lock, timeout=timeout_s, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
