"""The title of a dock: its words, and two buttons to detach and to close it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.theme import GRID_PX
from ui.widgets.elided_label import ElidedLabel


class DockTitle(QWidget):
    """Stands in for Qt's own title, which keeps the text size it was made with.

    Parameters
    ----------
    dock : QDockWidget
        Named by its window title; dragged by this widget.
    """

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._words = ElidedLabel()
        self._detach = _button("float")
        self._close = _button("close")
        self._detach.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close.clicked.connect(dock.close)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID_PX // 2, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._words, 1)
        row.addWidget(self._detach)
        row.addWidget(self._close)
        dock.windowTitleChanged.connect(self._words.set_text)
        dock.topLevelChanged.connect(lambda _: self.retranslate())
        self._fit_sizes()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._words.set_text(self._dock.windowTitle())
        detach = self.tr("Put back") if self._dock.isFloating() else self.tr("Detach this panel")
        self._detach.setToolTip(detach)
        self._close.setToolTip(self.tr("Close this panel; the View menu brings it back"))
        for button in (self._detach, self._close):
            button.setAccessibleName(button.toolTip())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._fit_sizes()

    def _fit_sizes(self) -> None:
        side = round(self.fontMetrics().height() * 0.85)
        for button in (self._detach, self._close):
            button.setIconSize(QSize(side, side))


def _button(picture: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIcon(icon(picture))
    # The keys of the verdicts stay with the image.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
