"""Failures of disks and rights; root may write everything, so rights are injected."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from core.errors import RecordsError
from core.records.engine import Database
from core.records.failures import explain_os, explain_sqlite
from core.records.history import History
from core.texts.catalogue import shared_texts
from tests.core.records.builders import APP_VERSION, CONTEXT, ng_inspection
from tests.core.records.make_fixture import make

CODES = [
    *("bank_nothing_to_undo", "csv_disk_full", "csv_locked", "csv_not_a_file", "csv_unwritable"),
    *("record_unknown", "records_damaged", "records_foreign", "records_full", "records_io"),
    *("records_locked", "records_network_share", "records_newer", "records_read_only"),
    *("records_unopenable", "verdict_nothing_to_retract"),
]
ROOT = Path(__file__).resolve().parents[3]


def code_of_failure(work: Callable[[], object]) -> str:
    with pytest.raises(RecordsError) as caught:
        work()
    return caught.value.code


@pytest.mark.parametrize("code", CODES)
def test_that_every_failure_has_words(code: str) -> None:
    for lang in ("ko", "en"):
        assert shared_texts().has(lang, f"error.{code}")


@contextmanager
def no_page_more() -> Iterator[None]:
    """Let no database grow beyond the pages it has when a connection is made."""

    def limit(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.cursor().execute("PRAGMA max_page_count=1")

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)


def test_that_a_full_database_is_said_and_keeps_its_records(records_file: Path) -> None:
    make(records_file)
    told: list[str] = []

    def fill() -> None:
        told.extend(history.record_inspection(ng_inspection(n), CONTEXT) for n in range(1000))

    with no_page_more(), History.open(records_file, APP_VERSION) as history:
        before = history.counts().total
        assert code_of_failure(fill) == "records_full"
        assert history.counts().total == before + len(told)
        assert history.verify().is_intact


LIMITED = """
import resource, sys
from pathlib import Path
from core.errors import RecordsError
from core.records.history import History
from tests.core.records.builders import APP_VERSION, CONTEXT, ng_inspection
with History.open(Path(sys.argv[1]), APP_VERSION) as history:
    history.record_inspection(ng_inspection(0), CONTEXT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    done = 1
    try:
        for number in range(1, 10_000):
            history.record_inspection(ng_inspection(number), CONTEXT)
            done += 1
    except RecordsError as error:
        sys.stdout.write(f"{error.code} {done} {history.counts().total}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    history.record_inspection(ng_inspection(10_000), CONTEXT)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
def test_that_a_write_that_does_not_fit_loses_nothing_and_can_go_on(records_file: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(records_file)],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    code, done, total = result.stdout.split()
    assert code == "records_io"
    assert done == total
    with History.open(records_file, APP_VERSION) as history:
        assert history.counts().total == int(done) + 1
        assert history.verify().is_intact


def test_that_a_database_that_cannot_be_written_is_said(
    history: History, records_file: Path
) -> None:
    """SQLite itself reports it: a connection that may only query stands for a read-only file."""
    history.record_inspection(ng_inspection(), CONTEXT)
    with closing(sqlite3.connect(records_file)) as connection:
        connection.execute("PRAGMA query_only=ON")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("CREATE TABLE t (x)")
    explained = explain_sqlite(caught.value, records_file)
    assert explained is not None
    assert explained.code == "records_read_only"
    assert explained.details["file"] == str(records_file)


def test_that_readers_cannot_write(history: History, records_file: Path) -> None:
    history.record_inspection(ng_inspection(), CONTEXT)
    database = Database(records_file, timeout_s=0.1)
    with pytest.raises(RecordsError) as caught, database.read() as connection:
        connection.exec_driver_sql("DELETE FROM current_state")
    database.dispose()
    assert caught.value.code == "records_read_only"
    assert history.counts().total == 1


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "records_read_only"),
        (errno.EROFS, "records_read_only"),
        (errno.ENOSPC, "records_full"),
        (errno.EIO, "records_io"),
    ],
)
def test_that_a_folder_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(_path: Path, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    path = tmp_path / "new" / "records.sqlite"
    assert code_of_failure(lambda: History.open(path, APP_VERSION)) == code
    assert explain_os(OSError(number, "x"), path).details["problem"] == "x"


def test_that_a_folder_in_place_of_the_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.mkdir()
    assert code_of_failure(lambda: History.open(path, APP_VERSION)) == "records_unopenable"


def test_that_a_mistake_of_the_program_is_not_put_into_words(records_file: Path) -> None:
    with (
        closing(sqlite3.connect(records_file)) as connection,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("SELECT * FROM no_such_table")
    assert explain_sqlite(caught.value, records_file) is None
    assert explain_sqlite(ValueError("no"), records_file) is None
