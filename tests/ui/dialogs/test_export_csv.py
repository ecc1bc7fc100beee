"""The export dialog."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from core.domain.categories import Category, CategorySet, Role
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.errors import RecordsError
from core.records.export import COLUMNS, headings_in, write_csv
from core.records.values import HistoryFilter, HistoryLine, Rows
from core.texts.catalogue import shared_texts
from core.texts.wording import render_reason
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from tests.ui.models.history_source import make_line
from ui.dialogs.export_columns import ColumnChoice
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.export_values import (
    CsvPreview,
    ExportHabits,
    ExportRequest,
    PreviewRequest,
    recall_habits,
    remember_habits,
)
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

WANTED = HistoryFilter(outcome=Outcome.NG)
CATEGORIES = CategorySet((Category("scratch", Role.DEFECT, "스크래치", "scratch"),))
REASON = Reason(
    ReasonCode.SURE_DEFECT, {"category": "scratch", "probability": 0.93, "threshold": 0.8}
)
LINES: tuple[HistoryLine, ...] = (
    make_line(3, reason=REASON, part_id="=1+1", probability=0.931200027, corrected=True),
    make_line(2, reason=REASON, length_mm=None, operator="-", current_verdict=Outcome.OK),
    make_line(1, reason=REASON, zone=None, width_mm=2.0),
)


def make_dialog(qtbot: QtBot, *, answers: bool = True) -> ExportCsvDialog:
    dialog = ExportCsvDialog()
    qtbot.addWidget(dialog)
    if answers:
        dialog.preview_wanted.connect(lambda wanted: dialog.show_preview(wanted, LINES))
    dialog.show_filter(WANTED, "프로그램: 불합격", 1234, CATEGORIES)
    dialog.set_target(Path("한글 폴더/결과.csv"))
    settle(qtbot, dialog)
    return dialog


def button(dialog: ExportCsvDialog, words: str) -> QPushButton:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == words]
    return found


def combo(dialog: ExportCsvDialog, name: str) -> QComboBox:
    (found,) = [one for one in dialog.findChildren(QComboBox) if one.accessibleName() == name]
    return found


def columns_of(dialog: ExportCsvDialog) -> ColumnChoice:
    (found,) = dialog.findChildren(ColumnChoice)
    return found


def message(dialog: ExportCsvDialog) -> str:
    (line,) = dialog.findChildren(MessageLine)
    return line.words if line.isVisible() else ""


def cells(dialog: ExportCsvDialog) -> list[list[str]]:
    (table,) = dialog.findChildren(CsvPreview)
    rows = []
    for row in range(table.rowCount()):
        items = (table.item(row, column) for column in range(table.columnCount()))
        rows.append([item.text() if item else "" for item in items])
    return rows


def test_that_the_preview_shows_the_cells_of_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = make_dialog(qtbot)
    file = tmp_path / "결과.csv"

    def words(reason: Reason) -> str:
        return render_reason(reason, CATEGORIES, "ko")

    write_csv(file, LINES, reason_words=words)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.reader(stream))
    assert cells(dialog) == written[1:]


def test_that_the_headings_of_the_preview_are_those_of_the_file(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    (table,) = dialog.findChildren(CsvPreview)
    headings = combo(dialog, "제목 행")

    def shown() -> list[str]:
        items = (table.horizontalHeaderItem(column) for column in range(table.columnCount()))
        return [item.text() if item else "" for item in items]

    assert shown() == list(COLUMNS)
    headings.setCurrentIndex(1)
    assert shown() == list(headings_in(shared_texts(), "ko").values())


def test_that_what_is_chosen_is_asked_for(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    headings = combo(dialog, "제목 행")
    headings.setCurrentIndex(1)
    dialog.findChildren(QRadioButton)[1].setChecked(True)
    with qtbot.waitSignal(dialog.export_wanted) as told:
        button(dialog, "내보내기").click()
    assert told.args == [
        ExportRequest(
            wanted=WANTED,
            rows=Rows.FINDING,
            target=Path("한글 폴더/결과.csv"),
            headings="ko",
            language="ko",
        )
    ]


def test_that_the_number_of_records_is_said(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    assert "프로그램: 불합격: 1,234건" in [label.text() for label in dialog.findChildren(QLabel)]


def test_that_other_rows_ask_for_another_preview(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, answers=False)
    with qtbot.waitSignal(dialog.preview_wanted) as told:
        dialog.findChildren(QRadioButton)[1].setChecked(True)
    assert told.args == [PreviewRequest(WANTED, Rows.FINDING)]


def test_that_an_answer_for_other_rows_is_dropped(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, answers=False)
    dialog.findChildren(QRadioButton)[1].setChecked(True)
    dialog.show_preview(PreviewRequest(WANTED, Rows.IMAGE), LINES)
    assert cells(dialog) == []
    dialog.show_preview(PreviewRequest(WANTED, Rows.FINDING), LINES[:1])
    assert len(cells(dialog)) == 1


def test_that_nothing_to_export_is_said_and_cannot_be_exported(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_total(0)
    assert "내보낼 것이 없습니다" in message(dialog)
    assert not button(dialog, "내보내기").isEnabled()


def test_that_only_checked_columns_are_previewed_and_exported_in_their_order(
    qtbot: QtBot,
) -> None:
    dialog = make_dialog(qtbot)
    columns_of(dialog).set_chosen(("part_id", "record_id", "unheard_of"))
    columns_of(dialog).changed.emit()
    assert dialog.request().columns == ("record_id", "part_id")
    assert cells(dialog)[0] == [LINES[0].record_id, "'=1+1"]


def test_that_one_item_unchecks_its_column(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    (items,) = columns_of(dialog).findChildren(QListWidget)
    assert items.item(0).text() == headings_in(shared_texts(), "ko")["record_id"]
    with qtbot.waitSignal(columns_of(dialog).changed):
        items.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.request().columns == COLUMNS[1:]
    assert len(cells(dialog)[0]) == len(COLUMNS) - 1


def test_that_no_column_at_all_cannot_be_exported(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    button(dialog, "모두 해제").click()
    assert dialog.request().columns == ()
    assert "열을 하나 이상" in message(dialog)
    assert not button(dialog, "내보내기").isEnabled()
    button(dialog, "모두 선택").click()
    assert dialog.request().columns == COLUMNS
    assert button(dialog, "내보내기").isEnabled()


def test_that_another_range_asks_for_count_and_preview_anew(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    choice = combo(dialog, "범위")
    with qtbot.waitSignals([dialog.count_wanted, dialog.preview_wanted]):
        choice.setCurrentIndex(choice.count() - 1)
    assert dialog.request().wanted == HistoryFilter()
    dialog.show_total(7)
    assert "전체 이력: 7건" in [label.text() for label in dialog.findChildren(QLabel)]
    choice.setCurrentIndex(1)
    since = dialog.request().wanted.since
    assert since is not None
    assert (since.date(), since.hour) == (datetime.now().astimezone().date(), 0)
    choice.setCurrentIndex(0)
    assert dialog.request().wanted == WANTED


def test_that_what_was_chosen_is_there_the_next_time(qtbot: QtBot, store: QSettings) -> None:
    first = make_dialog(qtbot)
    first.show_habits(recall_habits(store, "ko"))
    assert first.request().headings == "ko"
    assert first.request().columns == COLUMNS
    columns_of(first).set_chosen(("record_id",))
    combo(first, "제목 행").setCurrentIndex(0)
    first.findChildren(QRadioButton)[1].setChecked(True)
    remember_habits(store, first.request())
    again = make_dialog(qtbot)
    again.show_habits(recall_habits(store, "ko"))
    known = (again.request().columns, again.request().headings, again.request().rows)
    assert known == (("record_id",), None, Rows.FINDING)


def test_that_headings_are_column_ids_at_first_for_english(store: QSettings) -> None:
    assert recall_habits(store, "en") == ExportHabits()


def test_that_a_damaged_memory_is_forgotten(store: QSettings) -> None:
    store.setValue("export/columns", "unheard_of,,")
    store.setValue("export/rows", "pages")
    store.setValue("export/headings", "xx")
    assert recall_habits(store, "en") == ExportHabits()


def test_that_a_written_file_does_not_stand_for_other_columns(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    button(dialog, "내보내기").click()
    dialog.show_done(3)
    assert not button(dialog, "내보내기").isEnabled()
    columns_of(dialog).set_chosen(COLUMNS[:2])
    columns_of(dialog).changed.emit()
    assert button(dialog, "내보내기").isEnabled()
    assert message(dialog) == ""


def test_that_a_locked_file_says_to_close_excel_and_is_tried_again(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    button(dialog, "내보내기").click()
    dialog.show_error(RecordsError("csv_locked", file="결과.csv", problem="사용 중"))
    assert "Excel" in message(dialog)
    with qtbot.waitSignal(dialog.export_wanted) as told:
        button(dialog, "다시 시도").click()
    assert told.args == [dialog.request()]
    assert message(dialog) == ""


def test_that_another_file_takes_the_error_away(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_error(RecordsError("csv_locked", file="결과.csv", problem="x"))
    dialog.set_target(Path("다른.csv"))
    assert message(dialog) == ""
    assert button(dialog, "내보내기").isEnabled()


def test_that_a_finished_file_can_be_shown_in_its_folder(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    assert not button(dialog, "폴더 열기").isVisible()
    button(dialog, "내보내기").click()
    dialog.show_progress(500)
    dialog.show_done(1234)
    assert message(dialog).startswith("1,234행을 저장했습니다")
    assert not button(dialog, "내보내기").isEnabled()
    with qtbot.waitSignal(dialog.folder_wanted) as told:
        button(dialog, "폴더 열기").click()
    assert told.args == [Path("한글 폴더")]


def test_that_closing_while_writing_cancels(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    button(dialog, "내보내기").click()
    with qtbot.waitSignal(dialog.cancel_wanted):
        dialog.reject()


def test_that_the_first_target_is_a_new_name_each_time(qtbot: QtBot) -> None:
    dialog = ExportCsvDialog()
    qtbot.addWidget(dialog)
    target = dialog.request().target
    assert target.suffix == ".csv"
    assert target.is_absolute()


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    speak(language, percent)
    dialog = make_dialog(qtbot)
    dialog.show_error(RecordsError("csv_locked", file="한글 폴더/결과.csv", problem="사용 중"))
    settle(qtbot, dialog)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
