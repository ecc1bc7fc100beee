from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from ui import theme
from ui.i18n import translation
from ui.widgets.dock_title import DockTitle
from ui.widgets.elided_label import ElidedLabel


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("점수", window)
    dock.setWidget(QLabel("내용"))
    dock.setTitleBarWidget(DockTitle(dock))
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.show()
    return window


def _dock(window: QMainWindow) -> QDockWidget:
    return window.findChildren(QDockWidget)[0]


def _button(window: QMainWindow, words: str) -> QAbstractButton:
    buttons = _dock(window).titleBarWidget().findChildren(QAbstractButton)
    return next(button for button in buttons if words in button.accessibleName())


def test_that_the_title_follows_the_name_of_the_dock(window: QMainWindow) -> None:
    words = _dock(window).titleBarWidget().findChildren(ElidedLabel)[0]
    assert words.text == "점수"
    _dock(window).setWindowTitle("설명")
    assert words.text == "설명"


def test_that_the_title_grows_with_the_text(window: QMainWindow, looks: QApplication) -> None:
    before = _dock(window).titleBarWidget().sizeHint().height()
    theme.apply_text_size(looks, 200)
    looks.processEvents()
    assert _dock(window).titleBarWidget().sizeHint().height() > 1.4 * before


def test_that_a_dock_is_detached_and_put_back(window: QMainWindow) -> None:
    _button(window, "패널 분리").click()
    assert _dock(window).isFloating()
    _button(window, "제자리로").click()
    assert not _dock(window).isFloating()


def test_that_a_dock_is_closed(window: QMainWindow) -> None:
    _button(window, "닫습니다").click()
    assert not _dock(window).isVisible()


def test_that_the_buttons_speak_english_too(window: QMainWindow, looks: QApplication) -> None:
    translation.install(looks, "en")
    looks.processEvents()
    assert _button(window, "Detach this panel").toolTip()
