from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from core.domain.outcomes import Outcome, Reason
from core.records.export import (
    COLUMNS,
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


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_that_the_columns_are_the_promised_ones_in_order(target: Path, line: HistoryLine) -> None:
    assert write_csv(target, [line]) == 1
    header = target.read_bytes().removeprefix(BOM).split(b"\r\n")[0].decode()
    assert header == (
        "record_id,finding_count,time_local,time_utc,station,operator,product,lot,part_id,file,"
        "sha256,program_outcome,program_category,probability,first_verdict,current_verdict,"
        "corrected,reason,category,severity,zone,length_px,length_mm,width_mm,sentence_ko,"
        "sentence_en,model,prompt_set,bank_revision,corrected_length_px,corrected_length_mm,"
        "corrected_width_px,corrected_area_px,outline_corrected_by,conversation,captions"
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
        "conversation": "",
        "captions": "",
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
        *("corrected_area_px", "outline_corrected_by", "conversation", "captions"),
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


def test_that_only_the_chosen_columns_are_written_in_the_order_chosen(
    target: Path, line: HistoryLine
) -> None:
    words = headings_in(shared_texts(), "ko")
    write_csv(target, [line], headings=words, columns=("file", "program_outcome", "record_id"))
    with target.open(encoding="utf-8-sig", newline="") as stream:
        header, row = csv.reader(stream)
    assert header == [words["file"], words["program_outcome"], words["record_id"]]
    assert row == [line.file, "NG", "id-1"]
