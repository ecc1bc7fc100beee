"""The image with findings, ROIs and heat map over it, by mouse and keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.domain.inspections import Finding
from core.domain.regions import BoxPx
from ui.widgets.canvas.geometry import Handle, ImageSize, box_at
from ui.widgets.canvas.key_actions import press_key
from ui.widgets.canvas.legend import paint_legend
from ui.widgets.canvas.outline_tool import OutlineTool
from ui.widgets.canvas.overlay import Drawn, OverlayPainter, paint_frame, paint_note, rects_of
from ui.widgets.canvas.roi_editor import RoiEditor, Rois
from ui.widgets.canvas.zoom_view import ZoomView

_REACH_PX: Final = 6.0
_DRAG_FROM_PX: Final = 3.0
"""A shorter way is a click: an ROI must not shift because it was selected."""
_NEW_PART: Final = 0.25
"""Of the view, for an ROI added by keyboard."""

_DIAGONAL: Final = Qt.CursorShape.SizeFDiagCursor
_ANTIDIAGONAL: Final = Qt.CursorShape.SizeBDiagCursor
_CURSORS: Final = {
    Handle.LEFT: Qt.CursorShape.SizeHorCursor,
    Handle.RIGHT: Qt.CursorShape.SizeHorCursor,
    Handle.TOP: Qt.CursorShape.SizeVerCursor,
    Handle.BOTTOM: Qt.CursorShape.SizeVerCursor,
    Handle.LEFT | Handle.TOP: _DIAGONAL,
    Handle.RIGHT | Handle.BOTTOM: _DIAGONAL,
    Handle.RIGHT | Handle.TOP: _ANTIDIAGONAL,
    Handle.LEFT | Handle.BOTTOM: _ANTIDIAGONAL,
}


class CanvasView(ZoomView):
    """What :class:`ui.widgets.canvas.panel.CanvasPanel` shows its image with.

    Signals
    -------
    rois_changed(tuple of BoxPx)
        After an edit is finished, not while dragging.
    roi_mode_changed(bool), heat_map_toggled
        A key was pressed or the mode was set.
    finding_chosen(int)
        A finding was clicked; its place in what was set.
    pointer_moved(tuple of float or None)
        Image point under the pointer; None when it left.
    """

    rois_changed = Signal(object)
    roi_mode_changed = Signal(bool)
    heat_map_toggled = Signal()
    finding_chosen = Signal(int)
    pointer_moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = RoiEditor()
        self.outline = OutlineTool(self)
        self.findings: tuple[Finding, ...] = ()
        self.note = ""
        self.legend: tuple[str, str, str] | None = None
        self._current: int | None = None
        self._roi_mode = False
        self._pressed_at: QPointF | None = None
        self._has_moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The right button drags the image; a menu of the window must not open for it.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        # In Hangul mode an input method would hold the verdict keys back to compose syllables.
        for widget in (self, self.viewport()):
            widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    @property
    def roi_mode(self) -> bool:
        """Whether dragging draws an ROI."""
        return self._roi_mode

    def set_roi_mode(self, on: bool) -> None:
        """Let dragging draw ROIs, or pan; never while it corrects an outline."""
        if on == self._roi_mode or (on and self.outline.is_on):
            return
        self._roi_mode = on
        self._set_cursor(None)
        self.roi_mode_changed.emit(on)
        self.viewport().update()

    def open_rois(self, size: ImageSize | None) -> None:
        """Start without ROIs on an image of this size; None while there is none."""
        if self.editor.open(size):
            self._report_rois()
        self.viewport().update()

    def set_rois(self, rois: Rois) -> None:
        """Set ROIs from elsewhere; undo does not go behind them."""
        changed = self.editor.replace(rois)
        self.editor.settle()
        if changed:
            self._report_rois()
        self.viewport().update()

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Draw these findings, numbered from 1."""
        self.findings = findings
        self._current = None
        self.viewport().update()

    def set_current_finding(self, index: int | None) -> None:
        """Emphasise one finding."""
        self._current = index
        self.viewport().update()

    def set_note(self, note: str) -> None:
        """Write a line into the corner of the view; empty to take it away."""
        self.note = note
        self.viewport().update()

    def set_legend(self, words: tuple[str, str, str] | None) -> None:
        """Show the scale of the heat map with these words."""
        self.legend = words
        self.viewport().update()

    def undo(self) -> bool:
        """Take the last edit of an outline or ROI back."""
        return self.outline.undo() or self._edited(self.editor.undo())

    def redo(self) -> bool:
        """Do an edit again."""
        return self.outline.redo() or self._edited(self.editor.redo())

    def delete_selected(self) -> bool:
        """Remove the selected ROI."""
        return self._edited(self.editor.delete_selected())

    def nudge(self, dx: int, dy: int) -> bool:
        """Shift the selected ROI by pixels of the image."""
        return self._edited(self.editor.nudge(dx, dy))

    def grow(self, dw: int, dh: int) -> bool:
        """Resize the selected ROI at its lower right corner."""
        return self._edited(self.editor.grow(dw, dh))

    def select_next(self, step: int) -> bool:
        """Select another ROI by keyboard."""
        self.viewport().update()
        return self.editor.select_next(step)

    def add_roi(self) -> bool:
        """Add an ROI in the middle of what is seen, for those who draw by keyboard."""
        if not self.is_current:
            return False
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        part = seen.intersected(self.image.boundingRect())
        w, h = (max(4, round(side * _NEW_PART)) for side in (part.width(), part.height()))
        x, y = round(part.center().x() - w / 2), round(part.center().y() - h / 2)
        return self._edited(self.editor.add(BoxPx(x, y, w, h)))

    def leave(self) -> bool:
        """Give up what is under way: a drag, the selection, the ROI mode; tell if there was any."""
        self.viewport().update()
        if self.editor.cancel():
            self._pressed_at = None
            return True
        if self.editor.selected is not None:
            self.editor.select(None)
            return True
        was_on = self._roi_mode
        self.set_roi_mode(False)
        return was_on

    def ask_for_heat_map(self) -> None:
        """Report that the key of the heat map was pressed."""
        self.heat_map_toggled.emit()

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        seen = QRectF(self.viewport().rect())
        to_view = self.viewportTransform()
        painter.save()
        painter.resetTransform()
        painter.setFont(self.font())
        if self.outline.is_on:
            self.outline.paint(painter)
        elif self.is_current:
            rois = self.editor.shown
            selected = self.editor.selected
            drawn = Drawn(self.findings, rois, selected, self._current)
            OverlayPainter(painter, to_view, seen).paint(drawn)
            if self.legend is not None:
                image = to_view.mapRect(self.image.boundingRect())
                marked = [to_view.mapRect(rect) for rect in rects_of(drawn)]
                paint_legend(painter, seen, self.legend, avoid=(marked, (image,)))
        if self.note:
            paint_note(painter, seen, self.note)
        if self.hasFocus():
            paint_frame(painter, seen, is_drawing=self._roi_mode or self.outline.is_on)
        painter.restore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self.outline.take_press(event):
            return
        button, at = event.button(), event.position()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        pans = button in {Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton}
        if pans or (button == Qt.MouseButton.LeftButton and alt):
            self.begin_pan(at)
        elif button == Qt.MouseButton.LeftButton and self.is_current:
            self._pressed_at, self._has_moved = at, False
            self._take(at, is_new=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        at = event.position()
        self._report_pointer(at)
        if self.outline.take_move(event):
            return
        if self._pressed_at is not None and not self._has_moved:
            way = at - self._pressed_at
            self._has_moved = max(abs(way.x()), abs(way.y())) >= _DRAG_FROM_PX
        if self.is_panning:
            self.pan_to(at)
        elif self.editor.is_dragging and self._has_moved:
            self.editor.drag_to(self.to_image(at))
            self.viewport().update()
        elif not event.buttons() and not self.outline.is_on:
            self._set_cursor(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.outline.take_release(event):
            return
        was_click = self._pressed_at is not None and not self._has_moved
        self._pressed_at = None
        if event.button() == Qt.MouseButton.LeftButton and self.editor.is_dragging:
            self._edited(self.editor.finish())
        if was_click:
            self._choose_finding(event.position())
        super().mouseReleaseEvent(event)
        self._set_cursor(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        at = event.position()
        free = self.editor.grip_at(self.to_image(at), self._reach()) is None
        if not is_left or self._roi_mode or self.outline.is_on or not free:
            self.mousePressEvent(event)
        elif self.is_fitted:
            self.one_to_one(at)
        else:
            self.fit()
        event.accept()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.pointer_moved.emit(None)
        self.outline.leave()
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give a drag up: its release may go to another window."""
        self.editor.cancel()
        self.outline.finish_drag()
        self.end_pan()
        self.viewport().update()
        super().focusOutEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.outline.take_wheel(event):
            super().wheelEvent(event)
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the canvas's own keys; the others (verdicts, Space, digits, A, D) go on upwards."""
        event.setAccepted(press_key(self, event))

    def _take(self, at: QPointF, *, is_new: bool) -> None:
        """Begin what a left press means here: resize, move, draw or pan."""
        point = self.to_image(at)
        draws = self._roi_mode
        grip = None if draws and is_new else self.editor.grip_at(point, self._reach())
        if grip is not None:
            self.editor.take(grip, point)
        elif draws:
            self.editor.begin_draw(point)
        else:
            self.editor.select(None)
            self.begin_pan(at)
        self.viewport().update()

    def _choose_finding(self, at: QPointF) -> None:
        boxes = tuple(finding.region.box for finding in self.findings)
        index = box_at(boxes, self.to_image(at), self._reach())
        if index is not None:
            self.finding_chosen.emit(index)

    def _edited(self, changed: bool) -> bool:
        self.viewport().update()
        if changed:
            self._report_rois()
        return changed

    def _report_rois(self) -> None:
        self.rois_changed.emit(self.editor.rois)

    def _report_pointer(self, at: QPointF) -> None:
        self.pointer_moved.emit(self.to_image(at))

    def _reach(self) -> float:
        """How near a press must be, in image pixels."""
        return _REACH_PX / self.transform().m11()

    def _set_cursor(self, at: QPointF | None) -> None:
        grip = None
        if at is not None and self.is_current:
            grip = self.editor.grip_at(self.to_image(at), self._reach())
        if grip is not None:
            shape = _CURSORS[grip.handle] if grip.handle else Qt.CursorShape.SizeAllCursor
        elif self._roi_mode:
            shape = Qt.CursorShape.CrossCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
