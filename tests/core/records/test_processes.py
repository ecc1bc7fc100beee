"""Several processes on one database, and processes that die."""

from __future__ import annotations

import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.verdicts import RecordContext
from core.errors import RecordsError
from core.records.history import History
from core.records.values import NewExample
from tests.benchmarks.two_writers import (
    release,
    run_writers,
    start_writer,
    wait_until_ready,
)
from tests.core.records.builders import (
    APP_VERSION,
    CONTEXT,
    ng_inspection,
    ok_inspection,
    sha256_of,
)


def held(records_file: Path) -> sqlite3.Connection:
    """Return a connection that holds the write lock until it rolls back."""
    other = sqlite3.connect(records_file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_that_two_processes_on_an_empty_folder_lose_nothing(tmp_path: Path) -> None:
    """The small version of the benchmark that does this for a minute."""
    result = run_writers(tmp_path / "새 폴더" / "records.sqlite", seconds=1.5)
    assert result.errors == []
    assert min(result.written) > 0
    assert (result.lost, result.extra) == (0, 0)
    assert result.is_intact


def test_that_a_killed_process_leaves_every_committed_record(tmp_path: Path) -> None:
    records_file = tmp_path / "records.sqlite"
    process = start_writer(records_file, "doomed", seconds=60, tell_each=True)
    try:
        wait_until_ready(process)
        release(process)
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(25)]
    finally:
        process.kill()
        rest, _ = process.communicate()
    told += rest.split()
    assert all(told)
    with History.open(records_file, APP_VERSION) as history:
        there = {line.record_id for line in history.list_records()}
        assert set(told) <= there
        assert len(there) <= len(told) + 1, "at most the one that was not yet told"
        assert history.verify().is_intact
        history.record_inspection(ok_inspection(), CONTEXT)
        assert history.verify().is_intact


def test_that_threads_share_one_history(history: History) -> None:
    failures: list[Exception] = []

    def write(name: str) -> None:
        try:
            for number in range(10):
                history.record_inspection(ng_inspection(number), RecordContext(operator=name))
                sum(1 for _ in history.list_records(limit=3))
        except RecordsError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(f"thread-{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert history.counts().total == 30
    assert history.verify().is_intact


def test_that_a_lock_held_too_long_is_said_and_passes(records_file: Path) -> None:
    with (
        History.open(records_file, APP_VERSION, timeout_s=0.1) as history,
        closing(held(records_file)) as other,
    ):
        with pytest.raises(RecordsError) as caught:
            history.record_inspection(ng_inspection(), CONTEXT)
        assert caught.value.code == "records_locked"
        assert history.counts().total == 0, "reading goes on"
        other.execute("ROLLBACK")
        history.record_inspection(ng_inspection(), CONTEXT)
        assert history.verify().is_intact


def test_that_a_writer_waits_for_the_other_to_finish(records_file: Path) -> None:
    with (
        History.open(records_file, APP_VERSION) as history,
        closing(
            sqlite3.connect(records_file, isolation_level=None, check_same_thread=False)
        ) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        ends = threading.Timer(0.3, other.execute, args=("ROLLBACK",))
        ends.start()
        record_id = history.record_inspection(ng_inspection(), CONTEXT)
        ends.join()
        assert history.story(record_id).record_id == record_id


def test_that_only_the_other_process_changes_the_data_version(records_file: Path) -> None:
    with (
        History.open(records_file, APP_VERSION) as mine,
        History.open(records_file, APP_VERSION) as theirs,
    ):
        before = mine.data_version()
        mine.record_inspection(ng_inspection(1), CONTEXT)
        assert mine.data_version() == before
        theirs.bank_add([NewExample("scratch", sha256_of(1))], RecordContext())
        assert mine.data_version() != before
        assert len(mine.bank_events("default")) == 1


def test_that_opening_does_not_wait_for_a_writer(records_file: Path) -> None:
    History.open(records_file, APP_VERSION).close()
    with closing(held(records_file)) as other:
        with History.open(records_file, APP_VERSION, timeout_s=0.1) as history:
            assert history.counts().total == 0
        other.execute("ROLLBACK")


def test_that_a_current_database_opens_without_alembic(
    records_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    History.open(records_file, APP_VERSION).close()
    monkeypatch.setitem(sys.modules, "core.records.upgrade", None)
    monkeypatch.setitem(sys.modules, "alembic", None)
    with History.open(records_file, APP_VERSION) as history:
        assert history.verify().is_intact
