"""Where handles lie and what moving and resizing do to an ROI; free of Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Flag
from typing import Final, TypeAlias

from core.domain.regions import BoxPx

Point: TypeAlias = tuple[float, float]

MIN_SIDE_PX: Final = 4.0
"""Below this an ROI holds nothing that can be judged; it is rather a slip of the hand."""
LEAST_BRUSH_PX: Final = 1
MOST_BRUSH_PX: Final = 400
"""Diameter of the brush that corrects outlines."""


class Handle(Flag):
    """The sides of a box that a drag takes along; two neighbouring ones are a corner."""

    LEFT = 1
    TOP = 2
    RIGHT = 4
    BOTTOM = 8


CORNERS: Final = (
    Handle.LEFT | Handle.TOP,
    Handle.RIGHT | Handle.TOP,
    Handle.RIGHT | Handle.BOTTOM,
    Handle.LEFT | Handle.BOTTOM,
)
SIDES: Final = (Handle.TOP, Handle.RIGHT, Handle.BOTTOM, Handle.LEFT)


@dataclass(frozen=True, slots=True)
class ImageSize:
    """Bounds that no ROI leaves, in pixels of the EXIF-corrected image."""

    width: float
    height: float

    @property
    def smallest_side(self) -> tuple[float, float]:
        """Least width and height of an ROI; an image smaller than that is its own least ROI."""
        return min(MIN_SIDE_PX, self.width), min(MIN_SIDE_PX, self.height)

    def clamped(self, point: Point) -> Point:
        """Return the nearest point of the image."""
        return _clamp(point[0], 0.0, self.width), _clamp(point[1], 0.0, self.height)


def handle_point(box: BoxPx, handle: Handle) -> Point:
    """Return where a handle is drawn: a corner, or the middle of a side."""
    x, y = box.center
    if handle & Handle.LEFT:
        x = box.x
    elif handle & Handle.RIGHT:
        x = box.right
    if handle & Handle.TOP:
        y = box.y
    elif handle & Handle.BOTTOM:
        y = box.bottom
    return x, y


def handle_at(box: BoxPx, point: Point, reach: float) -> Handle | None:
    """Find what a press at ``point`` would resize.

    Corners come before sides; a side can be taken anywhere along its length. On a box that looks
    small the reach shrinks inside it, so that its middle can always be taken for moving.

    Parameters
    ----------
    box : BoxPx
        The ROI.
    point : tuple of float
        (x, y) in image pixels.
    reach : float
        How far beside a line a press still counts, in image pixels.
    """
    inner = min(reach, box.w / 4, box.h / 4)
    x, y = point
    if not _inside(point, _grown(box, reach)):
        return None
    found = Handle(0)
    if x < box.x + inner:
        found |= Handle.LEFT
    elif x > box.right - inner:
        found |= Handle.RIGHT
    if y < box.y + inner:
        found |= Handle.TOP
    elif y > box.bottom - inner:
        found |= Handle.BOTTOM
    return found or None


def box_at(boxes: tuple[BoxPx, ...], point: Point, reach: float) -> int | None:
    """Return the index of the smallest box at a point: one inside another stays reachable."""
    hits = [index for index, box in enumerate(boxes) if _inside(point, _grown(box, reach))]
    return min(hits, key=lambda index: boxes[index].area_px, default=None)


def box_between(start: Point, end: Point, size: ImageSize) -> BoxPx | None:
    """Return the box a drag draws, on whole pixels inside the image.

    Returns
    -------
    BoxPx or None
        None when it is smaller than an ROI may be.
    """
    (x0, y0), (x1, y1) = size.clamped(start), size.clamped(end)
    left, right = _whole(min(x0, x1), max(x0, x1), size.width)
    top, bottom = _whole(min(y0, y1), max(y0, y1), size.height)
    least_w, least_h = size.smallest_side
    if right - left < least_w or bottom - top < least_h:
        return None
    return BoxPx(left, top, right - left, bottom - top)


def moved(box: BoxPx, dx: float, dy: float, size: ImageSize) -> BoxPx:
    """Shift a box by whole pixels, keeping its size and staying in the image."""
    x = _clamp(box.x + round(dx), 0.0, max(0.0, size.width - box.w))
    y = _clamp(box.y + round(dy), 0.0, max(0.0, size.height - box.h))
    return BoxPx(x, y, box.w, box.h)


def resized(box: BoxPx, handle: Handle, point: Point, size: ImageSize) -> BoxPx:
    """Pull sides of a box to a point.

    A side stops at the border of the image and at the least size; it never jumps over the
    opposite one.
    """
    x, y = (float(round(value)) for value in point)
    least_w, least_h = size.smallest_side
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    if handle & Handle.LEFT:
        left = _clamp(x, 0.0, right - least_w)
    if handle & Handle.RIGHT:
        right = _clamp(x, left + least_w, size.width)
    if handle & Handle.TOP:
        top = _clamp(y, 0.0, bottom - least_h)
    if handle & Handle.BOTTOM:
        bottom = _clamp(y, top + least_h, size.height)
    return BoxPx(left, top, right - left, bottom - top)


def fitted(box: BoxPx, size: ImageSize) -> BoxPx | None:
    """Cut a box that came from elsewhere to the image; None if too little of it is left."""
    inside = box.clipped(math.floor(size.width), math.floor(size.height))
    if inside is None:
        return None
    least_w, least_h = size.smallest_side
    return inside if inside.w >= least_w and inside.h >= least_h else None


def _whole(low: float, high: float, limit: float) -> tuple[float, float]:
    """Every pixel that is touched belongs to the box: round outwards, but not out of the image."""
    return float(math.floor(low)), min(float(math.ceil(high)), limit)


def _grown(box: BoxPx, by: float) -> BoxPx:
    return BoxPx(box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by)


def _inside(point: Point, box: BoxPx) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))
