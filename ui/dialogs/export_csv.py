"""Exporting the records of a filter to a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.categories import CategorySet
from core.errors import DefectScribeError
from core.records.export import COLUMNS
from core.records.values import ANY_RECORD, HistoryFilter, HistoryLine, Rows
from core.texts.wording import render_error
from ui.dialogs.base import AppDialog
from ui.dialogs.export_values import CsvPreview, ExportRequest, PreviewRequest
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
    """

    preview_wanted = Signal(object)
    export_wanted = Signal(object)
    cancel_wanted = Signal()
    folder_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ANY_RECORD
        self._summary = ""
        self._total: int | None = None
        self._target = _default_target()
        self._lines: tuple[HistoryLine, ...] | None = None
        self._categories = CategorySet(())
        self._stage = _Stage.EDITING
        self._error: DefectScribeError | None = None
        self._written = 0
        self._records = QLabel()
        self._by_image = QRadioButton()
        self._by_finding = QRadioButton()
        self._headings = QComboBox()
        self._file = QLineEdit()
        self._choose = QPushButton()
        self._preview_title = small_bold(QLabel())
        self._columns_note = muted(QLabel())
        self._preview = CsvPreview()
        self._message = MessageLine()
        self._progress = QProgressBar()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._export = QPushButton()
        self._folder = QPushButton()
        self._form = QFormLayout()
        self._labels = (QLabel(), QLabel(), QLabel(), QLabel())
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
        self._wanted = wanted
        self._summary = summary
        self._total = total
        self._categories = categories
        self._ask_preview()
        self._show()

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
            rows=self._rows(),
            target=self._target,
            headings=self._headings.currentData() or None,
            language=current_language(),
        )

    def set_target(self, target: Path) -> None:
        """Set the file to write."""
        self._target = target
        self._stage = _Stage.EDITING
        self._error = None
        self._show()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export CSV"))
        headings = (
            self.tr("Records"),
            self.tr("One row for"),
            self.tr("Headings"),
            self.tr("File"),
        )
        for label, words in zip(self._labels, headings, strict=True):
            label.setText(words)
        self._by_image.setText(self.tr("each image"))
        self._by_image.setToolTip(self.tr("One row an image, with its worst finding"))
        self._by_finding.setText(self.tr("each finding"))
        self._by_finding.setToolTip(self.tr("An image with three findings has three rows"))
        self._headings.setItemText(0, self.tr("Column ids (for scripts; never change)"))
        self._headings.setItemText(1, self.tr("Korean words"))
        self._headings.setItemText(2, self.tr("English words"))
        self._headings.setAccessibleName(self.tr("Headings"))
        self._headings.setToolTip(self.tr("What stands in the first row"))
        self._choose.setText(self.tr("Choose…"))
        self._choose.setToolTip(self.tr("Choose folder and name of the file"))
        self._file.setAccessibleName(self.tr("File"))
        self._preview_title.setText(self.tr("Preview"))
        self._preview.setAccessibleName(self.tr("Preview"))
        self._columns_note.setText(
            self.tr("All {count} columns, always in this order; UTF-8 that Excel reads.").format(
                count=len(COLUMNS)
            )
        )
        self._folder.setText(self.tr("Open the folder"))
        self._folder.setToolTip(self.tr("Show the file in its folder"))
        for button in (self._choose, self._folder, self._by_image, self._by_finding):
            button.setAccessibleName(button.text())
        self._fill_preview()
        self._show()

    @override
    def reject(self) -> None:
        if self._stage is _Stage.RUNNING:
            self.cancel_wanted.emit()
        super().reject()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        rows = QHBoxLayout()
        for radio in (self._by_image, self._by_finding):
            group.addButton(radio)
            rows.addWidget(radio)
        rows.addStretch(1)
        self._by_image.setChecked(True)
        for language in ("", "ko", "en"):
            self._headings.addItem("", language)
        self._file.setReadOnly(True)
        self._records.setWordWrap(True)
        target = QHBoxLayout()
        target.setSpacing(GRID_PX)
        target.addWidget(self._file, 1)
        target.addWidget(self._choose)
        records, row_kind, headings, file = self._labels
        self._form.addRow(records, self._records)
        self._form.addRow(row_kind, rows)
        self._form.addRow(headings, self._headings)
        self._form.addRow(file, target)
        file.setBuddy(self._choose)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._columns_note.setWordWrap(True)
        self._export.setIcon(icon("export"))
        self._folder.setIcon(icon("open-folder"))
        self._choose.setAutoDefault(False)
        self._folder.setAutoDefault(False)
        self._buttons.addButton(self._export, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self._folder, QDialogButtonBox.ButtonRole.ActionRole)
        self._export.setDefault(True)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addLayout(self._form)
        column.addWidget(self._preview_title)
        column.addWidget(self._preview, 1)
        column.addWidget(self._columns_note)
        column.addWidget(self._message)
        column.addWidget(self._progress)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._by_image.toggled.connect(self._ask_preview)
        self._headings.currentIndexChanged.connect(self._fill_preview)
        self._choose.clicked.connect(self._choose_target)
        self._export.clicked.connect(self._on_export)
        self._folder.clicked.connect(self._on_folder)
        self._buttons.rejected.connect(self.reject)

    def _rows(self) -> Rows:
        return Rows.IMAGE if self._by_image.isChecked() else Rows.FINDING

    def _preview_request(self) -> PreviewRequest:
        return PreviewRequest(self._wanted, self._rows())

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
        self.folder_wanted.emit(self._target.parent)

    def _choose_target(self) -> None:
        chooser = QFileDialog(self, self.tr("Export CSV"), str(self._target))
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter(self.tr("CSV files (*.csv)"))
        chooser.setDefaultSuffix("csv")
        chooser.selectFile(self._target.name)
        chooser.fileSelected.connect(self._on_target_chosen)
        chooser.open()

    def _on_target_chosen(self, path: str) -> None:
        self.set_target(Path(path))

    def _fill_preview(self) -> None:
        self._preview.show_lines(
            self._lines or (), self._headings.currentData() or None, self._categories
        )

    def _show(self) -> None:
        running, done = self._stage is _Stage.RUNNING, self._stage is _Stage.DONE
        nothing = self._total == 0 or self._lines == ()
        self._records.setText(
            self._summary
            if self._total is None
            else self.tr("{filter}: {count} records").format(
                filter=self._summary, count=f"{self._total:,}"
            )
        )
        self._file.setText(str(self._target))
        self._file.setToolTip(str(self._target))
        for widget in (self._by_image, self._by_finding, self._headings, self._choose):
            widget.setEnabled(not running)
        self._export.setEnabled(not running and not done and not nothing)
        self._export.setText(self.tr("Try again") if self._error else self.tr("Export"))
        self._export.setAccessibleName(self._export.text())
        self._export.setToolTip(self.tr("Write the file (Enter)"))
        self._folder.setVisible(done)
        self._progress.setVisible(running)
        # The number of findings is not known beforehand: the bar only moves then.
        self._progress.setRange(0, (self._total or 0) if self._rows() is Rows.IMAGE else 0)
        self._progress.setValue(min(self._written, self._progress.maximum()))
        self._say(done=done, nothing=nothing)

    def _say(self, *, done: bool, nothing: bool) -> None:
        if self._error is not None:
            words = render_error(self._error, current_language())
            self._message.show_message(words, MessageKind.ERROR)
        elif done:
            words = self.tr("{count} rows written to {file}.").format(
                count=f"{self._written:,}", file=self._target
            )
            self._message.show_message(words, MessageKind.GOOD)
        elif nothing:
            self._message.show_message(
                self.tr("No record fits the filters, so there is nothing to export."),
                MessageKind.WARNING,
            )
        else:
            self._message.clear()


def _default_target() -> Path:
    """Return a new name in the documents folder: the second makes it one of its own."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(documents) or str(Path.home())
    return Path(folder) / f"defectscribe_{datetime.now().astimezone():%Y%m%d_%H%M%S}.csv"
