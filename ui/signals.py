"""Ctrl+C and the system's wish to end: an orderly close instead of a dead process."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class SignalWatch(QObject):
    """Hears SIGINT and SIGTERM while Qt's loop sleeps, which runs no Python code by itself.

    Must be made in the main thread; :meth:`close` puts everything back.

    Signals
    -------
    asked_to_end
        The process got one of the signals.
    """

    asked_to_end = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receiver, self._sender = socket.socketpair()
        for end in (self._receiver, self._sender):
            end.setblocking(False)
        self._before = {kind: signal.signal(kind, _ignore) for kind in _KINDS}
        self._wakeup_before = signal.set_wakeup_fd(self._sender.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._receiver.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)

    def close(self) -> None:
        """Hear no more."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for kind, handler in self._before.items():
            signal.signal(kind, handler)
        self._receiver.close()
        self._sender.close()

    def _on_byte(self) -> None:
        # Each byte is the number of a signal; others than ours may come too.
        if any(number in _KINDS for number in self._receiver.recv(64)):
            self._emit_asked_to_end()

    def _emit_asked_to_end(self) -> None:
        self.asked_to_end.emit()


_KINDS = (signal.SIGINT, signal.SIGTERM)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Only wake the loop; a handler of Python must exist for that."""
