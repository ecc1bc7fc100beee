"""Closing in order: write what waits, ask only if something cannot be written, stop, go."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from ui.desk import Desk
from ui.main_window import MainWindow
from ui.workers.storage_tasks import StorageState

_PATIENCE_MS: Final = 15_000
"""How long waiting writes may take before a person is asked."""
_SHOWN_NAMES: Final = 10

_logger = logging.getLogger(__name__)


class Closing(QObject):
    """Takes the wish to close the window.

    Parameters
    ----------
    desk : Desk
        Its threads are ended.
    window : MainWindow
        Closed at the end.
    """

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._is_wanted = False
        self._question: QMessageBox | None = None
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._ask)
        window.close_asked.connect(self.start)
        desk.storage.state_changed.connect(self._on_storage)
        desk.closed.connect(window.allow_close)

    @property
    def question(self) -> QMessageBox | None:
        """What a person is being asked, if anything."""
        return self._question

    def start(self) -> None:
        """Begin to close; asking again while it goes on changes nothing."""
        if self._is_wanted:
            return
        self._is_wanted = True
        self._window.status.showMessage(self.tr("Closing…"))
        self._patience.start()
        self._desk.storage.retry()
        self._on_storage(self._desk.storage.state)

    def _on_storage(self, state: StorageState) -> None:
        if not self._is_wanted:
            return
        if not self._desk.storage.unwritten:
            self._go()
        elif not (state.waiting or state.is_retrying):
            self._ask()

    def _go(self) -> None:
        self._patience.stop()
        if self._question is not None:
            # Saved while a person was still being asked.
            self._question.deleteLater()
            self._question = None
        # From here on nothing is waited for here: whatever is told later must not close twice.
        self._is_wanted = False
        self._desk.begin_close()

    def _ask(self) -> None:
        self._patience.stop()
        if self._question is not None or not self._is_wanted:
            return
        names, state = self._desk.storage.unwritten, self._desk.storage.state
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Not saved"))
        box.setText(self.tr("{0} entries could not be saved yet.").format(len(names)))
        reason = self._desk.words_of(state.trouble) if state.trouble else ""
        shown = [*names[:_SHOWN_NAMES], *(["…"] if names[_SHOWN_NAMES:] else [])]
        box.setInformativeText("\n".join(filter(None, [reason, *shown])))
        again = box.addButton(self.tr("Try again"), QMessageBox.ButtonRole.AcceptRole)
        lose = box.addButton(
            self.tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        stay = box.addButton(self.tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(again)
        box.setEscapeButton(stay)
        again.clicked.connect(self._try_again)
        lose.clicked.connect(self._lose)
        stay.clicked.connect(self._stay)
        box.finished.connect(box.deleteLater)
        self._question = box
        box.open()

    def _try_again(self) -> None:
        self._question = None
        self._is_wanted = False
        self.start()

    def _lose(self) -> None:
        self._question = None
        for name in self._desk.storage.unwritten:
            _logger.warning("a person closed the window without saving: %s", name)
        self._desk.storage.abandon()
        self._go()

    def _stay(self) -> None:
        self._question = None
        self._is_wanted = False
        self._window.status.clearMessage()
