"""Who inspects, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak, unnamed
from ui.dialogs.operator import OperatorChoice, OperatorDialog
from ui.widgets.notices import MessageLine

if TYPE_CHECKING:
    from core.texts.language import Language

RECENT = ("홍길동", "김검사", "A. Smith & Co")


def make_dialog(qtbot: QtBot, operator: str = "", station: str = "검사대 1") -> OperatorDialog:
    dialog = OperatorDialog()
    qtbot.addWidget(dialog)
    dialog.show_names(operator, station, RECENT)
    settle(qtbot, dialog)
    return dialog


def edits(dialog: OperatorDialog) -> tuple[QLineEdit, QLineEdit]:
    operator, station = dialog.findChildren(QLineEdit)
    return operator, station


def message(dialog: OperatorDialog) -> str:
    (line,) = dialog.findChildren(MessageLine)
    return line.words


def test_that_a_recent_name_is_one_click(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    with qtbot.waitSignal(dialog.operator_chosen) as told:
        dialog.recent_buttons()[1].click()
    assert told.args == [OperatorChoice("김검사", "검사대 1")]
    assert not dialog.isVisible()


def test_that_an_ampersand_in_a_name_is_shown_and_kept(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    button = dialog.recent_buttons()[2]
    assert button.text() == "A. Smith && Co"
    with qtbot.waitSignal(dialog.operator_chosen) as told:
        button.click()
    assert told.args == [OperatorChoice("A. Smith & Co", "검사대 1")]


def test_that_a_recent_name_still_needs_a_station(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, station="")
    with qtbot.assertNotEmitted(dialog.operator_chosen):
        dialog.recent_buttons()[0].click()
    assert message(dialog) == "이 스테이션의 이름을 입력하세요."
    assert dialog.isVisible()


def test_that_a_scanned_badge_with_enter_is_enough(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    QTest.keyClicks(edits(dialog)[0], "E1234")
    with qtbot.waitSignal(dialog.operator_chosen) as told:
        QTest.keyClick(edits(dialog)[0], Qt.Key.Key_Return)
    assert told.args == [OperatorChoice("E1234", "검사대 1")]


@pytest.mark.parametrize("typed", ["", "   ", "\u3000"])
def test_that_blanks_are_no_name(qtbot: QtBot, typed: str) -> None:
    dialog = make_dialog(qtbot)
    edits(dialog)[0].setText(typed)
    with qtbot.assertNotEmitted(dialog.operator_chosen):
        dialog.accept()
    assert message(dialog) == "검사자를 입력하세요."


def test_that_blanks_round_and_within_a_name_are_tidied(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    edits(dialog)[0].setText("  홍  길동 ")
    with qtbot.waitSignal(dialog.operator_chosen) as told:
        dialog.accept()
    assert told.args == [OperatorChoice("홍 길동", "검사대 1")]


def test_that_typing_takes_the_complaint_away(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.accept()
    QTest.keyClicks(edits(dialog)[0], "a")
    assert message(dialog) == ""


def test_that_without_recent_names_there_are_no_buttons(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot)
    dialog.show_names("", "", ())
    settle(qtbot, dialog)
    assert [button for button in dialog.recent_buttons() if button.isVisible()] == []


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit(qtbot: QtBot, language: Language, percent: int) -> None:
    speak(language, percent)
    dialog = make_dialog(qtbot)
    dialog.accept()
    settle(qtbot, dialog)
    assert cut_off(dialog) == []
    assert unnamed(dialog) == []
