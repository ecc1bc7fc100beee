"""Shows a flood of news at a bearable rate: the latest of each kind, ten times a second."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

INTERVAL_MS: Final = 100


class Pacer(QObject):
    """Collects values by key and tells them together; the first comes at once, the last always.

    Signals
    -------
    due : object
        A mapping of key to its latest value, in the order of the keys' first appearance.
    """

    due = Signal(object)

    def __init__(self, parent: QObject | None = None, *, interval_ms: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self._values: dict[Hashable, object] = {}
        self._timer = QTimer(self, interval=interval_ms, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def put(self, key: Hashable, value: object) -> None:
        """Note a value; it replaces one of the same key that was not told yet."""
        self._values[key] = value
        if not self._timer.isActive():
            self.flush()

    def drop(self, key: Hashable) -> None:
        """Forget a value that was not told yet, because its subject is over."""
        self._values.pop(key, None)

    def flush(self) -> None:
        """Tell what waits now."""
        values, self._values = self._values, {}
        self._timer.start()
        if values:
            self._emit_due(values)

    def _on_time(self) -> None:
        if self._values:
            self.flush()

    def _emit_due(self, values: Mapping[Hashable, object]) -> None:
        self.due.emit(values)
