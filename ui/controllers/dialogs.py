"""Dialogs that are asked about while the storage thread still works for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

ValueT = TypeVar("ValueT")


def open_once(dialog: QDialog) -> None:
    """Open a dialog that is gone when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def while_open(dialog: QDialog, call: Callable[[ValueT], object]) -> Callable[[ValueT], None]:
    """Return a callback that does nothing any more when the dialog was closed meanwhile."""

    def answer(value: ValueT) -> None:
        if isValid(dialog):
            call(value)

    return answer
