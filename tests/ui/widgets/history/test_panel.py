"""The history panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.qtbot import QtBot

from core.domain.categories import CategorySet
from core.domain.outcomes import Outcome
from core.errors import RecordsError
from core.records.values import Counts, HistoryFilter
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from tests.ui.models.history_source import FakeSource, corrected_line, make_line, make_lines
from ui.models.history_model import PAGE_LINES
from ui.widgets.history.panel import HistoryPanel
from ui.widgets.notices import EmptyState

if TYPE_CHECKING:
    from core.texts.language import Language


def make_panel(qtbot: QtBot, source: FakeSource) -> HistoryPanel:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.resize(1000, 400)
    panel.set_choices(["default", "브래킷"], ["홍길동"], CategorySet(()))
    panel.set_source(source)
    settle(qtbot, panel)
    return panel


def table_of(panel: HistoryPanel) -> QTableView:
    return panel.findChildren(QTableView)[0]


def shown_empty_state(panel: HistoryPanel) -> EmptyState:
    (state,) = [state for state in panel.findChildren(EmptyState) if state.isVisible()]
    return state


def button(panel: HistoryPanel, words: str) -> QPushButton:
    (found,) = [b for b in panel.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    return found


def test_that_an_empty_history_says_what_to_do(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource([]))
    assert shown_empty_state(panel).words[0] == "아직 기록이 없습니다"
    assert not table_of(panel).isVisible()
    assert not button(panel, "CSV 내보내기…").isEnabled()


def test_that_filters_that_fit_nothing_can_be_taken_back(qtbot: QtBot) -> None:
    source = FakeSource([])
    panel = make_panel(qtbot, source)
    panel.filters.outcome.choose(Outcome.NG)
    state = shown_empty_state(panel)
    assert state.words[0] == "조건에 맞는 기록이 없습니다"
    source.lines = make_lines(2)
    state.button.click()
    assert table_of(panel).isVisible()
    assert source.asked[-1].wanted == HistoryFilter()


def test_that_a_failure_is_said_in_words_and_tried_again(qtbot: QtBot) -> None:
    source = FakeSource(make_lines(2))
    source.error = RecordsError("records_damaged", file="기록.sqlite", problem="x")
    panel = make_panel(qtbot, source)
    state = shown_empty_state(panel)
    assert "손상" in state.words[1]
    source.error = None
    state.button.click()
    assert table_of(panel).isVisible()


def test_that_a_page_that_fails_leaves_the_rows_and_says_so(qtbot: QtBot) -> None:
    source = FakeSource(make_lines(PAGE_LINES + 3))
    panel = make_panel(qtbot, source)
    source.error = RecordsError("records_locked", file="기록.sqlite")
    panel.model.fetchMore(panel.model.index(-1, -1))
    assert table_of(panel).isVisible()
    source.error = None
    button(panel, "다시 시도").click()
    assert panel.model.rowCount() == PAGE_LINES + 3


def test_that_scrolling_to_the_end_brings_older_records(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(PAGE_LINES + 3)))
    bar = table_of(panel).verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: panel.model.rowCount() == PAGE_LINES + 3)


def test_that_a_double_click_wants_the_whole_story(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    table = table_of(panel)
    at = table.visualRect(panel.model.index(1, 0)).center()
    with qtbot.waitSignal(panel.story_wanted) as told:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["record-2"]


def test_that_enter_wants_the_whole_story(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    table_of(panel).selectRow(2)
    table_of(panel).setFocus()
    with qtbot.waitSignal(panel.story_wanted) as told:
        QTest.keyClick(table_of(panel), Qt.Key.Key_Return)
    assert told.args == ["record-1"]


def test_that_export_hands_over_the_filter_in_force(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    panel.filters.corrected.choose(value=True)
    with qtbot.waitSignal(panel.export_wanted) as told:
        button(panel, "CSV 내보내기…").click()
    assert told.args == [HistoryFilter(corrected=True)]


def test_that_the_selection_survives_a_new_record(qtbot: QtBot) -> None:
    source = FakeSource(make_lines(3))
    panel = make_panel(qtbot, source)
    table_of(panel).selectRow(1)
    source.lines.insert(0, make_line(4))
    panel.model.refresh()
    line = panel.selected_line()
    assert line is not None
    assert line.record_id == "record-2"


def test_that_many_new_records_ask_for_one_refresh(qtbot: QtBot) -> None:
    source = FakeSource(make_lines(3))
    panel = make_panel(qtbot, source)
    n_before = len(source.asked)
    for _ in range(20):
        panel.refresh()
    qtbot.waitUntil(lambda: len(source.asked) > n_before)
    assert len(source.asked) == n_before + 1


def test_that_the_counts_of_the_filter_are_shown_until_it_changes(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    assert panel.total_words == "3건"
    panel.show_counts(Counts(3402, 2000, 1000, 402, 1200, 34))
    assert panel.total_words == "3,402건: 합격 2,000, 불합격 1,000, 보류 402. 판정 1,200, 수정 34"
    panel.filters.outcome.choose(Outcome.NG)
    assert panel.total_words == "3건"


def test_that_widths_of_columns_come_back(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    table_of(panel).setColumnWidth(1, 222)
    other = HistoryPanel()
    qtbot.addWidget(other)
    other.restore_header_state(panel.header_state())
    other.set_source(FakeSource(make_lines(3)))
    assert table_of(other).columnWidth(1) == 222


def test_that_the_record_number_can_be_copied(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    table_of(panel).selectRow(0)
    (copy,) = [a for a in panel.actions() if a.text() == "기록 번호 복사"]
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "record-3"


def test_that_the_image_of_a_record_can_be_asked_for(qtbot: QtBot) -> None:
    panel = make_panel(qtbot, FakeSource(make_lines(3)))
    table_of(panel).selectRow(0)
    (show,) = [a for a in panel.actions() if a.text() == "이미지 보기"]
    with qtbot.waitSignal(panel.image_wanted) as told:
        show.trigger()
    (line,) = told.args
    assert line.file == "한글 경로/스크래치 3.png"


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    panel = make_panel(qtbot, FakeSource([corrected_line(2), *make_lines(1)]))
    panel.show_counts(Counts(123402, 122000, 1000, 402, 1200, 34))
    speak(language, percent)
    settle(qtbot, panel)
    assert cut_off(panel) == []
    assert unnamed(panel) == []
    buttons = panel.findChildren(QPushButton)
    assert [one.text() for one in buttons if one.text() and not one.toolTip()] == []
