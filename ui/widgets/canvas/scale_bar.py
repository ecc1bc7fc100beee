"""A bar of a round length in mm, over the image."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme import colors
from ui.widgets.canvas.zoom_view import ZoomView

_LONGEST_PX: Final = 160.0
_LEAST_VIEW_PX: Final = 260
_PAD_PX: Final = 8.0
_TICK_PX: Final = 6.0
_ROUND: Final = (5, 2, 1)


def round_length(longest_mm: float) -> float:
    """Return the longest of 1, 2, 5, 10, 20, ... mm (or tenths of it) that is not longer.

    Parameters
    ----------
    longest_mm : float
        More than 0.
    """
    power = 10.0 ** math.floor(math.log10(longest_mm))
    for digit in _ROUND:
        if digit * power <= longest_mm * (1 + 1e-9):
            return digit * power
    return power


def length_text(length_mm: float) -> str:
    """Write a round length, such as ``0.5 mm``."""
    return f"{length_mm:.6f}".rstrip("0").rstrip(".") + " mm"


class ScaleBar(QWidget):
    """Lies over the view of an image and lets everything through but its paint.

    Parameters
    ----------
    view : ZoomView
        Where it is shown while there is a calibration for the image.
    """

    def __init__(self, view: ZoomView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._mm_per_px: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        view.viewport().installEventFilter(self)
        self.setGeometry(view.viewport().rect())
        self.hide()

    @property
    def words(self) -> str:
        """What stands on the bar; empty while there is none."""
        length = self._length_mm()
        return "" if length is None else length_text(length)

    def show_scale(self, mm_per_px: float | None) -> None:
        """Show the bar for a calibration; None hides it."""
        self._mm_per_px = mm_per_px
        self.setVisible(mm_per_px is not None)
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        length = self._length_mm()
        if length is None or self._mm_per_px is None:
            return
        width = length / self._mm_per_px * self._view.transform().m11()
        text = length_text(length)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._view.font())
        metrics = QFontMetricsF(painter.font())
        ground = QRectF(
            0,
            0,
            max(width, metrics.horizontalAdvance(text)) + 2 * _PAD_PX,
            metrics.height() + _TICK_PX + 2 * _PAD_PX,
        )
        ground.moveCenter(QPointF(self.width() / 2, 0))
        ground.moveBottom(self.height() - _PAD_PX)
        shade = QColor(colors().shade)
        shade.setAlpha(215)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(colors().selected)
        words = ground.adjusted(0, _PAD_PX / 2, 0, 0)
        align = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, int(align), text)
        self._bar(painter, ground, width)

    def _bar(self, painter: QPainter, ground: QRectF, width: float) -> None:
        pen = QPen(colors().selected, 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        left, y = ground.center().x() - width / 2, ground.bottom() - _PAD_PX
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        for x in (left + 1, left + width - 1):
            painter.drawLine(QPointF(x, y - _TICK_PX), QPointF(x, y))

    def _length_mm(self) -> float | None:
        """Return how long the bar is; None where it would hide a small image, or means nothing."""
        if self._mm_per_px is None or not self._view.is_current:
            return None
        if self.width() < _LEAST_VIEW_PX:
            return None
        return round_length(_LONGEST_PX / self._view.transform().m11() * self._mm_per_px)
