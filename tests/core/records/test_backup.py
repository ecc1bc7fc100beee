from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from core.errors import RecordsError
from core.records.backup import backup_database
from core.records.history import History
from tests.core.records.builders import APP_VERSION, CONTEXT, ng_inspection
from tests.core.records.raw import fetch


def test_that_a_backup_of_a_database_in_use_is_complete(history: History, tmp_path: Path) -> None:
    ids = [history.record_inspection(ng_inspection(number), CONTEXT) for number in range(3)]
    target = tmp_path / "백업" / "records.sqlite"
    assert history.backup(target) == target
    history.record_inspection(ng_inspection(3), CONTEXT)
    assert [path.name for path in target.parent.iterdir()] == ["records.sqlite"]
    assert fetch(target, "PRAGMA journal_mode") == "delete"
    with History.open(target, APP_VERSION) as copy:
        assert [line.record_id for line in copy.list_records()] == ids[::-1]
        assert copy.verify().is_intact


def test_that_a_backup_replaces_an_older_one(history: History, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    history.backup(target)
    history.record_inspection(ng_inspection(), CONTEXT)
    history.backup(target)
    assert fetch(target, "SELECT count(*) FROM inspection") == 1


def test_that_a_failed_backup_leaves_the_older_one(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backups" / "copy.sqlite"
    history.backup(target)
    before = target.read_bytes()

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copymode", full)
    with pytest.raises(RecordsError) as caught:
        history.backup(target)
    assert caught.value.code == "records_full"
    assert target.read_bytes() == before
    assert len(list(target.parent.iterdir())) == 1


def test_that_a_damaged_database_is_no_backup(tmp_path: Path) -> None:
    source = tmp_path / "damaged.sqlite"
    source.write_bytes(b"no database" * 1000)
    with pytest.raises(RecordsError) as caught:
        backup_database(source, tmp_path / "copy.sqlite")
    assert caught.value.code == "records_damaged"
    assert not (tmp_path / "copy.sqlite").exists()


def test_that_a_missing_database_is_not_made_by_backing_it_up(tmp_path: Path) -> None:
    source = tmp_path / "missing.sqlite"
    with pytest.raises(RecordsError) as caught:
        backup_database(source, tmp_path / "copy.sqlite")
    assert caught.value.code == "records_unopenable"
    assert not source.exists()
