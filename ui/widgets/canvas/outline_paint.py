"""What is drawn over an image while its outline is corrected, in pixels of the view."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from core.domain.regions import Line
from ui.theme import colors
from ui.widgets.canvas.geometry import Point

END_PX: Final = 9.0
"""Side of a handle of the length line."""
AWAY_PX: Final = 18.0
"""From the end of the line to its handle."""
_RIM_PX: Final = 3.0
_LINE_PX: Final = 1.5
_CROSS_PX: Final = 4.0
_SMALL_PX: Final = 6.0
"""A smaller ring is hard to see: a cross goes with it."""


@dataclass(frozen=True, slots=True)
class Brush:
    """Where the brush is and what it does.

    Attributes
    ----------
    at : tuple of float
        Image point.
    diameter_px : int
        In pixels of the image.
    adds : bool
        A whole ring adds, a dashed one erases: colour alone does not tell.
    """

    at: Point
    diameter_px: int
    adds: bool

    def rect(self, to_view: QTransform) -> QRectF:
        """Return where its ring lies in the view."""
        radius = self.diameter_px / 2
        x, y = self.at
        return to_view.mapRect(QRectF(x - radius, y - radius, self.diameter_px, self.diameter_px))


def brush_area(brush: Brush, to_view: QTransform) -> QRectF:
    """Return what has to be painted again where a brush is or was."""
    around = _CROSS_PX + _RIM_PX + 1
    return brush.rect(to_view).adjusted(-around, -around, around, around)


def handles_of(line: Line, to_view: QTransform) -> tuple[QPointF, QPointF]:
    """Return where the handles of a length line lie: beyond its ends, which the brush may need."""
    one, other = (to_view.map(QPointF(*end)) for end in line)
    along = _along(one, other) * AWAY_PX
    return one - along, other + along


def line_area(line: Line, to_view: QTransform) -> QRectF:
    """Return what has to be painted again where a length line is or was."""
    around = END_PX + _RIM_PX
    area = QRectF(*handles_of(line, to_view)).normalized()
    return area.adjusted(-around, -around, around, around)


def paint_brush(painter: QPainter, brush: Brush, to_view: QTransform) -> None:
    """Draw the ring of the brush."""
    ring = brush.rect(to_view)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.SolidLine if brush.adds else Qt.PenStyle.DashLine
    for color, width, kind in (
        (colors().shade, _RIM_PX, Qt.PenStyle.SolidLine),
        (colors().selected, _LINE_PX, style),
    ):
        painter.setPen(QPen(color, width, kind))
        painter.drawEllipse(ring)
        if ring.width() < _SMALL_PX:
            at, reach = ring.center(), _CROSS_PX + ring.width() / 2
            painter.drawLine(at - QPointF(reach, 0), at + QPointF(reach, 0))
            if brush.adds:
                painter.drawLine(at - QPointF(0, reach), at + QPointF(0, reach))


def paint_line(painter: QPainter, line: Line, to_view: QTransform, *, is_drawn: bool) -> None:
    """Draw the length line with a bar and a handle at each end; a person's is a whole line."""
    one, other = (to_view.map(QPointF(*end)) for end in line)
    handles = handles_of(line, to_view)
    along = _along(one, other)
    bar = QPointF(-along.y(), along.x()) * (END_PX / 2)
    style = Qt.PenStyle.SolidLine if is_drawn else Qt.PenStyle.DashLine
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width, kind in (
        (colors().shade, _RIM_PX, Qt.PenStyle.SolidLine),
        (colors().length_line, _LINE_PX, style),
    ):
        painter.setPen(QPen(color, width, kind))
        painter.drawLine(one, other)
        painter.setPen(QPen(color, width))
        for end, handle in zip((one, other), handles, strict=True):
            painter.drawLine(end, handle)
            painter.drawLine(end - bar, end + bar)
    for handle in handles:
        square = QRectF(0, 0, END_PX, END_PX)
        square.moveCenter(handle)
        painter.setPen(QPen(colors().shade, 1))
        painter.setBrush(colors().length_line)
        painter.drawRect(square)


def _along(one: QPointF, other: QPointF) -> QPointF:
    """Return the direction from one to the other, one pixel long."""
    way = other - one
    return way / max(1e-6, math.hypot(way.x(), way.y()))
