from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.widgets.canvas.conftest import MakePicture, ShowImage
from tests.ui.widgets.canvas.outlines import begin_on, paint
from tests.ui.widgets.canvas.test_rois_on_canvas import at, send
from ui.widgets.canvas import CanvasPanel


@pytest.fixture
def edited(canvas: CanvasPanel, make_picture: MakePicture, show: ShowImage) -> CanvasPanel:
    """Return the canvas while the outline of a bar is corrected, with a brush of 10 px."""
    show(make_picture())
    begin_on(canvas)
    return canvas


class Painted(QObject):
    """Notes which part of the viewport is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[QRect] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return False


def test_that_a_stroke_paints_only_what_it_covers(edited: CanvasPanel, qtbot: QtBot) -> None:
    viewport = edited.view.viewport()
    send(edited, QEvent.Type.MouseButtonPress, at(edited, 200, 60))
    QApplication.processEvents()
    painted = Painted()
    viewport.installEventFilter(painted)
    send(edited, QEvent.Type.MouseMove, at(edited, 206, 60))
    qtbot.waitUntil(lambda: bool(painted.areas))
    viewport.removeEventFilter(painted)
    total = sum(area.width() * area.height() for area in painted.areas)
    assert total < 80 * 60
    assert total < viewport.width() * viewport.height() / 20


def test_that_a_partly_painted_view_looks_like_a_whole_one(edited: CanvasPanel) -> None:
    edited.fit()
    paint(edited, (200, 60), (230, 90))
    edited.outline.tool.leave()
    edited.grab()
    send(edited, QEvent.Type.MouseButtonPress, at(edited, 120, 100))
    send(edited, QEvent.Type.MouseButtonRelease, at(edited, 120, 100))
    edited.outline.tool.leave()
    QApplication.processEvents()
    first = edited.view.viewport().grab().toImage()
    edited.view.viewport().update()
    QApplication.processEvents()
    assert edited.view.viewport().grab().toImage() == first


@pytest.mark.parametrize("zoom", [0.2, 0.5, 1.0, 3.0, 16.0])
def test_that_the_tint_is_seen_at_every_zoom(
    edited: CanvasPanel, zoom: float, tinted_pixels: Callable[[CanvasPanel], int]
) -> None:
    edited.view.zoom_to(zoom)
    edited.view.centerOn(QPointF(120, 106))
    with_mask = tinted_pixels(edited)
    edited.outline.end()
    edited.set_findings(())
    assert with_mask > tinted_pixels(edited)


@pytest.fixture
def tinted_pixels() -> Callable[[CanvasPanel], int]:
    def count(canvas: CanvasPanel) -> int:
        image = canvas.view.viewport().grab().toImage()
        image = image.convertToFormat(QImage.Format.Format_RGB888)
        width, height = image.width(), image.height()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        rgb = rows[:, : 3 * width].reshape(height, width, 3).astype(int)
        return int((rgb[..., 0] - rgb[..., 2] > 40).sum())

    return count
