"""The scrolling list itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.models.shown_images import ShownImages
from ui.theme import GRID_PX
from ui.widgets.browser.delegate import RowDelegate
from ui.widgets.browser.words import BrowserWords

_SETTLE_MS: Final = 30
_SELECT_ALL: Final = QKeySequence.StandardKey.SelectAll
_OWN_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
    }
)  # fmt: skip


class ImageList(QTableView):
    """One column of equal rows.

    A table and not a QListView: that one asks Python for an index per row whenever rows come, 9 s
    for 50,000 in batches of 500 against 0.4 s here.

    Signals
    -------
    sight_changed
        Other rows are in sight, and have been for a moment.
    """

    sight_changed = Signal()

    def __init__(
        self, images: ShownImages, words: BrowserWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._images = images
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self.setModel(images)
        self.setItemDelegate(RowDelegate(words, self))
        self._make_a_list()
        self.verticalScrollBar().valueChanged.connect(self.look_again)
        images.arranged.connect(self.look_again)

    def look_again(self) -> None:
        """Say soon what is in sight."""
        # Not restarted: while somebody scrolls on and on, thumbnails still appear.
        if not self._settle.isActive():
            self._settle.start()

    def rows_in_sight(self) -> range:
        """Return the rows that are at least partly visible."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self._images.rowCount() - 1) + 1)

    def selected_rows(self) -> list[int]:
        """Return the selected rows, ascending."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def show_row(self, row: int | None) -> None:
        """Make a row the current one and bring it into sight; None leaves no row current."""
        if row is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            self.scrollToTop()
            return
        index = self._images.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrow keys; letters, digits and Space are for whoever judges images."""
        if event.key() == Qt.Key.Key_Home:
            self._go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self._go_to(self._images.rowCount() - 1)
        elif event.key() in _OWN_KEYS or event.matches(_SELECT_ALL):
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: there is a field to search in."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._set_row_height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look_again()

    def _make_a_list(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        # Letters are keys here, not text: a Korean input method must not hold them back.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        across = self.horizontalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()

    def _set_row_height(self) -> None:
        height = RowDelegate.row_height(self.fontMetrics())
        header = self.verticalHeader()
        header.setMinimumSectionSize(height)
        header.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(GRID_PX, height // 2))
        self.look_again()

    def _go_to(self, row: int) -> None:
        if 0 <= row < self._images.rowCount():
            self.show_row(row)

    def _on_settled(self) -> None:
        self.sight_changed.emit()
