from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from core.domain.outcomes import Outcome
from tests.ui.widgets.verdict.on_bar import pass_window
from ui.widgets.verdict.key_filter import VerdictKeyFilter
from ui.widgets.verdict.keys import Refusal, Subject


class _Canvas(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.got: list[str] = []

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.got.append(event.text())


class _Desk(QWidget):
    """A window with a canvas, a text field, and everything the filter said."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = _Canvas(self)
        self.field = QLineEdit(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.canvas)
        layout.addWidget(self.field)
        self.next_action = QAction("next", self)
        self.next_action.setShortcut("D")
        self.addAction(self.next_action)
        self.log: list[object] = []
        self.next_action.triggered.connect(lambda: self.log.append("next"))
        self.keys = VerdictKeyFilter(self)
        self.keys.install_on(self.canvas)
        self.keys.set_subject(Subject(number=1, ready=True, may_accept=True))
        self.keys.verdict_keyed.connect(self.log.append)
        self.keys.category_keyed.connect(self.log.append)
        self.keys.accept_keyed.connect(lambda: self.log.append("accept"))
        self.keys.undo_keyed.connect(lambda: self.log.append("undo"))
        self.keys.part_id_scanned.connect(self.log.append)
        self.keys.key_refused.connect(self.log.append)


@pytest.fixture
def desk(qtbot: QtBot) -> _Desk:
    window = _Desk()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    return window


def _send(widget: QWidget, code: int, text: str, *, repeat: bool = False, stamp: int = 0) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text, repeat, 1)
    event.setTimestamp(stamp)
    QApplication.sendEvent(widget, event)


def test_that_a_key_on_the_canvas_gives_a_verdict(desk: _Desk, qtbot: QtBot) -> None:
    QTest.keyClick(desk.canvas, Qt.Key.Key_N)
    assert desk.log == []
    pass_window(qtbot)
    assert desk.log == [Outcome.NG]
    assert desk.canvas.got == []


def test_that_a_key_in_a_text_field_is_text(desk: _Desk, qtbot: QtBot) -> None:
    desk.field.setFocus()
    QTest.keyClicks(desk.field, "on1")
    pass_window(qtbot)
    assert desk.log == []
    assert desk.field.text() == "on1"


def test_that_a_key_left_over_by_a_field_inside_the_canvas_is_no_verdict(
    desk: _Desk, qtbot: QtBot
) -> None:
    inner = QWidget(desk.canvas)
    inner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    inner.show()
    inner.setFocus()
    QTest.keyClick(inner, Qt.Key.Key_N)
    pass_window(qtbot)
    assert desk.log == []


def test_that_a_held_space_accepts_once(desk: _Desk, qtbot: QtBot) -> None:
    _send(desk.canvas, Qt.Key.Key_Space, " ")
    for _ in range(50):
        _send(desk.canvas, Qt.Key.Key_Space, " ", repeat=True)
    pass_window(qtbot)
    desk.keys.set_subject(Subject(number=2, ready=True, may_accept=True))
    for _ in range(50):
        _send(desk.canvas, Qt.Key.Key_Space, " ", repeat=True)
    pass_window(qtbot)
    assert desk.log == ["accept"]
    assert desk.canvas.got == []


def test_that_a_scanner_types_the_part_id(desk: _Desk, qtbot: QtBot) -> None:
    for place, char in enumerate("NOH-1234", start=1):
        _send(desk.canvas, ord(char), char, stamp=1000 + 5 * place)
    _send(desk.canvas, Qt.Key.Key_Return, "\r", stamp=1050)
    pass_window(qtbot)
    assert desk.log == ["NOH-1234"]
    assert desk.canvas.got == []


def test_that_a_scanner_types_latin_letters_in_hangul_mode(desk: _Desk, qtbot: QtBot) -> None:
    for place, char in enumerate("ㅜㅐ12", start=1):
        _send(desk.canvas, ord(char), char, stamp=1000 + place)
    _send(desk.canvas, Qt.Key.Key_Return, "\r", stamp=1010)
    assert desk.log == ["no12"]


def test_that_a_persons_keys_delivered_late_and_at_once_are_no_scan(
    desk: _Desk, qtbot: QtBot
) -> None:
    _send(desk.canvas, ord("F"), "f", stamp=5000)
    QTest.qSleep(600)
    for place, char in enumerate("1N2H", start=1):
        _send(desk.canvas, ord(char), char.lower(), stamp=5000 + 120 * place)
    qtbot.waitUntil(lambda: len(desk.log) == 4, timeout=2000)
    assert desk.log == [1, Outcome.NG, 2, Outcome.HOLD]


@pytest.mark.parametrize(
    ("jamo", "outcome"), [("ㅐ", Outcome.OK), ("ㅜ", Outcome.NG), ("ㅗ", Outcome.HOLD)]
)
def test_that_hangul_mode_gives_the_same_verdict(
    desk: _Desk, qtbot: QtBot, jamo: str, outcome: Outcome
) -> None:
    _send(desk.canvas, ord(jamo), jamo)
    pass_window(qtbot)
    assert desk.log == [outcome]


def test_that_a_jamo_composed_by_an_input_method_gives_one_verdict(
    desk: _Desk, qtbot: QtBot
) -> None:
    QApplication.sendEvent(desk.canvas, QInputMethodEvent("ㅜ", []))
    commit = QInputMethodEvent()
    commit.setCommitString("ㅜ")
    QApplication.sendEvent(desk.canvas, commit)
    pass_window(qtbot)
    assert desk.log == [Outcome.NG]


def test_that_the_input_method_is_off_where_keys_are_verdicts(desk: _Desk) -> None:
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not desk.canvas.testAttribute(attribute)
    assert desk.field.testAttribute(attribute)


def test_that_undo_acts_once_however_long_it_is_held(desk: _Desk, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, control)
    repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, control, "", True, 1)
    QApplication.sendEvent(desk.canvas, repeat)
    assert desk.log == ["undo"]


def test_that_a_key_before_the_image_is_ready_says_why_it_did_nothing(
    desk: _Desk, qtbot: QtBot
) -> None:
    desk.keys.set_subject(Subject(number=1, ready=False))
    QTest.keyClick(desk.canvas, Qt.Key.Key_O)
    pass_window(qtbot)
    assert desk.log == [Refusal.NOT_READY]


def test_that_other_letters_reach_the_canvas_after_the_window(desk: _Desk, qtbot: QtBot) -> None:
    QTest.keyClick(desk.canvas, Qt.Key.Key_F)
    assert desk.canvas.got == []
    pass_window(qtbot)
    assert desk.canvas.got == ["f"]


def test_that_arrows_reach_the_canvas_at_once(desk: _Desk, qtbot: QtBot) -> None:
    QTest.keyClick(desk.canvas, Qt.Key.Key_Left)
    assert desk.canvas.got == [""]


@pytest.mark.parametrize("char", ["D", "ㅇ"])
def test_that_a_shortcut_of_the_window_still_works(desk: _Desk, qtbot: QtBot, char: str) -> None:
    _send(desk.canvas, ord(char), char.lower())
    pass_window(qtbot)
    assert desk.log == ["next"]


def test_that_a_scanner_does_not_trigger_shortcuts_of_the_window(desk: _Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.canvas, "dddd1")
    QTest.keyClick(desk.canvas, Qt.Key.Key_Enter)
    pass_window(qtbot)
    assert desk.log == ["dddd1"]


def test_that_enter_alone_reaches_the_canvas_at_once(desk: _Desk, qtbot: QtBot) -> None:
    QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert desk.canvas.got == ["\r"]


def test_that_a_verdict_works_again_after_the_focus_was_elsewhere(
    desk: _Desk, qtbot: QtBot
) -> None:
    QTest.keyPress(desk.canvas, Qt.Key.Key_N)
    desk.field.setFocus()
    desk.canvas.setFocus()
    pass_window(qtbot)
    QTest.keyPress(desk.canvas, Qt.Key.Key_N)
    pass_window(qtbot)
    assert desk.log == [Outcome.NG, Outcome.NG]
