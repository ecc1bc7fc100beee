"""The mask that is being corrected, in the scene; only what is exposed is ever looked at.

Loads numpy: import it only when editing begins.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ui.theme import colors
from ui.widgets.canvas.brush import PixelRect
from ui.widgets.canvas.mask_editor import MaskEditor

_INSIDE: Final = 70
_EDGE: Final = 255
"""Opacity: the surface stays visible inside, the edge is what a person corrects."""
_RIM_PX: Final = 3.0
_LINE_PX: Final = 1.5
_SIDES_FROM: Final = 4.0
"""Below this zoom the sides of single pixels are too small to be drawn as lines."""
_MOST_LINES: Final = 20_000
"""With more pixel sides than this in view their pixels are painted instead."""


class MaskItem(QGraphicsItem):
    """Draws a mask over the image: a tint with the outer edge of its pixels as a line.

    Parameters
    ----------
    parent : QGraphicsItem
        The image; coordinates are its pixels.
    editor : MaskEditor
        Looked at when painting.
    """

    def __init__(self, parent: QGraphicsItem, editor: MaskEditor) -> None:
        super().__init__(parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._editor = editor

    @override
    def boundingRect(self) -> QRectF:
        width, height = self._editor.size_px
        return QRectF(0, 0, width, height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        scale = painter.worldTransform().m11() * painter.device().devicePixelRatioF()
        step = max(1, 2 ** math.floor(-math.log2(scale) + 1e-9)) if scale > 0 else 1
        rect = self._touched(option.exposedRect, step)
        if rect is None:
            return
        part = self._editor.mask[rect.slices]
        sides = pixel_sides(part, rect, self._editor.size_px) if scale >= _SIDES_FROM else []
        has_sides = 0 < len(sides) <= _MOST_LINES
        shades = shades_of(part, step, has_edge=not has_sides)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=step > 1)
        target = QRectF(rect.left, rect.top, shades.shape[1] * step, shades.shape[0] * step)
        painter.drawImage(target, _tinted(shades, colors().outline))
        if has_sides:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            for color, width in ((colors().shade, _RIM_PX), (colors().outline, _LINE_PX)):
                pen = QPen(color, width)
                pen.setCosmetic(True)
                pen.setCapStyle(Qt.PenCapStyle.SquareCap)
                painter.setPen(pen)
                painter.drawLines(sides)

    def _touched(self, exposed: QRectF, step: int) -> PixelRect | None:
        """Return the pixels to look at: outlined ones that are exposed, with neighbours."""
        seen = PixelRect(
            math.floor(exposed.left()),
            math.floor(exposed.top()),
            math.ceil(exposed.right()),
            math.ceil(exposed.bottom()),
        )
        outlined = self._editor.box_in(self._around(seen, step))
        return self._around(outlined, step) if outlined else None

    def _around(self, rect: PixelRect, step: int) -> PixelRect:
        """Return a box with its neighbours, beginning on whole steps."""
        width, height = self._editor.size_px
        around = 2 * step
        return PixelRect(
            max(0, (rect.left // step) * step - around),
            max(0, (rect.top // step) * step - around),
            min(width, rect.right + around),
            min(height, rect.bottom + around),
        )


def shades_of(part: NDArray[np.bool_], step: int, *, has_edge: bool) -> NDArray[np.uint8]:
    """Return how opaque a mask is drawn, each value for ``step`` by ``step`` pixels.

    A line of one pixel keeps its strength however small the image is shown.
    """
    inside = np.ascontiguousarray(part).view(np.uint8) * np.uint8(255)
    height, width = (-(-side // step) for side in part.shape)
    padded = _padded(inside, height * step, width * step)
    shades = _smaller(padded, (width, height)).astype(np.float32) * (_INSIDE / 255)
    if has_edge:
        core = cv2.erode(padded, np.ones((3, 3), np.uint8), borderValue=(255,))
        edge = cv2.subtract(padded, core).astype(np.uint8)
        strong = np.minimum(_smaller(edge, (width, height)).astype(np.float32) * step, _EDGE)
        shades = np.maximum(shades, strong)
    return shades.astype(np.uint8)


def pixel_sides(part: NDArray[np.bool_], rect: PixelRect, size_px: tuple[int, int]) -> list[QLineF]:
    """Return the sides of pixels between inside and outside, in image pixels.

    Parameters
    ----------
    part : (h, w) bool
        The mask in ``rect``.
    rect : PixelRect
        Where the cut goes through the mask there is no side; the border of the image is one.
    size_px : tuple of int
        (width, height) of the image.
    """
    grown = np.pad(part, 1, mode="edge")
    grown[0] &= rect.top > 0
    grown[-1] &= rect.bottom < size_px[1]
    grown[:, 0] &= rect.left > 0
    grown[:, -1] &= rect.right < size_px[0]
    corner = np.array((rect.top, rect.left))
    upright = np.argwhere(grown[1:-1, 1:] != grown[1:-1, :-1]) + corner
    lying = np.argwhere(grown[1:, 1:-1] != grown[:-1, 1:-1]) + corner
    return [
        *(QLineF(x, y, x, y + 1) for y, x in upright.tolist()),
        *(QLineF(x, y, x + 1, y) for y, x in lying.tolist()),
    ]


def _padded(values: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    down, across = height - values.shape[0], width - values.shape[1]
    if not down and not across:
        return values
    return np.pad(values, ((0, down), (0, across)))


def _smaller(values: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    if values.shape == (size[1], size[0]):
        return values
    return np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _tinted(shades: NDArray[np.uint8], color: QColor) -> QImage:
    """Return a picture in one colour, premultiplied."""
    alpha = shades.astype(np.uint16)
    channels = (color.blue(), color.green(), color.red(), 255)
    pixels = np.stack([(alpha * value // 255).astype(np.uint8) for value in channels], axis=-1)
    height, width = shades.shape
    picture = QImage(
        np.ascontiguousarray(pixels).data,
        width,
        height,
        4 * width,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    return picture.copy()
