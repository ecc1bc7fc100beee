"""The history: filters, a table, what a record's row can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.records.values import Counts, HistoryFilter, HistoryLine
from ui.icons import icon
from ui.models.history_model import (
    HistoryModel,
    HistorySource,
    HistoryState,
)
from ui.theme import GRID_PX
from ui.widgets.history.filter_bar import HistoryFilterBar
from ui.widgets.history.table import HistoryTable
from ui.widgets.notices import EmptyState, MessageKind, MessageLine, muted

_REFRESH_WAIT_MS: Final = 250
"""Many records a second ask for one refresh, not for many."""


class HistoryPanel(QWidget):
    """Lists records, newest first.

    Signals
    -------
    filter_changed : HistoryFilter
        Other records are wanted; the panel fetches them itself, counts may be sent along.
    story_wanted : str
        Id of a record whose whole story a person wants to see.
    export_wanted : HistoryFilter
        Records to export as CSV.
    image_wanted : HistoryLine
        A record whose image a person wants on the canvas.
    """

    filter_changed = Signal(object)
    story_wanted = Signal(str)
    export_wanted = Signal(object)
    image_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HistoryModel(self)
        self.filters = HistoryFilterBar()
        self._counts: Counts | None = None
        self._selected_record = ""
        self._scrolled_to = 0
        self._table = HistoryTable(self.model)
        self._empty = EmptyState("history")
        self._failed = EmptyState("warning")
        self._message = MessageLine()
        self._retry = QPushButton()
        self._total = muted(QLabel())
        self._open = QPushButton()
        self._export = QPushButton()
        self._stack = QStackedWidget()
        self._open_action = QAction(self)
        self._image_action = QAction(self)
        self._copy_action = QAction(self)
        self._refresh_later = QTimer(self, singleShot=True, interval=_REFRESH_WAIT_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_state()

    def set_source(self, source: HistorySource) -> None:
        """Connect where the records come from, and fetch the first page."""
        self.model.set_source(source)
        self.model.show_filtered(self.filters.wanted())

    def set_choices(
        self, products: Sequence[str], operators: Sequence[str], categories: CategorySet
    ) -> None:
        """Set what the filters offer and how categories are called."""
        self.model.set_categories(categories)
        self.filters.set_choices(products, operators, categories)

    def show_counts(self, counts: Counts) -> None:
        """Show how many records there are in the current filter."""
        self._counts = counts
        self._show_total()

    def refresh(self) -> None:
        """Something was recorded: fetch again soon, once for many calls."""
        if not self._refresh_later.isActive():
            self._refresh_later.start()

    def wanted(self) -> HistoryFilter:
        """Return the filter in force."""
        return self.filters.wanted()

    def selected_line(self) -> HistoryLine | None:
        """Return the selected record, None without one."""
        rows = self._table.selectionModel().selectedRows()
        return self.model.line_at(rows[0].row()) if rows else None

    @property
    def total_words(self) -> str:
        """What is said about the number of records."""
        return self._total.text()

    def header_state(self) -> QByteArray:
        """Return widths and order of the columns, to be kept between starts."""
        return self._table.header_state()

    def restore_header_state(self, state: QByteArray) -> None:
        """Put the columns back as they were."""
        self._table.restore_header_state(state)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._open.setText(self.tr("Whole story"))
        self._open.setToolTip(self.tr("Show everything about the selected record (Enter)"))
        self._export.setText(self.tr("Export CSV…"))
        self._export.setToolTip(self.tr("Write the records of this filter to a CSV file"))
        self._open_action.setText(self.tr("Show the whole story"))
        self._image_action.setText(self.tr("Show the image"))
        self._copy_action.setText(self.tr("Copy the record's number"))
        self._table.setAccessibleName(self.tr("History"))
        self._retry.setText(self.tr("Try again"))
        self._retry.setToolTip(self.tr("Read the records again"))
        for button in (self._open, self._export, self._retry):
            button.setAccessibleName(button.text())
        self.model.retranslate()
        self._show_state()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._export.setIcon(icon("export"))
        self._open.setIcon(icon("info"))
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._failed)
        self._total.setWordWrap(True)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self._total, 1)
        foot.addWidget(self._open)
        foot.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addWidget(self.filters)
        warning = QHBoxLayout()
        warning.addWidget(self._message, 1)
        warning.addWidget(self._retry)
        column.addLayout(warning)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self._on_filter_changed)
        self.model.state_changed.connect(self._show_state)
        self.model.modelAboutToBeReset.connect(self._remember_selection)
        self.model.modelReset.connect(self._restore_selection)
        self._refresh_later.timeout.connect(self.model.refresh)
        self._table.doubleClicked.connect(self._on_activated)
        self._table.customContextMenuRequested.connect(self._on_menu_wanted)
        self._table.selectionModel().selectionChanged.connect(self._show_buttons)
        self._open.clicked.connect(self._open_story)
        self._export.clicked.connect(self._on_export_clicked)
        self._failed.action_wanted.connect(self.model.retry)
        self._retry.clicked.connect(self.model.retry)
        self._empty.action_wanted.connect(self.filters.reset)
        self._open_action.triggered.connect(self._open_story)
        self._image_action.triggered.connect(self._on_image_wanted)
        self._copy_action.triggered.connect(self._copy_record_id)
        self._open_action.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self._open_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._table.addAction(self._open_action)
        self.addActions([self._image_action, self._copy_action])

    def _on_filter_changed(self, wanted: HistoryFilter) -> None:
        self._counts = None
        self.model.show_filtered(wanted)
        self.filter_changed.emit(wanted)

    def _on_activated(self, _index: QModelIndex) -> None:
        self._open_story()

    def _open_story(self) -> None:
        line = self.selected_line()
        if line is not None:
            self.story_wanted.emit(line.record_id)

    def _on_image_wanted(self) -> None:
        line = self.selected_line()
        if line is not None:
            self.image_wanted.emit(line)

    def _on_export_clicked(self) -> None:
        self.export_wanted.emit(self.wanted())

    def _copy_record_id(self) -> None:
        line = self.selected_line()
        if line is not None:
            QGuiApplication.clipboard().setText(line.record_id)

    def _on_menu_wanted(self, at: QPoint) -> None:
        if self.selected_line() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._open_action, self._image_action, self._copy_action])
        menu.popup(self._table.viewport().mapToGlobal(at))

    def _remember_selection(self) -> None:
        line = self.selected_line()
        self._selected_record = line.record_id if line else ""
        self._scrolled_to = self._table.verticalScrollBar().value()

    def _restore_selection(self) -> None:
        row = self.model.row_of(self._selected_record) if self._selected_record else None
        if row is not None:
            self._table.selectRow(row)
        self._table.verticalScrollBar().setValue(self._scrolled_to)

    def _show_state(self) -> None:
        """Show table, empty state or failure, as the model has it."""
        model = self.model
        if model.rowCount():
            self._table.size_columns()
            self._stack.setCurrentWidget(self._table)
        elif model.state is HistoryState.FAILED:
            self._failed.show_words(
                self.tr("The history cannot be shown"), model.error_words(), self.tr("Try again")
            )
            self._stack.setCurrentWidget(self._failed)
        else:
            self._say_why_empty()
            self._stack.setCurrentWidget(self._empty)
        # With rows on the screen a page that failed is told above them.
        has_rows_and_error = bool(model.rowCount()) and model.state is HistoryState.FAILED
        words = model.error_words() if has_rows_and_error else ""
        self._message.show_message(words, MessageKind.ERROR)
        self._retry.setVisible(has_rows_and_error)
        self._show_buttons()
        self._show_total()

    def _say_why_empty(self) -> None:
        if self.model.state is not HistoryState.READY:
            self._empty.show_words(self.tr("Reading the history…"), "")
        elif self.filters.is_active:
            self._empty.show_words(
                self.tr("No record fits these filters"),
                self.tr("Choose a longer period or take the filters back."),
                self.tr("Show all"),
            )
        else:
            self._empty.show_words(
                self.tr("No records yet"),
                self.tr(
                    "Inspect an image and judge it: everything the program and people said about "
                    "it is kept here."
                ),
            )

    def _show_buttons(self) -> None:
        self._open.setEnabled(self.selected_line() is not None)
        self._export.setEnabled(self.model.rowCount() > 0)

    def _show_total(self) -> None:
        loaded = self.model.rowCount()
        if self.model.state is HistoryState.LOADING:
            self._total.setText(self.tr("Reading…"))
        elif self._counts is not None and loaded:
            c = self._counts
            self._total.setText(
                self.tr(
                    "{total} records: OK {ok}, NG {ng}, Hold {hold}; {judged} judged, "
                    "{corrected} corrected"
                ).format(
                    total=f"{c.total:,}",
                    ok=f"{c.ok:,}",
                    ng=f"{c.ng:,}",
                    hold=f"{c.hold:,}",
                    judged=f"{c.judged:,}",
                    corrected=f"{c.corrected:,}",
                )
            )
        elif self.model.is_complete and loaded:
            self._total.setText(self.tr("{count} records").format(count=f"{loaded:,}"))
        elif loaded:
            self._total.setText(
                self.tr("the newest {count} records; scroll for older ones").format(
                    count=f"{loaded:,}"
                )
            )
        else:
            self._total.setText("")
