"""Telling how far work has come."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with items done and in total; total is None while it is unknown."""

    def __call__(self, done: int, total: int | None) -> None:
        """Report; must be cheap and must not raise."""


def no_progress(done: int, total: int | None) -> None:
    """Ignore progress."""
