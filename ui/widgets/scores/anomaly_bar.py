"""The anomaly score against its limit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.inspections import AnomalyScore
from ui import theme
from ui.widgets.scores.bar_widget import GAP_PX, BarWidget, TextLine
from ui.widgets.scores.painting import hatch, paint_mark, snapped
from ui.widgets.scores.rows import in_limits, over_limit

_LEAST_SPAN: Final = 1.5
"""The bar reaches at least this far, in limits, so that the limit is never its end."""
_MARGIN: Final = 1.1


class AnomalyBar(BarWidget):
    """How far the image is from the good references, in units of the limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anomaly = AnomalyScore()
        self.show_anomaly(self._anomaly)

    def show_anomaly(self, anomaly: AnomalyScore) -> None:
        """Show another score."""
        self._anomaly = anomaly
        self.setAccessibleName(self.tr("Anomaly score"))
        self.setAccessibleDescription(f"{self.figure()} {self._words()}".strip())
        self.setToolTip(self._hint())
        self.updateGeometry()
        self.update()

    def figure(self) -> str:
        """Return the score in units of its limit, in words; empty without a limit."""
        ratio = over_limit(self._anomaly)
        return "" if ratio is None else self.tr("{0}× limit").format(in_limits(ratio))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.colors()
        line = TextLine(painter, self.text_rect())
        title = self.tr("Anomaly score")
        figure = self._figure_beside(title, line.width)
        line.put_right_if_it_fits(figure, self.bold_font(), c.text)
        line.put_left(title, self.font(), c.text)
        words_color = c.warning if self._anomaly.is_over else c.muted
        line.put_left_if_it_fits(self._words(), self.small_font(), words_color)
        self._paint_bar(painter)
        painter.end()

    def _figure_beside(self, title: str, width: float) -> str:
        """Leave the word out of the figure where the title would lose letters to it."""
        title_px = QFontMetricsF(self.font()).horizontalAdvance(title)
        figure_px = QFontMetricsF(self.bold_font()).horizontalAdvance(self.figure())
        ratio = over_limit(self._anomaly)
        if ratio is None or title_px + figure_px + 3 * GAP_PX <= width:
            return self.figure()
        return f"{in_limits(ratio)}×"

    def _paint_bar(self, painter: QPainter) -> None:
        c, ratio = theme.colors(), over_limit(self._anomaly)
        scale = painter.device().devicePixelRatio()
        track = snapped(self.bar_rect(), scale)
        painter.fillRect(track, c.track)
        if ratio is None:
            return
        span = max(_LEAST_SPAN, ratio * _MARGIN)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(ratio, 1.0) / span)
        painter.fillRect(snapped(filled, scale), c.accent)
        if ratio > 1:
            beyond = QRectF(track)
            beyond.setLeft(filled.right())
            beyond.setRight(track.left() + track.width() * ratio / span)
            painter.fillRect(snapped(beyond, scale), c.hold_soft)
            hatch(painter, snapped(beyond, scale), c.warning)
        paint_mark(painter, track, 1 / span)

    def _words(self) -> str:
        if self._anomaly.is_over is None:
            return self.tr("no good references")
        return self.tr("over the limit") if self._anomaly.is_over else self.tr("within the limit")

    def _hint(self) -> str:
        score, limit = self._anomaly.score, self._anomaly.limit
        if score is None or limit is None:
            return self.tr("Add good references: then unusual places are found without examples.")
        words = self.tr("Distance from the good references: {0}, limit {1}")
        return words.format(f"{score:.3f}", f"{limit:.3f}")
