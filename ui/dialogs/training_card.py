"""Training cards: one category explained to a new operator; stays open beside the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.describe.training_card import training_card
from core.domain.measurements import Measurement
from ui.dialogs.base import AppDialog
from ui.i18n.translation import current_language
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from core.dataset.defect_book import DefectBook
    from core.describe.knowledge import KnowledgeBase
    from core.domain.suggestions import Process


class TrainingCardDialog(AppDialog):
    """Shows the card of the chosen category in the current language.

    Parameters
    ----------
    book : DefectBook
        The categories.
    knowledge : KnowledgeBase
        Causes and actions.
    process : Process or None
        How the product at hand is made.
    parent : QWidget, optional
        Owner.

    Signals
    -------
    category_chosen(str)
        Real cases of this category are wanted; answer with :meth:`show_cases`.
    """

    category_chosen = Signal(str)

    def __init__(
        self,
        book: DefectBook,
        knowledge: KnowledgeBase,
        process: Process | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._book, self._knowledge, self._process = book, knowledge, process
        self._cases: dict[str, tuple[Measurement, ...]] = {}
        self._label = QLabel()
        self._choice = QComboBox()
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._label.setBuddy(self._choice)
        self._choice.currentIndexChanged.connect(self._on_chosen)
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._copy = QPushButton()
        self._copy.clicked.connect(self._on_copy)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(self._label)
        head.addWidget(self._choice)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addLayout(head)
        column.addWidget(self._page, 1)
        column.addWidget(self._buttons)
        self.setModal(False)
        self.retranslate()
        self.start_with(84, 40)

    @property
    def category_id(self) -> str:
        """The category that is shown."""
        return str(self._choice.currentData() or "")

    @property
    def text(self) -> str:
        """What is shown, without marks."""
        return self._page.toPlainText()

    def choose(self, category_id: str) -> None:
        """Show the card of a category; of the first one if the book does not have it."""
        place = max(self._choice.findData(category_id), 0)
        if place == self._choice.currentIndex():
            self._emit_category_chosen(self.category_id)
        else:
            self._choice.setCurrentIndex(place)

    def show_cases(self, category_id: str, cases: Sequence[Measurement]) -> None:
        """Add what was measured on real defects of a category."""
        self._cases[category_id] = tuple(cases)
        if category_id == self.category_id:
            self._render()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Training cards"))
        self._label.setText(self.tr("Category"))
        self._choice.setAccessibleName(self.tr("Category"))
        self._choice.setToolTip(self.tr("The category that the card explains"))
        self._page.setAccessibleName(self.tr("Training card"))
        self._copy.setText(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the text of the card"))
        self._fill()
        self._render()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._render()

    def _fill(self) -> None:
        """Name the categories in the current language; the chosen one stays."""
        chosen, lang = self.category_id, current_language()
        self._choice.blockSignals(True)
        self._choice.clear()
        for entry in self._book.category:
            self._choice.addItem(entry.name.text(lang), entry.id)
        self._choice.setCurrentIndex(max(self._choice.findData(chosen), 0))
        self._choice.blockSignals(False)

    def _render(self) -> None:
        entry = self._book.find(self.category_id)
        if entry is None:
            return
        card = training_card(
            entry,
            self._knowledge,
            current_language(),
            cases=self._cases.get(entry.id, ()),
            process=self._process,
            surfaces=self._book.surface,
        )
        document = self._page.document()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(2 * GRID_PX)
        document.setMarkdown(card.as_markdown())
        _give_room(document)
        self._page.moveCursor(QTextCursor.MoveOperation.Start)

    def _on_chosen(self) -> None:
        self._render()
        self._emit_category_chosen(self.category_id)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _emit_category_chosen(self, category_id: str) -> None:
        self.category_chosen.emit(category_id)


def _give_room(document: QTextDocument) -> None:
    """Set headings apart from what stands above them; Markdown does not."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() > 0:
            room = QTextBlockFormat()
            room.setTopMargin(1.5 * GRID_PX)
            room.setBottomMargin(GRID_PX // 2)
            QTextCursor(block).mergeBlockFormat(room)
        block = block.next()
