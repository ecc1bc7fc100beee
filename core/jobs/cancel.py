"""Cancelling work between its steps."""

from __future__ import annotations

import threading

from core.errors import JobCancelledError


class CancelToken:
    """A flag that one thread sets and another checks between steps."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise if cancelled.

        Raises
        ------
        JobCancelledError
            If :meth:`cancel` was called.
        """
        if self._event.is_set():
            raise JobCancelledError
