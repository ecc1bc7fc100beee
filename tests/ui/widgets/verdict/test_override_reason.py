from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from tests.ui.fitting import sticking_out, words_without_room
from ui import theme
from ui.dialogs.override_reason import OverrideReasonDialog
from ui.i18n import translation


def _dialog(
    qtbot: QtBot, verdict: Outcome, program: Outcome, earlier: Outcome | None = None
) -> OverrideReasonDialog:
    dialog = OverrideReasonDialog(verdict, program=program, earlier=earlier)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def _list(dialog: OverrideReasonDialog) -> QListWidget:
    found = dialog.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return found


def _own(dialog: OverrideReasonDialog) -> QLineEdit:
    found = dialog.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def _may_confirm(dialog: OverrideReasonDialog) -> bool:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_that_nothing_is_confirmed_without_a_reason(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.OK, Outcome.NG)
    spy = QSignalSpy(dialog.reason_given)
    assert not _may_confirm(dialog)
    QTest.keyClick(_list(dialog), Qt.Key.Key_Return)
    dialog.accept()
    assert spy.count() == 0
    assert dialog.isVisible()


def test_that_a_digit_and_enter_are_enough(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.NG, Outcome.OK)
    spy = QSignalSpy(dialog.reason_given)
    QTest.keyClick(_list(dialog), Qt.Key.Key_2)
    QTest.keyClick(_list(dialog), Qt.Key.Key_Return)
    assert spy.at(0) == ["이미지에는 없으나 실물에서 확인"]
    assert not dialog.isVisible()


def test_that_own_words_are_enough(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.OK, Outcome.NG)
    spy = QSignalSpy(dialog.reason_given)
    QTest.keyClick(_list(dialog), Qt.Key.Key_Tab)
    _own(dialog).setText("  고객 승인 번호 7  ")
    QTest.keyClick(_own(dialog), Qt.Key.Key_Return)
    assert spy.at(0) == ["고객 승인 번호 7"]


def test_that_a_reason_and_own_words_are_kept_both(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.OK, Outcome.NG)
    spy = QSignalSpy(dialog.reason_given)
    _list(dialog).setCurrentRow(0)
    _own(dialog).setText("견본 3")
    dialog.accept()
    assert spy.at(0) == ["한도 이내: 견본 3"]


def test_that_a_hold_looked_at_needs_only_enter(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.NG, Outcome.HOLD)
    spy = QSignalSpy(dialog.reason_given)
    QTest.keyClick(_list(dialog), Qt.Key.Key_Return)
    assert spy.at(0) == ["육안으로 확인"]


def test_that_escape_gives_no_reason(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.NG, Outcome.HOLD)
    spy = QSignalSpy(dialog.reason_given)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert spy.count() == 0
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("verdict", "program", "earlier", "first"),
    [
        (Outcome.NG, Outcome.NG, Outcome.OK, "이전에 잘못 누름"),
        (Outcome.OK, Outcome.NG, None, "한도 이내"),
        (Outcome.NG, Outcome.OK, None, "프로그램이 불량을 놓침"),
        (Outcome.HOLD, Outcome.OK, None, "2차 확인 필요"),
    ],
)
def test_that_the_reasons_fit_the_change(
    qtbot: QtBot, verdict: Outcome, program: Outcome, earlier: Outcome | None, first: str
) -> None:
    dialog = _dialog(qtbot, verdict, program, earlier)
    assert _list(dialog).item(0).text() == f"1  {first}"


def test_that_it_asks_about_the_verdict_that_stands(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, Outcome.NG, Outcome.NG, Outcome.OK)
    words = dialog.findChild(QLabel)
    assert isinstance(words, QLabel)
    assert words.text().startswith("지금까지의 판정: 합격 OK")


def test_that_the_language_can_change_while_it_asks(qtbot: QtBot, looks: QApplication) -> None:
    dialog = _dialog(qtbot, Outcome.OK, Outcome.NG)
    _list(dialog).setCurrentRow(2)
    translation.install(looks, "en")
    QApplication.processEvents()
    assert _list(dialog).currentItem().text() == "3  Shadow or reflection"


@pytest.mark.parametrize("percent", [100, 125, 200])
def test_that_all_words_fit(qtbot: QtBot, looks: QApplication, percent: int) -> None:
    theme.apply_text_size(looks, percent)
    dialog = _dialog(qtbot, Outcome.NG, Outcome.OK, Outcome.OK)
    assert words_without_room(dialog) == []
    assert sticking_out(dialog) == []
