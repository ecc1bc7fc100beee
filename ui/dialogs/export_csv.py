"""Exporting the records of a filter to a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.errors import DefectScribeError
from core.records.values import ANY_RECORD, HistoryFilter, HistoryLine, Rows
from core.texts.wording import render_error
from ui.dialogs.base import AppDialog
from ui.dialogs.export_columns import ColumnChoice
from ui.dialogs.export_fields import ExportFields
from ui.dialogs.export_values import CsvPreview, ExportHabits, ExportRequest, PreviewRequest
from ui.i18n.translation import current_language
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold


class _Stage(Enum):
    EDITING = "editing"
    RUNNING = "running"
    DONE = "done"


class ExportCsvDialog(AppDialog):
    """What goes into the file, how it will look, and where it goes.

    Signals
    -------
    preview_wanted : PreviewRequest
        Answer with :meth:`show_preview` or :meth:`show_error`.
    export_wanted : ExportRequest
        Answer with :meth:`show_progress`, then :meth:`show_done` or :meth:`show_error`.
    cancel_wanted
        The dialog was closed while the file was being written.
    folder_wanted : Path
        A person wants to see the folder of the file.
    count_wanted : HistoryFilter
        Answer with :meth:`show_total`.
    """

    preview_wanted = Signal(object)
    export_wanted = Signal(object)
    cancel_wanted = Signal()
    folder_wanted = Signal(object)
    count_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ANY_RECORD
        self._total: int | None = None
        self._lines: tuple[HistoryLine, ...] | None = None
        self._categories = CategorySet(())
        self._stage = _Stage.EDITING
        self._error: DefectScribeError | None = None
        self._written = 0
        self._fields = ExportFields()
        self._preview_title = small_bold(QLabel())
        self._columns = ColumnChoice()
        self._order_note = muted(QLabel())
        self._preview = CsvPreview()
        self._message = MessageLine()
        self._progress = QProgressBar()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._export = QPushButton()
        self._folder = QPushButton()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.start_with(120, 34)

    def show_filter(
        self, wanted: HistoryFilter, summary: str, total: int | None, categories: CategorySet
    ) -> None:
        """Set which records go into the file, and ask for the preview.

        Parameters
        ----------
        wanted : HistoryFilter
            The records.
        summary : str
            The filter in words.
        total : int or None
            Number of records; None while it is unknown.
        categories : CategorySet
            Names in the words of reasons.
        """
        self._categories = categories
        self._fields.set_filter(wanted, summary)
        self._set_wanted(wanted, total)

    def show_habits(self, habits: ExportHabits) -> None:
        """Begin with what was chosen the last time."""
        self._columns.set_chosen(habits.columns)
        self._fields.set_headings(habits.headings)
        self._fields.set_rows(habits.rows)
        self._fill_preview()

    def show_total(self, total: int) -> None:
        """Show how many records there are, once that is known."""
        self._total = total
        self._show()

    def show_preview(self, request: PreviewRequest, lines: Sequence[HistoryLine]) -> None:
        """Show the first lines; an answer to an older question is dropped."""
        if request != self._preview_request():
            return
        self._lines = tuple(lines)
        self._fill_preview()
        self._show()

    def show_progress(self, rows: int) -> None:
        """Show how many rows are written."""
        self._written = rows
        self._show()

    def show_done(self, rows: int) -> None:
        """Say that the file is complete."""
        self._stage = _Stage.DONE
        self._written = rows
        self._error = None
        self._show()

    def show_error(self, error: DefectScribeError) -> None:
        """Say why there is no file, and let the person try again."""
        self._stage = _Stage.EDITING
        self._error = error
        self._show()

    def request(self) -> ExportRequest:
        """Return what is chosen."""
        return ExportRequest(
            wanted=self._wanted,
            rows=self._fields.rows,
            target=self._fields.target,
            headings=self._fields.headings,
            language=current_language(),
            columns=self._columns.chosen(),
        )

    def set_target(self, target: Path) -> None:
        """Set the file to write."""
        self._fields.set_target(target)
        self._stage = _Stage.EDITING
        self._error = None
        self._show()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export CSV"))
        self._preview_title.setText(self.tr("Preview"))
        self._preview.setAccessibleName(self.tr("Preview"))
        self._order_note.setText(
            self.tr("The columns stand in the order of the list; UTF-8 that Excel reads.")
        )
        self._folder.setText(self.tr("Open the folder"))
        self._folder.setToolTip(self.tr("Show the file in its folder"))
        self._folder.setAccessibleName(self._folder.text())
        self._fill_preview()
        self._show()

    @override
    def reject(self) -> None:
        if self._stage is _Stage.RUNNING:
            self.cancel_wanted.emit()
        super().reject()

    def _lay_out(self) -> None:
        self._order_note.setWordWrap(True)
        self._export.setIcon(icon("export"))
        self._folder.setIcon(icon("open-folder"))
        self._folder.setAutoDefault(False)
        self._buttons.addButton(self._export, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self._folder, QDialogButtonBox.ButtonRole.ActionRole)
        self._export.setDefault(True)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addWidget(self._fields)
        column.addLayout(self._table_part(), 1)
        column.addWidget(self._order_note)
        column.addWidget(self._message)
        column.addWidget(self._progress)
        column.addWidget(self._buttons)

    def _table_part(self) -> QHBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(GRID_PX)
        right.addWidget(self._preview_title)
        right.addWidget(self._preview, 1)
        both = QHBoxLayout()
        both.setSpacing(2 * GRID_PX)
        both.addWidget(self._columns)
        both.addLayout(right, 1)
        return both

    def _connect(self) -> None:
        self._fields.wanted_changed.connect(self._set_wanted)
        self._columns.changed.connect(self._on_cells)
        self._fields.rows_changed.connect(self._on_rows)
        self._fields.headings_changed.connect(self._on_cells)
        self._fields.target_chosen.connect(self.set_target)
        self._export.clicked.connect(self._on_export)
        self._folder.clicked.connect(self._on_folder)
        self._buttons.rejected.connect(self.reject)

    def _preview_request(self) -> PreviewRequest:
        return PreviewRequest(self._wanted, self._fields.rows)

    def _set_wanted(self, wanted: HistoryFilter, total: int | None = None) -> None:
        self._wanted, self._total = wanted, total
        self._stage = _Stage.EDITING
        if total is None:
            self.count_wanted.emit(wanted)
        self._ask_preview()
        self._show()

    def _on_rows(self) -> None:
        self._stage = _Stage.EDITING
        self._ask_preview()
        self._show()

    def _on_cells(self) -> None:
        """Show the other headings or columns; a file that is written was another one."""
        self._stage = _Stage.EDITING
        self._fill_preview()
        self._show()

    def _ask_preview(self) -> None:
        self._lines = None
        self._fill_preview()
        self.preview_wanted.emit(self._preview_request())

    def _on_export(self) -> None:
        self._stage = _Stage.RUNNING
        self._error = None
        self._written = 0
        self._show()
        self.export_wanted.emit(self.request())

    def _on_folder(self) -> None:
        self.folder_wanted.emit(self._fields.target.parent)

    def _fill_preview(self) -> None:
        self._preview.show_lines(
            self._lines or (),
            self._fields.headings,
            self._categories,
            self._columns.chosen(),
        )

    def _show(self) -> None:
        running, done = self._stage is _Stage.RUNNING, self._stage is _Stage.DONE
        nothing = self._total == 0 or self._lines == ()
        self._fields.show_total(self._total)
        for widget in (self._fields, self._columns):
            widget.setEnabled(not running)
        is_possible = not nothing and bool(self._columns.chosen())
        self._export.setEnabled(not running and not done and is_possible)
        self._export.setText(self.tr("Try again") if self._error else self.tr("Export"))
        self._export.setAccessibleName(self._export.text())
        self._export.setToolTip(self.tr("Write the file (Enter)"))
        self._folder.setVisible(done)
        self._progress.setVisible(running)
        # The number of findings is not known beforehand: the bar only moves then.
        self._progress.setRange(0, (self._total or 0) if self._fields.rows is Rows.IMAGE else 0)
        self._progress.setValue(min(self._written, self._progress.maximum()))
        self._say(done=done, nothing=nothing)

    def _say(self, *, done: bool, nothing: bool) -> None:
        if self._error is not None:
            words = render_error(self._error, current_language())
            self._message.show_message(words, MessageKind.ERROR)
        elif done:
            words = self.tr("{count} rows written to {file}.").format(
                count=f"{self._written:,}", file=self._fields.target
            )
            self._message.show_message(words, MessageKind.GOOD)
        elif not self._columns.chosen():
            self._message.show_message(self.tr("Choose at least one column."), MessageKind.WARNING)
        elif nothing:
            self._message.show_message(
                self.tr("No record fits the filters, so there is nothing to export."),
                MessageKind.WARNING,
            )
        else:
            self._message.clear()
