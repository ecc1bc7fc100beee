"""What the canvas does for a key; everything else is left to its parents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.canvas.keys import ARROWS, DELETING, CanvasKey, canvas_key, key_name

if TYPE_CHECKING:
    from ui.widgets.canvas.view import CanvasView

_BIG_STEP_PX: Final = 10
_PAN_STEP_PX: Final = 64

_ONCE: Final = frozenset({CanvasKey.ROI_MODE, CanvasKey.HEAT_MAP})
"""A held key must not switch these on and off."""
_LOOKING: Final = frozenset(
    {CanvasKey.FIT, CanvasKey.ONE_TO_ONE, CanvasKey.ZOOM_IN, CanvasKey.ZOOM_OUT}
)


def press_key(view: CanvasView, event: QKeyEvent) -> bool:
    """Do what a key means on the canvas; return False if it means nothing here."""
    if view.outline.is_on:
        return view.outline.press_key(event) or _look_around(view, event)
    return _press_plain(view, event)


def _press_plain(view: CanvasView, event: QKeyEvent) -> bool:
    key = Qt.Key(event.key())
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key not in ARROWS:
        return _undo_or_redo(view, event)
    if key in ARROWS:
        return _arrow(view, event)
    if key in DELETING:
        return view.delete_selected()
    if key == Qt.Key.Key_Escape:
        return view.leave()
    if key == Qt.Key.Key_Insert:
        return view.add_roi()
    return _letter(view, event)


def _look_around(view: CanvasView, event: QKeyEvent) -> bool:
    """Zoom and pan while something else has the other keys."""
    if Qt.Key(event.key()) in ARROWS:
        across, down = ARROWS[Qt.Key(event.key())]
        view.pan_by(across * _PAN_STEP_PX, down * _PAN_STEP_PX)
        return True
    return canvas_key(event) in _LOOKING and _letter(view, event)


def _undo_or_redo(view: CanvasView, event: QKeyEvent) -> bool:
    """Ctrl+Z with no edit of an ROI behind it takes back a verdict, which is not done here."""
    name = key_name(event)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if name == "y" or (name == "z" and shift):
        return view.redo()
    return name == "z" and view.undo()


def _arrow(view: CanvasView, event: QKeyEvent) -> bool:
    across, down = ARROWS[Qt.Key(event.key())]
    step = _BIG_STEP_PX if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    if view.editor.selected is not None:
        resizes = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        change: Callable[[int, int], bool] = view.grow if resizes else view.nudge
        change(across * step, down * step)
        return True  # At the border, too: the key must not move the focus from there.
    if view.is_fitted:
        return False
    view.pan_by(across * _PAN_STEP_PX, down * _PAN_STEP_PX)
    return True


def _letter(view: CanvasView, event: QKeyEvent) -> bool:
    key = canvas_key(event)
    if key is None or not view.is_current:
        return False
    actions: dict[CanvasKey, Callable[[], object]] = {
        CanvasKey.FIT: view.fit,
        CanvasKey.ONE_TO_ONE: view.one_to_one,
        CanvasKey.ZOOM_IN: lambda: view.zoom_by(1),
        CanvasKey.ZOOM_OUT: lambda: view.zoom_by(-1),
        CanvasKey.ROI_MODE: lambda: view.set_roi_mode(not view.roi_mode),
        CanvasKey.HEAT_MAP: view.ask_for_heat_map,
        CanvasKey.ROI_BEFORE: lambda: view.select_next(-1),
        CanvasKey.ROI_AFTER: lambda: view.select_next(1),
    }
    if not (event.isAutoRepeat() and key in _ONCE):
        actions[key]()
    return True
