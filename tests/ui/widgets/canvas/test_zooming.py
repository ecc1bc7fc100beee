from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from tests.ui.snapshots import pixels_of
from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage
from ui.widgets.canvas import CanvasPanel
from ui.widgets.canvas.geometry import Point

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def image(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    """Return a canvas with a picture of 1000x800 px, fitted."""
    show(make_picture(width=1000, height=800))
    return canvas


def distance(one: Point, other: Point) -> float:
    return math.dist(one, other)


def turn_wheel(canvas: CanvasPanel, at: QPointF, notches: float) -> None:
    viewport = canvas.view.viewport()
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_that_an_image_is_seen_as_a_whole_at_first(image: CanvasPanel) -> None:
    seen = image.view.mapToScene(image.view.viewport().rect()).boundingRect()
    assert seen.contains(image.view.image.boundingRect())
    assert image.view.is_fitted


def test_that_a_fitted_image_follows_the_size_of_the_window(image: CanvasPanel) -> None:
    before = image.view.zoom
    image.resize(900, 700)
    assert image.view.zoom > before
    seen = image.view.mapToScene(image.view.viewport().rect()).boundingRect()
    assert seen.contains(image.view.image.boundingRect())


def test_that_a_zoomed_image_keeps_its_middle_when_the_window_grows(image: CanvasPanel) -> None:
    image.one_to_one()
    image.view.centerOn(300, 500)
    image.resize(700, 600)
    assert image.view.zoom == 1.0
    middle = image.view.to_image(image.view.viewport().rect().toRectF().center())
    assert distance(middle, (300, 500)) < 2


def test_that_the_wheel_zooms_under_the_cursor(image: CanvasPanel) -> None:
    at = QPointF(100, 80)
    before = image.view.to_image(at)
    for _ in range(12):
        turn_wheel(image, at, 1)
    assert image.view.zoom > 2
    after = image.view.to_image(at)
    assert distance(after, before) < 3


def test_that_zooming_ends_at_its_limits(image: CanvasPanel) -> None:
    for _ in range(60):
        turn_wheel(image, QPointF(50, 50), 1)
    assert image.view.zoom == 32
    for _ in range(90):
        turn_wheel(image, QPointF(50, 50), -1)
    image.fit()
    fitted = image.view.zoom
    for _ in range(9):
        image.zoom_by(-1)
    assert image.view.zoom == pytest.approx(fitted / 2)


def test_that_the_keys_zoom(image: CanvasPanel) -> None:
    fitted = image.view.zoom
    for text, expected in (("z", 1.0), ("+", 1.25), ("-", 1.0), ("f", fitted)):
        QTest.keyClicks(image.view, text)
        assert image.view.zoom == pytest.approx(expected)


def test_that_a_double_click_goes_to_full_size_there_and_back(image: CanvasPanel) -> None:
    spot = QPoint(150, 100)
    before = image.view.to_image(spot.toPointF())
    QTest.mouseDClick(image.view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    assert image.view.zoom == 1.0
    after = image.view.to_image(spot.toPointF())
    assert distance(after, before) < 1.5
    QTest.mouseDClick(image.view.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
    assert image.view.is_fitted


def test_that_arrows_pan_a_zoomed_image_and_leave_a_fitted_one(image: CanvasPanel) -> None:
    before = image.view.to_image(QPointF(0, 0))
    QTest.keyClick(image.view, Qt.Key.Key_Right)
    assert image.view.to_image(QPointF(0, 0)) == before
    image.one_to_one()
    before = image.view.to_image(QPointF(0, 0))
    QTest.keyClick(image.view, Qt.Key.Key_Right)
    assert image.view.to_image(QPointF(0, 0))[0] > before[0]


def test_that_every_pixel_is_itself_at_full_size(image: CanvasPanel) -> None:
    image.one_to_one()
    image.view.centerOn(500, 400)
    image.view.clearFocus()  # With it goes the frame.
    seen = pixels_of(image.view.viewport().grab().toImage())
    left, top = (round(value) for value in image.view.to_image(QPointF(0, 0)))
    loaded = image.view.image.loaded
    assert loaded is not None
    height, width = seen.shape[:2]
    assert (seen == loaded.levels[0][top : top + height, left : left + width]).all()


def test_that_a_line_of_one_pixel_is_seen_in_the_fitted_image(image: CanvasPanel) -> None:
    seen = pixels_of(image.view.viewport().grab().toImage())
    column = seen[:, seen.shape[1] // 2, 1].astype(int)
    middle = len(column) // 2
    assert column[middle - 2 : middle + 3].min() < column[middle - 20] - 20


def test_that_the_line_below_tells_zoom_size_and_pixel(image: CanvasPanel) -> None:
    image.one_to_one()
    assert "100 %" in image.status.facts
    assert "1000 × 800 px" in image.status.facts
    image.view.pointer_moved.emit((0.5, 400.9))
    assert "x 0  y 400" in image.status.facts
    assert "RGB 20 40 30" in image.status.facts
    image.view.pointer_moved.emit((0.5, 10.0))
    assert "RGB" not in image.status.facts
    assert "60" in image.status.facts
    image.view.pointer_moved.emit((-3.0, 10.0))
    assert "x " not in image.status.facts


def test_that_the_buttons_below_zoom_and_have_names(image: CanvasPanel) -> None:
    buttons = image.status.findChildren(QToolButton)
    assert all(button.accessibleName() and button.toolTip() for button in buttons)
    assert all(button.isEnabled() for button in buttons[:4])
    fitted = image.view.zoom
    buttons[1].click()
    assert image.view.zoom == 1.0
    buttons[3].click()
    assert image.view.zoom == 1.25
    buttons[2].click()
    buttons[0].click()
    assert image.view.zoom == fitted
    image.clear()
    assert not any(button.isEnabled() for button in buttons)


def test_that_an_empty_canvas_has_no_zoom(canvas: CanvasPanel) -> None:
    turn_wheel(canvas, QPointF(50, 50), 3)
    QTest.keyClicks(canvas.view, "fz+-")
    assert canvas.view.image.loaded is None
    assert canvas.status.facts == ""
