"""Below the description: whether a model describes, and the ways to the other pages."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX, colors
from ui.widgets.elided_label import small_icon_px
from ui.widgets.notices import set_text_color


class CaptionerState(StrEnum):
    """Whether a model describes the image besides what was measured."""

    WAITING = "waiting"
    """Nothing was to be described yet, so nobody knows."""
    ABSENT = "absent"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class Page(StrEnum):
    """What the pane shows."""

    DESCRIPTION = "description"
    ASK = "ask"
    EXPLAIN = "explain"


_BREAK: Final = "\u200b"
"""A place where a line may end, without a blank."""
_BREAKABLE: Final = re.compile(r"[-_./]")
_ICONS: Final = {Page.ASK: "help", Page.EXPLAIN: "chat"}


class PaneFoot(QWidget):
    """One line of words and the buttons beside it.

    Signals
    -------
    page_changed(Page)
        A button was pressed, or let go again.
    copy_wanted()
        What is shown is to be copied.
    """

    page_changed = Signal(object)
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._detail = CaptionerState.ABSENT, ""
        self._n_said = 0
        self._line = QLabel()
        self._line.setWordWrap(True)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        # A long name must not make the pane wider.
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._toggles = {page: QToolButton() for page in _ICONS}
        self._copy = QToolButton()
        self._copy.setAutoRaise(True)
        self._copy.setIcon(icon("copy"))
        self._copy.clicked.connect(self._emit_copy_wanted)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX // 2)
        for page, toggle in self._toggles.items():
            toggle.setAutoRaise(True)
            toggle.setCheckable(True)
            toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            toggle.setIcon(icon(_ICONS[page]))
            toggle.toggled.connect(self._on_toggled)
            row.addWidget(toggle)
        row.addWidget(self._copy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID_PX // 2)
        self._grid.setColumnStretch(0, 1)
        self._is_stacked: bool | None = None
        self._fit_icons()
        self.retranslate()

    @property
    def page(self) -> Page:
        """The page whose button is pressed and may be."""
        for page, toggle in self._toggles.items():
            if toggle.isChecked() and toggle.isEnabled():
                return page
        return Page.DESCRIPTION

    @property
    def captioner_text(self) -> str:
        """What is said of the model."""
        return self._line.text().replace(_BREAK, "")

    @property
    def is_pressed(self) -> bool:
        """Whether a button is pressed, even one that leads nowhere for now."""
        return any(toggle.isChecked() for toggle in self._toggles.values())

    def go_back(self) -> None:
        """Let all buttons go: the description is wanted."""
        for toggle in self._toggles.values():
            toggle.setChecked(False)

    def set_enabled(self, *, has_any: bool, has_finding: bool) -> None:
        """Offer what there is something for."""
        self._copy.setEnabled(has_any)
        is_known = self._state is not CaptionerState.ABSENT
        self._toggles[Page.ASK].setEnabled(has_finding and is_known)
        # Without a model the page says where to put one, and shows what was said before.
        self._toggles[Page.EXPLAIN].setEnabled(has_finding)

    def show_captioner(self, state: CaptionerState, detail: str) -> None:
        """Say whether a model describes images; ``detail`` is its name, or why not."""
        self._state, self._detail = state, detail
        self._say_captioner()

    def show_count(self, n_said: int) -> None:
        """Say on the button how many questions were answered about the finding."""
        self._n_said = n_said
        self._say_explain()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        ask = self._toggles[Page.ASK]
        ask.setText(self.tr("Ask"))
        ask.setAccessibleName(self.tr("Ask about the image"))
        ask.setToolTip(self.tr("Ask the model what it sees"))
        self._copy.setAccessibleName(self.tr("Copy"))
        self._copy.setToolTip(self.tr("Copy the text that is shown"))
        self._say_explain()
        self._say_captioner()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icons()
            self._fit_line()
        elif event.type() == QEvent.Type.PaletteChange:
            self._say_captioner()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_line()

    def _fit_line(self) -> None:
        """Put the words above the buttons where there is no room for them beside these."""
        needed = self._line.fontMetrics().horizontalAdvance(self.captioner_text)
        room = self.width() - self._buttons.sizeHint().width() - 2 * self._grid.spacing()
        is_stacked = needed > room
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        for widget in (self._line, self._buttons):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._line, 0, 0, 1, 2 if is_stacked else 1)
        if is_stacked:
            self._grid.addWidget(self._buttons, 1, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        else:
            self._grid.addWidget(self._buttons, 0, 1)

    def _on_toggled(self, checked: bool) -> None:
        if checked:
            for toggle in self._toggles.values():
                if toggle is not self.sender():
                    toggle.setChecked(False)
        self.page_changed.emit(self.page)

    def _emit_copy_wanted(self) -> None:
        self.copy_wanted.emit()

    def _fit_icons(self) -> None:
        side = small_icon_px(self)
        for button in (self._copy, *self._toggles.values()):
            button.setIconSize(QSize(side, side))

    def _say_explain(self) -> None:
        button = self._toggles[Page.EXPLAIN]
        words = self.tr("Explain")
        button.setText(f"{words} {self._n_said}" if self._n_said else words)
        self._fit_line()
        button.setAccessibleName(self.tr("Have the finding explained"))
        button.setToolTip(
            self.tr("Talk with a model about causes and what to do; it knows the measured facts")
        )

    def _say_captioner(self) -> None:
        detail = self._detail
        words = {
            CaptionerState.WAITING: "",
            CaptionerState.ABSENT: self.tr("No description model: measured facts only"),
            CaptionerState.LOADING: self.tr("Loading {0}…").format(detail),
            CaptionerState.READY: self.tr("Describes: {0}").format(detail),
            CaptionerState.FAILED: self.tr("The description model failed: {0}").format(detail),
        }
        is_bad = self._state is CaptionerState.FAILED
        self._line.setText(_BREAKABLE.sub(rf"\g<0>{_BREAK}", words[self._state]))
        self._line.setToolTip(
            self.tr("Description model: {0}").format(detail)
            if self._state in {CaptionerState.LOADING, CaptionerState.READY}
            else ""
        )
        self._fit_line()
        set_text_color(self._line, colors().warning if is_bad else colors().muted)
