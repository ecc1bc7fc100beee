"""A round brush on pixels; free of Qt. Loads numpy: import it only when editing begins."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ui.widgets.canvas.geometry import Point

_PIECE_PX: Final = 64.0
"""A swipe over the whole image is stamped in pieces: their boxes hold little but the stroke."""


@dataclass(frozen=True, slots=True)
class PixelRect:
    """A half-open box of whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def united(self, other: PixelRect | None) -> PixelRect:
        """Return the box around both."""
        if other is None:
            return self
        return PixelRect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def capsule(
    size_px: tuple[int, int], one: Point, other: Point, diameter_px: int
) -> tuple[PixelRect, NDArray[np.bool_]] | None:
    """Return what a round brush covers between two points.

    Parameters
    ----------
    size_px : tuple of int
        (width, height) of the image; what lies outside is cut off.
    one, other : tuple of float
        (x, y). The brush lies on pixels: centred on one when the diameter is odd, on a corner of
        four when it is even, so that every stamp of a size has the same shape.
    diameter_px : int
        At least 1.

    Returns
    -------
    tuple of PixelRect and (h, w) bool, or None
        A pixel is covered when its centre is; None when nothing of it lies in the image.
    """
    (x0, y0), (x1, y1) = (_on_pixels(point, diameter_px) for point in (one, other))
    radius = diameter_px / 2
    rect = PixelRect(
        max(0, math.floor(min(x0, x1) - radius)),
        max(0, math.floor(min(y0, y1) - radius)),
        min(size_px[0], math.ceil(max(x0, x1) + radius)),
        min(size_px[1], math.ceil(max(y0, y1) + radius)),
    )
    if rect.right <= rect.left or rect.bottom <= rect.top:
        return None
    x = np.arange(rect.left, rect.right, dtype=np.float32)[None, :] + np.float32(0.5 - x0)
    y = np.arange(rect.top, rect.bottom, dtype=np.float32)[:, None] + np.float32(0.5 - y0)
    way_x, way_y = x1 - x0, y1 - y0
    square = way_x * way_x + way_y * way_y
    along = np.clip((x * way_x + y * way_y) / square, 0, 1) if square else np.zeros((1, 1))
    far = (x - along * way_x) ** 2 + (y - along * way_y) ** 2
    return rect, np.asarray(far <= radius * radius + 1e-3, dtype=np.bool_)


def _on_pixels(point: Point, diameter_px: int) -> Point:
    if diameter_px % 2:
        return math.floor(point[0]) + 0.5, math.floor(point[1]) + 0.5
    return float(round(point[0])), float(round(point[1]))


def pieces(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """Cut a long way into short ones."""
    n = max(1, math.ceil(math.dist(start, end) / _PIECE_PX))
    points = [
        (start[0] + (end[0] - start[0]) * k / n, start[1] + (end[1] - start[1]) * k / n)
        for k in range(n + 1)
    ]
    yield from itertools.pairwise(points)
