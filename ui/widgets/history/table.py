"""The table of the history."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from ui.models.history_model import HISTORY_COLUMNS, OUTCOME_COLUMNS, HistoryModel
from ui.theme import GRID_PX

_SAMPLE_ROWS: Final = 60
_MAX_COLUMN_LETTERS: Final = 28
_WITH_ICON: Final = OUTCOME_COLUMNS | {"corrected"}


class HistoryTable(QTableView):
    """Whole rows are selected; columns get the width of their words, then they are the person's."""

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = model
        self._is_sized = False
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self._size_rows()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def header_state(self) -> QByteArray:
        """Return widths and order of the columns."""
        return self.horizontalHeader().saveState()

    def restore_header_state(self, state: QByteArray) -> None:
        """Put the columns back as they were."""
        self._is_sized = self.horizontalHeader().restoreState(state)

    def size_columns(self) -> None:
        """Give each column the width of its words, once there are rows."""
        rows = min(self._history.rowCount(), _SAMPLE_ROWS)
        if self._is_sized or not rows:
            return
        self._is_sized = True
        metrics = self.fontMetrics()
        side = metrics.height()
        gap = metrics.averageCharWidth() * 2
        widest = metrics.averageCharWidth() * _MAX_COLUMN_LETTERS
        header = self.horizontalHeader()
        for column, name in enumerate(HISTORY_COLUMNS):
            shown = [str(self._history.index(row, column).data() or "") for row in range(rows)]
            extra = side + GRID_PX if name in _WITH_ICON else 0
            width = min(max(metrics.horizontalAdvance(words) for words in shown), widest) + extra
            header.resizeSection(column, max(width, header.sectionSizeHint(column)) + gap)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._size_rows()
            self._is_sized = False
            self.size_columns()

    def _size_rows(self) -> None:
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.verticalHeader().setDefaultSectionSize(side + GRID_PX)
