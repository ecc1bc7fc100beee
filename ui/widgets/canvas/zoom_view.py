"""A view of one image that zooms under the cursor and pans; it tells when the image was painted."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget
from typing_extensions import override

from ui.theme import colors
from ui.widgets.canvas import zoom
from ui.widgets.canvas.geometry import Point
from ui.widgets.canvas.image_item import HeatItem, ImageItem
from ui.workers.image_loader import LoadedImage

_NOTCH: Final = 120.0
"""angleDelta of one step of a common wheel."""
_LEAST_SIDE_PX: Final = 640
_SWIPE_PX: Final = 60.0
"""A touchpad's pixels that stand for one step."""


class ZoomView(QGraphicsView):
    """Shows pixels; scene coordinates are pixels of the EXIF-corrected image.

    Signals
    -------
    zoom_changed(float)
        Device pixels per image pixel.
    image_painted(ImageKey)
        Once per request, after its pixels were painted for the first time.
    """

    zoom_changed = Signal(float)
    image_painted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = ImageItem()
        self.heat = HeatItem(self.image)
        self._scene = QGraphicsScene(self)
        self._scene.addItem(self.image)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._is_fitted = True
        self._expected = 0
        self._is_unreported = False
        self._pan_from: tuple[QPoint, QPoint] | None = None

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel."""
        return self.transform().m11() * self.devicePixelRatioF()

    @property
    def is_fitted(self) -> bool:
        """Whether the zoom follows the size of the view."""
        return self._is_fitted

    @property
    def is_panning(self) -> bool:
        """Whether the image is being dragged."""
        return self._pan_from is not None

    def show_loaded(self, loaded: LoadedImage | None) -> None:
        """Show an image as a whole; the pixels that follow its preview keep zoom and place."""
        before = self.image.loaded
        follows = loaded is not None and before is not None and before.ticket == loaded.ticket
        self.image.show_loaded(loaded)
        if loaded is not None and not follows:
            self.fit()
        self.viewport().update()

    @property
    def is_current(self) -> bool:
        """Whether the pixels are those of the expected image, not yet those of the one before."""
        return self.image.loaded is not None and self.image.loaded.ticket == self._expected

    def expect(self, ticket: int) -> None:
        """Wait for the pixels of a request, and report their next painting."""
        self._expected = ticket
        self._is_unreported = True
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole image, and go on doing so when the view changes its size."""
        self._is_fitted = True
        self._set_zoom(self._fit_zoom())
        self.centerOn(self.image.boundingRect().center())

    def one_to_one(self, at: QPointF | None = None) -> None:
        """Show each image pixel as one pixel of the screen, keeping what is at ``at``."""
        self.zoom_to(1.0, at)

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in by steps, out when negative."""
        self.zoom_to(zoom.stepped(self.zoom, steps), at)

    def zoom_to(self, target: float, at: QPointF | None = None) -> None:
        """Zoom so that the image point at ``at`` stays there (the middle of the view if None)."""
        if self.image.loaded is None:
            return
        anchor = QRectF(self.viewport().rect()).center() if at is None else at
        kept = self.to_image(anchor)
        self._is_fitted = False
        self._set_zoom(zoom.clamped(target, self._fit_zoom()))
        moved_to = self.viewportTransform().map(QPointF(*kept))
        self._scroll_by(moved_to - anchor)

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the view over the image, in pixels of the view."""
        self._is_fitted = False
        self._scroll_by(QPointF(dx, dy))

    def needed_side_px(self) -> int:
        """Return how many pixels a side make a whole image sharp in this view."""
        size = self.viewport().size()
        return max(_LEAST_SIDE_PX, math.ceil(max(size.toTuple()) * self.devicePixelRatioF()))

    def to_image(self, at: QPointF) -> Point:
        """Return the image point under a point of the view."""
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(at)
        return point.x(), point.y()

    def begin_pan(self, at: QPointF) -> None:
        """Start dragging the image."""
        self._pan_from = (at.toPoint(), self._scroll())
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def pan_to(self, at: QPointF) -> None:
        """Drag the image on."""
        if self._pan_from is None:
            return
        pressed, scrolled = self._pan_from
        way = at.toPoint() - pressed
        if way.isNull() and self._is_fitted:
            return
        self._is_fitted = False
        self.horizontalScrollBar().setValue(scrolled.x() - way.x())
        self.verticalScrollBar().setValue(scrolled.y() - way.y())

    def end_pan(self) -> None:
        """Stop dragging the image."""
        self._pan_from = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        swipe = event.pixelDelta().y() / _SWIPE_PX
        steps = event.angleDelta().y() / _NOTCH
        # Touchpads report both; their angle comes in whole notches on some systems.
        self.zoom_by(swipe if swipe and not steps.is_integer() else steps, event.position())
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        center = self.to_image(QRectF(QPointF(), event.oldSize().toSizeF()).center())
        super().resizeEvent(event)
        if self.image.loaded is None:
            return
        if self._is_fitted:
            self.fit()
        else:
            self._set_scene_rect()
            self.centerOn(QPointF(*center))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        loaded = self.image.loaded
        if loaded is not None and self._is_unreported and self.is_current:
            self._is_unreported = False
            # After the event, when the pixels are on their way to the screen.
            QTimer.singleShot(0, self, lambda: self._report_painted(loaded))

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        if isinstance(rect, QRectF):
            painter.fillRect(rect, colors().canvas)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.end_pan()
        event.accept()

    def _report_painted(self, loaded: LoadedImage) -> None:
        if loaded.ticket == self._expected:
            self.image_painted.emit(loaded.key)

    def _fit_zoom(self) -> float:
        ratio = self.devicePixelRatioF()
        bounds, view = self.image.boundingRect(), self.viewport().size()
        image = max(1.0, bounds.width()), max(1.0, bounds.height())
        return zoom.fit(image, (view.width() * ratio, view.height() * ratio))

    def _set_zoom(self, value: float) -> None:
        scale = value / self.devicePixelRatioF()
        self.setTransform(QTransform.fromScale(scale, scale))
        self._set_scene_rect()
        self.zoom_changed.emit(value)

    def _set_scene_rect(self) -> None:
        """Leave half a view free on every side: any point of the image can come to the middle."""
        scale = self.transform().m11()
        free_x = self.viewport().width() / 2 / scale
        free_y = self.viewport().height() / 2 / scale
        rect = self.image.boundingRect().adjusted(-free_x, -free_y, free_x, free_y)
        self.setSceneRect(rect)

    def _scroll(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scroll_by(self, way: QPointF) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(way.x()))
        down.setValue(down.value() + round(way.y()))
