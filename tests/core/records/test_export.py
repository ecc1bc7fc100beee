from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import IO

import pytest

from core.domain.outcomes import Outcome, Reason
from core.errors import RecordsError
from core.records.export import (
    COLUMNS,
    CsvFile,
    guarded,
    headings_in,
    line_as_json,
    write_csv,
)
from core.records.history import History
from core.records.lines import lines_of
from core.records.values import HistoryLine, Rows
from core.texts.catalogue import shared_texts
from tests.core.records.builders import (
    CONTEXT,
    moment_at,
    ng_inspection,
    unreadable_inspection,
    verdict_on,
)

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "보고서 1.csv"


@pytest.fixture
def line() -> HistoryLine:
    (made,) = lines_of(ng_inspection(), CONTEXT, moment_at(0), record_id="id-1")
    return made


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def leftovers(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path != target)


def test_that_the_columns_are_the_promised_ones_in_order(target: Path, line: HistoryLine) -> None:
    assert write_csv(target, [line]) == 1
    header = target.read_bytes().removeprefix(BOM).split(b"\r\n")[0].decode()
    assert header == (
        "record_id,finding_count,time_local,time_utc,station,operator,product,lot,part_id,file,"
        "sha256,program_outcome,program_category,probability,first_verdict,current_verdict,"
        "corrected,reason,category,severity,zone,length_px,length_mm,width_mm,sentence_ko,"
        "sentence_en,model,prompt_set,bank_revision,corrected_length_px,corrected_length_mm,"
        "corrected_width_px,corrected_area_px,outline_corrected_by"
    )


def test_that_excel_gets_a_bom_and_crlf(target: Path, line: HistoryLine) -> None:
    write_csv(target, [line, line])
    content = target.read_bytes()
    assert content.startswith(BOM)
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert content.endswith(b"\r\n")


def test_that_a_row_says_what_was_recorded(target: Path, history: History) -> None:
    record_id = history.record_inspection(ng_inspection(), CONTEXT, moment_at(0))
    history.record_verdict(verdict_on(record_id, Outcome.OK))
    write_csv(target, history.list_records())
    (row,) = read(target)
    assert row == {
        "record_id": record_id,
        "finding_count": "2",
        "time_local": "2026-03-02T08:30:00+09:00",
        "time_utc": "2026-03-01T23:30:00+00:00",
        "station": "검사대 1",
        "operator": "홍길동",
        "product": "브래킷",
        "lot": "L-7",
        "part_id": "P0001",
        "file": "한글 경로/스크래치 0.png",
        "sha256": ng_inspection().sha256,
        "program_outcome": "NG",
        "program_category": "scratch",
        "probability": "0.93",
        "first_verdict": "OK",
        "current_verdict": "OK",
        "corrected": "true",
        "reason": "sure_defect",
        "category": "scratch",
        "severity": "moderate",
        "zone": "top-left",
        "length_px": "32.125",
        "length_mm": "3.2",
        "width_mm": "0.25",
        "sentence_ko": "좌측 상단에 길이 3.2 mm의 선형 스크래치가 있습니다.",
        "sentence_en": "There is a 3.2 mm linear scratch at the upper left.",
        "model": "starter+minilm",
        "prompt_set": "default",
        "bank_revision": "3",
        "corrected_length_px": "",
        "corrected_length_mm": "",
        "corrected_width_px": "",
        "corrected_area_px": "",
        "outline_corrected_by": "",
    }


def test_that_what_is_not_known_is_an_empty_cell(target: Path) -> None:
    write_csv(target, lines_of(unreadable_inspection(), CONTEXT, moment_at(0)))
    (row,) = read(target)
    empty = {name for name, cell in row.items() if cell == ""}
    assert empty == {
        *("record_id", "program_category", "probability", "first_verdict", "current_verdict"),
        *("category", "severity", "zone", "length_px", "length_mm", "width_mm"),
        *("sentence_ko", "sentence_en"),
        *("corrected_length_px", "corrected_length_mm", "corrected_width_px"),
        *("corrected_area_px", "outline_corrected_by"),
    }
    assert row["corrected"] == "false"


