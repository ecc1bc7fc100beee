"""SQLite's failures in our words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.engine import ExceptionContext

from core.errors import RecordsError

_PRIMARY_CODE: Final = 0xFF
"""SQLite's extended result codes hold the primary code in the low byte."""

_CODES: Final = {
    sqlite3.SQLITE_BUSY: "records_locked",
    sqlite3.SQLITE_LOCKED: "records_locked",
    sqlite3.SQLITE_PROTOCOL: "records_locked",
    sqlite3.SQLITE_FULL: "records_full",
    sqlite3.SQLITE_READONLY: "records_read_only",
    sqlite3.SQLITE_PERM: "records_read_only",
    sqlite3.SQLITE_AUTH: "records_read_only",
    sqlite3.SQLITE_CORRUPT: "records_damaged",
    sqlite3.SQLITE_NOTADB: "records_damaged",
    sqlite3.SQLITE_IOERR: "records_io",
    sqlite3.SQLITE_CANTOPEN: "records_unopenable",
}
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another process holds the lock that was asked for."""
    number: int = getattr(error, "sqlite_errorcode", 0)
    return _CODES.get(number & _PRIMARY_CODE) == "records_locked"


def explain_sqlite(error: BaseException, path: Path) -> RecordsError | None:
    """Return the failure in our words, None when it is a mistake of the program.

    Parameters
    ----------
    error : BaseException
        As raised by the ``sqlite3`` module.
    path : Path
        The database.
    """
    number = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or number is None:
        return None
    code = _CODES.get(number & _PRIMARY_CODE)
    if code is None:
        return None
    return RecordsError(code, file=str(path), problem=str(error))


def explain_os(error: OSError, path: Path) -> RecordsError:
    """Return a failure of the file system in our words."""
    code = "records_io"
    if error.errno in _FULL:
        code = "records_full"
    elif error.errno in _READ_ONLY:
        code = "records_read_only"
    return RecordsError(code, file=str(path), problem=error.strerror or str(error))


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Raise what SQLite and the file system report about ``path`` as :class:`RecordsError`."""
    try:
        yield
    except sqlite3.Error as error:
        explained = explain_sqlite(error, path)
        if explained is None:
            raise
        raise explained from error
    except OSError as error:
        raise explain_os(error, path) from error


@contextmanager
def values_in_words(path: Path) -> Iterator[None]:
    """Raise a stored value that cannot be one of ours (changed from outside) as damage."""
    try:
        yield
    except (LookupError, ValueError) as error:
        raise RecordsError("records_damaged", file=str(path), problem=str(error)) from error


class Explainer:
    """SQLAlchemy's ``handle_error`` listener for one database."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, context: ExceptionContext) -> RecordsError | None:
        """Return what is to be raised in place of SQLAlchemy's error; None keeps that."""
        return explain_sqlite(context.original_exception, self._path)
