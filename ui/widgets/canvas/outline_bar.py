"""The controls for correcting an outline, above the image while it is corrected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.canvas.geometry import LEAST_BRUSH_PX, MOST_BRUSH_PX
from ui.widgets.elided_label import small_icon_px
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.notices import MessageKind, MessageLine


class OutlineBar(QWidget):
    """Brush, eraser, size, undo, redo, cancel, apply; what goes on in words below them.

    Signals
    -------
    adds_chosen(bool)
        The brush, or the eraser.
    size_chosen(int)
        Diameter in pixels of the image.
    undo_wanted, redo_wanted, cancel_wanted, apply_wanted
        A button was pressed.
    """

    adds_chosen = Signal(bool)
    size_chosen = Signal(int)
    undo_wanted = Signal()
    redo_wanted = Signal()
    cancel_wanted = Signal()
    apply_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = ""
        self._is_measuring = False
        self._has_none = False
        self.add, self.erase = _tool("brush"), _tool("eraser")
        self.undo, self.redo = _tool("undo"), _tool("redo")
        self.size_box = QSpinBox()
        self.size_box.setRange(LEAST_BRUSH_PX, MOST_BRUSH_PX)
        self.cancel, self.apply = QPushButton(), QPushButton()
        self.message = MessageLine()
        self._kinds = QButtonGroup(self)
        for button in (self.add, self.erase):
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._kinds.addButton(button)
        for each in (self.cancel, self.apply):
            # A click must not take the keyboard from the image; Tab still comes here.
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            each.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.hide()
        self._fit()
        self.retranslate()

    def show_tool(self, *, adds: bool, diameter_px: int) -> None:
        """Show which brush is in hand."""
        (self.add if adds else self.erase).setChecked(True)
        with QSignalBlocker(self.size_box):
            self.size_box.setValue(diameter_px)

    def show_state(
        self, *, can_undo: bool, can_redo: bool, is_empty: bool, is_measuring: bool
    ) -> None:
        """Show what can be done now."""
        self._has_none, self._is_measuring = is_empty, is_measuring
        self.undo.setEnabled(can_undo and not is_measuring)
        self.redo.setEnabled(can_redo and not is_measuring)
        for each in (self.add, self.erase, self.size_box):
            each.setEnabled(not is_measuring)
        self.apply.setEnabled(not is_empty and not is_measuring)
        self._say()

    def show_problem(self, words: str) -> None:
        """Say why it could not be applied; empty words take that away."""
        self._problem = words
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(self.tr("Correct the outline"))
        self.add.setText(self.tr("Add"))
        self.erase.setText(self.tr("Erase"))
        self.cancel.setText(self.tr("Cancel"))
        self.apply.setText(self.tr("Apply"))
        self.size_box.setSuffix(" px")
        tips = {
            self.add: self.tr("Paint what belongs to the defect (B); Shift while drawing erases"),
            self.erase: self.tr("Erase what does not belong to it (E); Shift while drawing adds"),
            self.size_box: self.tr("Size of the brush ([ and ], Ctrl + mouse wheel)"),
            self.undo: self.tr("Undo (Ctrl+Z)"),
            self.redo: self.tr("Redo (Ctrl+Y)"),
            self.cancel: self.tr("Leave the outline as it was (Esc)"),
            self.apply: self.tr("Measure the corrected outline and save it (Enter)"),
        }
        for widget, tip in tips.items():
            widget.setToolTip(tip)
            widget.setAccessibleName(tip)
        self._say()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter mean here what they mean on the image."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._report_cancel()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._report_apply()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for widget in (self.add, self.erase, self.size_box, self.undo, self.redo):
            flow.addWidget(widget)
        for button in (self.cancel, self.apply):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(tools)
        column.addWidget(self.message)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self._report_adds(True))
        self.erase.clicked.connect(lambda: self._report_adds(False))
        self.size_box.valueChanged.connect(self._report_size)
        self.undo.clicked.connect(self._report_undo)
        self.redo.clicked.connect(self._report_redo)
        self.cancel.clicked.connect(self._report_cancel)
        self.apply.clicked.connect(self._report_apply)

    def _say(self) -> None:
        if self._is_measuring:
            self.message.show_message(self.tr("Measuring the corrected outline…"))
        elif self._problem:
            self.message.show_message(self._problem, MessageKind.ERROR)
        elif self._has_none:
            self.message.show_message(
                self.tr("Nothing is outlined: paint the defect before you apply."),
                MessageKind.WARNING,
            )
        else:
            self.message.show_message(
                self.tr("Paint or erase on the image; drag the yellow squares to set the length.")
            )

    def _fit(self) -> None:
        side = small_icon_px(self)
        for button in (self.add, self.erase, self.undo, self.redo):
            button.setIconSize(QSize(side, side))

    def _report_adds(self, adds: bool) -> None:
        self.adds_chosen.emit(adds)

    def _report_size(self, size: int) -> None:
        self.size_chosen.emit(size)

    def _report_undo(self) -> None:
        self.undo_wanted.emit()

    def _report_redo(self) -> None:
        self.redo_wanted.emit()

    def _report_cancel(self) -> None:
        self.cancel_wanted.emit()

    def _report_apply(self) -> None:
        self.apply_wanted.emit()


def _tool(picture: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(picture))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
