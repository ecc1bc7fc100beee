"""The image and its heat map in the scene; scene coordinates are image pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ui.widgets.canvas import zoom
from ui.workers.image_loader import LoadedImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SMOOTH_BELOW: Final = 2.0
"""From this zoom on single pixels are shown as they are."""


class ImageItem(QGraphicsItem):
    """Draws the visible part from the halving nearest to the zoom; makes no copy of pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._loaded: LoadedImage | None = None
        self._images: tuple[QImage, ...] = ()
        self._bounds = QRectF()

    @property
    def loaded(self) -> LoadedImage | None:
        """What is shown."""
        return self._loaded

    def show_loaded(self, loaded: LoadedImage | None) -> None:
        """Show other pixels."""
        self.prepareGeometryChange()
        self._images = tuple(_wrapped(level) for level in loaded.levels) if loaded else ()
        self._loaded = loaded  # It keeps the pixels alive that the images look at.
        facts = loaded.facts if loaded else None
        self._bounds = QRectF(0, 0, facts.width_px, facts.height_px) if facts else QRectF()
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if not self._images:
            return
        magnification = _magnification(painter)
        exposed = option.exposedRect.intersected(self._bounds)
        image = self._images[self._level(magnification)]
        across = image.width() / self._bounds.width()
        down = image.height() / self._bounds.height()
        part = QRectF(
            exposed.x() * across,
            exposed.y() * down,
            exposed.width() * across,
            exposed.height() * down,
        )
        smooth = magnification < _SMOOTH_BELOW and not math.isclose(magnification, 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(exposed, image, part)

    def _level(self, magnification: float) -> int:
        """Choose a halving; those of a preview begin further down."""
        per_pixel = self._bounds.width() / self._images[0].width()
        return zoom.level_for(magnification * per_pixel, len(self._images))


class HeatItem(QGraphicsItem):
    """A coloured picture over the whole image."""

    def __init__(self, parent: ImageItem) -> None:
        super().__init__(parent)
        self._over = parent
        self._image = QImage()

    def show_colours(self, rgba: NDArray[np.uint8] | None) -> None:
        """Show another picture, (h, w, 4) uint8, or none."""
        self.prepareGeometryChange()
        self._image = QImage()
        if rgba is not None:
            rgba = rgba.copy("C") if not rgba.flags.c_contiguous else rgba
            height, width = rgba.shape[:2]
            straight = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
            # Premultiplied, so that colours of transparent pixels do not bleed; this also copies.
            self._image = straight.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return QRectF() if self._image.isNull() else self._over.boundingRect()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.boundingRect(), self._image, QRectF(self._image.rect()))


def _wrapped(level: NDArray[np.uint8]) -> QImage:
    height, width = level.shape[:2]
    return QImage(level.data, width, height, 3 * width, QImage.Format.Format_RGB888)


def _magnification(painter: QPainter) -> float:
    """Return device pixels per image pixel."""
    return painter.worldTransform().m11() * painter.device().devicePixelRatioF()
