"""Carries values from a thread into the window's thread: in order, none lost, never too many."""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

_TURN_S: Final = 0.008
"""How long values may be handed over before the window may paint again."""


class Mailbox(QObject):
    """Any thread puts values in; they come out in the thread this object lives in.

    One queued call wakes the owner however many values wait, so a flood neither fills Qt's event
    queue nor keeps the window from painting.

    Signals
    -------
    arrived : object
        One value.
    """

    arrived = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: deque[object] = deque()
        self._rings = False
        self._woken.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def put(self, value: object) -> None:
        """Add a value; from any thread."""
        self._values.append(value)
        self._ring()

    def empty(self) -> None:
        """Hand over everything now, however long it takes; only in the owner's thread."""
        while self._values:
            self._emit_arrived(self._values.popleft())

    def _ring(self) -> None:
        # Two threads may both ring: a wake-up too many finds nothing to do.
        if not self._rings:
            self._rings = True
            _emit(self._woken)

    def _hand_over(self) -> None:
        # First, so that a value put in from now on rings again.
        self._rings = False
        end_s = time.monotonic() + _TURN_S
        while self._values and time.monotonic() < end_s:
            self._emit_arrived(self._values.popleft())
        if self._values:
            self._ring()

    def _emit_arrived(self, value: object) -> None:
        self.arrived.emit(value)


def _emit(signal: SignalInstance) -> None:
    signal.emit()
