"""What all dialogs share: language switching, and a size that fits the words and the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from ui.theme import GRID_PX

_SCREEN_SHARE = 0.9


class AppDialog(QDialog):
    """A dialog whose words can change while it is open; show it with ``open()``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setSizeGripEnabled(True)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        raise NotImplementedError

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._grow()
        return handled

    def start_with(self, letters: int, lines: int) -> None:
        """Open with room for so many letters and lines, as far as the screen has it."""
        metrics = self.fontMetrics()
        wanted = QSize(
            letters * metrics.averageCharWidth() + 4 * GRID_PX, lines * metrics.lineSpacing()
        ).expandedTo(self.minimumSizeHint())
        self.resize(wanted.boundedTo(self.screen().availableSize() * _SCREEN_SHARE))

    def _grow(self) -> None:
        """Make room for words that wrap: Qt's minimum size knows nothing of wrapped lines."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self.width())
        if self.height() < needed:
            screen = self.screen().availableSize() * _SCREEN_SHARE
            self.resize(self.width(), max(self.height(), min(needed, screen.height())))
