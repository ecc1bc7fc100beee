"""Lot, part id, operator and station: the circumstances that are recorded with a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.elided_label import small_icon_px
from ui.widgets.notices import muted

_FIELD_LETTERS: Final = 14
_LONGEST: Final = 120


class ContextFields(QWidget):
    """The fields themselves stand in the bar's layout; this one knows what they hold.

    Signals
    -------
    lot_changed(str), part_id_changed(str)
        Typed or scanned, complete.
    operator_chosen(str)
        One of the recent operators.
    operator_wanted()
        Another operator, or another station, is to be entered.
    editing_finished()
        Enter in a field: back to the image.
    """

    lot_changed = Signal(str)
    part_id_changed = Signal(str)
    operator_chosen = Signal(str)
    operator_wanted = Signal()
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self._operator, self._station = "", ""
        self._recent: tuple[str, ...] = ()
        self._lot_label, self._part_label = muted(QLabel()), muted(QLabel())
        self.lot, self.part_id = QLineEdit(), QLineEdit()
        for field in (self.lot, self.part_id):
            field.setMaxLength(_LONGEST)
            field.setClearButtonEnabled(True)
            field.returnPressed.connect(self._emit_editing_finished)
        self.lot.editingFinished.connect(self._on_lot)
        self.part_id.editingFinished.connect(self._on_part_id)
        self._said = ("", "")
        self.operator, self.station = QToolButton(), QToolButton()
        self.operator.setIcon(icon("person"))
        self.station.setIcon(icon("station"))
        for chip in (self.operator, self.station):
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self.operator)
        self.operator.setMenu(self._menu)
        self.operator.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.station.clicked.connect(self._emit_operator_wanted)
        self.retranslate()

    def widgets(self) -> tuple[QWidget, ...]:
        """Return what is to be laid out, in order."""
        lot = _beside(self._lot_label, self.lot)
        return lot, _beside(self._part_label, self.part_id), self.station, self.operator

    @property
    def is_complete(self) -> bool:
        """Whether operator and station are set."""
        return bool(self._operator and self._station)

    def show_context(self, *, operator: str, station: str, recent: Sequence[str] = ()) -> None:
        """Show who inspects where; ``recent`` are the operators to switch to in one click."""
        self._operator, self._station = operator.strip(), station.strip()
        self._recent = tuple(recent)
        self.retranslate()

    def show_part(self, *, lot: str, part_id: str) -> None:
        """Fill lot and part id without telling it."""
        self._said = (lot, part_id)
        self.lot.setText(lot)
        self.part_id.setText(part_id)

    def enter_part_id(self, text: str) -> None:
        """Take a scanned part id and tell it."""
        self.part_id.setText(text)
        self._on_part_id()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._lot_label.setText(self.tr("Lot"))
        self._part_label.setText(self.tr("Part id"))
        self.lot.setAccessibleName(self.tr("Lot"))
        self.lot.setToolTip(self.tr("Lot of the parts, recorded with each verdict"))
        self.part_id.setAccessibleName(self.tr("Part id"))
        self.part_id.setToolTip(self.tr("Part id; a barcode scanner may be used at any time"))
        self.operator.setText(self._operator or self.tr("Set the operator"))
        self.operator.setAccessibleName(self.tr("Operator: {0}").format(self._operator or "–"))
        self.operator.setToolTip(self.tr("Operator: click to switch"))
        self.station.setText(self._station or self.tr("Set the station"))
        self.station.setAccessibleName(self.tr("Station: {0}").format(self._station or "–"))
        self.station.setToolTip(self.tr("Station: click to change"))
        self._fill_menu()
        self.fit()

    def fit(self) -> None:
        """Give fields and icons the room this text size needs."""
        side = small_icon_px(self.operator)
        for chip in (self.operator, self.station):
            chip.setIconSize(QSize(side, side))
        for field in (self.lot, self.part_id):
            field.setMinimumWidth(field.fontMetrics().averageCharWidth() * _FIELD_LETTERS)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name in self._recent:
            action = QAction(name, self._menu)
            action.setCheckable(True)
            action.setChecked(name == self._operator)
            action.triggered.connect(self._on_operator)
            self._menu.addAction(action)
        if self._recent:
            self._menu.addSeparator()
        other = self._menu.addAction(icon("edit"), self.tr("Another operator…"))
        other.triggered.connect(self._emit_operator_wanted)

    def _on_operator(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._emit_operator_chosen(action.text())

    def _on_lot(self) -> None:
        text = self.lot.text().strip()
        if text != self._said[0]:
            self._said = (text, self._said[1])
            self._emit_lot_changed(text)

    def _on_part_id(self) -> None:
        text = self.part_id.text().strip()
        if text != self._said[1]:
            self._said = (self._said[0], text)
            self._emit_part_id_changed(text)

    def _emit_lot_changed(self, text: str) -> None:
        self.lot_changed.emit(text)

    def _emit_part_id_changed(self, text: str) -> None:
        self.part_id_changed.emit(text)

    def _emit_operator_chosen(self, name: str) -> None:
        self.operator_chosen.emit(name)

    def _emit_operator_wanted(self) -> None:
        self.operator_wanted.emit()

    def _emit_editing_finished(self) -> None:
        self.editing_finished.emit()


def _beside(label: QLabel, field: QLineEdit) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID_PX // 2)
    row.addWidget(label)
    row.addWidget(field, 1)
    label.setBuddy(field)
    return pair
