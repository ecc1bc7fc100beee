"""Going through the list one by one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.widgets.elided_label import ElidedLabel, small_icon_px


class StepBar(QWidget):
    """Previous, next, next undecided; and where in the list one is.

    Signals
    -------
    previous_wanted, next_wanted, undecided_wanted
    """

    previous_wanted = Signal()
    next_wanted = Signal()
    undecided_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position: int | None = None
        self._total = 0
        self.previous_button = QToolButton()
        self.next_button = QToolButton()
        self.undecided_button = QToolButton()
        self.previous_button.setIcon(icon("previous"))
        self.next_button.setIcon(icon("next"))
        self.undecided_button.setIcon(icon("next-undecided"))
        self.previous_button.clicked.connect(self._emit_previous_wanted)
        self.next_button.clicked.connect(self._emit_next_wanted)
        self.undecided_button.clicked.connect(self._emit_undecided_wanted)
        self._where = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._where, 1)
        for button in (self.previous_button, self.next_button, self.undecided_button):
            button.setAutoRaise(True)
            # The list keeps the keyboard when these are clicked.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._size_icons()
        self.retranslate()
        self.show_position(None, 0)

    @property
    def words(self) -> str:
        """The position as it is shown."""
        return self._where.text

    def show_position(self, position: int | None, total: int) -> None:
        """Show which row of how many is the current one, counted from 0."""
        self._position, self._total = position, total
        for button in (self.previous_button, self.next_button, self.undecided_button):
            button.setEnabled(total > 0)
        number = QLocale().toString
        if not total:
            self._where.set_text("")
        elif position is None:
            self._where.set_text(self.tr("Shown: {count}").format(count=number(total)))
        else:
            self._where.set_text(f"{number(position + 1)} / {number(total)}")

    def retranslate(self) -> None:
        """Set all words in the current language."""
        _say(self.previous_button, self.tr("Previous image"), self.tr("Previous image (A)"))
        _say(self.next_button, self.tr("Next image"), self.tr("Next image (D)"))
        _say(
            self.undecided_button,
            self.tr("Next image without a person's verdict"),
            self.tr("Next image without a person's verdict (Shift+D)"),
        )
        self.show_position(self._position, self._total)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._size_icons()

    def _size_icons(self) -> None:
        side = small_icon_px(self)
        for button in (self.previous_button, self.next_button, self.undecided_button):
            button.setIconSize(QSize(side, side))

    def _emit_previous_wanted(self) -> None:
        self.previous_wanted.emit()

    def _emit_next_wanted(self) -> None:
        self.next_wanted.emit()

    def _emit_undecided_wanted(self) -> None:
        self.undecided_wanted.emit()


def _say(button: QToolButton, name: str, tooltip: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(tooltip)
