"""How a mark looks against the ground beside it: contrast, colour, edge, noise of the ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.measure.inscribed import distances_inside
from core.measure.parts import parts_of
from core.measure.strokes import measure_strokes

_SOFT_EDGE_PX: Final = 2.0
_LEAST_RING_PX: Final = 3.0
_GREATEST_RING_PX: Final = 24.0
_RING_SHARE: Final = 0.25
_LEAST_RING_PIXELS: Final = 12
_EDGE_PX: Final = 1.5
_VISIBLE_SHIFT: Final = 1.0


@dataclass(frozen=True, slots=True)
class MarkLook:
    """A mark against a ring of ground around it; None where there is no such ground.

    Attributes
    ----------
    contrast : float or None
        Mean grey level of the mark less that of the ring, -255 to 255: negative is darker.
    lab_shift : (dL, da, db) or None
        Mean CIELAB colour of the mark less that of the ring.
    colour_shift : float or None
        Length of ``lab_shift`` (CIE 1976 delta E).
    edge_sharpness : float or None
        Share of ``lab_shift`` that happens within 1.5 px of the outline on both sides, 0 to 1: 1
        for a hard step. None too when the shift is under 1, where there is no edge to see.
    ring_noise : float or None
        Standard deviation of the ring in grey levels.
    n_branches : int
        Places where the centre lines of the mark branch.
    n_parts : int
        Separate parts without specks.
    """

    contrast: float | None = None
    lab_shift: tuple[float, float, float] | None = None
    colour_shift: float | None = None
    edge_sharpness: float | None = None
    ring_noise: float | None = None
    n_branches: int = 0
    n_parts: int = 0


def look_of(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> MarkLook:
    """Compare a mark with the ground beside it.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    mask : (H, W) bool
        Where the mark is.

    Returns
    -------
    MarkLook
        The ring begins 2 px outside the outline, beyond a soft edge, and is a quarter as wide as
        a square of the mark's area, 3 to 24 px; it ends at the border of the image. With less
        than 12 pixels of ring nothing can be compared. All None and zero for an empty mask.

    Raises
    ------
    ValueError
        If image and mask differ in size.
    """
    if rgb.shape[:2] != mask.shape:
        message = f"image {rgb.shape[:2]} and mask {mask.shape} differ in size"
        raise ValueError(message)
    if not mask.any():
        return MarkLook()
    picture, marked, ring_px = _around(rgb, np.ascontiguousarray(mask, dtype=bool))
    parts = parts_of(marked)
    n_branches = measure_strokes(parts, distances_inside(marked)).n_branchings
    n_parts = parts.n_without_specks
    away, ring = _ring(marked, ring_px)
    if np.count_nonzero(ring) < _LEAST_RING_PIXELS:
        return MarkLook(n_branches=n_branches, n_parts=n_parts)
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).astype(np.float64)
    shift = lab[marked].mean(axis=0) - lab[ring].mean(axis=0)
    return MarkLook(
        contrast=float(grey[marked].mean() - grey[ring].mean()),
        lab_shift=(float(shift[0]), float(shift[1]), float(shift[2])),
        colour_shift=float(np.linalg.norm(shift)),
        edge_sharpness=_edge_sharpness(lab, shift, marked, away),
        ring_noise=float(grey[ring].std()),
        n_branches=n_branches,
        n_parts=n_parts,
    )


def contrast_of(rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> float | None:
    """Return the ``contrast`` of :func:`look_of` alone, which is much less work."""
    if not mask.any():
        return None
    picture, marked, ring_px = _around(rgb, np.ascontiguousarray(mask, dtype=bool))
    _, ring = _ring(marked, ring_px)
    if np.count_nonzero(ring) < _LEAST_RING_PIXELS:
        return None
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return float(grey[marked].mean() - grey[ring].mean())


def _ring(
    marked: NDArray[np.bool_], ring_px: float
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return how far each pixel is from the mark, and the ring of ground beside it."""
    away = np.asarray(
        cv2.distanceTransform((~marked).view(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE),
        dtype=np.float32,
    )
    return away, (away > _SOFT_EDGE_PX) & (away <= _SOFT_EDGE_PX + ring_px)


def _around(
    rgb: NDArray[np.uint8], mask: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_], float]:
    """Cut image and mask to the mark and its ring; return the width of the ring too."""
    bits = mask.view(np.uint8)
    side_px = cv2.countNonZero(bits) ** 0.5
    ring_px = min(max(_LEAST_RING_PX, _RING_SHARE * side_px), _GREATEST_RING_PX)
    x, y, width, height = cv2.boundingRect(bits)
    margin = int(_SOFT_EDGE_PX + ring_px) + 1
    rows = slice(max(0, y - margin), y + height + margin)
    columns = slice(max(0, x - margin), x + width + margin)
    picture = np.ascontiguousarray(rgb[rows, columns])
    return picture, np.ascontiguousarray(mask[rows, columns]), ring_px


def _edge_sharpness(
    lab: NDArray[np.float64],
    shift: NDArray[np.float64],
    marked: NDArray[np.bool_],
    away: NDArray[np.float32],
) -> float | None:
    size = float(np.linalg.norm(shift))
    if size < _VISIBLE_SHIFT:
        return None
    # Framed by more of the mark: the border of the image is no edge of it.
    framed = cv2.copyMakeBorder(marked.view(np.uint8), 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    deep = cv2.distanceTransform(framed, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[2:-2, 2:-2]
    inside, outside = marked & (deep <= _EDGE_PX), ~marked & (away <= _EDGE_PX)
    if not inside.any() or not outside.any():
        return None
    step = lab[inside].mean(axis=0) - lab[outside].mean(axis=0)
    return min(max(float(step @ shift) / size**2, 0.0), 1.0)
