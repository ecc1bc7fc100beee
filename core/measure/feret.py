"""Feret diameters of a mask: over the hull of the corners of its pixels, exact."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FeretDiameters:
    """Largest and smallest distance of two parallel lines that hold a mask, in pixels."""

    largest_px: float
    smallest_px: float


def feret_diameters(mask: NDArray[np.bool_]) -> FeretDiameters:
    """Measure the Feret diameters over all parts of a mask.

    Parameters
    ----------
    mask : (H, W) bool
        At least one pixel is set.

    Returns
    -------
    FeretDiameters
        Of the hull of the pixels' corners: a single pixel is 1.41 px long and 1 px wide.
    """
    hull = _hull_of_corners(mask)
    return FeretDiameters(largest_px=_diameter(hull), smallest_px=_least_width(hull))


def longest_chord(
    mask: NDArray[np.bool_],
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the two corners of pixels, as (x, y), that lie farthest apart: the length line.

    Parameters
    ----------
    mask : (H, W) bool
        At least one pixel is set.
    """
    hull = _hull_of_corners(mask)
    apart = ((hull[:, None, :] - hull[None, :, :]) ** 2).sum(axis=2)
    one, other = np.unravel_index(int(apart.argmax()), apart.shape)
    return (
        (float(hull[one, 0]), float(hull[one, 1])),
        (float(hull[other, 0]), float(hull[other, 1])),
    )


def _hull_of_corners(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the hull, (N, 2) as x, y: only the first and last pixel of a row can be on it."""
    rows = np.flatnonzero(mask.any(axis=1))
    lines = mask[rows]
    first = lines.argmax(axis=1)
    past = mask.shape[1] - lines[:, ::-1].argmax(axis=1)
    x = np.concatenate([first, first, past, past])
    y = np.concatenate([rows, rows + 1, rows, rows + 1])
    corners = np.stack([x, y], axis=1).astype(np.int32)
    hull = cv2.convexHull(corners)
    return hull.reshape(-1, 2).astype(np.float64)


def _diameter(hull: NDArray[np.float64]) -> float:
    apart = hull[:, None, :] - hull[None, :, :]
    return float(np.sqrt((apart**2).sum(axis=2).max()))


def _least_width(hull: NDArray[np.float64]) -> float:
    """Return the width across the edge where it is least: one line always lies along an edge."""
    edges = np.roll(hull, -1, axis=0) - hull
    normals = np.stack([-edges[:, 1], edges[:, 0]], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    reach = normals @ hull.T
    return float((reach.max(axis=1) - reach.min(axis=1)).min())
