"""Messages, empty states, and the layout that wraps."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.fitting import cut_off, settle
from ui import theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import EmptyState, MessageKind, MessageLine


def test_that_a_message_without_words_is_hidden(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    line.show_message("저장하지 못했습니다.", MessageKind.ERROR)
    assert line.isVisible()
    assert line.accessibleName() == "저장하지 못했습니다."
    line.clear()
    assert not line.isVisible()


def test_that_a_message_follows_the_theme(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    line.show_message("x", MessageKind.ERROR)
    words = line.findChildren(QLabel)[1]
    assert words.palette().color(QPalette.ColorRole.WindowText) == theme.LIGHT.error
    theme.apply_theme(cast("QApplication", QApplication.instance()), "dark")
    settle(qtbot, line)
    assert words.palette().color(QPalette.ColorRole.WindowText) == theme.DARK.error


def test_that_markup_in_a_message_stays_text(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    line.show_message("<b>a</b>.png")
    settle(qtbot, line)
    words = line.findChildren(QLabel)[1]
    assert words.sizeHint().width() >= words.fontMetrics().horizontalAdvance("<b>a</b>.png")


def test_that_an_empty_state_has_a_button_only_with_words_for_it(qtbot: QtBot) -> None:
    state = EmptyState("history")
    qtbot.addWidget(state)
    state.show_words("비어 있음", "폴더를 여세요.")
    settle(qtbot, state)
    assert not state.button.isVisible()
    state.show_words("비어 있음", "폴더를 여세요.", "열기")
    with qtbot.waitSignal(state.action_wanted):
        state.button.click()


def test_that_controls_go_on_in_the_next_line_where_the_width_ends(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    buttons = [QPushButton(f"버튼 {number}") for number in range(6)]
    for button in buttons:
        flow.addWidget(button)
    width = buttons[0].sizeHint().width() * 3
    box.resize(width, flow.heightForWidth(width))
    settle(qtbot, box)
    assert len({button.y() for button in buttons}) == 3
    assert all(button.geometry().right() < width for button in buttons)
    assert cut_off(box) == []


def test_that_hidden_controls_take_no_room(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    first, hidden, last = QPushButton("a"), QPushButton("b"), QPushButton("c")
    for button in (first, hidden, last):
        flow.addWidget(button)
    hidden.hide()
    box.resize(600, 60)
    settle(qtbot, box)
    assert last.x() == first.geometry().right() + 1 + flow.spacing()


def test_that_the_check_for_words_that_do_not_fit_notices_them(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    label = QLabel("아주 긴 설명이 들어 있는 라벨", box)
    label.resize(30, 10)
    button = QPushButton("아주 긴 버튼", box)
    button.resize(20, 20)
    button.setAccessibleName("버튼")
    settle(qtbot, box)
    assert cut_off(box) == ["아주 긴 설명이 들어 있는 라벨", "버튼"]
