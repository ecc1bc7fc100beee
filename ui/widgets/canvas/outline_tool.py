"""Correcting an outline on the canvas by brush, handles and keys.

Only what changed is painted again: a stroke on an image of any size costs what it covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent

from core.domain.regions import Line
from ui.widgets.canvas.geometry import LEAST_BRUSH_PX, MOST_BRUSH_PX, Point
from ui.widgets.canvas.keys import key_name
from ui.widgets.canvas.outline_paint import (
    Brush,
    brush_area,
    handles_of,
    line_area,
    paint_brush,
    paint_line,
)

if TYPE_CHECKING:
    from ui.widgets.canvas.brush import PixelRect
    from ui.widgets.canvas.mask_editor import MaskEditor
    from ui.widgets.canvas.mask_item import MaskItem
    from ui.widgets.canvas.zoom_view import ZoomView

_REACH_PX: Final = 9.0
_STEP: Final = 1.25
_NOTCH: Final = 120
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class OutlineTool(QObject):
    """What mouse and keys do while an outline is corrected; off until :meth:`begin`.

    Signals
    -------
    changed
        Something to be shown beside the image is another: size, brush, what can be undone.
    apply_wanted, cancel_wanted
        Enter or Escape was pressed.
    """

    changed = Signal()
    apply_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, view: ZoomView) -> None:
        super().__init__(view)
        self._view = view
        self._editor: MaskEditor | None = None
        self._item: MaskItem | None = None
        self._brush: Brush | None = None
        self._shown_brush: Brush | None = None
        self._grip: Point = (0.0, 0.0)
        self.adds = True
        self.diameter_px = 1
        self.is_locked = False
        """Nothing may be changed: what was drawn is being measured."""

    @property
    def is_on(self) -> bool:
        """Whether an outline is being corrected."""
        return self._editor is not None

    @property
    def editor(self) -> MaskEditor | None:
        """What is being corrected."""
        return self._editor

    def begin(self, editor: MaskEditor, *, diameter_px: int) -> None:
        """Start to correct."""
        from ui.widgets.canvas.mask_item import MaskItem

        self.end()
        self._editor = editor
        self.adds, self.diameter_px, self.is_locked = True, diameter_px, False
        self._item = MaskItem(self._view.image, editor)
        self._view.viewport().update()
        self._emit_changed()

    def end(self) -> None:
        """Stop, leaving the editor as it is but for a drag under way."""
        if self._editor is None:
            return
        self._editor.cancel_drag()
        if self._item is not None and self._item.scene() is not None:
            self._item.scene().removeItem(self._item)
        self._editor = self._item = self._brush = None
        self.is_locked = False
        self._view.viewport().update()
        self._emit_changed()

    def set_adds(self, adds: bool) -> None:
        """Let the brush add, or erase."""
        self.adds = adds
        self._brush_changed()

    def set_diameter(self, diameter_px: int) -> None:
        """Set the size of the brush, in pixels of the image."""
        self.diameter_px = max(LEAST_BRUSH_PX, min(diameter_px, MOST_BRUSH_PX))
        self._brush_changed()

    def resize(self, steps: float) -> None:
        """Make the brush larger by steps of a quarter, at least one pixel; smaller if negative."""
        target = self.diameter_px * _STEP**steps
        least = self.diameter_px + (1 if steps > 0 else -1)
        further = max if steps > 0 else min
        self.set_diameter(round(further(target, least)))

    def undo(self) -> bool:
        """Take the last edit back; it is never handed on, so that no verdict goes with it."""
        if self._editor is not None and not self.is_locked:
            self._edited(self._editor.undo())
        return self.is_on

    def redo(self) -> bool:
        """Do again what was taken back."""
        if self._editor is not None and not self.is_locked:
            self._edited(self._editor.redo())
        return self.is_on

    # Mouse; each tells whether the event was taken.

    def take_press(self, event: QMouseEvent) -> bool:
        """Put the brush down, or take an end of the length line."""
        editor, modifiers = self._editor, event.modifiers()
        is_alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if editor is None or event.button() is not Qt.MouseButton.LeftButton or is_alt:
            return False
        if self.is_locked:
            return True
        point = self._view.to_image(event.position())
        end = self._handle_at(event.position())
        if end is not None and editor.line is not None:
            # The end follows by the way the pointer goes: the handle lies beside it.
            at = editor.line[end]
            self._grip = at[0] - point[0], at[1] - point[1]
            editor.take_end(end)
            self._set_brush(None)
        else:
            self._move_brush(point, modifiers)
            adds = self._adds_with(modifiers)
            self._update_pixels(editor.begin_stroke(point, adds=adds, diameter_px=self.diameter_px))
        return True

    def take_move(self, event: QMouseEvent) -> bool:
        """Draw on, or show where the brush would begin."""
        editor = self._editor
        if editor is None:
            return False
        point = self._view.to_image(event.position())
        if not editor.is_busy:
            self._hover(point, event)
            return False
        if self._brush is None:
            self._update_line(editor.line)
            editor.pull_to((point[0] + self._grip[0], point[1] + self._grip[1]))
            self._update_line(editor.line)
        else:
            self._move_brush(point, event.modifiers())
            self._update_pixels(editor.stroke_to(point))
        return True

    def take_release(self, event: QMouseEvent) -> bool:
        """Lift the brush, or let the end go."""
        is_busy = self._editor is not None and self._editor.is_busy
        if not is_busy or event.button() is not Qt.MouseButton.LeftButton:
            return False
        self.finish_drag()
        return True

    def take_wheel(self, event: QWheelEvent) -> bool:
        """Change the size of the brush with Ctrl or Shift; the wheel alone zooms."""
        if not self.is_on or not event.modifiers() & (_CONTROL | _SHIFT):
            return False
        angle = event.angleDelta()
        self.resize((angle.y() or angle.x()) / _NOTCH)
        return True

    def finish_drag(self) -> None:
        """End a stroke or a pull as it stands."""
        editor = self._editor
        if editor is None or not editor.is_busy:
            return
        before = editor.line
        editor.finish_stroke()
        editor.finish_pull()
        self._update_line(before)
        self._update_line(editor.line)
        # The chord is another one, and where it was is not known any more.
        self._view.viewport().update()
        self._emit_changed()

    def leave(self) -> None:
        """Take the ring away: the pointer has left."""
        self._set_brush(None)

    # Keys

    def press_key(self, event: QKeyEvent) -> bool:
        """Do what a key means while correcting; return False if it means nothing here."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self.apply_wanted.emit()
        elif event.modifiers() & _CONTROL:
            return self._undo_or_redo(event)
        else:
            return self._letter(event)
        return True

    # Painting

    def paint(self, painter: QPainter) -> None:
        """Draw length line and brush over the view."""
        editor, to_view = self._editor, self._view.viewportTransform()
        if editor is None:
            return
        line = editor.line
        if line is not None:
            paint_line(painter, line, to_view, is_drawn=editor.drawn_line is not None)
        self._shown_brush = self._brush
        if self._brush is not None and not self.is_locked:
            paint_brush(painter, self._brush, to_view)

    def _escape(self) -> None:
        editor = self._editor
        if editor is not None and editor.is_busy:
            editor.cancel_drag()
            self._view.viewport().update()
            return
        self.cancel_wanted.emit()

    def _undo_or_redo(self, event: QKeyEvent) -> bool:
        name, is_shifted = key_name(event), bool(event.modifiers() & _SHIFT)
        if name == "y" or (name == "z" and is_shifted):
            return self.redo()
        return name == "z" and self.undo()

    def _letter(self, event: QKeyEvent) -> bool:
        name = key_name(event)
        if name in {"b", "e"}:
            self.set_adds(name == "b")
        elif name in {"[", "]"}:
            self.resize(-1 if name == "[" else 1)
        else:
            return False
        return True

    def _hover(self, point: Point, event: QMouseEvent) -> None:
        if self._handle_at(event.position()) is not None and not self.is_locked:
            self._set_brush(None)
            self._view.viewport().setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self._move_brush(point, event.modifiers())
            shape = Qt.CursorShape.BusyCursor if self.is_locked else Qt.CursorShape.CrossCursor
            self._view.viewport().setCursor(shape)

    def _adds_with(self, modifiers: Qt.KeyboardModifier) -> bool:
        return self.adds != bool(modifiers & _SHIFT)

    def _move_brush(self, point: Point, modifiers: Qt.KeyboardModifier) -> None:
        self._set_brush(Brush(point, self.diameter_px, self._adds_with(modifiers)))

    def _brush_changed(self) -> None:
        if self._brush is not None:
            self._set_brush(Brush(self._brush.at, self.diameter_px, self.adds))
        self._emit_changed()

    def _set_brush(self, brush: Brush | None) -> None:
        to_view = self._view.viewportTransform()
        for each in (self._shown_brush, self._brush, brush):
            if each is not None:
                self._update_view(brush_area(each, to_view))
        self._brush = brush

    def _edited(self, rect: PixelRect | None) -> None:
        if rect is not None:
            self._view.viewport().update()
            self._emit_changed()

    def _update_pixels(self, rect: PixelRect | None) -> None:
        if rect is None:
            return
        width, height = rect.right - rect.left, rect.bottom - rect.top
        area = QRectF(rect.left - 1, rect.top - 1, width + 2, height + 2)
        # The line at the edge is as wide as ever, however small the image is shown.
        self._update_view(self._view.viewportTransform().mapRect(area).adjusted(-3, -3, 3, 3))

    def _update_line(self, line: Line | None) -> None:
        if line is not None:
            self._update_view(line_area(line, self._view.viewportTransform()))

    def _update_view(self, area: QRectF) -> None:
        viewport = self._view.viewport()
        viewport.update(area.toAlignedRect().intersected(viewport.rect()))

    def _handle_at(self, at: QPointF) -> int | None:
        """Return which end of the length line a press would take: 0, 1 or None."""
        line = self._editor.line if self._editor is not None else None
        if line is None:
            return None
        handles = handles_of(line, self._view.viewportTransform())
        far = [(at - handle).manhattanLength() for handle in handles]
        nearest = min((0, 1), key=far.__getitem__)
        return nearest if far[nearest] <= _REACH_PX else None

    def _emit_changed(self) -> None:
        self.changed.emit()
