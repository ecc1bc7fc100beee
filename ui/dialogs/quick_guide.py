"""The quick guide: one page, with the keys (F1)."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextCursor, QTextFrameFormat, QTextLength, QTextTable
from PySide6.QtWidgets import QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from core.texts.language import LANGUAGES, Language
from core.texts.program_folder import resources_dir
from ui.dialogs.base import AppDialog
from ui.i18n.translation import current_language
from ui.theme import GRID_PX, colors


def read_guide() -> dict[Language, str]:
    """Read the guide in all languages: two small Markdown files of the program.

    Call it from a controller or worker, not from a widget.

    Raises
    ------
    OSError
        If a file is missing: the program is not completely installed.
    """
    folder = resources_dir() / "guide"
    return {lang: (folder / f"{lang}.md").read_text(encoding="utf-8") for lang in LANGUAGES}


class QuickGuideDialog(AppDialog):
    """Shows the guide in the current language; stays open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[Language, str] = {}
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(GRID_PX)
        column.addWidget(self._page, 1)
        column.addWidget(self._buttons)
        self.setModal(False)
        self.retranslate()
        self.start_with(84, 44)

    def show_guide(self, texts: dict[Language, str]) -> None:
        """Show the texts of :func:`read_guide`."""
        self._texts = texts
        self._render()

    @property
    def text(self) -> str:
        """What is shown, without marks."""
        return self._page.toPlainText()

    @property
    def document_font(self) -> QFont:
        """The font of plain text."""
        return self._page.document().defaultFont()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Quick guide"))
        self._page.setAccessibleName(self.tr("Quick guide"))
        self._render()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._render()

    def _render(self) -> None:
        document = self._page.document()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(2 * GRID_PX)
        document.setMarkdown(self._texts.get(current_language(), ""))
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _style(frame)
        self._page.moveCursor(QTextCursor.MoveOperation.Start)


def _style(table: QTextTable) -> None:
    """Give a table thin lines and room; Markdown knows neither."""
    style = table.format()
    style.setBorder(1)
    style.setBorderCollapse(True)
    style.setBorderBrush(colors().border)
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    style.setCellPadding(GRID_PX // 2)
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(style)
