"""The scale of the heat map, in a corner of the view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from ui.theme import colors

_BAR_PX: Final = (128, 8)
_PAD_PX: Final = 8.0
_MARGIN_PX: Final = 12.0
_TICK_PX: Final = 4.0


def paint_legend(
    painter: QPainter,
    view: QRectF,
    words: tuple[str, str, str],
    *,
    avoid: Sequence[Sequence[QRectF]] = (),
) -> None:
    """Paint the colour scale into a corner of the view.

    Parameters
    ----------
    painter : QPainter
        In pixels of the view.
    view : QRectF
        What is seen.
    words : tuple of str
        Below the low end, the middle (marked when there are words) and the high end.
    avoid : sequence of sequences of QRectF
        What must not be covered, the most important first: when no corner keeps free of all of
        it, the last group is given up, and so on.
    """
    low, middle, high = words
    metrics = QFontMetricsF(painter.font())
    sides = max(metrics.horizontalAdvance(low), metrics.horizontalAdvance(high))
    # The middle one is centred, so the wider side is needed twice.
    needed = metrics.horizontalAdvance(middle) + 2 * (sides + _PAD_PX)
    width = max(float(_BAR_PX[0]), needed)
    height = _BAR_PX[1] + metrics.height() + 2 * _PAD_PX
    ground = _corner(view, QSizeF(width + 2 * _PAD_PX, height), avoid)
    if ground.width() > view.width() / 2 or ground.height() > view.height() / 4:
        return  # On so small a view it would hide the image.
    shade = QColor(colors().shade)
    shade.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(ground, 4, 4)
    bar = QRectF(ground.x() + _PAD_PX, ground.y() + _PAD_PX, width, _BAR_PX[1])
    painter.drawImage(bar, _bar())
    line = QRectF(bar.x(), bar.bottom(), width, metrics.height() + _PAD_PX / 2)
    painter.setPen(colors().selected)
    vertical = Qt.AlignmentFlag.AlignBottom
    painter.drawText(line, int(vertical | Qt.AlignmentFlag.AlignLeft), low)
    painter.drawText(line, int(vertical | Qt.AlignmentFlag.AlignRight), high)
    if middle:
        painter.drawText(line, int(vertical | Qt.AlignmentFlag.AlignHCenter), middle)
        x = bar.center().x()
        painter.setPen(QPen(colors().selected, 1.5))
        painter.drawLine(QPointF(x, bar.y() - _TICK_PX / 2), QPointF(x, bar.bottom() + _TICK_PX))


def _corner(view: QRectF, size: QSizeF, avoid: Sequence[Sequence[QRectF]]) -> QRectF:
    room = view.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
    far_x, far_y = room.right() - size.width(), room.bottom() - size.height()
    spots = [QRectF(QPointF(x, y), size) for y in (far_y, room.top()) for x in (far_x, room.left())]
    for given_up in range(len(avoid) + 1):
        kept = [rect for group in avoid[: len(avoid) - given_up] for rect in group]
        for spot in spots:
            if not any(spot.intersects(rect) for rect in kept):
                return spot
    return spots[0]


@lru_cache(maxsize=1)
def _bar() -> QImage:
    # Loads numpy, which the first paint can do without.
    from ui.widgets.canvas.colour_map import legend_rgba

    row = legend_rgba(_BAR_PX[0])
    image = QImage(row.data, row.shape[1], 1, 4 * row.shape[1], QImage.Format.Format_RGBA8888)
    return image.copy()
