"""Who inspects, and where: asked before the first verdict, switched in one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.dialogs.base import AppDialog
from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import MessageKind, MessageLine, muted, small_bold

_MAX_LETTERS: Final = 60
_MAX_RECENT: Final = 8


@dataclass(frozen=True, slots=True)
class OperatorChoice:
    """Who and where; both are given."""

    operator: str
    station: str


class OperatorDialog(AppDialog):
    """Names to type, or one of the last ones to click.

    Signals
    -------
    operator_chosen : OperatorChoice
        The dialog closes by itself.
    """

    operator_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = QLabel()
        self._recent_title = muted(QLabel())
        self._recent = QWidget()
        self._recent_row = FlowLayout(self._recent)
        self._operator_label = small_bold(QLabel())
        self._operator = QLineEdit()
        self._station_label = small_bold(QLabel())
        self._station = QLineEdit()
        self._message = MessageLine()
        kind = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kind.Ok | kind.Cancel)
        self._lay_out()
        self.retranslate()
        self.start_with(56, 16)

    def show_names(self, operator: str, station: str, recent: Sequence[str]) -> None:
        """Show who is set now and the names used last, the newest first."""
        self._operator.setText(operator)
        self._station.setText(station)
        while self._recent_row.count():
            item = self._recent_row.takeAt(0)
            button = item.widget() if item else None
            if button is not None:
                button.deleteLater()
        for name in list(dict.fromkeys(recent))[:_MAX_RECENT]:
            button = QPushButton(icon("person"), name.replace("&", "&&"))
            button.setAutoDefault(False)
            button.setAccessibleName(name)
            button.clicked.connect(partial(self._on_recent, name))
            self._recent_row.addWidget(button)
        has_recent = self._recent_row.count() > 0
        self._recent.setVisible(has_recent)
        self._recent_title.setVisible(has_recent)
        self.retranslate()
        empty = self._operator if not operator else self._station if not station else None
        (empty or self._operator).setFocus()
        self._operator.selectAll()

    def recent_buttons(self) -> list[QPushButton]:
        """Return the buttons of the last names."""
        return self._recent.findChildren(QPushButton)

    @override
    def accept(self) -> None:
        operator, station = _cleaned(self._operator), _cleaned(self._station)
        if not operator or not station:
            words = (
                self.tr("Enter who inspects.")
                if not operator
                else self.tr("Enter the name of this station.")
            )
            self._message.show_message(words, MessageKind.ERROR)
            (self._station if operator else self._operator).setFocus()
            return
        super().accept()
        self.operator_chosen.emit(OperatorChoice(operator, station))

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Operator and station"))
        self._why.setText(
            self.tr("Every verdict is recorded with the name of the person and of the station.")
        )
        self._recent_title.setText(self.tr("Names used last; one click is enough:"))
        self._operator_label.setText(self.tr("&Operator"))
        self._station_label.setText(self.tr("&Station"))
        self._operator.setPlaceholderText(self.tr("Name or number"))
        self._station.setPlaceholderText(self.tr("Such as: inspection table 1"))
        self._operator.setAccessibleName(self.tr("Operator"))
        self._station.setAccessibleName(self.tr("Station"))
        self._operator.setToolTip(self.tr("Who inspects (a badge can be scanned here)"))
        self._station.setToolTip(self.tr("Name of this workstation"))
        for button in self.recent_buttons():
            words = self.tr("Go on as {name}").format(name=button.accessibleName())
            button.setToolTip(words)

    def _lay_out(self) -> None:
        self._why.setWordWrap(True)
        self._recent_title.setWordWrap(True)
        self._operator_label.setBuddy(self._operator)
        self._station_label.setBuddy(self._station)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        for edit in (self._operator, self._station):
            edit.setMaxLength(_MAX_LETTERS)
            edit.textEdited.connect(self._message.clear)
        for widget in (
            self._why,
            self._recent_title,
            self._recent,
            self._operator_label,
            self._operator,
            self._station_label,
            self._station,
            self._message,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _on_recent(self, name: str) -> None:
        self._operator.setText(name)
        self.accept()


def _cleaned(edit: QLineEdit) -> str:
    """Return the text with single blanks: it is compared and grouped in the history."""
    return " ".join(edit.text().split())
