"""Panels that only say which one they are, and a workplace made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.panels import Panels


def make_panels() -> Panels:
    """Return a list or a label for each place."""
    return Panels(
        browser=_words("browser"),
        canvas=QLabel("canvas"),
        verdict_bar=QLabel("verdict bar"),
        scores=_words("scores"),
        description=_words("description"),
        history=_words("history"),
        jobs=_words("jobs"),
    )


def _words(name: str) -> QWidget:
    widget = QListWidget()
    widget.addItems([f"{name} {number}" for number in range(30)])
    return widget


class WordsWorkplace(QObject):
    """Remembers which paths it was asked to open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.opened: list[Path] = []
        self.is_closed = False
        self._window = MainWindow(make_panels(), desk.store)

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self._window

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Remember them."""
        self.opened += paths

    def close(self) -> None:
        """Remember it."""
        self.is_closed = True
