"""Thumbnails side by side, made off the window's thread for those in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from core.imaging.decode import DecodeLimits
from core.texts.wording import render_error
from ui.i18n.translation import current_language
from ui.icons import paint_icon
from ui.models.bank_model import PROBLEM_ROLE, Picture, PictureModel
from ui.theme import GRID_PX, colors
from ui.workers.thumbnails import Thumbnail, ThumbnailLoader

_PICTURE_LINES: Final = 6
"""Height of a picture in lines of text, so that it grows with the text size."""
_SIGHT_MS: Final = 30
_ANY_SIZE: Final = DecodeLimits(min_side_px=1)
"""A taught ROI may be small."""

_Index = QModelIndex | QPersistentModelIndex


class PictureDelegate(QStyledItemDelegate):
    """Paints the picture on its dark ground and the words below it."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = option.fontMetrics.lineSpacing()
        side = _PICTURE_LINES * line
        return QSize(side + 2 * GRID_PX, side + line + 3 * GRID_PX)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        c = colors()
        cell = option.rect.adjusted(2, 2, -2, -2)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(cell, c.accent)
        inner = cell.adjusted(GRID_PX // 2, GRID_PX // 2, -GRID_PX // 2, -GRID_PX // 2)
        line = option.fontMetrics.lineSpacing()
        picture = inner.adjusted(0, 0, 0, -line - GRID_PX // 2)
        painter.fillRect(picture, c.canvas)
        pixmap, problem = index.data(Qt.ItemDataRole.DecorationRole), index.data(PROBLEM_ROLE)
        if isinstance(pixmap, QPixmap):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(_fitted(pixmap, picture), pixmap)
        elif problem:
            mark = QRectF(0, 0, 2 * line, 2 * line)
            mark.moveCenter(QRectF(picture).center())
            paint_icon(painter, mark, "warning", c.on_canvas)
        painter.setPen(c.on_accent if is_selected else c.text)
        words = option.fontMetrics.elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        below = QRect(inner.left(), inner.bottom() - line, inner.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(c.accent)
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        painter.restore()


class PictureGrid(QListView):
    """Pictures to look at and to select.

    Call :meth:`shut_down` before the grid goes away: it waits for its threads.

    Signals
    -------
    selection_changed
        Other pictures are selected.
    remove_wanted
        Delete was pressed on a selection.
    """

    selection_changed = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = PictureModel(self)
        self._loader = ThumbnailLoader(limits=_ANY_SIZE, parent=self)
        self._hint = ""
        self._look = QTimer(self, singleShot=True, interval=_SIGHT_MS)
        self.setModel(self._pictures)
        self.setItemDelegate(PictureDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self._loader.thumbnail_made.connect(self._on_made)
        self._look.timeout.connect(self._ask)
        self._pictures.modelReset.connect(self._look.start)
        self.verticalScrollBar().valueChanged.connect(self._look.start)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show other pictures; nothing is selected then."""
        self._pictures.show_pictures(pictures)
        self.selection_changed.emit()

    def set_hint(self, words: str) -> None:
        """Set what is said while there are no pictures."""
        self._hint = words
        self.viewport().update()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """What is shown."""
        return self._pictures.pictures

    def selected_keys(self) -> tuple[str, ...]:
        """Return the keys of the selected pictures, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.pictures[row].key for row in rows)

    def shut_down(self) -> bool:
        """Stop making thumbnails and wait for the threads; False if one does not end."""
        self._look.stop()
        return self._loader.shut_down()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._loader.want(())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected_keys():
            self.remove_wanted.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.pictures or not self._hint:
            return
        painter = QPainter(self.viewport())
        painter.setPen(colors().muted)
        room = self.viewport().rect().adjusted(GRID_PX, GRID_PX, -GRID_PX, -GRID_PX)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
        painter.end()

    def _ask(self) -> None:
        """Want the pictures in sight, and none of the others."""
        if not self.isVisible():
            return
        sight = self.viewport().rect()
        rows = [
            row
            for row in range(len(self.pictures))
            if self.visualRect(self._pictures.index(row)).intersects(sight)
        ]
        self._loader.want(self._pictures.lacking(rows))

    def _on_made(self, thumbnail: Thumbnail) -> None:
        if thumbnail.image is not None:
            self._pictures.take_thumbnail(thumbnail.path, thumbnail.image)
        elif thumbnail.problem is not None:
            words = render_error(thumbnail.problem, current_language())
            self._pictures.take_problem(thumbnail.path, words)

    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.selection_changed.emit()


def _fitted(pixmap: QPixmap, room: QRect) -> QRect:
    size = pixmap.size()
    size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(room.center())
    return target
