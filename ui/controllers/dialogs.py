"""Dialogs that are asked about while the storage thread still works for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

ValueT = TypeVar("ValueT")


def open_once(dialog: QDialog) -> None:
    """Open a dialog that is gone when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def ask_folder(
    window: QWidget, title: str, start: Path | None, on_chosen: Callable[[Path], object]
) -> QFileDialog:
    """Open the choice of a folder without stopping the window behind it.

    Parameters
    ----------
    window : QWidget
        Owner.
    title : str
        What the folder is for.
    start : Path or None
        Where to begin; the person's own folder if None.
    on_chosen : callable
        Told of the folder; not called when the choice is given up.
    """
    dialog = QFileDialog(window, title, str(start or Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
    open_once(dialog)
    return dialog


def while_open(dialog: QDialog, call: Callable[[ValueT], object]) -> Callable[[ValueT], None]:
    """Return a callback that does nothing any more when the dialog was closed meanwhile."""

    def answer(value: ValueT) -> None:
        if isValid(dialog):
            call(value)

    return answer
