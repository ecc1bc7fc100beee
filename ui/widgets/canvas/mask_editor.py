"""An outline and a length line while a person corrects them; free of Qt.

Loads numpy: import it only when editing begins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.regions import Line
from core.measure.feret import longest_chord
from ui.widgets.canvas.brush import PixelRect, capsule, pieces
from ui.widgets.canvas.geometry import LEAST_BRUSH_PX, MOST_BRUSH_PX, Point

_MOST_STEPS: Final = 200
_LEAST_LINE_PX: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """What one edit changed: pixels that were flipped, the line that a person had drawn."""

    rect: PixelRect | None
    flipped: NDArray[np.uint8] | None
    """Packed bits over ``rect``."""
    lines: tuple[Line | None, Line | None]
    """Before and after."""


@dataclass(slots=True, eq=False)
class _Stroke:
    """A stroke under way."""

    before: NDArray[np.bool_]
    at: Point
    adds: bool
    diameter_px: int
    rect: PixelRect | None = None


class MaskEditor:
    """Holds a mask of the whole image and a length line, with undo.

    Methods that draw return the box of pixels that may look different.

    Parameters
    ----------
    mask : (H, W) bool
        Copied.
    line : tuple of two points, optional
        The length line that a person drew before; None: the longest chord of the mask.
    """

    def __init__(self, mask: NDArray[np.bool_], line: Line | None = None) -> None:
        self.mask: NDArray[np.bool_] = np.array(mask, dtype=np.bool_, order="C")
        self._drawn_line = line
        self._chord: Line | None = None
        self._is_chord_known = False
        self._past: list[_Step] = []
        self._future: list[_Step] = []
        self._forgotten = 0
        self._stroke: _Stroke | None = None
        self._pulled: tuple[int, Line, Line | None] | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of the image."""
        return self.mask.shape[1], self.mask.shape[0]

    @property
    def line(self) -> Line | None:
        """The length line: a person's, else the longest chord; None while nothing is outlined."""
        return self._drawn_line or self.chord

    @property
    def drawn_line(self) -> Line | None:
        """The length line if a person drew it."""
        return self._drawn_line

    @property
    def chord(self) -> Line | None:
        """The longest chord of the mask."""
        if not self._is_chord_known and self._stroke is None:
            self._chord, self._is_chord_known = self._longest_chord(), True
        return self._chord

    @property
    def is_empty(self) -> bool:
        """Whether nothing is outlined."""
        return not self.mask.any()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self._past) or self._forgotten > 0

    @property
    def has_drawn(self) -> tuple[bool, bool]:
        """Whether the outline, and whether the line, was changed by the steps that stand."""
        outline = any(step.rect is not None for step in self._past)
        line = any(step.lines[0] != step.lines[1] for step in self._past)
        return outline or self._forgotten > 0, line

    @property
    def is_busy(self) -> bool:
        """Whether a stroke or an end of the line is being dragged."""
        return self._stroke is not None or self._pulled is not None

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return bool(self._past) and not self.is_busy

    @property
    def can_redo(self) -> bool:
        """Whether an edit taken back can be done again."""
        return bool(self._future) and not self.is_busy

    # Brush

    def begin_stroke(self, at: Point, *, adds: bool, diameter_px: int) -> PixelRect | None:
        """Put the brush down."""
        self.cancel_drag()
        size = max(LEAST_BRUSH_PX, min(diameter_px, MOST_BRUSH_PX))
        self._stroke = _Stroke(self.mask.copy(), at, adds, size)
        return self._stamp(self._stroke, at, at)

    def stroke_to(self, point: Point) -> PixelRect | None:
        """Draw on to a point."""
        stroke = self._stroke
        if stroke is None:
            return None
        drawn: PixelRect | None = None
        for one, other in pieces(stroke.at, point):
            rect = self._stamp(stroke, one, other)
            drawn = rect.united(drawn) if rect else drawn
        stroke.at = point
        return drawn

    def finish_stroke(self) -> bool:
        """Lift the brush; tell whether the mask is another one."""
        stroke, self._stroke = self._stroke, None
        if stroke is None or stroke.rect is None:
            return False
        part = stroke.rect.slices
        flipped = stroke.before[part] ^ self.mask[part]
        if not flipped.any():
            return False
        lines = (self._drawn_line, self._drawn_line)
        self._note(_Step(stroke.rect, np.packbits(flipped), lines))
        self._is_chord_known = False
        return True

    # Length line

    def take_end(self, end: int) -> None:
        """Start to drag an end of the length line."""
        self.cancel_drag()
        if self.line is not None:
            self._pulled = (end, self.line, self._drawn_line)

    def pull_to(self, point: Point) -> None:
        """Drag the end; the line stays in the image and never shrinks to a point."""
        if self._pulled is None:
            return
        end, line, _ = self._pulled
        width, height = self.size_px
        to = (min(max(point[0], 0.0), float(width)), min(max(point[1], 0.0), float(height)))
        kept = line[1 - end]
        if math.dist(to, kept) >= _LEAST_LINE_PX:
            self._drawn_line = (to, kept) if end == 0 else (kept, to)

    def finish_pull(self) -> bool:
        """Let the end go; tell whether the line is another one."""
        pulled, self._pulled = self._pulled, None
        if pulled is None or self._drawn_line in {pulled[1], pulled[2]}:
            if pulled is not None:
                self._drawn_line = pulled[2]
            return False
        self._note(_Step(None, None, (pulled[2], self._drawn_line)))
        return True

    # History

    def cancel_drag(self) -> PixelRect | None:
        """Give a stroke or a pull up."""
        stroke, pulled = self._stroke, self._pulled
        self._stroke = self._pulled = None
        if pulled is not None:
            self._drawn_line = pulled[2]
        if stroke is None or stroke.rect is None:
            return None
        self.mask[stroke.rect.slices] = stroke.before[stroke.rect.slices]
        return stroke.rect

    def undo(self) -> PixelRect | None:
        """Take the last edit back; the whole image if only the line was changed."""
        if not self.can_undo:
            return None
        step = self._past.pop()
        self._future.append(step)
        self._drawn_line = step.lines[0]
        return self._flip(step)

    def redo(self) -> PixelRect | None:
        """Do again what was taken back."""
        if not self.can_redo:
            return None
        step = self._future.pop()
        self._past.append(step)
        self._drawn_line = step.lines[1]
        return self._flip(step)

    def cut(self) -> tuple[NDArray[np.bool_], tuple[int, int]]:
        """Return the mask in its box, and the corner (x, y) of that box.

        Raises
        ------
        ValueError
            If nothing is outlined.
        """
        rect = self.box
        if rect is None:
            message = "nothing is outlined"
            raise ValueError(message)
        return self.mask[rect.slices].copy(), (rect.left, rect.top)

    @property
    def box(self) -> PixelRect | None:
        """The tightest box of what is outlined."""
        width, height = self.size_px
        return self.box_in(PixelRect(0, 0, width, height))

    def box_in(self, rect: PixelRect) -> PixelRect | None:
        """Return the tightest box of what is outlined in ``rect``."""
        part = self.mask[rect.slices].view(np.uint8)
        x, y, width, height = cv2.boundingRect(part) if part.size else (0, 0, 0, 0)
        left, top = rect.left + x, rect.top + y
        return PixelRect(left, top, left + width, top + height) if width else None

    def _longest_chord(self) -> Line | None:
        rect = self.box
        if rect is None:
            return None
        (x0, y0), (x1, y1) = longest_chord(np.ascontiguousarray(self.mask[rect.slices]))
        return (x0 + rect.left, y0 + rect.top), (x1 + rect.left, y1 + rect.top)

    def _note(self, step: _Step) -> None:
        self._past.append(step)
        if len(self._past) > _MOST_STEPS:
            del self._past[0]
            self._forgotten += 1
        self._future.clear()

    def _flip(self, step: _Step) -> PixelRect:
        if step.rect is None or step.flipped is None:
            width, height = self.size_px
            return PixelRect(0, 0, width, height)
        part = self.mask[step.rect.slices]
        part ^= np.unpackbits(step.flipped, count=part.size).reshape(part.shape).astype(np.bool_)
        self._is_chord_known = False
        return step.rect

    def _stamp(self, stroke: _Stroke, one: Point, other: Point) -> PixelRect | None:
        stamped = capsule(self.size_px, one, other, stroke.diameter_px)
        if stamped is None:
            return None
        rect, bits = stamped
        part = self.mask[rect.slices]
        if stroke.adds:
            part |= bits
        else:
            part &= ~bits
        stroke.rect = rect.united(stroke.rect)
        return rect
