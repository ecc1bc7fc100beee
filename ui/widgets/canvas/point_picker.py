"""Picking two points of the image, by mouse or keyboard."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme import colors
from ui.widgets.canvas.geometry import Point
from ui.widgets.canvas.zoom_view import ZoomView

_CROSS_PX: Final = 12.0
_GAP_PX: Final = 3.0
_PAD_PX: Final = 8.0
_BIG_STEP_PX: Final = 10
_ENOUGH: Final = 2
_KEYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class PointPicker(QWidget):
    """Lies over the view while points are picked; wheel and right button go to the view.

    Parameters
    ----------
    view : ZoomView
        The view of the image.

    Signals
    -------
    picked : (tuple of two points, float)
        In px of the image, and how exact a click is there (a standard deviation in image px).
    given_up
        Esc, or the keyboard went elsewhere.
    """

    picked = Signal(object, float)
    given_up = Signal()

    def __init__(self, view: ZoomView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._points: list[Point] = []
        self._at: Point = (0.0, 0.0)
        self._is_on = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setCursor(Qt.CursorShape.CrossCursor)
        view.viewport().installEventFilter(self)
        self.setGeometry(view.viewport().rect())
        self.hide()

    @property
    def is_picking(self) -> bool:
        """Whether it waits for points."""
        return self._is_on

    def start(self) -> None:
        """Wait for two points of the image that is shown."""
        self._points, self._is_on = [], True
        self._at = self._view.to_image(QRectF(self.rect()).center())
        self.setGeometry(self._view.viewport().rect())
        self.setAccessibleName(self.tr("Pick two points"))
        self.show()
        self.raise_()
        self.setFocus()
        self.update()

    def stop(self) -> None:
        """Give up without a word."""
        # First: hiding moves the focus, which is no giving up.
        self._points, self._is_on = [], False
        self.hide()
        self._view.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self._at = self._view.to_image(event.position())
        self._take()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & ~Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._at = self._view.to_image(event.position())
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the cross by a pixel (Shift: ten), Enter picks, Esc gives up."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.stop()
            self._report_given_up()
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._take()
        elif key in _KEYS:
            step = _BIG_STEP_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            across, down = _KEYS[key]
            self._at = (self._at[0] + across * step, self._at[1] + down * step)
            self.update()
        # Every key is taken: a verdict must not be given while points are picked.
        event.accept()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._is_on and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._points, self._is_on = [], False
            self.hide()
            self._report_given_up()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._view.font())
        points = [*self._points, self._at]
        spots = [self._view.viewportTransform().map(QPointF(*point)) for point in points]
        for pen in (QPen(colors().shade, 4), QPen(colors().roi, 1.5)):
            painter.setPen(pen)
            if len(spots) == _ENOUGH:
                painter.drawLine(spots[0], spots[1])
            for spot in spots:
                _cross(painter, spot)
        self._words(painter)

    def _words(self, painter: QPainter) -> None:
        if self._points:
            distance = math.dist(self._points[0], self._at)
            words = self.tr("Click the second point · {distance} px · Esc cancels").format(
                distance=f"{distance:.1f}"
            )
        else:
            words = self.tr("Click the first of two points of a known distance · Esc cancels")
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width() - 6 * _PAD_PX)
        ground = QRectF(
            0, 0, metrics.horizontalAdvance(words) + 4 * _PAD_PX, metrics.height() + 2 * _PAD_PX
        )
        ground.moveCenter(QPointF(self.width() / 2, 0))
        ground.moveTop(_PAD_PX)
        shade = QColor(colors().shade)
        shade.setAlpha(230)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(colors().selected)
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), words)

    def _take(self) -> None:
        self._points.append(self._kept())
        if len(self._points) < _ENOUGH:
            self.update()
            return
        first, second = self._points
        click_px = max(0.5, 1 / self._view.transform().m11())
        self.stop()
        self._report_picked((first, second), click_px)

    def _kept(self) -> Point:
        """Return where the cross is, within the image."""
        bounds = self._view.image.boundingRect()
        x, y = self._at
        return min(max(x, 0.0), bounds.width()), min(max(y, 0.0), bounds.height())

    def _report_picked(self, points: tuple[Point, Point], click_px: float) -> None:
        self.picked.emit(points, click_px)

    def _report_given_up(self) -> None:
        self.given_up.emit()


def _cross(painter: QPainter, at: QPointF) -> None:
    for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        way = QPointF(across, down)
        painter.drawLine(at + way * _GAP_PX, at + way * _CROSS_PX)
