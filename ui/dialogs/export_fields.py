"""What a person chooses about an exported file: records, rows, headings, place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from typing_extensions import override

from core.records.values import ANY_RECORD, HistoryFilter, Rows
from core.texts.language import Language
from ui.theme import GRID_PX
from ui.widgets.history.filter_bar import Period, start_of

_FILTERED: Final = "filtered"
_PERIODS: Final = (Period.TODAY, Period.WEEK, Period.MONTH)
_HEADINGS: Final = ("", "ko", "en")


class ExportFields(QWidget):
    """The form of the export dialog.

    Signals
    -------
    wanted_changed : HistoryFilter
        A person chose another range.
    rows_changed, headings_changed
        A person chose other rows or headings.
    target_chosen : Path
        A person chose another file.
    """

    wanted_changed = Signal(object)
    rows_changed = Signal()
    headings_changed = Signal()
    target_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtered = ANY_RECORD
        self._summary = ""
        self._total: int | None = None
        self._target = _default_target()
        self._range = QComboBox()
        self._records = QLabel()
        self._by_image = QRadioButton()
        self._by_finding = QRadioButton()
        self._headings = QComboBox()
        self._file = QLineEdit()
        self._choose = QPushButton()
        self._labels = tuple(QLabel() for _ in range(5))
        self._lay_out()
        self._range.currentIndexChanged.connect(self._on_range)
        self._by_image.toggled.connect(self._emit_rows_changed)
        self._headings.currentIndexChanged.connect(self._emit_headings_changed)
        self._choose.clicked.connect(self._choose_target)
        self.retranslate()

    @property
    def rows(self) -> Rows:
        """What a row stands for."""
        return Rows.IMAGE if self._by_image.isChecked() else Rows.FINDING

    @property
    def headings(self) -> Language | None:
        """The language of the headings, None for column ids."""
        return self._headings.currentData() or None

    @property
    def target(self) -> Path:
        """The file to write."""
        return self._target

    def set_rows(self, rows: Rows) -> None:
        """Choose what a row stands for."""
        (self._by_image if rows is Rows.IMAGE else self._by_finding).setChecked(True)

    def set_headings(self, headings: Language | None) -> None:
        """Choose the headings."""
        self._headings.setCurrentIndex(_HEADINGS.index(headings or ""))

    def set_target(self, target: Path) -> None:
        """Set the file to write."""
        self._target = target
        self._show()

    def set_filter(self, wanted: HistoryFilter, summary: str) -> None:
        """Set what the history shows, with its words, and choose it."""
        self._filtered, self._summary = wanted, summary
        with QSignalBlocker(self._range):
            self._range.setCurrentIndex(0)
        self._show()

    def show_total(self, total: int | None) -> None:
        """Show how many records there are; None while it is unknown."""
        self._total = total
        self._show()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        headings = (
            self.tr("Range"),
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
        ranges = (
            self.tr("as filtered in the history"),
            self.tr("today"),
            self.tr("last 7 days"),
            self.tr("last 30 days"),
            self.tr("all records"),
        )
        for index, words in enumerate(ranges):
            self._range.setItemText(index, words)
        self._range.setAccessibleName(self.tr("Range"))
        self._range.setToolTip(self.tr("Which records go into the file"))
        self._headings.setItemText(0, self.tr("Column ids (for scripts; never change)"))
        self._headings.setItemText(1, self.tr("Korean words"))
        self._headings.setItemText(2, self.tr("English words"))
        self._headings.setAccessibleName(self.tr("Headings"))
        self._headings.setToolTip(self.tr("What stands in the first row"))
        self._choose.setText(self.tr("Choose…"))
        self._choose.setToolTip(self.tr("Choose folder and name of the file"))
        self._file.setAccessibleName(self.tr("File"))
        for button in (self._choose, self._by_image, self._by_finding):
            button.setAccessibleName(button.text())
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        rows = QHBoxLayout()
        for radio in (self._by_image, self._by_finding):
            group.addButton(radio)
            rows.addWidget(radio)
        rows.addStretch(1)
        self._by_image.setChecked(True)
        for period in (_FILTERED, *_PERIODS, Period.ALL):
            self._range.addItem("", period)
        for language in _HEADINGS:
            self._headings.addItem("", language)
        self._file.setReadOnly(True)
        self._records.setWordWrap(True)
        self._choose.setAutoDefault(False)
        target = QHBoxLayout()
        target.setSpacing(GRID_PX)
        target.addWidget(self._file, 1)
        target.addWidget(self._choose)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        span, records, row_kind, headings, file = self._labels
        form.addRow(span, self._range)
        form.addRow(records, self._records)
        form.addRow(row_kind, rows)
        form.addRow(headings, self._headings)
        form.addRow(file, target)
        file.setBuddy(self._choose)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def _on_range(self) -> None:
        # Qt hands an enumeration back as plain text.
        period = self._range.currentData()
        if period == _FILTERED:
            wanted = self._filtered
        elif period == Period.ALL:
            wanted = ANY_RECORD
        else:
            wanted = HistoryFilter(since=start_of(Period(period)))
        self._emit_wanted_changed(wanted)

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
        self.target_chosen.emit(self._target)

    def _show(self) -> None:
        self._file.setText(str(self._target))
        self._file.setToolTip(str(self._target))
        is_filtered = self._range.currentData() == _FILTERED
        which = self._summary if is_filtered else self._range.currentText()
        if self._total is not None:
            which = self.tr("{filter}: {count} records").format(
                filter=which, count=f"{self._total:,}"
            )
        self._records.setText(which)

    def _emit_wanted_changed(self, wanted: HistoryFilter) -> None:
        self.wanted_changed.emit(wanted)

    def _emit_rows_changed(self) -> None:
        self.rows_changed.emit()

    def _emit_headings_changed(self) -> None:
        self.headings_changed.emit()


def _default_target() -> Path:
    """Return a new name in the documents folder: the second makes it one of its own."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(documents) or str(Path.home())
    return Path(folder) / f"defectscribe_{datetime.now().astimezone():%Y%m%d_%H%M%S}.csv"
