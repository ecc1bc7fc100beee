"""The export dialog."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QRadioButton
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
from ui.dialogs.export_csv import ExportCsvDialog
from ui.dialogs.export_values import CsvPreview, ExportRequest, PreviewRequest
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
    (headings,) = dialog.findChildren(QComboBox)

    def shown() -> list[str]:
        items = (table.horizontalHeaderItem(column) for column in range(len(COLUMNS)))
        return [item.text() if item else "" for item in items]

    assert shown() == list(COLUMNS)
    headings.setCurrentIndex(1)
    assert shown() == list(headings_in(shared_texts(), "ko").values())


def test_that_what_is_chosen_is_asked_for(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    (headings,) = dialog.findChildren(QComboBox)
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
