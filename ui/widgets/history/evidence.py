"""The pictures kept with a record."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import GRID_PX, colors

_LEAST_PX = 120
_USUAL_PX = 320


class EvidencePicture(QWidget):
    """A JPEG scaled to the room there is, on the dark ground pictures stand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_jpeg(self, jpeg: bytes, name: str) -> None:
        """Show a picture; one that cannot be read shows ``name`` only."""
        self._image = QImage.fromData(jpeg)
        self._words = "" if not self._image.isNull() else name
        self.setAccessibleName(name)
        self.update()

    def show_words(self, words: str) -> None:
        """Show words in place of a picture."""
        self._image = QImage()
        self._words = words
        self.setAccessibleName(words)
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self._image.isNull()

    @property
    def words(self) -> str:
        """What is said in place of a picture."""
        return self._words

    @override
    def sizeHint(self) -> QSize:
        return QSize(_USUAL_PX, _USUAL_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, _LEAST_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        c = colors()
        painter.fillRect(self.rect(), c.canvas)
        if self._image.isNull():
            painter.setPen(c.on_canvas)
            inner = self.rect().adjusted(GRID_PX, GRID_PX, -GRID_PX, -GRID_PX)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, flags, self._words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._target(), self._image)
        painter.end()

    def _target(self) -> QRect:
        """Return where the picture goes: as large as fits, at most twice its own size."""
        size = self._image.size()
        largest = self.size().boundedTo(size * 2)
        size.scale(largest, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(self.rect().center())
        return target
