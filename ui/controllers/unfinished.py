"""The question before the window closes over outlines that were not applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from ui.main_window import MainWindow

_SHOWN_NAMES: Final = 10


class UnfinishedQuestion(QObject):
    """Keeps the window open until a person gives unfinished outlines up.

    Parameters
    ----------
    window : MainWindow
        It asks here before it closes.
    names : callable
        Returns the names of the images with something unfinished.
    parent : QObject
        Owner.

    Signals
    -------
    given_up
        A person closes without them; the window is closed right after.
    """

    given_up = Signal()

    def __init__(
        self, window: MainWindow, names: Callable[[], tuple[str, ...]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._names = names
        self._box: QMessageBox | None = None
        window.set_close_guard(self.keeps_open)

    @property
    def box(self) -> QMessageBox | None:
        """What a person is being asked, if anything."""
        return self._box

    def keeps_open(self) -> bool:
        """Ask if there is anything unfinished; once at a time."""
        names = self._names()
        if names and self._box is None:
            self._ask(names)
        return bool(names)

    def _ask(self, names: tuple[str, ...]) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Unfinished outlines"))
        box.setText(self.tr("Outlines were corrected but not applied."))
        shown = [*names[:_SHOWN_NAMES], *(["…"] if names[_SHOWN_NAMES:] else [])]
        box.setInformativeText("\n".join(shown))
        stay = box.addButton(self.tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        lose = box.addButton(self.tr("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        lose.clicked.connect(self._give_up)
        box.finished.connect(self._on_answered)
        self._box = box
        box.open()

    def _give_up(self) -> None:
        self.given_up.emit()
        self._window.close()

    def _on_answered(self) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()
