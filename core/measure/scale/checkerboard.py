"""A calibration from a picture of a checkerboard, with a look at whether it was held level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import ImageError, UsageError
from core.measure.scale.points import FoundScale

if TYPE_CHECKING:
    from cv2.typing import MatLike

MOST_TILT: Final = 0.02
"""Greatest difference of the scale between directions."""
_MOST_BELIEVED: Final = 0.3
_LEAST_CORNERS: Final = (3, 3)
_MOST_MISFIT: Final = 0.05
"""Of a square's side: chance corners lie nowhere near a plane grid."""
_CORNER_PX: Final = 0.1
_COVERAGE: Final = 2.0
_SEARCHED_PX: Final = 1600
"""Searching takes time by the number of pixels: half a minute at 12 megapixels, 2 s at this."""
_HALF: Final = 0.5
_REACH: Final = 0.2
"""Of a square's side, round a corner: nothing else lies there."""
_FLAGS: Final = cv2.CALIB_CB_LARGER | cv2.CALIB_CB_EXHAUSTIVE | cv2.CALIB_CB_ACCURACY


@dataclass(frozen=True, slots=True)
class _Board:
    corners: NDArray[np.float64]
    grid: NDArray[np.float64]


def scale_from_checkerboard(
    rgb: NDArray[np.uint8], square_mm: float, *, file: str = ""
) -> FoundScale:
    """Compute mm per px from a picture of a checkerboard.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        The board lies in the plane of the part; at least 4 x 4 squares are seen.
    square_mm : float
        Side of a square.
    file : str
        Names the picture in errors.

    Returns
    -------
    FoundScale
        The mean scale of the two directions in which it differs most. That difference, the change
        of the scale over the board and the error of the corners make its uncertainty.

    Raises
    ------
    UsageError
        ``scale_distance_invalid``.
    ImageError
        ``checkerboard_missing``; ``checkerboard_tilted`` if the directions differ by more than
        2 %.
    """
    if not (math.isfinite(square_mm) and square_mm > 0):
        raise UsageError("scale_distance_invalid")
    found = _find(rgb)
    if found is None:
        raise ImageError("checkerboard_missing", file=file)
    board, plane = found
    linear, spread = _fit(board, plane)
    # px per square in the directions of most and least: whichever way the board was turned.
    most, least = (float(value) for value in np.linalg.svd(linear, compute_uv=False))
    tilt = most / least - 1
    if tilt > _MOST_BELIEVED:
        # No board is held so: corners were passed over.
        raise ImageError("checkerboard_missing", file=file)
    if tilt > MOST_TILT:
        raise ImageError("checkerboard_tilted", file=file, percent=round(100 * tilt, 1))
    side_px = math.sqrt(most * least)
    n_corners = len(board.grid)
    span_px = side_px * float(np.linalg.norm(np.ptp(board.grid, axis=0)))
    of_corners = math.sqrt(2) * _CORNER_PX / span_px
    uncertainty = _COVERAGE * math.hypot(tilt / 2 / math.sqrt(3), spread / math.sqrt(3), of_corners)
    return FoundScale(
        mm_per_px=square_mm / side_px,
        uncertainty=uncertainty,
        evidence={
            "square_mm": square_mm,
            "corners": float(n_corners),
            "mm_per_px_least": square_mm / most,
            "mm_per_px_most": square_mm / least,
            "tilt": tilt,
        },
    )


def _find(rgb: NDArray[np.uint8]) -> tuple[_Board, NDArray[np.float64]] | None:
    """Return the corners of the largest grid with where each belongs in it, and their plane."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    shrunk = min(1.0, _SEARCHED_PX / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    is_found, corners, meta = cv2.findChessboardCornersSBWithMeta(small, _LEAST_CORNERS, _FLAGS)
    if not is_found:
        return None
    rows, columns = meta.shape[:2]
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1)
    places = np.asarray(corners, dtype=np.float32).reshape(-1, 2)
    if shrunk < 1:
        places = _refined(grey, (places + _HALF) / shrunk - _HALF, columns)
    board = _Board(places.astype(np.float64), grid.reshape(-1, 2).astype(np.float64))
    found, _ = cv2.findHomography(board.grid, board.corners)
    if found is None:
        return None
    plane = np.asarray(found, dtype=np.float64)
    return (board, plane) if _misfit(board, plane) <= _MOST_MISFIT else None


def _refined(grey: MatLike, places: NDArray[np.float32], columns: int) -> NDArray[np.float32]:
    """Return corners that were found in a smaller picture as exactly as the large one has them."""
    side_px = float(np.linalg.norm(places[columns - 1] - places[0])) / (columns - 1)
    reach = max(2, round(_REACH * side_px))
    until = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.01)
    exact = np.ascontiguousarray(places, dtype=np.float32).reshape(-1, 1, 2)
    refined = cv2.cornerSubPix(grey, exact, (reach, reach), (-1, -1), until)
    return np.asarray(refined, dtype=np.float32).reshape(-1, 2)


def _misfit(board: _Board, plane: NDArray[np.float64]) -> float:
    """Return how far the corners lie from a plane grid, in sides of a square."""
    off = _project(plane, board.grid) - board.corners
    step = np.linalg.norm(np.diff(board.corners, axis=0), axis=1)
    side = float(np.median(step))
    return float(np.sqrt((off**2).sum(axis=1).mean())) / side if side > 0 else math.inf


def _fit(board: _Board, plane: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return px per square as a linear map, and how far the scale changes from end to end."""
    low, high = board.grid.min(axis=0), board.grid.max(axis=0)
    ends = [(float(x), float(y)) for x in (low[0], high[0]) for y in (low[1], high[1])]
    sizes = [math.sqrt(abs(float(np.linalg.det(_slope(plane, end))))) for end in ends]
    middle = (low + high) / 2
    spread = (max(sizes) - min(sizes)) / 2 / (sum(sizes) / len(sizes))
    return _slope(plane, (float(middle[0]), float(middle[1]))), spread


def _slope(plane: NDArray[np.float64], at: tuple[float, float]) -> NDArray[np.float64]:
    """Return the linear map of a homography around a point of the grid."""
    x, y, w = plane @ np.array([*at, 1.0])
    top = plane[:2, :2]
    place = np.array([[x / w], [y / w]])
    slope: NDArray[np.float64] = (top - place @ plane[2:3, :2]) / w
    return slope


def _project(plane: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    projected = cv2.perspectiveTransform(points.reshape(-1, 1, 2), plane)
    return np.asarray(projected, dtype=np.float64).reshape(-1, 2)
