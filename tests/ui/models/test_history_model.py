"""The history's table model: pages, answers that come late, words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QBrush, QIcon
from PySide6.QtTest import QAbstractItemModelTester

from core.domain.categories import Category, CategorySet, Role
from core.domain.outcomes import Outcome, Reason, ReasonCode, Severity
from core.errors import RecordsError
from core.records.values import HistoryFilter
from tests.ui.dialogs.fitting import speak
from tests.ui.models.history_source import FakeSource, corrected_line, make_line, make_lines
from ui.models.history_model import (
    HISTORY_COLUMNS,
    LINE_ROLE,
    NOTHING,
    OUTCOME_ROLE,
    PAGE_LINES,
    HistoryModel,
    HistoryState,
)
from ui.theme import colors

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
CATEGORIES = CategorySet((Category("scratch", Role.DEFECT, "스크래치", "scratch"),))


def model_over(source: FakeSource) -> HistoryModel:
    model = HistoryModel()
    model.set_source(source)
    model.set_categories(CATEGORIES)
    model.show_filtered(HistoryFilter())
    return model


def cell(model: HistoryModel, row: int, column: str, role: int = 0) -> object:
    return model.index(row, HISTORY_COLUMNS.index(column)).data(role)


def test_that_the_model_obeys_the_rules_of_qt() -> None:
    model = model_over(FakeSource(make_lines(PAGE_LINES + 5)))
    tester = QAbstractItemModelTester(model, FATAL)
    model.fetchMore(QModelIndex())
    model.refresh()
    assert tester.model() is model


def test_that_older_pages_come_only_when_asked_for() -> None:
    source = FakeSource(make_lines(PAGE_LINES + 5))
    model = model_over(source)
    assert model.rowCount() == PAGE_LINES
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE_LINES + 5
    assert source.asked[1].before_seq == 6
    assert model.is_complete
    assert not model.canFetchMore(QModelIndex())


def test_that_an_answer_to_an_older_filter_is_dropped() -> None:
    source = FakeSource(make_lines(3), at_once=False)
    model = model_over(source)
    source.lines = make_lines(1)
    model.show_filtered(HistoryFilter(outcome=Outcome.NG))
    source.answer(1)
    source.lines = make_lines(3)
    source.answer(0)
    assert model.rowCount() == 1
    assert model.wanted.outcome is Outcome.NG


def test_that_lines_stay_until_the_new_ones_are_there() -> None:
    source = FakeSource(make_lines(3))
    model = model_over(source)
    later = FakeSource(make_lines(2), at_once=False)
    model.set_source(later)
    model.refresh()
    assert model.rowCount() == 3
    assert model.state is HistoryState.LOADING
    later.answer(0)
    assert model.rowCount() == 2


def test_that_a_refresh_fetches_as_many_lines_as_were_loaded() -> None:
    source = FakeSource(make_lines(PAGE_LINES * 2))
    model = model_over(source)
    model.fetchMore(QModelIndex())
    source.lines.insert(0, make_line(PAGE_LINES * 2 + 1))
    model.refresh()
    assert model.rowCount() == PAGE_LINES * 2
    assert model.row_of(f"record-{PAGE_LINES * 2 + 1}") == 0


def test_that_a_failure_is_told_and_can_be_tried_again() -> None:
    source = FakeSource(make_lines(3))
    source.error = RecordsError("records_locked", file="기록.sqlite")
    model = model_over(source)
    assert model.state is HistoryState.FAILED
    assert "기록.sqlite" in model.error_words()
    assert not model.canFetchMore(QModelIndex())
    source.error = None
    model.retry()
    assert model.error_words() == ""
    assert [model.state] == [HistoryState.READY]
    assert model.rowCount() == 3


def test_that_a_page_that_failed_is_tried_again_from_where_it_was() -> None:
    source = FakeSource(make_lines(PAGE_LINES + 5))
    model = model_over(source)
    source.error = RecordsError("records_locked", file="x")
    model.fetchMore(QModelIndex())
    assert model.rowCount() == PAGE_LINES
    source.error = None
    model.retry()
    assert model.rowCount() == PAGE_LINES + 5


def test_that_first_and_current_verdict_stand_beside_the_outcome() -> None:
    model = model_over(FakeSource([corrected_line(2), make_line(1)]))
    shown = [cell(model, 0, name) for name in HISTORY_COLUMNS[1:5]]
    assert shown == ["불합격", "불합격", "합격", "수정"]
    assert [cell(model, 1, name) for name in HISTORY_COLUMNS[2:5]] == ["", "", ""]
    assert cell(model, 0, "current_verdict", OUTCOME_ROLE) == Outcome.OK
    assert isinstance(cell(model, 0, "current_verdict", Qt.ItemDataRole.DecorationRole), QIcon)
    assert cell(model, 1, "first_verdict", Qt.ItemDataRole.DecorationRole) is None


@pytest.mark.parametrize(
    ("column", "ko", "en"),
    [
        ("category", "스크래치", "scratch"),
        ("severity", "보통", "moderate"),
        ("zone", "좌측 상단", "upper left"),
        ("program_outcome", "불합격", "NG"),
        ("file", "스크래치 1.png", "스크래치 1.png"),
        ("time_local", "2026-03-02 08:31:00", "2026-03-02 08:31:00"),
        ("operator", "홍길동", "홍길동"),
    ],
)
def test_that_cells_are_in_the_words_of_the_current_language(column: str, ko: str, en: str) -> None:
    model = model_over(FakeSource([make_line(1)]))
    assert cell(model, 0, column) == ko
    speak("en")
    assert cell(model, 0, column) == en


def test_that_headings_are_those_of_the_csv() -> None:
    model = HistoryModel()
    at = HISTORY_COLUMNS.index("first_verdict")
    assert model.headerData(at, Qt.Orientation.Horizontal) == "최초 판정"
    speak("en")
    assert model.headerData(at, Qt.Orientation.Horizontal) == "First verdict"


def test_that_the_tooltips_tell_the_whole_path_and_the_sentence() -> None:
    model = model_over(FakeSource([make_line(1)]))
    tip = Qt.ItemDataRole.ToolTipRole
    assert cell(model, 0, "file", tip) == "한글 경로/스크래치 1.png"
    assert cell(model, 0, "program_outcome", tip) == (
        "좌측 상단에 길이 3.2 mm의 선형 스크래치가 있습니다."
    )


def test_that_a_screen_reader_hears_the_heading_with_the_cell() -> None:
    model = model_over(FakeSource([make_line(1)]))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert cell(model, 0, "first_verdict", role) == "최초 판정: –"


def test_that_a_row_hands_out_its_line() -> None:
    model = model_over(FakeSource(make_lines(2)))
    assert model.line_at(1).record_id == "record-1"
    assert cell(model, 0, "file", LINE_ROLE) == model.line_at(0)


GOOD = {"program_outcome": Outcome.OK, "reason": Reason(ReasonCode.NO_ANOMALY)}


def test_that_a_good_part_suggests_no_defect() -> None:
    model = model_over(FakeSource([make_line(1, **GOOD, severity=None)]))
    for column in ("category", "severity", "zone"):
        assert cell(model, 0, column) == NOTHING
        brush = cell(model, 0, column, Qt.ItemDataRole.ForegroundRole)
        assert isinstance(brush, QBrush)
        assert brush.color() == colors().muted
    assert cell(model, 0, "category", Qt.ItemDataRole.ToolTipRole) == NOTHING


def test_that_a_defect_a_person_calls_good_is_none_any_more() -> None:
    model = model_over(FakeSource([corrected_line(1)]))
    assert cell(model, 0, "category") == NOTHING


def test_that_a_defect_a_person_found_is_shown() -> None:
    model = model_over(FakeSource([make_line(1, **GOOD, current_verdict=Outcome.NG)]))
    assert cell(model, 0, "category") == "스크래치"
    assert cell(model, 0, "category", Qt.ItemDataRole.ForegroundRole) is None


def test_that_a_defect_within_its_limit_is_shown() -> None:
    within = Reason(ReasonCode.WITHIN_LIMIT)
    line = make_line(1, program_outcome=Outcome.OK, reason=within, severity=Severity.MINOR)
    model = model_over(FakeSource([line]))
    assert cell(model, 0, "category") == "스크래치"
    assert cell(model, 0, "severity") == "경미"


def test_that_a_look_alike_a_person_named_is_shown() -> None:
    model = model_over(FakeSource([make_line(1, **GOOD, category="shadow")]))
    assert cell(model, 0, "category") == "shadow"
