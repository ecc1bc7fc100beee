"""What a key means on the canvas, by its print on the keyboard and not by what it would type."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.verdict.key_events import name_event


class CanvasKey(StrEnum):
    """Keys without Ctrl or Alt; the others belong to whoever holds the canvas."""

    FIT = "f"
    ONE_TO_ONE = "z"
    ZOOM_IN = "+"
    ZOOM_OUT = "-"
    ROI_MODE = "r"
    HEAT_MAP = "m"
    ROI_BEFORE = "["
    ROI_AFTER = "]"


ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
DELETING: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})

_SAME: Final = {"=": "+", "_": "-"}


def key_name(event: QKeyEvent) -> str:
    """Return the Latin letter, digit or sign printed on a key, also under a Hangul input method."""
    return name_event(event).name


def canvas_key(event: QKeyEvent) -> CanvasKey | None:
    """Return what a key means here; None if it is not the canvas's."""
    modifiers = Qt.KeyboardModifier
    if event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier):
        return None
    name = key_name(event)
    name = _SAME.get(name, name)
    is_sign = not name.isalnum()
    if event.modifiers() & modifiers.ShiftModifier and not is_sign:
        return None
    return CanvasKey(name) if name in set(CanvasKey) else None
