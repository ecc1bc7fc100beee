"""CSV files that Excel reads and no cell of which is taken for a formula."""

from __future__ import annotations

import csv
import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from typing_extensions import Self

from core.domain.outcomes import Reason
from core.errors import RecordsError
from core.records.values import HistoryLine

COLUMNS: Final = (
    "record_id",
    "finding_count",
    "time_local",
    "time_utc",
    "station",
    "operator",
    "product",
    "lot",
    "part_id",
    "file",
    "sha256",
    "program_outcome",
    "program_category",
    "probability",
    "first_verdict",
    "current_verdict",
    "corrected",
    "reason",
    "category",
    "severity",
    "zone",
    "length_px",
    "length_mm",
    "width_mm",
    "sentence_ko",
    "sentence_en",
    "model",
    "prompt_set",
    "bank_revision",
)
"""Column ids; never renamed, new ones come at the end."""

ReasonWords = Callable[[Reason], str]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def reason_code(reason: Reason) -> str:
    """Return the code of a reason, where no language was asked for."""
    return reason.code.value


class CsvFile:
    """A CSV that appears under its name only when it is complete.

    UTF-8 with BOM and CRLF; text cells that a spreadsheet would take for a formula get a leading
    apostrophe (OWASP ASVS 1.2.10), numbers stay numbers. Use as a context manager: leaving it
    without an exception puts the file in place, otherwise nothing is left behind.

    Parameters
    ----------
    path : Path
        The file to make or replace.
    headings : mapping of str to str, optional
        Words for column ids (``column.<id>`` of the texts); the ids themselves if None.
    reason_words : callable
        Puts a reason into the words of the chosen language.

    Raises
    ------
    RecordsError
        ``csv_locked`` when another program has the file open, ``csv_disk_full``,
        ``csv_unwritable``.
    """

    def __init__(
        self,
        path: Path,
        *,
        headings: Mapping[str, str] | None = None,
        reason_words: ReasonWords = reason_code,
    ) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        raise NotImplementedError

    def write(self, line: HistoryLine) -> None:
        """Add one row."""
        raise NotImplementedError


def write_csv(
    path: Path,
    lines: Iterable[HistoryLine],
    *,
    headings: Mapping[str, str] | None = None,
    reason_words: ReasonWords = reason_code,
) -> int:
    """Write all lines to a CSV (see :class:`CsvFile`); return the number of rows."""
    raise NotImplementedError


def line_as_json(
    line: HistoryLine, reason: Callable[[Reason], object] = reason_code
) -> dict[str, object]:
    """Return the line as a JSON-able object with the CSV column ids; None stays null."""
    raise NotImplementedError
