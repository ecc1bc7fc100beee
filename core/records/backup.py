"""Copies of a database that is in use."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from core.errors import RecordsError
from core.records.failures import in_words

BACKUP_FOLDER: Final = "backups"
_PAGES_A_STEP: Final = 4096
"""16 MiB: writers get their turn between steps."""


def backup_database(source: Path, target: Path) -> Path:
    """Copy a database page by page, also while others write to it.

    The copy appears under its name only when it is complete and SQLite finds nothing wrong with it.

    Parameters
    ----------
    source : Path
        The database.
    target : Path
        The copy; replaced if it exists. Its folder is made when missing.

    Returns
    -------
    Path
        ``target``.

    Raises
    ------
    RecordsError
        ``records_damaged``, ``records_full``, ``records_read_only``, ``records_locked``,
        ``records_io``.
    """
    if not source.is_file():
        raise RecordsError(
            "records_unopenable", file=str(source), problem=os.strerror(errno.ENOENT)
        )
    with in_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=".tmp", dir=target.parent
        )
        os.close(descriptor)
        temporary = Path(name)
        try:
            _copy(source, temporary)
            shutil.copymode(source, temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    return target


def backup_before_upgrade(source: Path, revision: str) -> Path:
    """Copy a database of an older revision into the folder of backups beside it."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    name = f"{source.stem}-r{revision}-{stamp}{source.suffix}"
    return backup_database(source, source.parent / BACKUP_FOLDER / name)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy, pages=_PAGES_A_STEP)
        # The copy has inherited the WAL mode; one file is easier to keep and to move.
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise RecordsError("records_damaged", file=str(source), problem=str(verdict))
