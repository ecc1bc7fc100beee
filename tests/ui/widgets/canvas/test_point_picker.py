"""Two points of the image, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.canvas.conftest import Holder, MakePicture, ShowImage
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.point_picker import PointPicker


@pytest.fixture
def picker(
    canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage, qtbot: QtBot
) -> PointPicker:
    made = PointPicker(canvas.view)
    show(make_picture(width=640, height=480))
    canvas.view.zoom_to(0.5)
    made.start()
    qtbot.waitUntil(made.hasFocus)
    return made


def view_point(canvas: CanvasPanel, x: float, y: float) -> QPoint:
    return canvas.view.viewportTransform().map(QPointF(x, y)).toPoint()


def test_that_two_clicks_give_two_points_and_how_exact_they_are(
    canvas: CanvasPanel, picker: PointPicker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(picker.picked) as told:
        for x, y in ((100.0, 60.0), (500.0, 360.0)):
            QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=view_point(canvas, x, y))
    ((first, second), click_px) = told.args
    assert first == pytest.approx((100, 60), abs=2)
    assert second == pytest.approx((500, 360), abs=2)
    # A pixel of the screen shows two of the image.
    assert click_px == pytest.approx(2.0)
    assert not picker.is_picking
    assert not picker.isVisible()
    assert canvas.view.hasFocus()


def test_that_points_are_picked_by_keyboard(picker: PointPicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.picked) as told:
        QTest.keyClick(picker, Qt.Key.Key_Return)
        for _ in range(4):
            QTest.keyClick(picker, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(picker, Qt.Key.Key_Down)
        QTest.keyClick(picker, Qt.Key.Key_Return)
    ((first, second), _) = told.args
    assert (second[0] - first[0], second[1] - first[1]) == pytest.approx((40, 1))


def test_that_a_point_beside_the_image_is_at_its_edge(
    canvas: CanvasPanel, picker: PointPicker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(picker.picked) as told:
        QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=view_point(canvas, -20, 100))
        QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=view_point(canvas, 300, 100))
    assert told.args[0][0][0] == 0


def test_that_escape_gives_up_and_tells_it_once(picker: PointPicker, qtbot: QtBot) -> None:
    told: list[None] = []
    picker.given_up.connect(lambda: told.append(None))
    with qtbot.assertNotEmitted(picker.picked):
        QTest.keyClick(picker, Qt.Key.Key_Return)
        QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert len(told) == 1
    assert not picker.isVisible()


def test_that_no_key_gets_through_while_points_are_picked(
    holder: Holder, picker: PointPicker
) -> None:
    for key in (Qt.Key.Key_O, Qt.Key.Key_N, Qt.Key.Key_Space, Qt.Key.Key_A):
        QTest.keyClick(picker, key)
    assert holder.keys == []


def test_that_stopping_is_no_giving_up(picker: PointPicker, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picker.given_up), qtbot.assertNotEmitted(picker.picked):
        picker.stop()
    assert not picker.isVisible()


def test_that_the_right_button_still_moves_the_image(
    canvas: CanvasPanel, picker: PointPicker
) -> None:
    canvas.view.zoom_to(4.0)
    before = canvas.view.to_image(QPointF(10, 10))
    QTest.mousePress(picker, Qt.MouseButton.RightButton, pos=QPoint(200, 150))
    assert canvas.view.is_panning
    QTest.mouseRelease(picker, Qt.MouseButton.RightButton, pos=QPoint(200, 150))
    assert canvas.view.to_image(QPointF(10, 10)) == pytest.approx(before)
    assert picker.is_picking
