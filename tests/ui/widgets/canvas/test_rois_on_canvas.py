from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.outcomes import Outcome
from core.domain.regions import BoxPx
from tests.ui.widgets.canvas.conftest import Holder, MakePicture, ShowImage, finding
from ui.values import ShownImage
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.roi_editor import Rois

BOX = BoxPx(40, 30, 80, 60)
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def image(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    """Return a canvas with a picture of 320x240 px at 1:1."""
    show(make_picture())
    canvas.one_to_one()
    return canvas


def at(canvas: CanvasPanel, x: float, y: float) -> QPoint:
    return canvas.view.viewportTransform().map(QPointF(x, y)).toPoint()


def send(
    canvas: CanvasPanel,
    kind: QEvent.Type,
    point: QPoint,
    *,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
    target = canvas.view.viewport()
    spot = QPointF(point)
    event = QMouseEvent(kind, spot, target.mapToGlobal(spot), own, held, modifiers)
    QApplication.sendEvent(target, event)


def drag(
    canvas: CanvasPanel,
    start: QPoint,
    end: QPoint,
    *,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    send(canvas, QEvent.Type.MouseButtonPress, start, button=button, modifiers=modifiers)
    for point in ((start + end) / 2, end):
        send(canvas, QEvent.Type.MouseMove, point, button=button, modifiers=modifiers)
    send(canvas, QEvent.Type.MouseButtonRelease, end, button=button, modifiers=modifiers)


def draw(canvas: CanvasPanel, box: BoxPx) -> None:
    canvas.set_roi_mode(True)
    drag(canvas, at(canvas, box.x, box.y), at(canvas, box.right, box.bottom))


def press(canvas: CanvasPanel, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(canvas.view, key, modifiers)


def test_that_dragging_in_roi_mode_draws_and_tells_once(image: CanvasPanel) -> None:
    told: list[Rois] = []
    image.rois_changed.connect(told.append)
    draw(image, BOX)
    draw(image, BoxPx(200, 100, 50, 70))
    assert image.rois() == (BOX, BoxPx(200, 100, 50, 70))
    assert told == [(BOX,), image.rois()]


def test_that_dragging_outside_roi_mode_pans(image: CanvasPanel) -> None:
    before = at(image, 0, 0)
    drag(image, at(image, 150, 100), at(image, 130, 90))
    assert image.rois() == ()
    assert at(image, 0, 0) == before - QPoint(20, 10)


@pytest.mark.parametrize(
    ("button", "modifiers"),
    [
        (Qt.MouseButton.MiddleButton, NONE),
        (Qt.MouseButton.RightButton, NONE),
        (LEFT, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_that_these_pan_in_roi_mode_too(
    image: CanvasPanel, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
) -> None:
    image.set_roi_mode(True)
    before = at(image, 0, 0)
    drag(image, at(image, 50, 50), at(image, 65, 58), button=button, modifiers=modifiers)
    assert image.rois() == ()
    assert at(image, 0, 0) == before + QPoint(15, 8)


def test_that_a_roi_drawn_past_the_border_ends_there(image: CanvasPanel) -> None:
    image.set_roi_mode(True)
    drag(image, at(image, 300, 220), at(image, 350, 270))
    assert image.rois() == (BoxPx(300, 220, 20, 20),)


def test_that_a_roi_is_moved_by_its_inside(image: CanvasPanel) -> None:
    draw(image, BOX)
    drag(image, at(image, 80, 60), at(image, 100, 50))
    assert image.rois() == (BoxPx(60, 20, 80, 60),)


def test_that_selecting_does_not_shift_a_roi(image: CanvasPanel) -> None:
    draw(image, BOX)
    drag(image, at(image, 80, 60), at(image, 82, 61))
    assert image.rois() == (BOX,)


def test_that_a_roi_is_resized_by_its_handles(image: CanvasPanel) -> None:
    draw(image, BOX)
    drag(image, at(image, 120, 90), at(image, 140, 100))
    assert image.rois() == (BoxPx(40, 30, 100, 70),)
    drag(image, at(image, 40, 65), at(image, 20, 65))
    assert image.rois() == (BoxPx(20, 30, 120, 70),)


def test_that_control_draws_a_roi_inside_another(image: CanvasPanel) -> None:
    draw(image, BOX)
    drag(image, at(image, 60, 50), at(image, 90, 80), modifiers=CONTROL)
    assert image.rois() == (BOX, BoxPx(60, 50, 30, 30))


def test_that_escape_gives_a_drag_up_then_the_selection_then_the_mode(image: CanvasPanel) -> None:
    draw(image, BOX)
    send(image, QEvent.Type.MouseButtonPress, at(image, 80, 60))
    send(image, QEvent.Type.MouseMove, at(image, 120, 90))
    press(image, Qt.Key.Key_Escape)
    send(image, QEvent.Type.MouseButtonRelease, at(image, 120, 90))
    assert image.rois() == (BOX,)
    assert image.view.editor.selected == 0
    press(image, Qt.Key.Key_Escape)
    assert image.view.editor.selected is None
    press(image, Qt.Key.Key_Escape)
    assert not image.is_roi_mode()


def test_that_losing_the_focus_gives_a_drag_up(image: CanvasPanel) -> None:
    draw(image, BOX)
    send(image, QEvent.Type.MouseButtonPress, at(image, 80, 60))
    send(image, QEvent.Type.MouseMove, at(image, 120, 90))
    image.view.clearFocus()
    assert image.view.editor.shown == (BOX,)


def test_that_delete_removes_the_selected_roi(image: CanvasPanel) -> None:
    draw(image, BOX)
    press(image, Qt.Key.Key_Delete)
    assert image.rois() == ()


def test_that_arrows_nudge_by_one_and_with_shift_by_ten(image: CanvasPanel) -> None:
    draw(image, BOX)
    press(image, Qt.Key.Key_Right)
    press(image, Qt.Key.Key_Down, SHIFT)
    assert image.rois() == (BoxPx(41, 40, 80, 60),)
    press(image, Qt.Key.Key_Right, CONTROL)
    press(image, Qt.Key.Key_Up, CONTROL | SHIFT)
    assert image.rois() == (BoxPx(41, 40, 81, 50),)


def test_that_a_roi_can_be_made_and_chosen_by_keyboard_alone(image: CanvasPanel) -> None:
    press(image, Qt.Key.Key_Insert)
    press(image, Qt.Key.Key_Insert)
    assert image.rois() == (BoxPx(120, 90, 80, 60), BoxPx(120, 90, 80, 60))
    press(image, Qt.Key.Key_BracketLeft)
    assert image.view.editor.selected == 0


def test_that_undo_belongs_to_rois_while_there_is_an_edit(image: CanvasPanel) -> None:
    assert not image.undo_roi()
    draw(image, BOX)
    assert image.undo_roi()
    assert image.rois() == ()
    assert image.redo_roi()
    assert image.rois() == (BOX,)
    image.settle_rois()
    assert not image.undo_roi()
    assert image.rois() == (BOX,)


def test_that_control_z_is_left_to_the_window_without_an_edit(
    image: CanvasPanel, holder: Holder
) -> None:
    press(image, Qt.Key.Key_Z, CONTROL)
    assert holder.keys == [Qt.Key.Key_Z]
    draw(image, BOX)
    press(image, Qt.Key.Key_Z, CONTROL)
    assert holder.keys == [Qt.Key.Key_Z]
    assert image.rois() == ()
    press(image, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert image.rois() == (BOX,)


def test_that_verdict_keys_reach_whoever_holds_the_canvas(
    image: CanvasPanel, holder: Holder
) -> None:
    draw(image, BOX)
    before = image.view.viewportTransform()
    keys = [Qt.Key.Key_O, Qt.Key.Key_N, Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_A]
    keys += [Qt.Key.Key_D, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_Return]
    for key in keys:
        press(image, key)
    assert holder.keys == keys
    assert image.rois() == (BOX,)
    assert image.view.viewportTransform() == before


@pytest.mark.parametrize(
    ("code", "text"), [(Qt.Key.Key_R, "ㄱ"), (0, "ㄱ"), (0x3131, "ㄱ"), (Qt.Key.Key_R, "r")]
)
def test_that_keys_work_in_hangul_mode(image: CanvasPanel, code: int, text: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, int(code), NONE, text)
    QApplication.sendEvent(image.view, event)
    assert image.is_roi_mode()


def test_that_a_held_key_does_not_flicker(image: CanvasPanel) -> None:
    changes: list[bool] = []
    image.roi_mode_changed.connect(changes.append)
    for repeats in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_R, NONE, "r", repeats)
        QApplication.sendEvent(image.view, event)
    assert changes == [True]


def test_that_no_input_method_composes_on_the_canvas(image: CanvasPanel) -> None:
    image.view.setFocus()
    for widget in (image.view, image.view.viewport()):
        assert not widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_that_a_click_on_a_finding_chooses_it(qtbot: QtBot, image: CanvasPanel) -> None:
    image.set_findings((finding(BOX), finding(BoxPx(200, 100, 30, 30), Outcome.HOLD)))
    with qtbot.waitSignal(image.finding_chosen) as chosen:
        QTest.mouseClick(image.view.viewport(), LEFT, NONE, at(image, 210, 110))
    assert chosen.args == [1]


def test_that_nothing_is_drawn_on_the_image_before(
    image: CanvasPanel, make_picture: MakePicture
) -> None:
    image.set_roi_mode(True)
    image.show_image(ShownImage(make_picture("next.png")))
    drag(image, QPoint(100, 100), QPoint(200, 200))
    assert image.rois() == ()


def test_that_the_canvas_shows_whether_keys_act_on_it(qtbot: QtBot, image: CanvasPanel) -> None:
    with_keys = edge(image)
    image.set_roi_mode(True)
    drawing = edge(image)
    image.view.clearFocus()
    without = edge(image)
    assert len({with_keys, drawing, without}) == 3


def edge(canvas: CanvasPanel) -> int:
    return canvas.view.viewport().grab().toImage().pixel(0, 100)
