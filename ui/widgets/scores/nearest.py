"""The nearest taught examples, as pictures: because of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QThreadPool
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from core.domain.categories import CategorySet
from core.texts.wording import category_name
from ui import theme
from ui.i18n.translation import current_language
from ui.icons import paint_icon
from ui.theme import GRID_PX
from ui.widgets.scores.thumbnail_job import ThumbnailJob, ThumbnailRelay

MAX_SHOWN: Final = 6
_SIDE_LETTERS: Final = 9
_LEAST_SIDE_PX: Final = 56
_LOADED_SIDE_PX: Final = 256
"""Enough for 200 % text on a 200 % screen."""
_SMALL: Final = 0.87


@dataclass(frozen=True, slots=True)
class NearestExample:
    """A taught example that looks like the image."""

    path: Path
    category_id: str
    similarity: float


class NearestExamples(QWidget):
    """Pictures in rows, with category and similarity below each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._examples: tuple[NearestExample, ...] = ()
        self._categories = CategorySet(())
        self._pictures: dict[int, QImage] = {}
        self._request = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = ThumbnailRelay()
        self._relay.loaded.connect(self._on_loaded)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def show_examples(self, examples: Sequence[NearestExample], categories: CategorySet) -> None:
        """Show the nearest first; pictures follow when they are loaded."""
        shown = tuple(examples[:MAX_SHOWN])
        self._categories = categories
        if shown != self._examples:
            self._examples = shown
            self._load()
        self.setAccessibleDescription(", ".join(self._caption(e) for e in shown))
        self.updateGeometry()
        self.update()

    @property
    def examples(self) -> tuple[NearestExample, ...]:
        """What is shown."""
        return self._examples

    def picture(self, place: int) -> QImage | None:
        """Return a picture; None while it is loading, null if it cannot be read."""
        return self._pictures.get(place)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if not self._examples:
            return 0
        rows = -(-len(self._examples) // self._columns(width))
        return rows * self._cell().height() + (rows - 1) * GRID_PX

    @override
    def sizeHint(self) -> QSize:
        width = 3 * self._cell().width() + 2 * GRID_PX
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._cell().width(), self._cell().height() if self._examples else 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_hint(event.pos(), event.globalPos())
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in range(len(self._examples)):
            self._paint_cell(painter, place)
        painter.end()

    def cell_rect(self, place: int) -> QRect:
        """Return where an example stands."""
        columns, cell = self._columns(self.width()), self._cell()
        row, column = divmod(place, columns)
        left = column * (cell.width() + GRID_PX)
        return QRect(QPoint(left, row * (cell.height() + GRID_PX)), cell)

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        c, cell, example = theme.colors(), self.cell_rect(place), self._examples[place]
        frame = QRect(cell.topLeft(), QSize(cell.width(), cell.width()))
        painter.fillRect(frame, c.track)
        picture = self._pictures.get(place)
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            inner = QRect(QPoint(0, 0), size)
            inner.moveCenter(frame.center())
            painter.drawImage(inner, picture)
        elif picture is not None:
            side = cell.width() / 3
            sign = QRectF(0, 0, side, side)
            sign.moveCenter(QRectF(frame).center())
            paint_icon(painter, sign, "warning", c.muted)
        self._write_below(painter, cell, example)

    def _write_below(self, painter: QPainter, cell: QRect, example: NearestExample) -> None:
        c, metrics = theme.colors(), QFontMetrics(self._small_font())
        painter.setFont(self._small_font())
        name = category_name(self._categories, example.category_id, current_language())
        lines = ((name, c.text), (f"{example.similarity:.2f}", c.muted))
        top = cell.top() + cell.width() + GRID_PX // 4
        for number, (words, color) in enumerate(lines):
            line = QRect(
                cell.left(), top + number * metrics.height(), cell.width(), metrics.height()
            )
            painter.setPen(color)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def _load(self) -> None:
        self._pool.clear()
        self._pictures = {}
        self._request += 1
        for place, example in enumerate(self._examples):
            job = ThumbnailJob(
                self._relay,
                example.path,
                request=self._request,
                place=place,
                side_px=_LOADED_SIDE_PX,
            )
            self._pool.start(job)

    def _on_loaded(self, request: int, place: int, picture: QImage) -> None:
        if request != self._request:
            return
        self._pictures[place] = picture
        self.update(self.cell_rect(place))

    def _show_hint(self, place_px: QPoint, global_px: QPoint) -> None:
        for place, example in enumerate(self._examples):
            if self.cell_rect(place).contains(place_px):
                words = f"{self._caption(example)}\n{example.path.name}"
                QToolTip.showText(global_px, words, self, self.cell_rect(place))
                return
        QToolTip.hideText()

    def _caption(self, example: NearestExample) -> str:
        name = category_name(self._categories, example.category_id, current_language())
        return self.tr("{0}, similarity {1}").format(name, f"{example.similarity:.2f}")

    def _columns(self, width: int) -> int:
        return max(1, (width + GRID_PX) // (self._cell().width() + GRID_PX))

    def _cell(self) -> QSize:
        letters = self.fontMetrics().averageCharWidth() * _SIDE_LETTERS
        side = max(_LEAST_SIDE_PX, letters)
        return QSize(side, side + 2 * QFontMetrics(self._small_font()).height() + GRID_PX // 2)

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font
