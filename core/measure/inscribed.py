"""How far the inside of a mask is from its outline; pixels are unit squares."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_EXACT_UP_TO: Final = 250_000
_REFINED_UP_TO_PX: Final = 64.0
_CANDIDATES: Final = 6


def distances_inside(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how far the centre of every pixel is from the outline.

    Parameters
    ----------
    mask : (H, W) bool
        What lies outside the array counts as background.

    Returns
    -------
    (H, W) float32
        0 outside the mask. Up to 250,000 pixels exact; on more the distance to the nearest centre
        of the background less half a pixel, which is at most 0.21 px too long.
    """
    if mask.size <= _EXACT_UP_TO:
        return _half_pixel_distances(mask)[1::2, 1::2].copy()
    padded = cv2.copyMakeBorder(mask.view(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    away: NDArray[np.float32] = np.asarray(
        cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE), dtype=np.float32
    )[1:-1, 1:-1]
    np.subtract(away, 0.5, out=away)
    return np.maximum(away, 0.0, out=away)


def largest_inscribed_radius(mask: NDArray[np.bool_], distances: NDArray[np.float32]) -> float:
    """Return the radius of the largest circle inside the outline, in pixels.

    Parameters
    ----------
    mask : (H, W) bool
        At least one pixel is set.
    distances : (H, W) float32
        Of `distances_inside`.

    Returns
    -------
    float
        Exact for centres on the half-pixel lattice: 0.5 for a single pixel, 1 for a stroke of two
        pixels. Circles over 64 px on large masks have their centre in the middle of a pixel.
    """
    if mask.size <= _EXACT_UP_TO:
        return float(_half_pixel_distances(mask).max())
    largest = float(distances.max())
    if largest > _REFINED_UP_TO_PX:
        return largest
    y, x = np.nonzero(distances >= largest - 0.3)
    chosen = np.unique(np.linspace(0, len(y) - 1, _CANDIDATES).astype(int))
    reach = int(largest) + 3
    return max(_refined(mask, int(y[i]), int(x[i]), reach) for i in chosen)


def _refined(mask: NDArray[np.bool_], y: int, x: int, reach: int) -> float:
    top, left = max(0, y - reach), max(0, x - reach)
    window = mask[top : y + reach + 1, left : x + reach + 1]
    distances = _half_pixel_distances(window)
    row, column = 2 * (y - top) + 1, 2 * (x - left) + 1
    # Only near the candidate: the window's own edge cuts the mask and says nothing farther out.
    near = distances[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3]
    return float(near.max())


def _half_pixel_distances(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return exact distances to the outline on the lattice of half pixels, (2H + 1, 2W + 1).

    A lattice point is inside when every pixel that touches it is. The point of a background square
    that is nearest to a lattice point is a lattice point itself, so the transform is exact.
    """
    doubled = cv2.resize(mask.view(np.uint8), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    padded = cv2.copyMakeBorder(doubled, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    inside = cv2.erode(padded, np.ones((2, 2), np.uint8), anchor=(1, 1))[1:, 1:]
    framed = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    away = cv2.distanceTransform(framed, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    return (away * 0.5).astype(np.float32)
