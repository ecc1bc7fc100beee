"""Why a person decides otherwise than the program, or than before."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.domain.outcomes import Outcome
from ui.dialogs.base import AppDialog
from ui.theme import GRID_PX
from ui.widgets.scores.outcome_card import outcome_words

_DIGITS: Final = frozenset("123456789")


class _ReasonList(QListWidget):
    """A list in which digits choose."""

    def chosen_row(self) -> int:
        """Return the chosen row, -1 if none is: the focus alone chooses nothing."""
        chosen = self.selectedIndexes()
        return chosen[0].row() if chosen else -1

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = int(event.text()) - 1 if event.text() in _DIGITS else self.count()
        if row < self.count():
            self.setCurrentRow(row)
        else:
            super().keyPressEvent(event)


class OverrideReasonDialog(AppDialog):
    """Asks for a reason: one of a list, own words, or both.

    A digit chooses from the list, Tab goes to the own words, Enter confirms, Esc leaves everything
    as it was.

    Signals
    -------
    reason_given(str)
        In the words of the current language.
    """

    reason_given = Signal(str)

    def __init__(
        self,
        verdict: Outcome,
        *,
        program: Outcome,
        earlier: Outcome | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._verdict, self._program, self._earlier = verdict, program, earlier
        self._question = QLabel()
        self._question.setWordWrap(True)
        self._list = _ReasonList()
        self._list.setWordWrap(True)
        self._list.setSpacing(GRID_PX // 4)
        self._list.itemSelectionChanged.connect(self._check)
        self._list.itemDoubleClicked.connect(self.accept)
        self._own = QLineEdit()
        self._own.textChanged.connect(self._check)
        self._own.setMaxLength(500)
        box = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(box.Ok | box.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._question, self._list, self._own, self._buttons):
            column.addWidget(widget)
        self.retranslate()
        if program is Outcome.HOLD and earlier is None:
            # The program asked for a person's look: that is the usual reason.
            self._list.setCurrentRow(0)
        self._list.setFocus()
        self._check()
        self.start_with(52, 16)

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Reason for the verdict"))
        was = self._program if self._earlier is None else self._earlier
        words = self.tr("Program: {0}. Your verdict: {1}. Why?")
        if self._earlier is not None:
            words = self.tr("Verdict so far: {0}. Your verdict: {1}. Why?")
        self._question.setText(words.format(outcome_words(was), outcome_words(self._verdict)))
        row = self._list.chosen_row()
        self._list.clear()
        for number, reason in enumerate(self._reasons(), start=1):
            item = QListWidgetItem(f"{number}  {reason}")
            item.setData(Qt.ItemDataRole.UserRole, reason)
            self._list.addItem(item)
        self._list.setCurrentRow(row)
        self._list.setAccessibleName(self.tr("Reasons"))
        self._list.setToolTip(self.tr("A digit chooses a reason, Enter confirms"))
        self._own.setPlaceholderText(self.tr("In your own words (optional with a reason above)"))
        self._own.setAccessibleName(self.tr("Reason in your own words"))
        self._own.setToolTip(self._own.accessibleName())

    @override
    def accept(self) -> None:
        if not self._reason():
            return
        super().accept()
        self._emit_reason_given(self._reason())

    def _emit_reason_given(self, reason: str) -> None:
        self.reason_given.emit(reason)

    def _check(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self._reason()))

    def _reason(self) -> str:
        own, row = self._own.text().strip(), self._list.chosen_row()
        chosen = str(self._list.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else ""
        return ": ".join(part for part in (chosen, own) if part)

    def _reasons(self) -> list[str]:
        """Return the reasons that fit the change, the usual ones first."""
        reasons = [self.tr("Pressed the wrong key before")] if self._earlier is not None else []
        if self._verdict is Outcome.HOLD:
            return [
                *reasons,
                self.tr("A second person should look"),
                self.tr("The image is not good enough: retake"),
                self.tr("Border case: compare with the limit sample"),
                self.tr("Measure the part first"),
            ]
        if self._program is Outcome.HOLD or self._verdict is self._program:
            return [
                *reasons,
                self.tr("Checked by eye"),
                self.tr("Checked with a magnifier or microscope"),
                self.tr("Compared with the limit sample"),
                self.tr("Decided by a second person"),
            ]
        return [*reasons, *self._reversed()]

    def _reversed(self) -> list[str]:
        if self._verdict is Outcome.OK:
            return [
                self.tr("Within the acceptance limit"),
                self.tr("Dirt or dust that can be wiped off"),
                self.tr("Shadow or reflection"),
                self.tr("Machining mark or texture"),
                self.tr("No defect there"),
            ]
        return [
            self.tr("The program missed a defect"),
            self.tr("Seen on the part, not in the image"),
            self.tr("Over the acceptance limit"),
            self.tr("Stricter customer requirement"),
        ]
