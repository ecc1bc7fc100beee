"""How the pixels of a mask spread over the cells of the reference frame."""

from __future__ import annotations

import itertools
import math

import cv2
import numpy as np
from numpy.typing import NDArray

from core.domain.measurements import Zone
from core.domain.regions import BoxPx
from core.measure.zones import GRID

# From, to (pixels), and the share of these pixels in each of the three cells.
_Strip = tuple[int, int, tuple[float, float, float]]


def mask_zone_shares(
    mask: NDArray[np.bool_], *, offset_px: tuple[int, int], frame: BoxPx
) -> dict[Zone, float]:
    """Return the fraction of a mask's pixels in each cell of the frame.

    Parameters
    ----------
    mask : (H, W) bool
        At least one pixel is set.
    offset_px : (x, y)
        Where the mask's first pixel lies in the image.
    frame : BoxPx
        In image pixels. A border between cells cuts the pixels it crosses.

    Returns
    -------
    dict of Zone to float
        All nine cells; sums to 1 when the mask lies inside the frame.
    """
    height, width = mask.shape
    rows = _strips(height, offset_px[1], frame.y, frame.h)
    columns = _strips(width, offset_px[0], frame.x, frame.w)
    held = np.zeros((3, 3))
    bits = mask.view(np.uint8)
    for top, bottom, in_rows in rows:
        for left, right, in_columns in columns:
            n_pixels = cv2.countNonZero(bits[top:bottom, left:right])
            held += n_pixels * np.outer(in_rows, in_columns)
    held /= cv2.countNonZero(bits)
    return {GRID[row][column]: float(held[row, column]) for row in range(3) for column in range(3)}


def _strips(size: int, offset: int, origin: float, extent: float) -> list[_Strip]:
    """Cut an axis at the borders of the cells, a pixel that a border crosses apart."""
    borders = [origin + extent * third / 3 - offset for third in range(4)]
    cuts = {0, size}
    for border in borders:
        cuts |= {min(max(whole, 0), size) for whole in (math.floor(border), math.ceil(border))}
    edges = sorted(cuts)
    strips: list[_Strip] = []
    for start, end in itertools.pairwise(edges):
        first, second, third = (
            max(0.0, min(end, borders[cell + 1]) - max(start, borders[cell])) / (end - start)
            for cell in range(3)
        )
        strips.append((start, end, (first, second, third)))
    return strips
