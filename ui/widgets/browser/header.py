"""What is open, how much of it there is, and how far the listing has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.icons import icon
from ui.models.entry_filter import EntryFilter
from ui.theme import GRID_PX
from ui.widgets.browser.words import BrowserWords
from ui.widgets.elided_label import ElidedLabel, small_icon_px
from ui.widgets.notices import muted

_BAR_PX: Final = 4
_NO_BREAK: Final = "\u00a0"
_TOLD: Final = (EntryFilter.NG, EntryFilter.HOLD, EntryFilter.OK, EntryFilter.NOT_SEEN)


class BrowserHeader(QWidget):
    """Folder, counts and what can be done with the whole folder.

    Signals
    -------
    folder_wanted, refresh_wanted, stop_wanted, inspection_wanted
        The buttons.
    """

    folder_wanted = Signal()
    refresh_wanted = Signal()
    stop_wanted = Signal()
    inspection_wanted = Signal()

    def __init__(self, words: BrowserWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._folder: Path | None = None
        self._counts: dict[EntryFilter, int] = {}
        self._is_listing = False
        self._name = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        self._line = _CountLine()
        self.open_button = _button("open-folder", self._emit_folder_wanted)
        self.inspect_button = _button("inspect-folder", self._emit_inspection_wanted)
        self.refresh_button = _button("refresh", self._emit_refresh_wanted)
        self.stop_button = _button("stop", self._emit_stop_wanted)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(_BAR_PX)
        self._lay_out()
        self.show_folder(None)
        self.retranslate()

    @property
    def words(self) -> tuple[str, str]:
        """Name and counts as they are shown."""
        return self._name.text, self._line.text().replace(_NO_BREAK, " ")

    def show_folder(self, folder: Path | None) -> None:
        """Show what is open."""
        if folder != self._folder:
            self._line.start_again()
        self._folder = folder
        self._show()

    def show_counts(self, counts: dict[EntryFilter, int]) -> None:
        """Show how many images there are in each group."""
        self._counts = counts
        self._show_line()

    def show_listing(self, *, is_running: bool) -> None:
        """Show that the folder is being listed, or no more."""
        self._is_listing = is_running
        # Nobody knows how many images are still to come.
        self._bar.setRange(0, 0 if is_running else 1)
        self._show()

    def retranslate(self) -> None:
        """Set all words in the current language."""
        _say(self.open_button, self.tr("Open folder"), self.tr("Open a folder of images"))
        _say(
            self.inspect_button,
            self.tr("Inspect the images in the list"),
            self.tr("Inspect all images that the list shows"),
        )
        _say(
            self.refresh_button,
            self.tr("Read the folder again"),
            self.tr("Read the folder again (F5)"),
        )
        _say(self.stop_button, self.tr("Stop reading"), self.tr("Stop reading the folder (Esc)"))
        self._bar.setAccessibleName(self.tr("Reading the folder"))
        self._show()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._size_icons()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._name, 1)
        for button in (
            self.stop_button, self.refresh_button, self.inspect_button, self.open_button
        ):  # fmt: skip
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX // 2)
        column.addLayout(top)
        column.addWidget(self._line)
        column.addWidget(self._bar)
        policy = self._bar.sizePolicy()
        # What stands below must not jump when a listing begins or ends.
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._size_icons()

    def _size_icons(self) -> None:
        side = small_icon_px(self)
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(side, side))

    def _show(self) -> None:
        folder = self._folder
        name = (folder.name or str(folder)) if folder is not None else self.tr("Images")
        self._name.set_text(name, "" if folder is None else str(folder))
        self._bar.setVisible(self._is_listing)
        self.stop_button.setVisible(self._is_listing)
        self.refresh_button.setVisible(folder is not None and not self._is_listing)
        self._show_line()

    def _show_line(self) -> None:
        self.inspect_button.setEnabled(bool(self._counts.get(EntryFilter.ALL)))
        if self._folder is None:
            self._line.show_parts([self.tr("Reading the folder…")] if self._is_listing else [])
            return
        number = QLocale().toString
        total = self._counts.get(EntryFilter.ALL, 0)
        parts = [self.tr("Images: {count}").format(count=number(total))]
        parts += [
            f"{self._words.group(group)} {number(n)}"
            for group in _TOLD
            if (n := self._counts.get(group, 0)) and not (group is _TOLD[-1] and n == total)
        ]
        if self._is_listing:
            parts.insert(1, self.tr("reading…"))
        self._line.show_parts(parts)

    def _emit_folder_wanted(self) -> None:
        self.folder_wanted.emit()

    def _emit_refresh_wanted(self) -> None:
        self.refresh_wanted.emit()

    def _emit_stop_wanted(self) -> None:
        self.stop_wanted.emit()

    def _emit_inspection_wanted(self) -> None:
        self.inspection_wanted.emit()


class _CountLine(QLabel):
    """Breaks between its parts, never inside one.

    While one folder is shown it only grows: the list below must not jump as images are counted.
    """

    def __init__(self) -> None:
        super().__init__()
        muted(self)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show parts with dots between them."""
        self.setText(f"{_NO_BREAK}· ".join(part.replace(" ", _NO_BREAK) for part in parts))
        self._grow()

    def start_again(self) -> None:
        """Take only the room that the next words need."""
        self.setMinimumHeight(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.start_again()
            self._grow()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LanguageChange}:
            self.start_again()

    def _grow(self) -> None:
        needed = self.heightForWidth(self.width())
        if needed > self.minimumHeight():
            self.setMinimumHeight(needed)


def _button(name: str, on_clicked: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    button.clicked.connect(on_clicked)
    return button


def _say(button: QToolButton, name: str, tooltip: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(tooltip)