def test_that_findings_can_be_rows(target: Path, history: History) -> None:
    history.record_inspection(ng_inspection(), CONTEXT)
    assert write_csv(target, history.list_records(rows=Rows.FINDING)) == 2
    assert [row["category"] for row in read(target)] == ["scratch", "dent"]


def test_that_headings_and_reasons_can_be_korean(target: Path, line: HistoryLine) -> None:
    headings = headings_in(shared_texts(), "ko")
    assert set(headings) == set(COLUMNS)

    def say(reason: Reason) -> str:
        return f"사유: {reason.code.value}"

    write_csv(target, [line], headings=headings, reason_words=say)
    (row,) = read(target)
    assert list(row) == [headings[column] for column in COLUMNS]
    assert len(row) == len(COLUMNS), "two columns have the same heading"
    assert row[headings["reason"]] == "사유: sure_defect"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_that_no_text_cell_is_taken_for_a_formula(
    target: Path, line: HistoryLine, start: str
) -> None:
    evil = f"{start}cmd|' /C calc'!A1"
    write_csv(target, [replace(line, operator=evil, lot=evil, file=evil, category=evil)])
    (row,) = read(target)
    for column in ("operator", "lot", "file", "category"):
        assert row[column] == f"'{evil}"


def test_that_evil_and_quoted_cells_survive_the_round_trip(target: Path, line: HistoryLine) -> None:
    cells = ['"quoted", 쉼표', "두\r\n줄", "세미;콜론", "가 = 나", "", "'", "🙂", " =1"]
    write_csv(target, [replace(line, operator=cell) for cell in cells])
    assert [row["operator"] for row in read(target)] == cells


def test_that_numbers_stay_numbers(target: Path, line: HistoryLine) -> None:
    shown = []
    for number in (-1.5, 0.0, 1234567.0, 0.93120002746, -0.00001, 12.0):
        write_csv(target, [replace(line, length_px=number)])
        shown.append(read(target)[0]["length_px"])
    assert shown == ["-1.5", "0", "1234567", "0.9312", "0", "12"]
    assert guarded("-1.5") == "'-1.5"


def test_that_a_file_name_that_is_no_utf_8_does_not_cost_the_report(
    target: Path, line: HistoryLine
) -> None:
    write_csv(target, [replace(line, file="bad\udcff.png")])
    assert read(target)[0]["file"] == "bad\\udcff.png"


def test_that_json_has_the_same_ids_with_typed_values(line: HistoryLine) -> None:
    shown = json.loads(json.dumps(line_as_json(line), allow_nan=False))
    assert list(shown) == list(COLUMNS)
    assert shown["finding_count"] == 2
    assert shown["corrected"] is False
    assert shown["first_verdict"] is None
    assert shown["zone"] == "top-left"
    assert shown["length_px"] == 32.125
    assert shown["time_utc"] == line.time_utc.astimezone(UTC).isoformat()
    assert line_as_json(line, lambda reason: {"code": reason.code.value})["reason"] == {
        "code": "sure_defect"
    }


def test_that_nothing_appears_before_the_end(target: Path, line: HistoryLine) -> None:
    target.write_text("old", encoding="utf-8")
    with CsvFile(target) as file:
        file.write(line)
        assert target.read_text(encoding="utf-8") == "old"
    assert len(read(target)) == 1
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
    assert len(read(target)) == 1


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


def test_that_only_the_chosen_columns_are_written_in_the_order_chosen(
    target: Path, line: HistoryLine
) -> None:
    words = headings_in(shared_texts(), "ko")
    write_csv(target, [line], headings=words, columns=("file", "program_outcome", "record_id"))
    with target.open(encoding="utf-8-sig", newline="") as stream:
        header, row = csv.reader(stream)
    assert header == [words["file"], words["program_outcome"], words["record_id"]]
    assert row == [line.file, "NG", "id-1"]
