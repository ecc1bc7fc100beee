"""Category, severity, sub-grade and note of the verdict."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from core.dataset.defect_book import DefectBook
from core.domain.categories import CategorySet
from core.domain.outcomes import Severity
from core.texts.catalogue import shared_texts
from ui.i18n.translation import current_language
from ui.widgets.verdict.choices import (
    CategoryChoice,
    Fields,
    category_choices,
    sub_grades_of,
)

_NOTE_LETTERS = 18
_LONGEST_NOTE = 500


class FindingFields(QWidget):
    """The fields themselves stand in the bar's layout; this one knows what they hold.

    Signals
    -------
    category_chosen(str)
        Id; empty for none.
    editing_finished()
        Enter in the note.
    """

    category_chosen = Signal(str)
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self._book: DefectBook | None = None
        self._categories = CategorySet(())
        self._choices: tuple[CategoryChoice, ...] = ()
        self._is_touched = False
        self.category = QComboBox()
        self.severity = QComboBox()
        self.sub_grade = QComboBox()
        for combo in (self.category, self.severity, self.sub_grade):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST_NOTE)
        self.category.activated.connect(self._on_category)
        self.note.returnPressed.connect(self._emit_editing_finished)
        self.sub_grade.hide()
        self.retranslate()

    def set_book(self, book: DefectBook, categories: CategorySet) -> None:
        """Offer these categories; the book has their sub-grades."""
        self._book, self._categories = book, categories
        self.retranslate()

    def show_fields(self, fields: Fields) -> None:
        """Fill the fields."""
        self._is_touched = fields.is_touched
        self._select(self.category, fields.category_id)
        self._select(self.severity, fields.severity)
        self._fill_sub_grades(fields.sub_grade)
        self.note.setText(fields.note)
        # A long note is read from its beginning.
        self.note.setCursorPosition(0)

    def fields(self) -> Fields:
        """Return what stands there."""
        severity = self.severity.currentData()
        return Fields(
            category_id=self.category.currentData(),
            severity=Severity(severity) if severity else None,
            sub_grade=self.sub_grade.currentData(),
            note=self.note.text(),
            is_touched=self._is_touched,
        )

    def choose_number(self, number: int) -> bool:
        """Choose the category with a digit; False if none has it."""
        choice = next((c for c in self._choices if c.digit == number), None)
        if choice is None:
            return False
        self._select(self.category, choice.id)
        self._on_category()
        return True

    def retranslate(self) -> None:
        """Say everything in the current language; what was chosen stays."""
        chosen = self.fields()
        texts, lang = shared_texts(), current_language()
        self._choices = category_choices(self._categories, lang)
        self.category.clear()
        self.category.addItem(self.tr("– category –"), None)
        for choice in self._choices:
            digit = "" if choice.digit is None else f"{choice.digit}  "
            self.category.addItem(f"{digit}{choice.name}", choice.id)
        self.severity.clear()
        self.severity.addItem(self.tr("– severity –"), None)
        for severity in Severity:
            self.severity.addItem(texts.text(lang, f"severity.{severity.value}"), severity.value)
        self.category.setAccessibleName(self.tr("Category"))
        self.category.setToolTip(self.tr("Category of the defect (1–9 on the image)"))
        self.severity.setAccessibleName(self.tr("Severity"))
        self.severity.setToolTip(self.tr("Severity of the defect"))
        self.sub_grade.setAccessibleName(self.tr("Sub-grade"))
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setToolTip(self.tr("Note that is recorded with the verdict"))
        self.show_fields(chosen)
        self.fit()

    def fit(self) -> None:
        """Give the note room for some words at this text size."""
        self.note.setMinimumWidth(self.note.fontMetrics().averageCharWidth() * _NOTE_LETTERS)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_category(self) -> None:
        self._is_touched = True
        self._fill_sub_grades(None)
        self._emit_category_chosen(self.category.currentData() or "")

    def _fill_sub_grades(self, chosen: str | None) -> None:
        grades = sub_grades_of(self._book, self.category.currentData()) if self._book else ()
        lang = current_language()
        self.sub_grade.clear()
        self.sub_grade.addItem(self.tr("– sub-grade –"), None)
        for place, grade in enumerate(grades, start=1):
            self.sub_grade.addItem(grade.name.text(lang), grade.id)
            criterion = grade.criterion.text(lang)
            self.sub_grade.setItemData(place, criterion, Qt.ItemDataRole.ToolTipRole)
        self._select(self.sub_grade, chosen)
        self.sub_grade.setToolTip(self.tr("Finer grade, chosen by the inspector"))
        self.sub_grade.setVisible(bool(grades))

    def _select(self, combo: QComboBox, data: str | None) -> None:
        combo.setCurrentIndex(max(combo.findData(data), 0) if data else 0)

    def _emit_category_chosen(self, category_id: str) -> None:
        self.category_chosen.emit(category_id)

    def _emit_editing_finished(self) -> None:
        self.editing_finished.emit()
