from __future__ import annotations

import csv
import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from core.errors import RecordsError
from core.records.export import CsvFile, write_csv
from core.records.values import HistoryLine


def n_rows(path: Path) -> int:
    """Return the number of rows below the headings."""
    text = path.read_bytes().decode("utf-8-sig")
    return sum(1 for _ in csv.DictReader(io.StringIO(text, newline="")))


def leftovers(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def test_that_nothing_appears_before_the_end(target: Path, line: HistoryLine) -> None:
    target.write_text("old", encoding="utf-8")
    with CsvFile(target) as file:
        file.write(line)
        assert target.read_text(encoding="utf-8") == "old"
    assert n_rows(target) == 1
    assert leftovers(target) == []


def test_that_a_failure_in_the_middle_leaves_the_old_file(target: Path, line: HistoryLine) -> None:
    target.write_text("old", encoding="utf-8")

    def failing() -> Iterator[HistoryLine]:
        yield line
        message = "the source broke"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="the source broke"):
        write_csv(target, failing())
    assert target.read_text(encoding="utf-8") == "old"
    assert leftovers(target) == []


def test_that_a_file_open_in_a_spreadsheet_is_said_before_any_work(
    target: Path, line: HistoryLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; inject it, because root may write whatever chmod says."""
    target.write_text("old", encoding="utf-8")
    original: Callable[..., IO[bytes]] = Path.open

    def locked(path: Path, mode: str = "r", **options: str | None) -> IO[bytes]:
        if path == target and "+" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return original(path, mode, **options)

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(RecordsError) as caught:
        write_csv(target, iter_never())
    assert caught.value.code == "csv_locked"
    assert caught.value.details["file"] == str(target)
    assert leftovers(target) == []


def iter_never() -> Iterator[HistoryLine]:
    pytest.fail("asked for lines although the file cannot be written")
    yield


def test_that_a_file_opened_meanwhile_is_said_and_kept(
    target: Path, line: HistoryLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.write_text("old", encoding="utf-8")

    def refuse(path: Path, destination: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(path), None, str(destination))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(RecordsError) as caught:
        write_csv(target, [line])
    assert caught.value.code == "csv_locked"
    assert target.read_text(encoding="utf-8") == "old"
    assert leftovers(target) == []


def test_that_a_virus_scanner_that_lets_go_costs_nothing(
    target: Path, line: HistoryLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.replace
    refusals = [PermissionError(errno.EACCES, "busy"), PermissionError(errno.EACCES, "busy")]

    def refuse_twice(path: Path, destination: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return original(path, destination)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    write_csv(target, [line])
    assert n_rows(target) == 1


def test_that_a_full_disk_leaves_no_half_file(
    target: Path, line: HistoryLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordsError) as caught:
        write_csv(target, [line])
    assert caught.value.code == "csv_disk_full"
    assert target.read_text(encoding="utf-8") == "old"
    assert leftovers(target) == []


LIMITED = """
import resource, sys
from pathlib import Path
from core.errors import RecordsError
from core.records.export import write_csv
from core.records.lines import lines_of
from tests.core.records.builders import CONTEXT, moment_at, ng_inspection
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
(line,) = lines_of(ng_inspection(), CONTEXT, moment_at(0))
try:
    write_csv(Path(sys.argv[1]), (line for _ in range(10_000)))
except RecordsError as error:
    sys.stdout.write(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
def test_that_a_real_write_that_does_not_fit_is_said(target: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(target)],
        cwd=root, capture_output=True, check=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert result.stdout == "csv_disk_full"
    assert not target.exists()
    assert leftovers(target) == []


@pytest.mark.parametrize(
    ("place", "code"),
    [("missing/out.csv", "csv_unwritable"), (".", "csv_not_a_file")],
)
def test_that_an_impossible_place_is_named(
    tmp_path: Path, line: HistoryLine, place: str, code: str
) -> None:
    with pytest.raises(RecordsError) as caught:
        write_csv(tmp_path / place, [line])
    assert caught.value.code == code


@pytest.mark.skipif(sys.platform == "win32", reason="devices are files on POSIX")
def test_that_a_device_is_not_replaced_by_a_file(line: HistoryLine) -> None:
    with pytest.raises(RecordsError) as caught:
        write_csv(Path(os.devnull), [line])
    assert caught.value.code == "csv_not_a_file"
    assert Path(os.devnull).is_char_device()
