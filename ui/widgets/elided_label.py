"""A line of text that gives way when there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget
from typing_extensions import override


class ElidedLabel(QWidget):
    """Shows as much of a line as fits, and the rest as a tooltip.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    elide : Qt.TextElideMode
        Where the dots go; the middle suits paths.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._hint = ""
        self._elide = elide
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """The whole line."""
        return self._text

    def set_text(self, text: str, hint: str = "") -> None:
        """Show a line; ``hint`` is a tooltip that stands there in any case."""
        if (text, hint) == (self._text, self._hint):
            return
        self._text, self._hint = text, hint
        self.setAccessibleName(text)
        self._refresh_tooltip()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        least = metrics.horizontalAdvance("…") * 2 if self._text else 0
        return QSize(least, metrics.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self._text, self._elide, self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_tooltip()

    def _refresh_tooltip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._text) <= self.width()
        self.setToolTip(self._hint or ("" if fits else self._text))


def small_icon_px(widget: QWidget) -> int:
    """Return the side of an icon that stands beside text of this widget's size."""
    least = widget.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, widget)
    return max(least, round(widget.fontMetrics().height() * 1.05))
