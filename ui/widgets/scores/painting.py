"""Painting of score bars: crisp at any scale of the screen, told apart without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from core.domain.categories import Role
from ui import theme

_HATCH_STEP_PX: Final = 5.0
_UNSURE_ALPHA: Final = 0.45
_MARK_OVERHANG_PX: Final = 3.0
_CORNER_PX: Final = 2.0


@dataclass(frozen=True, slots=True)
class BarFill:
    """How much of a bar is filled and how.

    Attributes
    ----------
    share : float
        0-1 of the width.
    role : Role
        Chooses colour and pattern: defects are solid, clean is framed, look-alikes are hatched.
    is_strong : bool
        At or over the threshold.
    mark : float or None
        Where the threshold stands, 0-1.
    """

    share: float
    role: Role
    is_strong: bool = True
    mark: float | None = None


def role_color(role: Role) -> QColor:
    """Return the colour of a role."""
    c = theme.colors()
    return {Role.DEFECT: c.defect, Role.CLEAN: c.clean, Role.LOOK_ALIKE: c.look_alike}[role]


def snapped(rect: QRectF, ratio: float) -> QRectF:
    """Move the edges of a rectangle onto whole pixels of the screen."""
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    right, bottom = round(rect.right() * ratio) / ratio, round(rect.bottom() * ratio) / ratio
    return QRectF(left, top, right - left, bottom - top)


def paint_bar(painter: QPainter, rect: QRectF, fill: BarFill) -> None:
    """Paint track, filling and threshold mark."""
    ratio = painter.device().devicePixelRatio()
    track = snapped(rect, ratio)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colors().track)
    painter.drawRoundedRect(track, _CORNER_PX, _CORNER_PX)
    if fill.share > 0:
        filled = QRectF(track)
        filled.setWidth(max(track.width() * min(fill.share, 1.0), 2.0))
        _paint_filling(painter, snapped(filled, ratio), fill)
    if fill.mark is not None:
        paint_mark(painter, track, fill.mark)
    painter.restore()


def paint_mark(painter: QPainter, track: QRectF, share: float) -> None:
    """Paint the threshold: a line across the bar with a rim, so that it shows on any filling."""
    ratio = painter.device().devicePixelRatio()
    width = max(2.0, round(2.0 * ratio) / ratio)
    x = track.left() + (track.width() - width) * min(max(share, 0.0), 1.0)
    line = QRectF(x, track.top(), width, track.height()).adjusted(
        0, -_MARK_OVERHANG_PX, 0, _MARK_OVERHANG_PX
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(snapped(line.adjusted(-1, 0, 1, 0), ratio), theme.colors().base)
    painter.fillRect(snapped(line, ratio), theme.colors().threshold)


def paint_role(painter: QPainter, rect: QRectF, role: Role) -> None:
    """Paint the sign of a role: a triangle, a ring, two waves."""
    color = role_color(role)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, max(1.5, rect.height() / 7), c=Qt.PenCapStyle.RoundCap))
    inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    if role is Role.DEFECT:
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        top = QPointF(inner.center().x(), inner.top())
        painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
    elif role is Role.CLEAN:
        painter.drawEllipse(inner)
    else:
        for share in (0.3, 0.75):
            painter.drawPath(_wave(inner, share))
    painter.restore()


def paint_focus(painter: QPainter, rect: QRectF) -> None:
    """Frame what has the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colors().accent, 1.0))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER_PX, _CORNER_PX)
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Draw slanted lines over a rectangle."""
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QPen(color, 1.5))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
        x += _HATCH_STEP_PX
    painter.restore()


def _paint_filling(painter: QPainter, rect: QRectF, fill: BarFill) -> None:
    color = role_color(fill.role)
    soft = QColor(color)
    soft.setAlphaF(_UNSURE_ALPHA)
    painter.setBrush(color if fill.is_strong and fill.role is not Role.LOOK_ALIKE else soft)
    painter.drawRoundedRect(rect, _CORNER_PX, _CORNER_PX)
    if fill.role is Role.LOOK_ALIKE:
        hatch(painter, rect, color)
    elif fill.role is Role.CLEAN:
        _frame(painter, rect, color)


def _frame(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Give the clean label a hollow look: framed, the core lightened."""
    c = theme.colors()
    core = QColor(c.base)
    core.setAlphaF(0.55)
    painter.fillRect(rect.adjusted(2, 2, -2, -2), core)
    painter.setPen(QPen(color, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER_PX, _CORNER_PX)
    painter.setPen(Qt.PenStyle.NoPen)


def _wave(rect: QRectF, share: float) -> QPainterPath:
    y, swing = rect.top() + rect.height() * share, rect.height() * 0.28
    middle = rect.center().x()
    path = QPointF(rect.left(), y)
    wave = QPainterPath(path)
    wave.quadTo(QPointF((rect.left() + middle) / 2, y - swing), QPointF(middle, y))
    wave.quadTo(QPointF((rect.right() + middle) / 2, y + swing), QPointF(rect.right(), y))
    return wave
