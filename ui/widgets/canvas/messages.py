"""What stands on the canvas where no image is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import DefectScribeError
from core.texts.wording import render_error
from ui.i18n.translation import current_language
from ui.widgets.notices import EmptyState


class CanvasMessages(QWidget):
    """Says what to do without an image, or why an image cannot be shown and what to do then.

    Signals
    -------
    folder_wanted
        The button of the empty canvas was pressed.
    """

    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: DefectScribeError | None = None
        self._is_empty = False
        self._empty = EmptyState("image")
        self._failed = EmptyState("warning")
        self._empty.action_wanted.connect(self._report_folder_wanted)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.addWidget(self._empty)
        column.addWidget(self._failed)
        self.retranslate()

    @property
    def error(self) -> DefectScribeError | None:
        """Why no image can be shown."""
        return self._error

    @property
    def words(self) -> tuple[str, str] | None:
        """Title and hint, or None when nothing is said."""
        if self._error is not None:
            return self._failed.words
        return self._empty.words if self._is_empty else None

    @property
    def open_button(self) -> QPushButton:
        """The way out of the empty canvas."""
        return self._empty.button

    def show_empty(self) -> None:
        """Say what to do first."""
        self._show(error=None, is_empty=True)

    def show_error(self, error: DefectScribeError) -> None:
        """Say why an image cannot be shown."""
        self._show(error=error, is_empty=False)

    def clear(self) -> None:
        """Make way for an image."""
        self._show(error=None, is_empty=False)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._empty.show_words(
            self.tr("No image is open"),
            self.tr("Open a folder, then choose an image in the list."),
            self.tr("Open folder…"),
        )
        self._show(error=self._error, is_empty=self._is_empty)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self, *, error: DefectScribeError | None, is_empty: bool) -> None:
        self._error, self._is_empty = error, is_empty
        if error is not None:
            words = render_error(error, current_language())
            self._failed.show_words(self.tr("This image cannot be shown"), words)
        self._failed.setVisible(error is not None)
        self._empty.setVisible(is_empty)
        self.setVisible(self.words is not None)

    def _report_folder_wanted(self) -> None:
        self.folder_wanted.emit()
