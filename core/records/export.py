"""CSV files that Excel reads and no cell of which is taken for a formula."""

from __future__ import annotations

import csv
import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from core.domain.outcomes import Reason
from core.errors import RecordsError
from core.records.left_behind import hold, new_beside, remove_left_behind
from core.records.values import HistoryLine
from core.texts.catalogue import Texts
from core.texts.language import Language

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
    "corrected_length_px",
    "corrected_length_mm",
    "corrected_width_px",
    "corrected_area_px",
    "outline_corrected_by",
    "conversation",
    "captions",
)
"""Column ids; never renamed, new ones come at the end."""

ReasonWords = Callable[[Reason], str]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
_DECIMALS: Final = 4
_REPLACE_WAITS_S: Final = (0.05, 0.1, 0.2, 0.4)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def reason_code(reason: Reason) -> str:
    """Return the code of a reason, where no language was asked for."""
    return reason.code.value


def headings_in(texts: Texts, lang: Language) -> dict[str, str]:
    """Return the words for the column ids in a language."""
    return {column: texts.text(lang, f"column.{column}") for column in COLUMNS}


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
        Words for column ids (see :func:`headings_in`); the ids themselves if None.
    reason_words : callable
        Puts a reason into the words of the chosen language.
    columns : sequence of str
        Which of :data:`COLUMNS`, in the order of the file.

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
        columns: Sequence[str] = COLUMNS,
    ) -> None:
        # Through a link, so that the link stays one.
        self._path = path.resolve()
        self._reason_words = reason_words
        self._columns = tuple(columns)
        self._temporary = new_beside(self._path)
        with self._in_words():
            self._check_target()
            remove_left_behind(self._path)
            # A file name that was no UTF-8 must not cost the whole report.
            self._stream = self._temporary.open(
                "x", encoding="utf-8-sig", errors="backslashreplace", newline=""
            )
            hold(self._stream)
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        words = headings or {}
        self._write_cells([guarded(words.get(column, column)) for column in self._columns])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()
        else:
            self._discard()

    def write(self, line: HistoryLine) -> None:
        """Add one row."""
        self._write_cells(
            [_cell(_value(line, column, self._reason_words)) for column in self._columns]
        )

    def _check_target(self) -> None:
        """Find out at once, not after an hour of work, that the file cannot be replaced."""
        if not self._path.exists():
            return
        if not self._path.is_file():
            # Replacing would put a plain file in the place of a folder or device.
            raise RecordsError("csv_not_a_file", file=str(self._path))
        with self._path.open("r+b"):
            pass

    def _write_cells(self, cells: list[str]) -> None:
        with self._in_words():
            self._writer.writerow(cells)

    def _finish(self) -> None:
        try:
            with self._in_words():
                self._stream.flush()
                os.fsync(self._stream.fileno())
                self._stream.close()
                _replace(self._temporary, self._path)
        except RecordsError:
            self._discard()
            raise

    def _discard(self) -> None:
        # Closing writes what is still buffered, and fails again on a full disk.
        with suppress(OSError):
            self._stream.close()
        self._temporary.unlink(missing_ok=True)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RecordsError(
                self._code_of(error), file=str(self._path), problem=error.strerror or str(error)
            ) from error

    def _code_of(self, error: OSError) -> str:
        if error.errno in _FULL:
            return "csv_disk_full"
        if isinstance(error, PermissionError) and self._path.exists():
            return "csv_locked"
        return "csv_unwritable"


def write_csv(
    path: Path,
    lines: Iterable[HistoryLine],
    *,
    headings: Mapping[str, str] | None = None,
    reason_words: ReasonWords = reason_code,
    columns: Sequence[str] = COLUMNS,
) -> int:
    """Write all lines to a CSV (see :class:`CsvFile`).

    Returns
    -------
    int
        Number of rows without the headings.

    Raises
    ------
    RecordsError
        As :class:`CsvFile`.
    """
    rows = 0
    with CsvFile(path, headings=headings, reason_words=reason_words, columns=columns) as file:
        for line in lines:
            file.write(line)
            rows += 1
    return rows


def line_as_json(
    line: HistoryLine, reason: Callable[[Reason], object] = reason_code
) -> dict[str, object]:
    """Return the line as a JSON-able object with the CSV column ids; None stays null.

    Parameters
    ----------
    line : HistoryLine
        Numbers are not rounded.
    reason : callable
        What stands under ``reason``.
    """
    return {column: _json_value(_value(line, column, reason)) for column in COLUMNS}


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _value(line: HistoryLine, column: str, reason: Callable[[Reason], object]) -> object:
    value: object = getattr(line, column)
    return reason(value) if isinstance(value, Reason) else value


def _json_value(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.value if isinstance(value, Enum) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int):
        return str(value)
    return guarded(str(_json_value(value)))


def _number(value: float) -> str:
    """Return at most four decimals: float32 noise such as 0.93120002746 helps nobody."""
    shown = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _replace(source: Path, target: Path) -> None:
    """Rename over the target; a virus scanner may hold either for a moment."""
    for wait_s in _REPLACE_WAITS_S:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(wait_s)
        else:
            return
    source.replace(target)
