"""Which columns an exported table has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.records.export import COLUMNS, headings_in
from core.texts.catalogue import shared_texts
from ui import theme
from ui.i18n.translation import current_language
from ui.theme import GRID_PX
from ui.widgets.notices import small_bold

_LETTERS: Final = 22
_FRAME_PERCENT: Final = 140


class ColumnChoice(QWidget):
    """A list of all columns to check; their order is always that of the file.

    Signals
    -------
    changed
        A person chose other columns.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = small_bold(QLabel())
        self._list = QListWidget()
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._all = QPushButton()
        self._none = QPushButton()
        for name in COLUMNS:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        for button in (self._all, self._none):
            button.setAutoDefault(False)
            buttons.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)
        self._list.itemChanged.connect(self._on_changed)
        self._all.clicked.connect(self._check_all)
        self._none.clicked.connect(self._check_none)
        self._fit()
        self._frame_boxes()
        self.retranslate()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the checked columns, in the order of the file."""
        return tuple(
            name
            for name, item in zip(COLUMNS, self._items(), strict=True)
            if item.checkState() is Qt.CheckState.Checked
        )

    def set_chosen(self, columns: Iterable[str]) -> None:
        """Check these columns and no others; unknown ids are passed over."""
        wanted = frozenset(columns)
        with QSignalBlocker(self._list):
            for name, item in zip(COLUMNS, self._items(), strict=True):
                is_wanted = name in wanted
                item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
        self._show_count()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        words = headings_in(shared_texts(), current_language())
        with QSignalBlocker(self._list):
            for name, item in zip(COLUMNS, self._items(), strict=True):
                item.setText(words[name])
                item.setToolTip(f"{words[name]} ({name})")
        self._list.setAccessibleName(self.tr("Columns"))
        self._list.setToolTip(self.tr("The columns of the file (Space checks and unchecks)"))
        self._all.setText(self.tr("All"))
        self._all.setToolTip(self.tr("Check all columns"))
        self._none.setText(self.tr("None"))
        self._none.setToolTip(self.tr("Uncheck all columns"))
        for button in (self._all, self._none):
            button.setAccessibleName(button.toolTip())
        self._show_count()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
        elif event.type() == QEvent.Type.PaletteChange:
            self._frame_boxes()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _check_all(self) -> None:
        self.set_chosen(COLUMNS)
        self._emit_changed()

    def _check_none(self) -> None:
        self.set_chosen(())
        self._emit_changed()

    def _on_changed(self, _: QListWidgetItem) -> None:
        self._show_count()
        self._emit_changed()

    def _show_count(self) -> None:
        self._title.setText(
            self.tr("Columns: {chosen} of {count}").format(
                chosen=len(self.chosen()), count=len(COLUMNS)
            )
        )

    def _fit(self) -> None:
        self._list.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS + 4 * GRID_PX)

    def _frame_boxes(self) -> None:
        """Let the frames of the boxes be seen: Fusion makes them from this colour, but darker."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, theme.colors().muted.lighter(_FRAME_PERCENT))
        self._list.setPalette(palette)

    def _emit_changed(self) -> None:
        self.changed.emit()
