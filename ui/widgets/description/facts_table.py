"""The facts of an inspection as a table of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from ui.theme import GRID_PX
from ui.widgets.description.facts import Fact, FactId

_NAME_SHARE: Final = 0.42


class FactsTable(QTableWidget):
    """Name and value of each fact; what is shortened has its whole value as a tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._facts: tuple[Fact, ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show facts in their order."""
        self._facts = tuple(facts)
        self.retranslate()

    def as_text(self) -> str:
        """Return the table with one fact a line, for spreadsheets and mails."""
        words = self._words()
        return "\n".join(f"{words[fact.id]}\t{fact.hint or fact.value}" for fact in self._facts)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self.setAccessibleName(self.tr("Facts"))
        self.setRowCount(len(self._facts))
        words = self._words()
        for row, fact in enumerate(self._facts):
            name = QTableWidgetItem(words[fact.id])
            name.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
            value = QTableWidgetItem(f"≈ {fact.value}" if fact.is_doubtful else fact.value)
            hint = fact.hint or fact.value
            if fact.is_doubtful:
                doubt = self.tr("The outline is uncertain: use this number with care.")
                hint = f"{hint}\n{doubt}"
            value.setToolTip(hint)
            name.setToolTip(f"{words[fact.id]}: {hint}")
            self.setItem(row, 0, name)
            self.setItem(row, 1, value)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self.retranslate()

    def _fit(self) -> None:
        width = self.viewport().width()
        metrics, words = self.fontMetrics(), self._words()
        longest = max((metrics.horizontalAdvance(words[f.id]) for f in self._facts), default=0)
        name_width = min(longest + 2 * GRID_PX, round(width * _NAME_SHARE))
        self.setColumnWidth(0, name_width)
        self.setColumnWidth(1, width - name_width)
        self.resizeRowsToContents()

    def _words(self) -> dict[FactId, str]:
        return {
            FactId.CORRECTED: self.tr("Outline"),
            FactId.ZONE: self.tr("Place"),
            FactId.CLOCK: self.tr("Clock position"),
            FactId.PLACE: self.tr("ROI"),
            FactId.PEAK: self.tr("Most unusual area"),
            FactId.BOX: self.tr("Bounding box"),
            FactId.CENTROID: self.tr("Centroid"),
            FactId.COUNT: self.tr("Parts"),
            FactId.LENGTH: self.tr("Length"),
            FactId.PATH_LENGTH: self.tr("Length along the path"),
            FactId.WIDTH: self.tr("Mean width"),
            FactId.WIDTH_MAX: self.tr("Largest width"),
            FactId.FERET_MIN: self.tr("Smallest diameter"),
            FactId.AREA: self.tr("Area"),
            FactId.AREA_PERCENT: self.tr("Share of the image"),
            FactId.ANGLE: self.tr("Angle"),
            FactId.STRAIGHTNESS: self.tr("Straightness"),
            FactId.ELONGATION: self.tr("Elongation"),
            FactId.TRUST: self.tr("Trust in the outline"),
            FactId.SEVERITY: self.tr("Severity"),
            FactId.SCALE: self.tr("Calibration in mm"),
            FactId.IMAGE_SIZE: self.tr("Image"),
            FactId.SHA256: self.tr("SHA-256"),
            FactId.MODEL: self.tr("Model"),
            FactId.PROMPTS: self.tr("Prompt set"),
            FactId.BANK: self.tr("Bank revision"),
            FactId.VERSION: self.tr("Program version"),
        }
