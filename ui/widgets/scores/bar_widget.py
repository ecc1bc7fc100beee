"""A line of text above a bar: what label bars and the anomaly bar share."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

GAP_PX: Final = 4.0
_PAD_PX: Final = 4.0
_SMALL: Final = 0.87
_LEAST_BAR_PX: Final = 8.0
_WIDTH_LETTERS: Final = 24
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TextLine:
    """A line that is filled from both sides; what does not fit is left out or gets dots."""

    def __init__(self, painter: QPainter, rect: QRectF) -> None:
        self._painter = painter
        self._rect = QRectF(rect)

    @property
    def width(self) -> float:
        """How much still is free."""
        return self._rect.width()

    def take_left(self, width: float) -> QRectF:
        """Cut off room at the left."""
        piece = QRectF(self._rect.left(), self._rect.top(), width, self._rect.height())
        self._rect.setLeft(piece.right() + GAP_PX)
        return piece

    def put_left(self, text: str, font: QFont, color: QColor) -> None:
        """Write at the left, with dots where it does not fit."""
        metrics = QFontMetricsF(font)
        width = min(_width(metrics, text), max(self._rect.width(), 0.0))
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._write(self.take_left(width), words, font, color, _LEFT)

    def put_left_if_it_fits(self, text: str, font: QFont, color: QColor) -> bool:
        """Write at the left, or not at all."""
        width = _width(QFontMetricsF(font), text)
        if width > self._rect.width():
            return False
        self._write(self.take_left(width), text, font, color, _LEFT)
        return True

    def put_right_if_it_fits(self, text: str, font: QFont, color: QColor) -> None:
        """Write at the right, or not at all."""
        width = _width(QFontMetricsF(font), text)
        if not text or width > self._rect.width():
            return
        piece = QRectF(self._rect)
        piece.setLeft(piece.right() - width)
        self._rect.setRight(piece.left() - 2 * GAP_PX)
        self._write(piece, text, font, color, _RIGHT)

    def _write(
        self, rect: QRectF, text: str, font: QFont, color: QColor, align: Qt.AlignmentFlag
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(color)
        self._painter.drawText(rect, align, text)


class BarWidget(QWidget):
    """A line of text above a bar, and perhaps a smaller line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        height = self.bar_rect().bottom() + _PAD_PX
        if self.has_second_line():
            height = self.second_rect().bottom() + _PAD_PX
        return QSize(self.fontMetrics().averageCharWidth() * _WIDTH_LETTERS, round(height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() // 2, self.sizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self.update()

    def has_second_line(self) -> bool:
        """Tell whether there is a smaller line below the bar."""
        return False

    def small_font(self) -> QFont:
        """Return the font of what matters less."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def bold_font(self) -> QFont:
        """Return the font of what matters most."""
        font = QFont(self.font())
        font.setBold(True)
        return font

    def text_rect(self) -> QRectF:
        """Return the place of the line of text."""
        return QRectF(0, _PAD_PX, self.width(), QFontMetricsF(self.bold_font()).height())

    def bar_rect(self) -> QRectF:
        """Return the place of the bar."""
        line = self.text_rect()
        height = max(_LEAST_BAR_PX, round(line.height() / 2))
        return QRectF(0, line.bottom() + GAP_PX, line.width(), height)

    def second_rect(self) -> QRectF:
        """Return the place of the smaller line."""
        height = QFontMetricsF(self.small_font()).height()
        return QRectF(0, self.bar_rect().bottom() + GAP_PX, self.width(), height)


def _width(metrics: QFontMetricsF, text: str) -> float:
    return metrics.horizontalAdvance(text) + 1
