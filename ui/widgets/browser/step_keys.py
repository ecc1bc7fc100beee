"""Keys that go through the list, by their print on the keyboard."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.verdict.key_events import name_event

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier


class Step(Enum):
    """Where to go from the current image."""

    PREVIOUS = auto()
    NEXT = auto()
    NEXT_UNDECIDED = auto()


def step_of(event: QKeyEvent) -> Step | None:
    """Return where a key leads, also under a Hangul input method; None for any other key."""
    match name_event(event).name, event.modifiers():
        case "a", modifiers if modifiers == _NONE:
            return Step.PREVIOUS
        case "d", modifiers if modifiers == _NONE:
            return Step.NEXT
        case "d", modifiers if modifiers == _SHIFT:
            return Step.NEXT_UNDECIDED
        case _:
            return None
