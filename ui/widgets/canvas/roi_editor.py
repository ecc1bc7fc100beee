"""ROIs of one image while a person draws and changes them; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from core.domain.regions import BoxPx
from ui.widgets.canvas import geometry
from ui.widgets.canvas.geometry import Handle, ImageSize, Point

Rois: TypeAlias = tuple[BoxPx, ...]

_MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class _Drag:
    """A drag under way: nothing of it is in the history before it ends."""

    start: Point
    before: Rois
    index: int
    """Of the ROI that moves; one past the last while a new one is drawn."""
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class Grip:
    """Where an ROI is taken: at a handle, or anywhere else for moving it."""

    index: int
    handle: Handle | None = None


class RoiEditor:
    """Holds the ROIs as frozen tuples, with selection and undo.

    Methods that may change the ROIs return whether they did.
    """

    def __init__(self) -> None:
        self._size: ImageSize | None = None
        self._rois: Rois = ()
        self._past: list[Rois] = []
        self._future: list[Rois] = []
        self._drag: _Drag | None = None
        self._nudged: int | None = None
        self.selected: int | None = None

    @property
    def rois(self) -> Rois:
        """The ROIs as last finished; a drag under way does not count yet."""
        return self._drag.before if self._drag else self._rois

    @property
    def shown(self) -> Rois:
        """What is drawn, with the drag under way."""
        return self._rois

    @property
    def is_dragging(self) -> bool:
        """Whether a drag is under way."""
        return self._drag is not None

    @property
    def can_undo(self) -> bool:
        """Whether an edit since the last settling can be taken back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether an edit taken back can be done again."""
        return bool(self._future)

    def open(self, size: ImageSize | None) -> bool:
        """Start with another image, or with none: no ROIs, no history."""
        had_any = bool(self.rois)
        self._size = size
        self._rois = ()
        self._drag = None
        self.selected = None
        self.settle()
        return had_any

    def settle(self) -> None:
        """Forget how the ROIs came about: what stands now cannot be undone any more."""
        self._past.clear()
        self._future.clear()
        self._nudged = None

    def replace(self, rois: Rois) -> bool:
        """Set ROIs from elsewhere, cut to the image; this is an edit that can be undone."""
        size = self._size
        if size is None:
            return False
        self.cancel()
        cut = (geometry.fitted(roi, size) for roi in rois)
        return self._commit(tuple(roi for roi in cut if roi is not None), selected=None)

    def grip_at(self, point: Point, reach: float) -> Grip | None:
        """Return what a press would take, without taking it; only a selected ROI shows handles."""
        roi = self._selected_roi()
        handle = geometry.handle_at(roi, point, reach) if roi else None
        if handle is not None and self.selected is not None:
            return Grip(self.selected, handle)
        index = geometry.box_at(self._rois, point, reach)
        return None if index is None else Grip(index)

    def take(self, grip: Grip, start: Point) -> None:
        """Select an ROI and start to move or resize it."""
        self.selected = grip.index
        self._begin(_Drag(start, self._rois, grip.index, grip.handle))

    def select(self, index: int | None) -> None:
        """Select an ROI by its place, or none."""
        self._nudged = None
        self.selected = index if index is not None and 0 <= index < len(self._rois) else None

    def select_next(self, step: int) -> bool:
        """Select the ROI ``step`` places on, round and round; return whether there is any."""
        if not self._rois:
            return False
        start = self.selected if self.selected is not None else (-1 if step > 0 else 0)
        self.select((start + step) % len(self._rois))
        return True

    def begin_draw(self, start: Point) -> None:
        """Start a new ROI with a corner at ``start``."""
        if self._size is None:
            return
        self.selected = None
        self._begin(_Drag(self._size.clamped(start), self._rois, len(self._rois)))

    def drag_to(self, point: Point) -> None:
        """Show what the drag would do if it ended here."""
        drag, size = self._drag, self._size
        if drag is None or size is None:
            return
        if drag.index == len(drag.before):
            drawn = geometry.box_between(drag.start, point, size)
            self._rois = drag.before if drawn is None else (*drag.before, drawn)
            return
        box = drag.before[drag.index]
        if drag.handle is None:
            box = geometry.moved(box, point[0] - drag.start[0], point[1] - drag.start[1], size)
        else:
            # A side follows the pointer by the way it went: taken 2 px beside it, it must not jump.
            grip = geometry.handle_point(box, drag.handle)
            offset = grip[0] - drag.start[0], grip[1] - drag.start[1]
            to = point[0] + offset[0], point[1] + offset[1]
            box = geometry.resized(box, drag.handle, to, size)
        self._rois = _with(drag.before, drag.index, box)

    def finish(self) -> bool:
        """End the drag; a new ROI becomes the selected one."""
        drag = self._drag
        if drag is None:
            return False
        after = self._rois
        self._drag, self._rois = None, drag.before
        selected = drag.index if drag.index < len(after) else None
        if after == drag.before:
            self.selected = selected
            return False
        return self._commit(after, selected=selected)

    def cancel(self) -> bool:
        """Give the drag up; return whether there was one."""
        drag, self._drag = self._drag, None
        if drag is None:
            return False
        self._rois = drag.before
        return True

    def delete_selected(self) -> bool:
        """Remove the selected ROI; the one drawn before it becomes selected."""
        if self.selected is None or self._drag:
            return False
        left = (*self._rois[: self.selected], *self._rois[self.selected + 1 :])
        return self._commit(left, selected=len(left) - 1 if left else None)

    def add(self, box: BoxPx) -> bool:
        """Add an ROI and select it, cut to the image."""
        cut = geometry.fitted(box, self._size) if self._size else None
        if cut is None or self._drag:
            return False
        return self._commit((*self._rois, cut), selected=len(self._rois))

    def nudge(self, dx: int, dy: int) -> bool:
        """Shift the selected ROI by pixels; a row of nudges is undone in one step."""
        roi, size = self._selected_roi(), self._size
        if roi is None or size is None:
            return False
        return self._nudge_to(geometry.moved(roi, dx, dy, size))

    def grow(self, dw: int, dh: int) -> bool:
        """Move the right and the bottom side of the selected ROI, undone as nudges are."""
        roi, size = self._selected_roi(), self._size
        if roi is None or size is None:
            return False
        to = roi.right + dw, roi.bottom + dh
        return self._nudge_to(geometry.resized(roi, Handle.RIGHT | Handle.BOTTOM, to, size))

    def undo(self) -> bool:
        """Take the last edit back."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._step(self._future, self._past)

    def _nudge_to(self, roi: BoxPx) -> bool:
        index = self.selected
        if index is None or self._drag or roi == self._rois[index]:
            return False
        after = _with(self._rois, index, roi)
        if self._nudged == index:
            self._rois = after
            return True
        self._commit(after, selected=index)
        self._nudged = index
        return True

    def _begin(self, drag: _Drag) -> None:
        self.cancel()
        self._nudged = None
        self._drag = drag

    def _commit(self, after: Rois, *, selected: int | None) -> bool:
        self.selected = selected
        self._nudged = None
        if after == self._rois:
            return False
        self._past.append(self._rois)
        del self._past[:-_MOST_STEPS]
        self._future.clear()
        self._rois = after
        return True

    def _step(self, source: list[Rois], target: list[Rois]) -> bool:
        if self._drag or not source:
            return False
        target.append(self._rois)
        before, self._rois = self._rois, source.pop()
        self._nudged = None
        self.selected = _first_difference(before, self._rois)
        return True

    def _selected_roi(self) -> BoxPx | None:
        index = self.selected
        return self._rois[index] if index is not None and index < len(self._rois) else None


def _with(rois: Rois, index: int, roi: BoxPx) -> Rois:
    return (*rois[:index], roi, *rois[index + 1 :])


def _first_difference(before: Rois, after: Rois) -> int | None:
    """Select what an undo brought back or changed, so that the eye finds it."""
    for index, roi in enumerate(after):
        if index >= len(before) or before[index] != roi:
            return index
    return None
